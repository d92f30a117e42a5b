package dev.flyball.core.rules.runtime;

import static dev.flyball.core.rules.runtime.ScriptedRules.FACTS;
import static dev.flyball.core.rules.runtime.ScriptedRules.constant;
import static dev.flyball.core.rules.runtime.ScriptedRules.costing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flyball.Budget;
import dev.flyball.BudgetExceededException;
import dev.flyball.Meter;
import dev.flyball.rules.Action;
import dev.flyball.rules.Decision;
import dev.flyball.rules.EngineOptions;
import dev.flyball.rules.ExhaustionPolicy;
import dev.flyball.rules.Facts;
import dev.flyball.rules.Field;
import dev.flyball.rules.Rule;
import dev.flyball.rules.Schema;
import dev.flyball.rules.Unfinished;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EvaluationTest {
    private static final EngineOptions DEFAULTS = EngineOptions.defaults();
    private static final Duration LONG = Duration.ofHours(1);

    private static EngineOptions policy(ExhaustionPolicy policy) {
        return EngineOptions.builder().exhaustionPolicy(policy).build();
    }

    private static Meter meter(long steps) {
        return Budget.of(steps, LONG).start();
    }

    @AfterEach
    void noTestLeavesAnInterruptBehind() {
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void aCancelledMeterLeavesEveryRuleUnfinishedAndSkipsTheSimulatedOnes() {
        AtomicInteger calls = new AtomicInteger();
        Condition counting = (facts, meter) -> {
            calls.incrementAndGet();
            return true;
        };
        CompiledRuleSet rules = new ScriptedRules()
                .enforce("a", Action.LOG, counting)
                .enforce("b", Action.BLOCK, counting)
                .enforce("c", Action.BLOCK, counting)
                .simulate("s", Action.LOG, counting)
                .build();
        Meter meter = meter(1_000);
        meter.cancel();

        Decision decision = Evaluation.run(rules, FACTS, meter, DEFAULTS, null);

        assertThat(calls).hasValue(0);
        assertThat(decision.isBlocked()).isTrue();
        assertThat(decision.isByPolicy()).isTrue();
        assertThat(decision.action().ruleId()).isEqualTo("b");
        assertThat(decision.matched()).isEmpty();
        assertThat(decision.unfinished()).extracting(Unfinished::ruleId).containsExactly("a", "b", "s");
        assertThat(decision.unfinished()).extracting(Unfinished::reason).containsOnly(Unfinished.Reason.CANCELLED);
        assertThat(decision.steps()).isZero();
    }

    @Test
    void cancellingWhileSimulatedRulesRunEndsThemAndLeavesTheDecision() {
        Meter meter = meter(1_000);
        CompiledRuleSet rules = new ScriptedRules()
                .enforce("live", Action.BLOCK, constant(true))
                .simulate("s1", Action.LOG, (facts, m) -> {
                    meter.cancel();
                    return true;
                })
                .simulate("s2", Action.LOG, constant(true))
                .build();

        Decision decision = Evaluation.run(rules, FACTS, meter, DEFAULTS, null);

        assertThat(decision.action().ruleId()).isEqualTo("live");
        assertThat(decision.isByPolicy()).isFalse();
        assertThat(decision.simulated()).extracting(Rule::id).containsExactly("s1");
        assertThat(decision.unfinished()).extracting(Unfinished::ruleId).containsExactly("s2");
    }

    @Test
    void anInterruptedThreadStaysInterrupted() {
        CompiledRuleSet rules = new ScriptedRules()
                .enforce("a", Action.BLOCK, constant(false))
                .simulate("s", Action.LOG, constant(true))
                .build();
        Thread.currentThread().interrupt();

        Decision decision = Evaluation.run(rules, FACTS, meter(1_000), DEFAULTS, null);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(decision.isBlocked()).isTrue();
        assertThat(decision.simulated()).isEmpty();
        assertThat(decision.unfinished())
                .extracting(Unfinished::reason)
                .containsExactly(Unfinished.Reason.INTERRUPTED, Unfinished.Reason.INTERRUPTED);
    }

    @Test
    void theDeadlineEndsAllRulesAtOnce() {
        Condition endless = (facts, meter) -> {
            while (true) {
                meter.charge(meter.stride());
            }
        };
        CompiledRuleSet rules = new ScriptedRules()
                .enforce("endless", Action.LOG, endless)
                .enforce("after", Action.ALLOW, constant(true))
                .build();
        Meter meter = Budget.of(Budget.MAX_STEPS, Duration.ofMillis(5)).start();

        Decision decision = Evaluation.run(
                rules,
                FACTS,
                meter,
                EngineOptions.builder().maxStepsPerRule(Budget.MAX_STEPS).build(),
                null);

        assertThat(decision.action()).isNull();
        assertThat(decision.unfinished()).extracting(Unfinished::ruleId).containsExactly("endless", "after");
        assertThat(decision.unfinished()).extracting(Unfinished::reason).containsOnly(Unfinished.Reason.DEADLINE);
    }

    @Test
    void theReportOfAHundredThousandRulesIsNotWrittenOutUntilItIsRead() {
        ScriptedRules scripted = new ScriptedRules();
        AtomicInteger calls = new AtomicInteger();
        for (int i = 0; i < 100_000; i++) {
            scripted.enforce("r" + i, i == 99_999 ? Action.BLOCK : Action.LOG, (facts, meter) -> {
                calls.incrementAndGet();
                return false;
            });
        }
        CompiledRuleSet rules = scripted.build();

        Decision decision = Evaluation.run(rules, FACTS, meter(10), DEFAULTS, null);

        assertThat(calls).hasValue(10);
        assertThat(decision.action().ruleId()).isEqualTo("r99999");
        assertThat(decision.isByPolicy()).isTrue();
        assertThat(decision.unfinished()).hasSize(100_000 - 10);
        assertThat(decision.unfinished().get(0).ruleId()).isEqualTo("r10");
        assertThat(decision.unfinished().get(100_000 - 11).ruleId()).isEqualTo("r99999");
        assertThatThrownBy(() -> decision.unfinished().get(100_000 - 10)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void everyRuleTakesAStepEvenIfItsConditionTakesNone() {
        ScriptedRules scripted = new ScriptedRules();
        for (int i = 0; i < 1_000; i++) {
            scripted.enforce("r" + i, Action.BLOCK, constant(false));
        }
        Meter meter = meter(2_000);
        Decision decision = Evaluation.run(scripted.build(), FACTS, meter, DEFAULTS, null);
        assertThat(decision.steps()).isEqualTo(1_000);
        assertThat(decision.stepsOf("r999")).isEqualTo(1);
        assertThat(decision.unfinished()).isEmpty();
    }

    @Test
    void stepsThatTheMeterHadUsedBeforeAreNotTheEvaluations() {
        Meter meter = meter(100);
        meter.charge(40);
        Decision decision = Evaluation.run(
                new ScriptedRules().enforce("a", "log", costing(9, true)).build(), FACTS, meter, DEFAULTS, null);
        assertThat(decision.steps()).isEqualTo(10);
        assertThat(meter.stepsUsed()).isEqualTo(50);
    }

    @Test
    void ownStepsAreScanStepsOnly() {
        CompiledRuleSet rules = new ScriptedRules()
                .enforce("a", Action.LOG, (facts, meter) -> {
                    meter.charge(5);
                    meter.chargeBuild(100);
                    return true;
                })
                .build();
        Decision decision = Evaluation.run(rules, FACTS, meter(1_000), DEFAULTS, null);
        assertThat(decision.stepsOf("a")).isEqualTo(6);
        assertThat(decision.steps()).isEqualTo(106);
    }

    @Test
    void aHostsFactsThatThrowMakeTheRuleUnfinishedAndNothingElse() {
        Facts failing = new Facts() {
            @Override
            public Schema schema() {
                return ScriptedRules.SCHEMA;
            }

            @Override
            public @Nullable Object value(Field field) {
                throw new IllegalStateException("no database");
            }
        };
        Field host = ScriptedRules.SCHEMA.field("http.host");
        Condition asking = (facts, meter) -> facts.value(host, meter) != null;
        CompiledRuleSet rules = new ScriptedRules()
                .enforce("a", Action.LOG, asking)
                .enforce("b", Action.ALLOW, constant(true))
                .build();

        Decision decision = Evaluation.run(rules, failing, meter(1_000), DEFAULTS, null);

        assertThat(decision.action().ruleId()).isEqualTo("b");
        assertThat(decision.unfinished()).hasSize(1);
        assertThat(decision.unfinished().get(0).reason()).isEqualTo(Unfinished.Reason.ERROR);
        assertThat(decision.unfinished().get(0).detail()).contains("http.host").contains("no database");
    }

    @Test
    void aBudgetOfTheHostsOwnThatRunsOutIsAnErrorOfTheFact() {
        Meter hosts = meter(1);
        Condition asking = (facts, meter) -> {
            hosts.charge(2);
            return true;
        };
        CompiledRuleSet rules = new ScriptedRules()
                .enforce("a", Action.LOG, asking)
                .enforce("b", Action.ALLOW, constant(true))
                .build();

        Decision decision = Evaluation.run(rules, FACTS, meter(1_000), DEFAULTS, null);

        assertThat(decision.action().ruleId()).isEqualTo("b");
        assertThat(decision.unfinished()).extracting(Unfinished::reason).containsExactly(Unfinished.Reason.ERROR);
    }

    @Test
    void aRuleThatMatchedBeforeTheEndStandsInTheReport() {
        CompiledRuleSet rules = new ScriptedRules()
                .enforce("logged", Action.LOG, costing(1, true))
                .enforce("long", Action.BLOCK, costing(1_000, true))
                .build();
        Decision decision = Evaluation.run(rules, FACTS, meter(10), policy(ExhaustionPolicy.ALLOW), null);
        assertThat(decision.matchedRuleIds()).containsExactly("logged");
        assertThat(decision.action()).isEqualTo(Action.of(Action.ALLOW, "long", Map.of()));
        assertThat(decision.isByPolicy()).isTrue();
        assertThat(decision.isBlocked()).isFalse();
    }

    @Test
    void askingForTheStepsOfAnUnknownRuleIsAMistake() {
        Decision decision = Evaluation.run(new ScriptedRules().build(), FACTS, meter(1), DEFAULTS, null);
        assertThatThrownBy(() -> decision.stepsOf("nobody"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nobody");
    }

    @Test
    void whatADecisionTellsCannotBeChanged() {
        CompiledRuleSet rules = new ScriptedRules()
                .enforce("a", Action.LOG, costing(1, true))
                .simulate("b", Action.LOG, costing(1, true))
                .enforce("c", Action.LOG, costing(100, true))
                .build();
        Decision decision = Evaluation.run(rules, FACTS, meter(10), policy(ExhaustionPolicy.SKIP_RULE), null);
        for (List<?> list : List.of(decision.matched(), decision.simulated(), decision.unfinished())) {
            assertThat(list).hasSize(1);
            assertThatThrownBy(list::clear).isInstanceOf(UnsupportedOperationException.class);
        }
    }

    @Test
    void anAllowanceThatIsOverBeforeTheFirstRuleDoesNotThrow() {
        Meter meter = meter(1);
        assertThatThrownBy(() -> meter.charge(2)).isInstanceOf(BudgetExceededException.class);
        Decision decision = Evaluation.run(
                new ScriptedRules().enforce("a", Action.BLOCK, constant(false)).build(), FACTS, meter, DEFAULTS, null);
        assertThat(decision.isBlocked()).isTrue();
        assertThat(decision.unfinished()).extracting(Unfinished::reason).containsExactly(Unfinished.Reason.STEPS);
    }
}
