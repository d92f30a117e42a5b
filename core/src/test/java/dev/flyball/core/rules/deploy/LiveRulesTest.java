package dev.flyball.core.rules.deploy;

import static dev.flyball.core.rules.runtime.ScriptedRules.FACTS;
import static dev.flyball.core.rules.runtime.ScriptedRules.constant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flyball.Budget;
import dev.flyball.Meter;
import dev.flyball.core.rules.plan.RuleSetPlanner;
import dev.flyball.core.rules.runtime.CompiledRuleSet;
import dev.flyball.core.rules.runtime.Condition;
import dev.flyball.core.rules.runtime.ScriptedRules;
import dev.flyball.regex.RegexOptions;
import dev.flyball.rules.Action;
import dev.flyball.rules.Decision;
import dev.flyball.rules.Deployment;
import dev.flyball.rules.EngineOptions;
import dev.flyball.rules.FactLimits;
import dev.flyball.rules.Facts;
import dev.flyball.rules.Rollout;
import dev.flyball.rules.Rule;
import dev.flyball.rules.RuleEngine;
import dev.flyball.rules.RuleSet;
import dev.flyball.rules.RuleSetCost;
import dev.flyball.rules.Schema;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class LiveRulesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Rollout WHY = Rollout.immediate("a test");

    private static Meter meter() {
        return Budget.of(1_000_000, Duration.ofHours(1)).start();
    }

    /** A rule set of two rules that both tell its version by their names. */
    private static CompiledRuleSet rules(String version) {
        return new ScriptedRules()
                .enforce(version + "-first", Action.LOG, constant(true))
                .enforce(version + "-last", Action.BLOCK, constant(true))
                .build(version);
    }

    private static RuleEngine engine(String version, int historySize) {
        EngineOptions options = EngineOptions.builder().historySize(historySize).build();
        return new LiveRules(rules(version), options, CLOCK);
    }

    private static String deciding(RuleEngine engine) {
        return engine.evaluate(FACTS, meter()).version();
    }

    @Test
    void aDeploymentIsSeenByTheNextEvaluation() {
        RuleEngine engine = engine("v1", 3);
        assertThat(deciding(engine)).isEqualTo("v1");
        engine.deploy(rules("v2"), WHY);
        assertThat(deciding(engine)).isEqualTo("v2");
        assertThat(engine.live().version()).isEqualTo("v2");
    }

    @Test
    void eachRollbackGoesOneFurtherBackUntilThereIsNothingLeft() {
        RuleEngine engine = engine("v1", 3);
        engine.deploy(rules("v2"), WHY);
        engine.deploy(rules("v3"), WHY);

        engine.rollback("one");
        assertThat(deciding(engine)).isEqualTo("v2");
        engine.rollback("two");
        assertThat(deciding(engine)).isEqualTo("v1");
        assertThatThrownBy(() -> engine.rollback("three"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("v1");
        assertThat(deciding(engine)).isEqualTo("v1");
    }

    @Test
    void aDeploymentAfterARollbackGoesBackToWhatWasLiveThen() {
        RuleEngine engine = engine("v1", 3);
        engine.deploy(rules("v2"), WHY);
        engine.rollback("bad");
        engine.deploy(rules("v3"), WHY);
        engine.rollback("bad too");
        assertThat(deciding(engine)).isEqualTo("v1");
    }

    @Test
    void noMoreRuleSetsStayThanTheHistorySizeSays() {
        RuleEngine engine = engine("v1", 2);
        engine.deploy(rules("v2"), WHY);
        engine.deploy(rules("v3"), WHY);
        engine.deploy(rules("v4"), WHY);
        engine.rollback("a");
        engine.rollback("b");
        assertThat(deciding(engine)).isEqualTo("v2");
        assertThatThrownBy(() -> engine.rollback("c")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theSameRulesAgainPushNothingOutOfTheWayBack() {
        RuleEngine engine = engine("v1", 2);
        engine.deploy(rules("v2"), WHY);
        for (int i = 0; i < 10; i++) {
            engine.deploy(rules("v2"), WHY);
        }
        engine.rollback("v2 is bad");
        assertThat(deciding(engine)).isEqualTo("v1");
        assertThat(engine.history()).hasSize(13);
    }

    @Test
    void theHistoryTellsEveryChangeTheNewestFirst() {
        RuleEngine engine = engine("v1", 3);
        engine.deploy(rules("v2"), Rollout.immediate("new rules"));
        engine.rollback("they were bad");
        assertThat(engine.history())
                .extracting(Deployment::kind)
                .containsExactly(Deployment.Kind.ROLLBACK, Deployment.Kind.DEPLOY, Deployment.Kind.START);
        assertThat(engine.history()).extracting(Deployment::version).containsExactly("v1", "v2", "v1");
        assertThat(engine.history().get(0).reason()).isEqualTo("they were bad");
        assertThat(engine.history().get(1).reason()).isEqualTo("new rules");
        assertThat(engine.history()).extracting(Deployment::time).containsOnly(NOW);
    }

    @Test
    void theHistoryIsBoundedAndASnapshot() {
        RuleEngine engine = engine("v0", 1);
        List<Deployment> before = engine.history();
        for (int i = 1; i <= EngineState.MAX_HISTORY + 50; i++) {
            engine.deploy(rules("v" + i), WHY);
        }
        assertThat(before).hasSize(1);
        assertThat(engine.history()).hasSize(EngineState.MAX_HISTORY);
        assertThat(engine.history().get(0).version()).isEqualTo("v" + (EngineState.MAX_HISTORY + 50));
        assertThatThrownBy(() -> engine.history().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void rulesOfAnotherSchemaAreRefusedAndChangeNothing() {
        RuleEngine engine = engine("v1", 3);
        Schema other = Schema.http().toBuilder().build();
        CompiledRuleSet foreign = new RuleSetPlanner(other, RegexOptions.defaults(), meter()).plan("other.yaml", "v2");
        assertThatThrownBy(() -> engine.deploy(foreign, WHY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("other.yaml")
                .hasMessageContaining("schema");
        assertThat(deciding(engine)).isEqualTo("v1");
        assertThat(engine.history()).hasSize(1);
    }

    @Test
    void factsOfAnotherSchemaAreRefused() {
        RuleEngine engine = engine("v1", 3);
        Facts foreign = Facts.builder(Schema.http().toBuilder().build()).build();
        assertThatThrownBy(() -> engine.evaluate(foreign, meter()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("schema");
    }

    @Test
    void aRuleSetOfTheHostsOwnMakingIsRefused() {
        RuleSet own = new RuleSet() {
            @Override
            public String file() {
                return "own";
            }

            @Override
            public String version() {
                return "own";
            }

            @Override
            public Schema schema() {
                return ScriptedRules.SCHEMA;
            }

            @Override
            public List<Rule> rules() {
                return List.of();
            }

            @Override
            public RuleSetCost cost(FactLimits limits) {
                throw new UnsupportedOperationException();
            }

            @Override
            public String explain() {
                return "own";
            }
        };
        RuleEngine engine = engine("v1", 3);
        assertThatThrownBy(() -> engine.deploy(own, WHY)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LiveRules(own, EngineOptions.defaults(), CLOCK))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRollbackNeedsAReason() {
        RuleEngine engine = engine("v1", 3);
        engine.deploy(rules("v2"), WHY);
        assertThatThrownBy(() -> engine.rollback(" ")).isInstanceOf(IllegalArgumentException.class);
        assertThat(deciding(engine)).isEqualTo("v2");
    }

    @Test
    void anEvaluationEndsWithTheRulesThatItBeganWith() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch deployed = new CountDownLatch(1);
        Condition waiting = (facts, meter) -> {
            inside.countDown();
            try {
                return deployed.await(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
        RuleEngine engine = new LiveRules(
                new ScriptedRules()
                        .enforce("v1-first", Action.LOG, waiting)
                        .enforce("v1-last", Action.BLOCK, constant(true))
                        .build("v1"),
                EngineOptions.defaults(),
                CLOCK);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<Decision> running = thread.submit(() -> engine.evaluate(FACTS, meter()));
            assertThat(inside.await(1, TimeUnit.MINUTES)).isTrue();
            engine.deploy(rules("v2"), WHY);
            assertThat(deciding(engine)).isEqualTo("v2");
            deployed.countDown();
            Decision decision = running.get(1, TimeUnit.MINUTES);
            assertThat(decision.version()).isEqualTo("v1");
            assertThat(decision.matchedRuleIds()).containsExactly("v1-first", "v1-last");
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void everyEvaluationUnderDeploymentsAndRollbacksIsOfExactlyOneVersion() throws Exception {
        RuleEngine engine = engine("v", 100);
        int changes = 2_000;
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Integer>> evaluations = new ArrayList<>();
            for (int t = 0; t < 2; t++) {
                evaluations.add(threads.submit(() -> {
                    int count = 0;
                    while (!done.get() || count == 0) {
                        Decision decision = engine.evaluate(FACTS, meter());
                        String version = decision.version();
                        assertThat(decision.matchedRuleIds()).containsExactly(version + "-first", version + "-last");
                        assertThat(decision.action().ruleId()).isEqualTo(version + "-last");
                        count++;
                    }
                    return count;
                }));
            }
            List<Future<?>> changing = new ArrayList<>();
            for (int t = 0; t < 2; t++) {
                String prefix = "t" + t + "-";
                changing.add(threads.submit(() -> {
                    for (int i = 0; i < changes; i++) {
                        engine.deploy(rules(prefix + i), Rollout.immediate(prefix + i));
                        if (i % 3 == 0) {
                            engine.rollback(prefix + i);
                        }
                    }
                }));
            }
            for (Future<?> change : changing) {
                change.get(2, TimeUnit.MINUTES);
            }
            done.set(true);
            for (Future<Integer> evaluation : evaluations) {
                assertThat(evaluation.get(1, TimeUnit.MINUTES)).isPositive();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(engine.history()).hasSize(EngineState.MAX_HISTORY);
        assertThat(engine.history().get(0).version()).isEqualTo(engine.live().version());
    }

    @Test
    void twoThreadsThatDeployAreBothInTheHistory() throws Exception {
        RuleEngine engine = engine("v", 100);
        int each = 90;
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<?>> deploying = new ArrayList<>();
            for (int t = 0; t < 2; t++) {
                String prefix = "t" + t + "-";
                deploying.add(threads.submit(() -> {
                    for (int i = 0; i < each; i++) {
                        engine.deploy(rules(prefix + i), WHY);
                    }
                }));
            }
            for (Future<?> future : deploying) {
                future.get(1, TimeUnit.MINUTES);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(engine.history()).hasSize(2 * each + 1);
        for (int t = 0; t < 2; t++) {
            for (int i = 0; i < each; i++) {
                assertThat(engine.history()).extracting(Deployment::version).contains("t" + t + "-" + i);
            }
        }
    }
}
