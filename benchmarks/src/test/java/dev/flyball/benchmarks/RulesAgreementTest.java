package dev.flyball.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.benchmarks.rules.Request;
import dev.flyball.benchmarks.rules.RuleJudge;
import dev.flyball.benchmarks.rules.RuleTexts;
import dev.flyball.benchmarks.rules.RuleTexts.Text;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is timed is the same question for all engines: they find as many rules, and some. */
class RulesAgreementTest {
    private static void agree(List<Text> texts) {
        List<Request> requests = RuleTexts.requests(texts.size(), 40);
        long ours = RuleJudge.flyball(texts.stream().map(Text::flyball).toList(), requests)
                .getAsLong();
        List<String> cel = texts.stream().map(Text::cel).toList();
        assertThat(ours).isPositive();
        assertThat(RuleJudge.cel(RuleJudge.celStandard(), cel, requests).getAsLong())
                .isEqualTo(ours);
        assertThat(RuleJudge.cel(RuleJudge.celPlanner(), cel, requests).getAsLong())
                .isEqualTo(ours);
    }

    @Test
    void tenantsRulesAreTheSameInCel() {
        agree(RuleTexts.tenants(200, false));
        agree(RuleTexts.tenants(200, true));
    }

    @Test
    void regexesAreTheSameInCel() {
        agree(RuleTexts.paths(100));
    }

    @Test
    void equalityAndPrefixesAreTheSameInEventRuler() {
        List<Request> requests = RuleTexts.requests(500, 100);
        long ours = RuleJudge.flyball(RuleTexts.hostsAndPrefixes(500), requests).getAsLong();
        assertThat(ours).isPositive();
        assertThat(RuleJudge.eventRuler(RuleTexts.eventRules(500), requests).getAsLong())
                .isEqualTo(ours);
    }
}
