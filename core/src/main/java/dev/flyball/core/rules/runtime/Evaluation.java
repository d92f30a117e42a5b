package dev.flyball.core.rules.runtime;

import dev.flyball.Meter;
import dev.flyball.rules.Action;
import dev.flyball.rules.Decision;
import dev.flyball.rules.EngineOptions;
import dev.flyball.rules.ExhaustionPolicy;
import dev.flyball.rules.Facts;
import dev.flyball.rules.Rule;
import dev.flyball.rules.Unfinished;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Judges one request by one rule set: the enforced rules in their order until one decides, then the simulated ones on an
 * allowance of their own, which leaves the request's meter and the decision as they are.
 */
public final class Evaluation {
    private final CompiledRuleSet rules;
    private final EngineOptions options;
    private final Meter meter;
    private final RuleLoop live;
    private final long steps;
    private final @Nullable RuleLoop simulation;
    private @Nullable Action action;
    private boolean byPolicy;

    private Evaluation(CompiledRuleSet rules, Facts facts, Meter meter, EngineOptions options) {
        this.rules = rules;
        this.options = options;
        this.meter = meter;
        FactsReader reader = new FactsReader(facts);
        long before = meter.stepsUsed();
        this.live = new RuleLoop(rules.enforced(), reader, meter, options.maxStepsPerRule());
        judge();
        this.steps = meter.stepsUsed() - before;
        this.simulation = rules.simulated().length == 0 ? null : simulate(reader);
    }

    /**
     * The decision. Never throws because an allowance ran out or because the host's facts threw.
     *
     * @param facts of the rule set's schema
     */
    public static Decision run(CompiledRuleSet rules, Facts facts, Meter meter, EngineOptions options) {
        return new Evaluation(rules, facts, meter, options).decision();
    }

    private void judge() {
        CompiledRule[] enforced = rules.enforced();
        for (int i = 0; i < enforced.length && action == null; i++) {
            Rule rule = enforced[i].rule();
            switch (live.test(i)) {
                case MATCHED -> action = rule.action().isTerminating() ? rule.action() : null;
                case NOT_MATCHED -> {}
                case UNFINISHED -> actByPolicy(rule);
                case OVER -> {
                    int decides = options.exhaustionPolicy() == ExhaustionPolicy.SKIP_RULE ? -1 : rules.nextBlocking(i);
                    live.giveUp(i, decides < 0 ? enforced.length : decides + 1);
                    if (decides >= 0) {
                        actByPolicy(enforced[decides].rule());
                    }
                    return;
                }
            }
        }
    }

    private void actByPolicy(Rule unfinished) {
        if (!CompiledRuleSet.blocks(unfinished)) {
            return;
        }
        action = switch (options.exhaustionPolicy()) {
            case SKIP_RULE -> null;
            case ALLOW -> Action.of(Action.ALLOW, unfinished.id(), Map.of());
            case BLOCK -> unfinished.action();
        };
        byPolicy = action != null;
    }

    private RuleLoop simulate(FactsReader reader) {
        int count = rules.simulated().length;
        Meter allowance = options.simulationBudget().start();
        RuleLoop loop = new RuleLoop(rules.simulated(), reader, allowance, options.maxStepsPerRule());
        for (int i = 0; i < count; i++) {
            if (meter.isCancelled()) {
                loop.giveUp(i, count, Unfinished.Reason.CANCELLED, "the request was cancelled");
                break;
            }
            if (loop.test(i) == RuleLoop.Outcome.OVER) {
                loop.giveUp(i, count);
                break;
            }
        }
        return loop;
    }

    private Decision decision() {
        return new CoreDecision(rules, action, byPolicy, steps, live, simulation);
    }
}
