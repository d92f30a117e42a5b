package dev.flyball.core.rules.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.flyball.regex.CostBound;
import dev.flyball.regex.Regex;
import dev.flyball.regex.RegexOptions;
import dev.flyball.rules.Diagnostic;
import dev.flyball.rules.FactLimits;
import dev.flyball.rules.RuleOptions;
import dev.flyball.rules.RuleSet;
import dev.flyball.rules.RuleSetCost;
import dev.flyball.rules.RuleSyntaxException;
import dev.flyball.rules.Schema;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What rules may cost is told, and refused where it is too much. */
class CostCapTest {
    private static final String RULES = """
            rules:
              - {id: cheap, when: 'http.host eq "a"', then: log}
              - id: dear
                when: 'http.request.body.raw matches "(a|b)*c{30}"'
                then: block
              - {id: resting, when: 'http.request.body.raw contains "x"', then: log, mode: off}
            """;

    private static RuleSet parse(RuleOptions options) {
        return RuleSet.parse("rules.yaml", RULES, Schema.http(), options);
    }

    private static List<Diagnostic> problems(RuleOptions options) {
        return catchThrowableOfType(RuleSyntaxException.class, () -> parse(options))
                .diagnostics();
    }

    @Test
    void theCostOfEachRuleFollowsFromTheLimitsOfFacts() {
        RuleSet rules = parse(RuleOptions.defaults());
        RuleSetCost large = rules.cost(FactLimits.defaults());
        RuleSetCost small = rules.cost(
                FactLimits.builder().maxLength("http.request.body.raw", 100).build());
        assertThat(large.of("cheap")).hasToString(small.of("cheap").toString());
        assertThat(large.of("dear").steps())
                .isGreaterThan(1 << 20)
                .isGreaterThan(100 * small.of("dear").steps());
        assertThat(large.of("resting").steps()).isZero();
        assertThat(large.mostExpensive(1).get(0).ruleId()).isEqualTo("dear");
        assertThat(large.total())
                .isGreaterThanOrEqualTo(
                        large.of("dear").steps() + large.of("cheap").steps());
    }

    @Test
    void aRuleAboveTheCapIsRefusedAtItsPlaceWithItsShare() {
        List<Diagnostic> problems =
                problems(RuleOptions.builder().maxRuleCost(1_000_000).build());
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).line()).isEqualTo(4);
        assertThat(problems.get(0).message())
                .contains("\"dear\" may take")
                .contains("1,000,000 steps at most")
                .contains("% of all");
    }

    @Test
    void aSmallerFieldLetsTheSameRuleIn() {
        FactLimits limits =
                FactLimits.builder().maxLength("http.request.body.raw", 100).build();
        RuleOptions options =
                RuleOptions.builder().maxRuleCost(1_000_000).factLimits(limits).build();
        assertThat(parse(options).rules()).hasSize(3);
    }

    @Test
    void theTotalIsRefusedOnlyOnRequestAndNamesTheMostExpensive() {
        List<Diagnostic> problems =
                problems(RuleOptions.builder().maxTotalCost(1_000_000).build());
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).message()).contains("together").contains("\"dear\" with");
    }

    /** Where a match is takes more tries to tell than whether there is one. */
    @Test
    void replacingMayCostWhatFindingDoes() {
        String yaml =
                "rules: [{id: r, then: log, when: 'regex_replace(http.host, \"[ab]*a[ab]{16}c\", \"\") eq \"\"'}]";
        FactLimits limits = FactLimits.builder().maxLength(8_000).build();
        CostBound regex = Regex.compile(
                        "[ab]*a[ab]{16}c", RegexOptions.builder().bytes(true).build())
                .cost();
        assertThat(RuleSet.parse("rules.yaml", yaml, Schema.http())
                        .cost(limits)
                        .of("r")
                        .steps())
                .isGreaterThan(regex.findSteps(8_000));
    }
}
