package dev.flyball.core.rules.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.Budget;
import dev.flyball.Meter;
import dev.flyball.rules.Decision;
import dev.flyball.rules.EngineOptions;
import dev.flyball.rules.Facts;
import dev.flyball.rules.GuardRails;
import dev.flyball.rules.Kill;
import dev.flyball.rules.KillTarget;
import dev.flyball.rules.Rollout;
import dev.flyball.rules.Rollout.Stage;
import dev.flyball.rules.RolloutStatus;
import dev.flyball.rules.RuleSet;
import dev.flyball.rules.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kills while a rollout runs, however they end, change what they name and nothing else. */
class KillsDuringRolloutTest {
    private static final Schema SCHEMA = Schema.http();
    private static final Facts FACTS =
            Facts.builder(SCHEMA).set("http.host", "www.example.com").build();
    private static final int KEYS = 200;

    private final ManualClock clock = new ManualClock();
    private final RuleSet before = rules("a");
    private final RuleSet live = rules("b");
    private final RuleSet next = rules("c");
    private final LiveRules engine = engine();

    /** Two rules that match every request, of which one decides; their names tell the set that they are of. */
    private static RuleSet rules(String name) {
        String text = """
                rules:
                  - { id: N-log, then: log, tags: [N-tag, both], when: 'http.host contains "example"' }
                  - { id: N-block, then: block, when: 'http.host contains "www"' }
                """;
        return RuleSet.parse("rules.yaml", text.replace("N", name), SCHEMA);
    }

    private LiveRules engine() {
        EngineOptions options = EngineOptions.builder()
                .maxSimulationShare(Double.POSITIVE_INFINITY)
                .build();
        LiveRules made = new LiveRules(before, options, clock, clock.nanos());
        made.deploy(live, Rollout.immediate("a test"));
        return made;
    }

    private void begin(Stage stage) {
        engine.deploy(
                next,
                Rollout.of("a test", stage, Stage.share(100, Duration.ofHours(1), 1))
                        .guarded(GuardRails.none()));
    }

    /** What decided about each client. */
    private Map<String, Decision> decisions() {
        Map<String, Decision> decisions = new LinkedHashMap<>();
        for (int i = 0; i < KEYS; i++) {
            Meter meter = Budget.of(1_000_000, Duration.ofHours(1)).start();
            decisions.put("client-" + i, engine.evaluate("client-" + i, FACTS, meter));
        }
        return decisions;
    }

    private static Map<String, String> versions(Map<String, Decision> decisions) {
        Map<String, String> versions = new LinkedHashMap<>();
        decisions.forEach((key, decision) -> versions.put(key, decision.version()));
        return versions;
    }

    private RolloutStatus rollout() {
        RolloutStatus running = engine.status().rollout();
        assertThat(running).isNotNull();
        return running;
    }

    private static List<String> matched(RuleSet rules, String... off) {
        List<String> ids = new ArrayList<>();
        rules.rules().forEach(rule -> ids.add(rule.id()));
        ids.removeAll(List.of(off));
        return ids;
    }

    /** Ends a kill in one of the two ways. */
    private void end(KillTarget target, @Nullable Instant until) {
        if (until == null) {
            assertThat(engine.lift(target, "alice", "over")).isTrue();
        } else {
            clock.forward(Duration.ofMinutes(1));
            engine.tick();
        }
        assertThat(engine.status().kills()).isEmpty();
    }

    private @Nullable Instant until(boolean byItself) {
        return byItself ? clock.instant().plusSeconds(60) : null;
    }

    /** All is as it was before the kill: the rollout, the routes, the rules that match. */
    private void assertAsBefore(RolloutStatus was, Map<String, Decision> decided) {
        assertThat(rollout().begun()).isEqualTo(was.begun());
        assertThat(rollout().stage()).isEqualTo(was.stage());
        assertThat(rollout().stageSince()).isEqualTo(was.stageSince());
        Map<String, Decision> now = decisions();
        assertThat(versions(now)).isEqualTo(versions(decided));
        now.forEach((key, decision) -> {
            assertThat(decision.kills()).isEmpty();
            assertThat(decision.matchedRuleIds()).isEqualTo(decided.get(key).matchedRuleIds());
        });
    }

    private void assertComesToItsEnd() {
        for (int stage = 0; stage < 2; stage++) {
            decisions();
            clock.forward(Duration.ofHours(2));
            engine.tick();
        }
        assertThat(engine.status().rollout()).isNull();
        assertThat(engine.live().version()).isEqualTo(next.version());
        assertThat(decisions().values())
                .allMatch(decision -> decision.version().equals(next.version()) && decision.isBlocked());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aKilledRuleOrTagIsOffAndEveryClientKeepsItsVersion(boolean byItself) {
        begin(Stage.share(30, Duration.ofHours(1), 1));
        Map<String, Decision> decided = decisions();
        assertThat(versions(decided)).containsValues(live.version(), next.version());
        RolloutStatus was = rollout();
        Map<KillTarget, List<String>> off = Map.of(
                KillTarget.rule("c-block"), List.of("c-block"),
                KillTarget.rule("b-block"), List.of("b-block"),
                KillTarget.tag("c-tag"), List.of("c-log"),
                KillTarget.tag("both"), List.of("b-log", "c-log"),
                KillTarget.all(), List.of("b-log", "b-block", "c-log", "c-block"));
        off.forEach((target, ids) -> {
            Instant until = until(byItself);
            Kill kill = engine.kill(target, "alice", "a test", until);
            Map<String, Decision> killed = decisions();
            assertThat(versions(killed)).isEqualTo(versions(decided));
            killed.values().forEach(decision -> {
                RuleSet of = decision.version().equals(next.version()) ? next : live;
                assertThat(decision.kills()).containsExactly(kill);
                assertThat(decision.matchedRuleIds()).isEqualTo(matched(of, ids.toArray(new String[0])));
            });
            end(target, until);
            assertAsBefore(was, decided);
        });
        assertComesToItsEnd();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void underAKillOfTheNewRulesTheLiveOnesDecideForAll(boolean byItself) {
        begin(Stage.share(30, Duration.ofHours(1), 1));
        Map<String, Decision> decided = decisions();
        RolloutStatus was = rollout();
        Instant until = until(byItself);
        engine.kill(KillTarget.deployment(next.version()), "alice", "a test", until);
        decisions().values().forEach(decision -> {
            assertThat(decision.version()).isEqualTo(live.version());
            assertThat(decision.matchedRuleIds()).isEqualTo(matched(live));
            assertThat(decision.kills()).hasSize(1);
        });
        assertThat(rollout().requests()).isEqualTo(was.requests());
        end(KillTarget.deployment(next.version()), until);
        assertAsBefore(was, decided);
        assertComesToItsEnd();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void underAKillOfTheLiveRulesThoseBeforeThemDecideForAllButTheClientsOfTheNewOnes(boolean byItself) {
        begin(Stage.share(30, Duration.ofHours(1), 1));
        Map<String, Decision> decided = decisions();
        RolloutStatus was = rollout();
        Instant until = until(byItself);
        engine.kill(KillTarget.deployment(live.version()), "alice", "a test", until);
        decisions().forEach((key, decision) -> {
            RuleSet expected = decided.get(key).version().equals(next.version()) ? next : before;
            assertThat(decision.version()).isEqualTo(expected.version());
            assertThat(decision.matchedRuleIds()).isEqualTo(matched(expected));
        });
        end(KillTarget.deployment(live.version()), until);
        assertAsBefore(was, decided);
        assertComesToItsEnd();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aKillInASimulationLeavesTheDecisionsToTheLiveRules(boolean byItself) {
        begin(Stage.simulate(100, Duration.ofHours(1), 1));
        Map<String, Decision> decided = decisions();
        assertThat(versions(decided).values()).containsOnly(live.version());
        RolloutStatus was = rollout();
        for (KillTarget target :
                List.of(KillTarget.rule("c-block"), KillTarget.tag("c-tag"), KillTarget.deployment(next.version()))) {
            long measured = rollout().requests();
            Instant until = until(byItself);
            engine.kill(target, "alice", "a test", until);
            decisions().values().forEach(decision -> {
                assertThat(decision.version()).isEqualTo(live.version());
                assertThat(decision.matchedRuleIds()).isEqualTo(matched(live));
            });
            assertThat(rollout().requests()).as("%s", target).isEqualTo(measured);
            end(target, until);
            assertAsBefore(was, decided);
        }
        assertComesToItsEnd();
    }

    @Test
    void aRollbackUnderAKillEndsTheRolloutAndLeavesTheKill() {
        begin(Stage.share(30, Duration.ofHours(1), 1));
        engine.kill(KillTarget.rule("b-log"), "alice", "a test");
        engine.rollback("a test");
        decisions().values().forEach(decision -> {
            assertThat(decision.version()).isEqualTo(live.version());
            assertThat(decision.matchedRuleIds()).isEqualTo(matched(live, "b-log"));
        });
        engine.lift(KillTarget.rule("b-log"), "alice", "over");
        assertThat(decisions().values())
                .allMatch(decision -> decision.matchedRuleIds().equals(matched(live)));
    }
}
