package dev.flyball.core.rules.deploy;

import static dev.flyball.core.rules.runtime.ScriptedRules.FACTS;
import static dev.flyball.core.rules.runtime.ScriptedRules.costing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.Budget;
import dev.flyball.Meter;
import dev.flyball.core.rules.runtime.CompiledRuleSet;
import dev.flyball.core.rules.runtime.ScriptedRules;
import dev.flyball.rules.Action;
import dev.flyball.rules.Decision;
import dev.flyball.rules.EngineOptions;
import dev.flyball.rules.ExhaustionPolicy;
import dev.flyball.rules.Phase;
import dev.flyball.rules.RequestRules;
import dev.flyball.rules.Rollout;
import dev.flyball.rules.Rollout.Stage;
import dev.flyball.rules.Rule;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Nothing that is simulated shows in what decides. */
class SimulationProperties {
    record Script(String kind, Rule.Mode mode, long cost, boolean matches) {}

    @Provide
    Arbitrary<List<Script>> scripts() {
        return Combinators.combine(
                        Arbitraries.of(Action.BLOCK, Action.ALLOW, Action.LOG),
                        Arbitraries.of(Rule.Mode.ENFORCE, Rule.Mode.SIMULATE),
                        Arbitraries.longs().between(0, 60),
                        Arbitraries.of(true, false, false))
                .as(Script::new)
                .list()
                .ofMaxSize(8);
    }

    private static CompiledRuleSet rules(String version, List<Script> scripts, boolean withSimulated) {
        ScriptedRules rules = new ScriptedRules();
        for (int i = 0; i < scripts.size(); i++) {
            Script script = scripts.get(i);
            if (withSimulated || script.mode == Rule.Mode.ENFORCE) {
                rules.add("r" + i, script.kind, script.mode, costing(script.cost, script.matches));
            }
        }
        return rules.build(version);
    }

    @Property
    void theDecisionItsStepsAndItsMeterAreTheSameWithAndWithoutSimulation(
            @ForAll("scripts") List<Script> live,
            @ForAll("scripts") List<Script> candidate,
            @ForAll ExhaustionPolicy policy,
            @ForAll @IntRange(min = 1, max = 200) int budget,
            @ForAll boolean deferred) {
        ManualClock clock = new ManualClock();
        EngineOptions options = EngineOptions.builder()
                .exhaustionPolicy(policy)
                .maxStepsPerRule(50)
                .maxSimulationShare(Double.POSITIVE_INFINITY)
                .build();
        LiveRules quiet = new LiveRules(rules("v1", live, false), options, clock, clock.nanos());
        LiveRules busy = new LiveRules(rules("v1", live, true), options, clock, clock.nanos());
        busy.deploy(
                rules("v2", candidate, true), Rollout.of("a test", Stage.simulate(100, Duration.ofHours(1), 1_000)));
        Meter quietMeter = Budget.of(budget, Duration.ofHours(1)).start();
        Meter busyMeter = Budget.of(budget, Duration.ofHours(1)).start();
        Decision expected = quiet.begin("client", quietMeter).evaluate(Phase.REQUEST, FACTS);
        RequestRules request = busy.begin("client", busyMeter);
        Decision decision = (deferred ? request.deferred() : request).evaluate(Phase.REQUEST, FACTS);
        request.simulate();

        assertThat(decision.version()).isEqualTo("v1");
        assertThat(String.valueOf(decision.action())).isEqualTo(String.valueOf(expected.action()));
        assertThat(decision.isByPolicy()).isEqualTo(expected.isByPolicy());
        assertThat(decision.matchedRuleIds()).isEqualTo(expected.matchedRuleIds());
        assertThat(decision.steps()).isEqualTo(expected.steps());
        assertThat(decision.scores()).isEqualTo(expected.scores());
        assertThat(busyMeter.stepsUsed()).isEqualTo(quietMeter.stepsUsed());
        assertThat(busyMeter.scanSteps()).isEqualTo(quietMeter.scanSteps());
        assertThat(busy.status().rollout().requests()).isEqualTo(1);
    }
}
