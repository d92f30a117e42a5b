package dev.flyball.core.rules.deploy;

import static dev.flyball.core.rules.runtime.ScriptedRules.FACTS;
import static dev.flyball.core.rules.runtime.ScriptedRules.constant;
import static dev.flyball.core.rules.runtime.ScriptedRules.costing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.flyball.Budget;
import dev.flyball.Meter;
import dev.flyball.core.rules.runtime.CompiledRuleSet;
import dev.flyball.core.rules.runtime.ScriptedRules;
import dev.flyball.rules.Action;
import dev.flyball.rules.Decision;
import dev.flyball.rules.EngineOptions;
import dev.flyball.rules.Facts;
import dev.flyball.rules.GuardRails;
import dev.flyball.rules.Phase;
import dev.flyball.rules.RequestRules;
import dev.flyball.rules.Rollout;
import dev.flyball.rules.Rollout.Stage;
import dev.flyball.rules.RuleSet;
import dev.flyball.rules.Schema;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SimulationTest {
    private final ManualClock clock = new ManualClock();
    private final AtomicLong simulatedSteps = new AtomicLong();

    private static Meter meter() {
        return Budget.of(1_000_000, Duration.ofHours(1)).start();
    }

    private LiveRules engine(CompiledRuleSet rules, EngineOptions.Builder options) {
        return new LiveRules(rules, options.build(), clock, clock.nanos());
    }

    /** A rule that costs so many steps, which are counted here. */
    private CompiledRuleSet costly(String version, long steps) {
        return new ScriptedRules()
                .enforce(version, Action.BLOCK, (facts, meter) -> {
                    simulatedSteps.addAndGet(steps + 1);
                    return costing(steps, true).test(facts, meter);
                })
                .build(version);
    }

    private static Rollout simulated(long requests) {
        return Rollout.of(
                        "a test",
                        Stage.simulate(100, Duration.ofMinutes(1), requests),
                        Stage.share(100, Duration.ofMinutes(1), 1))
                .guarded(GuardRails.none());
    }

    @Test
    void aSimulatedVersionDecidesNothingAndIsCompared() {
        LiveRules engine = engine(new ScriptedRules().build("v1"), EngineOptions.builder());
        engine.deploy(costly("v2", 10), simulated(20));
        for (int i = 0; i < 20; i++) {
            assertThat(engine.evaluate("client-" + i, FACTS, meter()).isBlocked())
                    .isFalse();
        }
        assertThat(engine.status().rollout().requests()).isEqualTo(20);
        assertThat(simulatedSteps).hasValue(20 * 11);
        clock.forward(Duration.ofMinutes(1));
        engine.tick();
        assertThat(engine.status().rollout().stage()).isEqualTo(1);
        assertThat(engine.evaluate("client", FACTS, meter()).isBlocked()).isTrue();
    }

    @Test
    void simulationStaysWithinItsShareOfTheLiveSteps() {
        EngineOptions.Builder options =
                EngineOptions.builder().simulationBudget(Budget.of(10_000, Duration.ofHours(1)));
        CompiledRuleSet live = new ScriptedRules()
                .enforce("live", Action.LOG, costing(9_999, true))
                .build("v1");
        LiveRules engine = engine(live, options);
        engine.deploy(costly("v2", 9_999), simulated(1_000_000));
        int requests = 4_000;
        for (int i = 0; i < requests; i++) {
            engine.evaluate(FACTS, meter());
        }
        // One budget was saved up at the start, and the last one may be ahead.
        assertThat(simulatedSteps.get())
                .isBetween((long) (requests * 10_000 * 0.045), (long) (requests * 10_000 * 0.05) + 20_000);
    }

    @Test
    void aShareOfNothingSimulatesNothingAndAnInfiniteOneAll() {
        for (boolean all : new boolean[] {false, true}) {
            LiveRules engine = engine(
                    new ScriptedRules()
                            .simulate("would", Action.BLOCK, costing(90_000, true))
                            .build("v1"),
                    EngineOptions.builder().maxSimulationShare(all ? Double.POSITIVE_INFINITY : 0));
            for (int i = 0; i < 100; i++) {
                Decision decision = engine.evaluate(FACTS, meter());
                assertThat(decision.isSimulated()).isEqualTo(all);
                assertThat(decision.simulated()).hasSize(all ? 1 : 0);
            }
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EngineOptions.builder().maxSimulationShare(-0.1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EngineOptions.builder().maxSimulationShare(Double.NaN));
    }

    @Test
    void whatAnEnforcedRuleSkipsAmongSimulatedOnesIsPaidForBySimulation() {
        // 3,200 rules are skipped for 200 steps.
        StringBuilder yaml = new StringBuilder("rules:\n  - {id: skip, when: not ssl, then: {skip: {tags: [t]}}}\n");
        for (int i = 0; i < 3_200; i++) {
            yaml.append("  - {id: s").append(i).append(", mode: simulate, tags: [t], when: ssl, then: log}\n");
        }
        yaml.append("  - {id: last, mode: simulate, when: not ssl, then: log}\n");
        RuleSet rules = RuleSet.parse("rules.yaml", yaml.toString(), Schema.http());
        for (int steps : new int[] {150, 1_000}) {
            LiveRules engine = new LiveRules(
                    rules,
                    EngineOptions.builder()
                            .simulationBudget(Budget.of(steps, Duration.ofHours(1)))
                            .maxSimulationShare(Double.POSITIVE_INFINITY)
                            .build(),
                    clock,
                    clock.nanos());
            Decision decision = engine.evaluate(Facts.builder(Schema.http()).build(), meter());
            assertThat(decision.simulated()).hasSize(steps > 200 ? 1 : 0);
        }
    }

    @Test
    void cheapRulesAreSimulatedForOneRequestInTwentyWhereNoneIsEnforced() {
        LiveRules engine = engine(
                new ScriptedRules()
                        .simulate("would", Action.BLOCK, costing(9, true))
                        .build("v1"),
                EngineOptions.builder().simulationBudget(Budget.of(1_000, Duration.ofHours(1))));
        int simulated = 0;
        for (int i = 0; i < 2_000; i++) {
            simulated += engine.evaluate(FACTS, meter()).isSimulated() ? 1 : 0;
        }
        assertThat(simulated).isBetween(95, 110);
    }

    @Test
    void aSimulatedVersionHasAsManyStepsAsTheRequest() {
        LiveRules engine = engine(
                new ScriptedRules().build("v1"),
                EngineOptions.builder().simulationBudget(Budget.of(100, Duration.ofHours(1))));
        engine.deploy(costly("v2", 50_000), simulated(1));
        engine.evaluate(FACTS, meter());
        assertThat(engine.status().rollout().requests()).isEqualTo(1);
        assertThat(simulatedSteps).hasValue(50_001);
    }

    @Test
    void whatFailsInASimulationHarmsNoRequest() {
        CompiledRuleSet broken = new ScriptedRules()
                .enforce("broken", Action.BLOCK, (facts, meter) -> {
                    throw new IllegalStateException("a defect");
                })
                .build("v2");
        LiveRules engine = engine(
                new ScriptedRules()
                        .enforce("live", Action.LOG, constant(true))
                        .simulate("broken", Action.BLOCK, (facts, meter) -> {
                            throw new AssertionError("another");
                        })
                        .build("v1"),
                EngineOptions.builder());
        engine.deploy(broken, simulated(1));
        assertThat(engine.evaluate(FACTS, meter()).matchedRuleIds()).containsExactly("live");
    }

    @Test
    void simulationThatIsLeftForLaterSeesWhatTheDecisionsSaw() {
        ScriptedRules rules = new ScriptedRules()
                .enforce("live", Action.LOG, constant(true))
                .simulate("would", Action.BLOCK, costing(100, true));
        LiveRules engine = engine(rules.build("v1"), EngineOptions.builder());
        engine.deploy(costly("v2", 10), simulated(1_000));
        Meter meter = meter();
        RequestRules request = engine.begin("client", meter).deferred();
        Decision decision = request.evaluate(Phase.REQUEST, FACTS);
        long used = meter.stepsUsed();
        assertThat(decision.isSimulated()).isFalse();
        assertThat(simulatedSteps).hasValue(0);

        assertThat(request.simulate()).singleElement().satisfies(later -> {
            assertThat(later.isSimulated()).isTrue();
            assertThat(later.simulated()).hasSize(1);
            assertThat(later.matchedRuleIds()).containsExactly("live");
            assertThat(later.steps()).isEqualTo(decision.steps());
        });
        assertThat(decision.simulated()).isEmpty();
        assertThat(simulatedSteps).hasValue(11);
        assertThat(meter.stepsUsed()).isEqualTo(used);
        assertThat(request.simulate()).isEmpty();
        assertThat(engine.status().rollout().requests()).isEqualTo(1);
    }
}
