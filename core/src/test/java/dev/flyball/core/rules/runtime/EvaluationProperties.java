package dev.flyball.core.rules.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.Budget;
import dev.flyball.Meter;
import dev.flyball.rules.Action;
import dev.flyball.rules.Decision;
import dev.flyball.rules.EngineOptions;
import dev.flyball.rules.ExhaustionPolicy;
import dev.flyball.rules.Rule;
import dev.flyball.rules.Unfinished;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;

/** Evaluations against a model that only adds and compares. */
class EvaluationProperties {
    private static final Duration LONG = Duration.ofHours(1);

    enum Fate {
        TRUE,
        FALSE,
        ERROR
    }

    record Script(String kind, Rule.Mode mode, long cost, Fate fate) {
        Condition condition() {
            return (facts, meter) -> {
                meter.charge(cost);
                if (fate == Fate.ERROR) {
                    throw new FactsException("scripted");
                }
                return fate == Fate.TRUE;
            };
        }
    }

    @Provide
    Arbitrary<List<Script>> scripts() {
        Arbitrary<Script> script = Combinators.combine(
                        Arbitraries.of(Action.BLOCK, Action.ALLOW, Action.LOG, "other"),
                        Arbitraries.frequency(
                                Tuple.of(4, Rule.Mode.ENFORCE),
                                Tuple.of(2, Rule.Mode.SIMULATE),
                                Tuple.of(1, Rule.Mode.OFF)),
                        Arbitraries.longs().between(0, 40),
                        Arbitraries.frequency(Tuple.of(2, Fate.TRUE), Tuple.of(5, Fate.FALSE), Tuple.of(1, Fate.ERROR)))
                .as(Script::new);
        return script.list().ofMaxSize(12);
    }

    private static CompiledRuleSet ruleSet(List<Script> scripts) {
        ScriptedRules rules = new ScriptedRules();
        for (int i = 0; i < scripts.size(); i++) {
            Script s = scripts.get(i);
            rules.add("r" + i, s.kind, s.mode, s.condition());
        }
        return rules.build();
    }

    /** One pass over rules in a mode, by the letter of the API's documentation. */
    private static final class Model {
        final List<String> matched = new ArrayList<>();
        final List<String> unfinished = new ArrayList<>();
        final Map<String, Long> steps = new LinkedHashMap<>();

        @Nullable
        String action;

        boolean byPolicy;
        long used;

        Model(List<Script> scripts, Rule.Mode mode, long budget, long maxPerRule, @Nullable ExhaustionPolicy policy) {
            boolean over = false;
            for (int i = 0; i < scripts.size() && action == null; i++) {
                Script s = scripts.get(i);
                if (s.mode != mode) {
                    continue;
                }
                String id = "r" + i;
                long left = budget - used;
                long slice = Math.min(maxPerRule, left);
                long need = 1 + s.cost;
                boolean exhausted = over || left == 0 || need > slice;
                if (!over) {
                    long took = Math.min(need, slice);
                    used += took;
                    steps.put(id, took);
                    over = exhausted && used == budget;
                }
                if (exhausted || s.fate == Fate.ERROR) {
                    unfinished.add(id + (exhausted ? " STEPS" : " ERROR"));
                    if (s.kind.equals(Action.BLOCK) && policy != null && policy != ExhaustionPolicy.SKIP_RULE) {
                        action = (policy == ExhaustionPolicy.ALLOW ? Action.ALLOW : Action.BLOCK) + " by " + id;
                        byPolicy = true;
                    }
                } else if (s.fate == Fate.TRUE) {
                    matched.add(id);
                    boolean terminates = s.kind.equals(Action.BLOCK) || s.kind.equals(Action.ALLOW);
                    action = terminates && policy != null ? s.kind + " by " + id : null;
                }
            }
        }
    }

    private static List<String> told(List<Unfinished> unfinished) {
        return unfinished.stream().map(u -> u.ruleId() + " " + u.reason()).toList();
    }

    @Property(tries = 3_000, edgeCases = EdgeCasesMode.NONE)
    void evaluationIsWhatTheDocumentationSays(
            @ForAll("scripts") List<Script> scripts,
            @ForAll @LongRange(min = 1, max = 200) long budget,
            @ForAll @LongRange(min = 1, max = 60) long maxPerRule,
            @ForAll @LongRange(min = 1, max = 100) long simulationBudget,
            @ForAll ExhaustionPolicy policy) {
        Model live = new Model(scripts, Rule.Mode.ENFORCE, budget, maxPerRule, policy);
        Model simulated = new Model(scripts, Rule.Mode.SIMULATE, simulationBudget, maxPerRule, null);
        Meter meter = Budget.of(budget, LONG).start();

        Decision decision = Evaluation.run(
                ruleSet(scripts),
                ScriptedRules.FACTS,
                meter,
                EngineOptions.builder()
                        .maxStepsPerRule(maxPerRule)
                        .simulationBudget(Budget.of(simulationBudget, LONG))
                        .exhaustionPolicy(policy)
                        .build(),
                null);

        assertThat(decision.action() == null ? null : decision.action().toString())
                .isEqualTo(live.action);
        assertThat(decision.isByPolicy()).isEqualTo(live.byPolicy);
        assertThat(decision.matchedRuleIds()).isEqualTo(live.matched);
        assertThat(decision.simulated().stream().map(Rule::id).toList()).isEqualTo(simulated.matched);
        List<String> unfinished = new ArrayList<>(live.unfinished);
        unfinished.addAll(simulated.unfinished);
        assertThat(told(decision.unfinished())).isEqualTo(unfinished);
        assertThat(decision.steps()).isEqualTo(live.used).isEqualTo(meter.stepsUsed());
        for (int i = 0; i < scripts.size(); i++) {
            Model model = scripts.get(i).mode == Rule.Mode.SIMULATE ? simulated : live;
            assertThat(decision.stepsOf("r" + i)).isEqualTo(model.steps.getOrDefault("r" + i, 0L));
        }
        Map<String, Long> tried = new HashMap<>();
        decision.forEachTried((rule, steps) -> tried.put(rule.id(), steps));
        Map<String, Long> expected = new HashMap<>(live.steps);
        expected.putAll(simulated.steps);
        assertThat(tried).isEqualTo(expected);
    }

    @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
    void simulatedRulesChangeNothingOfTheLiveDecision(
            @ForAll("scripts") List<Script> scripts,
            @ForAll @LongRange(min = 1, max = 200) long budget,
            @ForAll @LongRange(min = 1, max = 60) long maxPerRule,
            @ForAll ExhaustionPolicy policy) {
        EngineOptions options = EngineOptions.builder()
                .maxStepsPerRule(maxPerRule)
                .exhaustionPolicy(policy)
                .build();
        List<Script> without = scripts.stream()
                .map(s -> s.mode == Rule.Mode.SIMULATE ? new Script(s.kind, Rule.Mode.OFF, s.cost, s.fate) : s)
                .toList();
        Meter meter = Budget.of(budget, LONG).start();
        Meter meterWithout = Budget.of(budget, LONG).start();

        Decision decision = Evaluation.run(ruleSet(scripts), ScriptedRules.FACTS, meter, options, null);
        Decision decisionWithout = Evaluation.run(ruleSet(without), ScriptedRules.FACTS, meterWithout, options, null);

        assertThat(decision.action()).isEqualTo(decisionWithout.action());
        assertThat(decision.isByPolicy()).isEqualTo(decisionWithout.isByPolicy());
        assertThat(decision.matchedRuleIds()).isEqualTo(decisionWithout.matchedRuleIds());
        List<Unfinished> unfinishedWithout = decisionWithout.unfinished();
        assertThat(told(decision.unfinished()).subList(0, unfinishedWithout.size()))
                .isEqualTo(told(unfinishedWithout));
        assertThat(decision.steps()).isEqualTo(decisionWithout.steps());
        assertThat(meter.scanSteps()).isEqualTo(meterWithout.scanSteps());
        assertThat(meter.buildSteps()).isEqualTo(meterWithout.buildSteps());
    }
}
