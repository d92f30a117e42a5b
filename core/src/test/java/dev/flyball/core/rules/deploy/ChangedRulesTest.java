package dev.flyball.core.rules.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.Budget;
import dev.flyball.rules.EngineOptions;
import dev.flyball.rules.Facts;
import dev.flyball.rules.GuardRails;
import dev.flyball.rules.Rollout;
import dev.flyball.rules.Rollout.Stage;
import dev.flyball.rules.RuleOptions;
import dev.flyball.rules.RuleSet;
import dev.flyball.rules.Schema;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A rollout ends when the circuit breaker of a rule opens, if the live rule set does not have the same rule. */
class ChangedRulesTest {
    private static final Schema SCHEMA = Schema.http();
    private static final String DEAR = """
            rules:
              - id: dear
                when: %s http.request.uri.path matches "[ab]{30}[^ab]"
                then: log
            """;

    private final ManualClock clock = new ManualClock();

    private static RuleSet rules(String lists, String more) {
        return RuleSet.parse("rules.yaml", lists + DEAR.formatted(more), SCHEMA);
    }

    private static RuleSet withHostList(List<?> members, String comment) {
        String yaml = comment + DEAR.formatted("ip.src in $known and");
        return RuleSet.parse(
                "rules.yaml",
                yaml,
                SCHEMA,
                RuleOptions.builder().list("known", members).build());
    }

    /** Whether a rollout ends in which the breaker of a rule of the new rules opens. */
    private boolean ends(RuleSet live, RuleSet next) {
        EngineOptions options = EngineOptions.builder().maxStepsPerRule(1_000).build();
        LiveRules engine = new LiveRules(live, options, clock, clock.nanos());
        Stage stage = Stage.share(100, Duration.ofHours(1), 1);
        engine.deploy(next, Rollout.of("a test", stage).guarded(GuardRails.none()));
        Facts facts = Facts.builder(SCHEMA)
                .set("http.request.uri.path", "ab".repeat(2_000))
                .set("ip.src", "192.0.2.1")
                .build();
        for (int i = 0; i < 60; i++) {
            engine.evaluate(
                    "client-" + i,
                    facts,
                    Budget.of(1_000_000, Duration.ofHours(1)).start());
        }
        assertThat(engine.status().breakers())
                .singleElement()
                .satisfies(breaker -> assertThat(breaker.ruleId()).isEqualTo("dear"));
        engine.tick();
        assertThat(engine.live()).isSameAs(live);
        return engine.status().rollout() == null;
    }

    @Test
    void aRuleWithOtherMembersInAListIsAnotherRule() {
        RuleSet live = rules("lists: { known: [192.0.2.1] }\n", "ip.src in $known and");
        String more = "lists: { known: [192.0.2.1, 192.0.2.2] }\n";
        assertThat(ends(live, rules(more, "ip.src in $known and"))).isTrue();
        List<String> one = List.of("192.0.2.1");
        assertThat(ends(withHostList(one, ""), withHostList(List.of("192.0.2.0/24"), "")))
                .isTrue();
    }

    @Test
    void aListIsFoundWhereverItStandsInACondition() {
        for (String part : List.of(
                "not (ssl or not ip.src in $known) and",
                "(ip.src eq 192.0.2.9 or ip.src in $known) and",
                "not any(http.request.headers.values[*] in $texts) and")) {
            RuleSet live = rules("lists: { known: [192.0.2.1], texts: [a] }\n", part);
            RuleSet next = rules("lists: { known: [192.0.2.1, 192.0.2.2], texts: [a, b] }\n", part);
            assertThat(ends(live, next)).as(part).isTrue();
        }
    }

    @Test
    void aRuleWithTheSameMembersInItsListIsTheSameRule() {
        RuleSet live = rules("lists: { known: [192.0.2.0, 192.0.2.1], other: [a] }\n", "ip.src in $known and");
        RuleSet same = rules("lists: { known: [192.0.2.1, 192.0.2.0/32], other: [b] }\n", "ip.src in $known and");
        assertThat(same.version()).isNotEqualTo(live.version());
        assertThat(ends(live, same)).isFalse();
        List<String> members = List.of("192.0.2.1", "192.0.2.3");
        assertThat(ends(withHostList(members, ""), withHostList(members, "# a comment\n")))
                .isFalse();
    }

    @Test
    void aRuleWithAnotherConditionIsAnotherRule() {
        assertThat(ends(rules("", ""), rules("", "not ssl and"))).isTrue();
        assertThat(ends(rules("", "ip.src in {192.0.2.1} and"), rules("# a comment\n", "ip.src in {192.0.2.1} and")))
                .isFalse();
    }
}
