package dev.flyball.core.rules.deploy;

import static dev.flyball.core.rules.runtime.ScriptedRules.FACTS;
import static dev.flyball.core.rules.runtime.ScriptedRules.constant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flyball.Budget;
import dev.flyball.Meter;
import dev.flyball.core.rules.runtime.CompiledRuleSet;
import dev.flyball.core.rules.runtime.ScriptedRules;
import dev.flyball.rules.Action;
import dev.flyball.rules.Deployment;
import dev.flyball.rules.DeploymentRefusedException;
import dev.flyball.rules.DeploymentRefusedException.Refusal;
import dev.flyball.rules.EngineEvent;
import dev.flyball.rules.EngineListener;
import dev.flyball.rules.EngineOptions;
import dev.flyball.rules.GuardRails;
import dev.flyball.rules.KillTarget;
import dev.flyball.rules.Phase;
import dev.flyball.rules.Quarantine;
import dev.flyball.rules.RequestRules;
import dev.flyball.rules.Rollout;
import dev.flyball.rules.Rollout.Stage;
import dev.flyball.rules.Rule;
import dev.flyball.rules.RuleEngine;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RolloutTest {
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    private final ManualClock clock = new ManualClock();
    private final List<EngineEvent> events = new ArrayList<>();
    private final RuleEngine engine = new LiveRules(
            rules("v1"), EngineOptions.builder().listener(events::add).build(), clock, clock.nanos());

    private static Meter meter() {
        return Budget.of(1_000_000, Duration.ofHours(1)).start();
    }

    private static CompiledRuleSet rules(String version) {
        return new ScriptedRules()
                .enforce(version + "-rule", Action.BLOCK, constant(true))
                .build(version);
    }

    private static Rollout shares(double... percents) {
        List<Stage> stages = new ArrayList<>();
        for (double percent : percents) {
            stages.add(Stage.share(percent, TEN_MINUTES, 5));
        }
        return Rollout.of("a test", stages).guarded(GuardRails.none());
    }

    private String judgedBy(String key) {
        return engine.evaluate(key, FACTS, meter()).version();
    }

    private Set<String> keysOn(String version) {
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < 2_000; i++) {
            if (judgedBy("client-" + i).equals(version)) {
                keys.add("client-" + i);
            }
        }
        return keys;
    }

    @Test
    void aClientThatHadTheNewRulesAtASmallShareHasThemAtALargerOne() {
        engine.deploy(rules("v2"), shares(1, 10, 50));
        Set<String> before = Set.of();
        for (int[] bounds : new int[][] {{5, 45}, {140, 270}, {880, 1_120}, {2_000, 2_000}}) {
            Set<String> keys = keysOn("v2");
            assertThat(keys).hasSizeBetween(bounds[0], bounds[1]).containsAll(before);
            assertThat(keysOn("v2")).isEqualTo(keys);
            before = keys;
            clock.forward(TEN_MINUTES);
            engine.tick();
        }
        assertThat(engine.status().rollout()).isNull();
        assertThat(engine.live().version()).isEqualTo("v2");
    }

    @Test
    void enginesWithTheSameSaltAgreeAndOthersDoNot() {
        RuleEngine other = new LiveRules(rules("v1"), EngineOptions.defaults(), clock, clock.nanos());
        engine.deploy(rules("v2"), shares(50).salted("pepper"));
        other.deploy(rules("v2"), shares(50).salted("pepper"));
        for (int i = 0; i < 500; i++) {
            assertThat(other.evaluate("client-" + i, FACTS, meter()).version()).isEqualTo(judgedBy("client-" + i));
        }
        Set<String> salted = keysOn("v2");
        engine.deploy(rules("v2"), shares(50).superseding());
        assertThat(keysOn("v2")).isNotEqualTo(salted);
    }

    @Test
    void requestsWithoutAKeyAreSpreadByChance() {
        engine.deploy(rules("v2"), shares(50));
        int candidate = 0;
        for (int i = 0; i < 2_000; i++) {
            candidate += engine.evaluate(FACTS, meter()).version().equals("v2") ? 1 : 0;
        }
        assertThat(candidate).isBetween(780, 1_220);
    }

    @Test
    void aRequestKeepsItsVersionToTheEnd() {
        engine.deploy(rules("v2"), shares(100));
        RequestRules begun = engine.begin("client", meter());
        engine.rollback("v2 is bad");
        assertThat(begun.version()).isEqualTo("v2");
        assertThat(begun.evaluate(Phase.REQUEST, FACTS).version()).isEqualTo("v2");
        assertThat(judgedBy("client")).isEqualTo("v1");
    }

    @Test
    void aStageHoldsUntilBothItsTimeAndItsRequestsAreThere() {
        engine.deploy(rules("v2"), shares(100));
        clock.forward(TEN_MINUTES);
        engine.tick();
        assertThat(engine.status().rollout().verdict()).contains("0 of 5 requests");
        for (int i = 0; i < 4; i++) {
            judgedBy("client");
        }
        engine.tick();
        assertThat(engine.live().version()).isEqualTo("v1");
        assertThat(engine.status().rollout().requests()).isEqualTo(4);
        judgedBy("client");
        engine.tick();
        assertThat(engine.live().version()).isEqualTo("v2");
    }

    @Test
    void theNewRulesHaveAccountsOfTheirOwn() {
        engine.deploy(rules("v2"), Rollout.of("a test", Stage.simulate(100, TEN_MINUTES, 5)));
        for (int i = 0; i < 3; i++) {
            judgedBy("client");
        }
        assertThat(engine.accounts().version()).isEqualTo("v1");
        assertThat(engine.accounts("v2").of("v2-rule").matched()).isEqualTo(3);
        assertThat(engine.accounts("v1").of("v1-rule").matched()).isEqualTo(3);
        engine.rollback("a test");
        assertThatIllegalArgumentException().isThrownBy(() -> engine.accounts("v2"));
        engine.deploy(rules("v3"), Rollout.immediate("a test"));
        assertThat(engine.accounts("v1").evaluations()).isEqualTo(3);
    }

    @Test
    void aRequestCountsOnceHoweverManyPhasesItHas() {
        for (Stage stage : List.of(Stage.share(100, TEN_MINUTES, 5), Stage.simulate(100, TEN_MINUTES, 5))) {
            engine.deploy(
                    rules("v2"),
                    Rollout.of("a test", stage).guarded(GuardRails.none()).superseding());
            RequestRules request = engine.begin("client", meter());
            for (Phase phase : Phase.values()) {
                request.evaluate(phase, FACTS);
            }
            judgedBy("client");
            assertThat(engine.status().rollout().requests()).isEqualTo(2);
        }
    }

    @Test
    void timeAloneIsMissingToo() {
        engine.deploy(rules("v2"), shares(100));
        for (int i = 0; i < 50; i++) {
            judgedBy("client");
        }
        clock.forward(TEN_MINUTES.minusSeconds(1));
        engine.tick();
        assertThat(engine.status().rollout().verdict()).contains("599 of 600 s").doesNotContain("requests");
    }

    @Test
    void stagesMoveOnByRequestsAlone() {
        engine.deploy(rules("v2"), shares(100));
        for (int i = 0; i < 10; i++) {
            judgedBy("client");
        }
        clock.forward(TEN_MINUTES);
        judgedBy("client");
        assertThat(engine.live().version()).isEqualTo("v2");
    }

    @Test
    void anotherDeploymentIsRefusedUnlessItSupersedes() {
        engine.deploy(rules("v2"), shares(100));
        for (Rollout rollout : List.of(shares(1), Rollout.immediate("now"))) {
            assertThatThrownBy(() -> engine.deploy(rules("v3"), rollout))
                    .isInstanceOfSatisfying(
                            DeploymentRefusedException.class,
                            e -> assertThat(e.refusal()).isEqualTo(Refusal.ROLLOUT_RUNNING))
                    .hasMessageContaining("v2");
            assertThat(judgedBy("client")).isEqualTo("v2");
        }
        engine.deploy(rules("v3"), Rollout.immediate("now").superseding());
        assertThat(judgedBy("client")).isEqualTo("v3");
        assertThat(engine.status().quarantined()).isEmpty();
        engine.rollback("back to what was live");
        assertThat(judgedBy("client")).isEqualTo("v1");
    }

    @Test
    void aRollbackDuringARolloutEndsItAndLeavesTheLiveRulesAlone() {
        engine.deploy(rules("v2"), Rollout.immediate("first"));
        engine.deploy(rules("v3"), shares(100));
        engine.rollback("v3 is bad");
        assertThat(judgedBy("client")).isEqualTo("v2");
        assertThat(engine.status().quarantined())
                .extracting(Quarantine::version)
                .containsExactly("v3");
        engine.rollback("v2 too");
        assertThat(judgedBy("client")).isEqualTo("v1");
    }

    @Test
    void whatWasRolledBackIsNotDeployedAgainUnlessItIsSaid() {
        engine.deploy(rules("v2"), Rollout.immediate("new"));
        engine.rollback("bad");
        for (Rollout rollout : List.of(shares(1), Rollout.immediate("the watcher saw the file"))) {
            assertThatThrownBy(() -> engine.deploy(rules("v2"), rollout))
                    .isInstanceOfSatisfying(
                            DeploymentRefusedException.class,
                            e -> assertThat(e.refusal()).isEqualTo(Refusal.QUARANTINED));
        }
        assertThat(judgedBy("client")).isEqualTo("v1");
        engine.deploy(rules("v2"), Rollout.immediate("it was not the rules").despiteQuarantine());
        assertThat(judgedBy("client")).isEqualTo("v2");
        assertThat(engine.status().quarantined()).isEmpty();
        engine.deploy(rules("v2"), Rollout.immediate("again"));
    }

    @Test
    void theLiveRulesAgainGoThroughNoStages() {
        engine.deploy(rules("v1"), shares(1));
        assertThat(engine.status().rollout()).isNull();
        assertThat(engine.history()).hasSize(2);
    }

    @Test
    void historyAndListenerAreToldEveryStep() {
        engine.deploy(rules("v2"), shares(50, 100));
        for (int stage = 0; stage < 2; stage++) {
            keysOn("v2");
            clock.forward(TEN_MINUTES);
            engine.tick();
        }
        engine.rollback("bad");
        engine.deploy(rules("v3"), shares(1));
        engine.deploy(rules("v4"), Rollout.immediate("now").superseding());
        assertThat(engine.history())
                .extracting(Deployment::kind)
                .containsExactly(
                        Deployment.Kind.DEPLOY,
                        Deployment.Kind.SUPERSEDED,
                        Deployment.Kind.ROLLOUT,
                        Deployment.Kind.ROLLBACK,
                        Deployment.Kind.DEPLOY,
                        Deployment.Kind.STAGE,
                        Deployment.Kind.ROLLOUT,
                        Deployment.Kind.START);
        assertThat(events)
                .extracting(EngineEvent::kind)
                .containsExactly(
                        EngineEvent.Kind.ROLLOUT_STARTED,
                        EngineEvent.Kind.STAGE_STARTED,
                        EngineEvent.Kind.DEPLOYED,
                        EngineEvent.Kind.ROLLED_BACK,
                        EngineEvent.Kind.ROLLOUT_STARTED,
                        EngineEvent.Kind.ROLLOUT_SUPERSEDED,
                        EngineEvent.Kind.DEPLOYED);
    }

    /** A rule set with a rule that uses up its slice for every request. */
    private static CompiledRuleSet greedy(String version, String rule) {
        return new ScriptedRules()
                .enforce("common", Action.LOG, constant(true))
                .add(rule, Action.LOG, Rule.Mode.ENFORCE, ScriptedRules.costing(1_000_000, true))
                .build(version);
    }

    @Test
    void aNewRuleWhoseBreakerOpensEndsTheRolloutInItsSimulation() {
        EngineOptions options = EngineOptions.builder()
                .maxStepsPerRule(10_000)
                .maxSimulationShare(Double.POSITIVE_INFINITY)
                .listener(events::add)
                .build();
        LiveRules live = new LiveRules(rules("v1"), options, clock, clock.nanos());
        live.deploy(greedy("v2", "new"), Rollout.gradual("a test"));
        for (int i = 0; i < 50; i++) {
            assertThat(live.evaluate("client-" + i, FACTS, meter()).steps()).isLessThan(10);
        }
        clock.forward(Duration.ofSeconds(1));
        live.evaluate("client", FACTS, meter());
        assertThat(live.status().rollout()).isNull();
        assertThat(live.live().version()).isEqualTo("v1");
        assertThat(live.status().quarantined()).singleElement().satisfies(quarantine -> {
            assertThat(quarantine.version()).isEqualTo("v2");
            assertThat(quarantine.reason()).contains("the rule new").contains("50 of");
        });
        assertThat(events)
                .extracting(EngineEvent::kind)
                .containsExactly(
                        EngineEvent.Kind.ROLLOUT_STARTED,
                        EngineEvent.Kind.BREAKER_OPENED,
                        EngineEvent.Kind.ROLLED_BACK);
    }

    @Test
    void aRuleThatIsInTheLiveSetTooDoesNotEndARollout() {
        EngineOptions options = EngineOptions.builder().maxStepsPerRule(10_000).build();
        LiveRules live = new LiveRules(greedy("v1", "old"), options, clock, clock.nanos());
        live.deploy(greedy("v2", "old"), shares(100));
        for (int i = 0; i < 60; i++) {
            live.evaluate("client-" + i, FACTS, meter());
        }
        live.tick();
        assertThat(live.status().breakers()).hasSize(1);
        assertThat(live.status().rollout()).isNotNull();
    }

    @Test
    void aRuleThatHadAnotherModeInTheLiveSetIsANewOne() {
        EngineOptions options = EngineOptions.builder()
                .maxStepsPerRule(10_000)
                .maxSimulationShare(0)
                .build();
        CompiledRuleSet before = new ScriptedRules()
                .add("costly", Action.LOG, Rule.Mode.SIMULATE, ScriptedRules.costing(1_000_000, true))
                .build("v1");
        LiveRules live = new LiveRules(before, options, clock, clock.nanos());
        live.deploy(greedy("v2", "costly"), shares(100));
        for (int i = 0; i < 60; i++) {
            live.evaluate("client-" + i, FACTS, meter());
        }
        live.tick();
        assertThat(live.status().rollout()).isNull();
        assertThat(live.live().version()).isEqualTo("v1");
    }

    @Test
    void aStageHoldsAndMeasuresNothingWhileAKillSwitchesRulesOfItOff() {
        engine.deploy(rules("v2"), shares(100));
        engine.kill(KillTarget.rule("v2-rule"), "a test", "it blocks everybody");
        for (int i = 0; i < 100; i++) {
            engine.evaluate("client-" + i, FACTS, meter());
        }
        clock.forward(TEN_MINUTES);
        engine.tick();
        assertThat(engine.status().rollout()).isNotNull();
        assertThat(engine.status().rollout().requests()).isZero();
        assertThat(engine.status().rollout().verdict()).contains("a kill");
        engine.lift(KillTarget.rule("v2-rule"), "a test", "over");
        for (int i = 0; i < 5; i++) {
            engine.evaluate("client-" + i, FACTS, meter());
        }
        engine.tick();
        assertThat(engine.live().version()).as("the time under the kill").isEqualTo("v1");
        clock.forward(TEN_MINUTES);
        engine.tick();
        assertThat(engine.live().version()).isEqualTo("v2");
    }

    @Test
    void theLiveRulesDeployedAgainKeepTheirCounts() {
        engine.evaluate("client", FACTS, meter());
        engine.deploy(rules("v1"), Rollout.immediate("once more"));
        engine.deploy(rules("v1"), shares(10));
        assertThat(engine.accounts().of("v1-rule").matched()).isEqualTo(1);
        assertThat(engine.status().rollout()).isNull();
        assertThat(engine.history()).hasSize(3);
    }

    @Test
    void aRollbackNeverLeadsToRulesInQuarantine() {
        engine.deploy(rules("v2"), Rollout.immediate("now"));
        engine.deploy(rules("v1"), Rollout.immediate("back by a deployment"));
        engine.rollback("bad");
        assertThat(engine.live().version()).isEqualTo("v2");
        assertThatThrownBy(() -> engine.rollback("bad too")).isInstanceOf(IllegalStateException.class);
        assertThat(engine.live().version()).isEqualTo("v2");
    }

    /** Throws anything as if it were unchecked, as code in other languages does. */
    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, IOException.class, Error.class, StackOverflowError.class})
    void aListenerThatThrowsHarmsNobody(Class<? extends Throwable> thrown) {
        EngineListener throwing = event -> RolloutTest.<RuntimeException>sneak(newInstance(thrown));
        EngineOptions options = EngineOptions.builder().listener(throwing).build();
        RuleEngine deaf = new LiveRules(rules("v1"), options, clock, clock.nanos());
        deaf.deploy(rules("v2"), Rollout.immediate("now"));
        assertThat(deaf.live().version()).isEqualTo("v2");
    }

    private static Throwable newInstance(Class<? extends Throwable> type) {
        try {
            return type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void stagesThatMakeNoSenseAreRefused() {
        Stage simulated = Stage.simulate(100, TEN_MINUTES, 1);
        Stage ten = Stage.share(10, TEN_MINUTES, 1);
        assertThatIllegalArgumentException().isThrownBy(() -> Rollout.of("why", List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> Rollout.of("why", ten, ten));
        assertThatIllegalArgumentException().isThrownBy(() -> Rollout.of("why", ten, simulated));
        assertThatIllegalArgumentException().isThrownBy(() -> Rollout.of(" ", ten));
        assertThatIllegalArgumentException().isThrownBy(() -> Rollout.immediate(""));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rollout.of("why", ten).salted(" "));
        assertThatIllegalArgumentException().isThrownBy(() -> Stage.share(0, TEN_MINUTES, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Stage.share(100.5, TEN_MINUTES, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Stage.share(Double.NaN, TEN_MINUTES, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Stage.share(1, Duration.ofSeconds(-1), 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Stage.share(1, TEN_MINUTES, 0));
        assertThat(Rollout.gradual("why").stages()).hasSize(5);
    }
}
