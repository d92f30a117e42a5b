package dev.flyball.core.rules.runtime;

import dev.flyball.Meter;
import dev.flyball.rules.Action;
import dev.flyball.rules.Decision;
import dev.flyball.rules.EngineOptions;
import dev.flyball.rules.ExhaustionPolicy;
import dev.flyball.rules.Facts;
import dev.flyball.rules.Phase;
import dev.flyball.rules.Rule;
import dev.flyball.rules.Unfinished;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges one request by one rule set: the enforced rules in their order until one decides, then the simulated ones on an
 * allowance of their own, which leaves the request's meter and the decision as they are. An object of this class is the
 * working memory for that; it comes from the rule set's pool.
 */
public final class Evaluation {
    private static final Set<Phase> ALL_PHASES = EnumSet.allOf(Phase.class);

    private final CompiledRuleSet rules;
    private final FactsReader reader;
    private final RuleLoop live;
    private final RuleLoop simulation;
    private final Session shortSession;
    private @Nullable Action action;
    private boolean byPolicy;

    Evaluation(CompiledRuleSet rules) {
        this.rules = rules;
        this.reader = new FactsReader(rules.schema());
        this.live = new RuleLoop(rules.enforced());
        this.simulation = new RuleLoop(rules.simulated());
        this.shortSession = new Session(rules);
    }

    /** What goes from one phase of a request to the next. */
    static final class Session {
        private final RequestState live;
        private final RequestState simulated;

        Session(CompiledRuleSet rules) {
            this.live = new RequestState(rules.enforced());
            this.simulated = new RequestState(rules.simulated());
        }

        private void clear() {
            live.clear();
            simulated.clear();
        }
    }

    /**
     * The decision by the rules of all phases, as if they were one. Never throws because an allowance ran out or because
     * the host's facts threw.
     *
     * @param facts of the rule set's schema
     * @param counts to add to, or null
     */
    public static Decision run(
            CompiledRuleSet rules, Facts facts, Meter meter, EngineOptions options, @Nullable RuleCounts counts) {
        return run(rules, facts, meter, options, ALL_PHASES, null, counts, false);
    }

    /**
     * The decision by the rules of some phases.
     *
     * @param session what the earlier phases of the request left, or null if there are none
     * @param counts to add to, or null
     * @param trace whether the decision can tell what was evaluated
     */
    static Decision run(
            CompiledRuleSet rules,
            Facts facts,
            Meter meter,
            EngineOptions options,
            Set<Phase> phases,
            @Nullable Session session,
            @Nullable RuleCounts counts,
            boolean trace) {
        Evaluation evaluation = rules.evaluations().take();
        Tracer tracer = trace ? new Tracer() : null;
        try {
            evaluation.reader.begin(facts, tracer);
            Session left = session == null ? evaluation.shortSession : session;
            return evaluation.decide(meter, options, phases, left, counts == null ? null : counts.lane(), tracer);
        } finally {
            evaluation.clear();
            rules.evaluations().giveBack(evaluation);
        }
    }

    private void clear() {
        reader.end();
        live.clear();
        simulation.clear();
        shortSession.clear();
        action = null;
        byPolicy = false;
    }

    private Decision decide(
            Meter meter,
            EngineOptions options,
            Set<Phase> phases,
            Session session,
            RuleCounts.@Nullable Lane counts,
            @Nullable Tracer tracer) {
        long before = meter.stepsUsed();
        live.begin(reader, meter, options, phases, session.live, counts);
        judge(options.exhaustionPolicy());
        long steps = meter.stepsUsed() - before;
        boolean simulates = rules.simulated().size() > 0;
        if (simulates) {
            if (tracer != null) {
                tracer.simulation();
            }
            simulation.begin(reader, options.simulationBudget().start(), options, phases, session.simulated, counts);
            simulate(meter, session.simulated);
        }
        if (counts != null) {
            counts.evaluated(steps, live.sharedSteps());
        }
        return new CoreDecision(
                rules,
                action,
                byPolicy,
                steps,
                live,
                session.live.scores().all(),
                simulates ? simulation : null,
                tracer == null ? null : tracer.trace());
    }

    private void judge(ExhaustionPolicy policy) {
        int index = live.next(0);
        while (index >= 0) {
            Rule rule = rules.enforced().rule(index).rule();
            switch (live.test(index)) {
                case MATCHED -> action = rule.action().isTerminating() ? rule.action() : null;
                case NOT_MATCHED -> {}
                case UNFINISHED -> actByPolicy(rule, policy);
                case OVER -> {
                    giveUp(index, policy);
                    return;
                }
            }
            if (action != null) {
                return;
            }
            int from = index + 1;
            index = live.next(from);
            if (index == RuleLoop.OVER_BETWEEN) {
                giveUp(from, policy);
                return;
            }
        }
        if (index == RuleLoop.OVER_BETWEEN) {
            giveUp(0, policy);
        }
    }

    /** The whole allowance is over: the first rule from an index on that might have blocked decides, by the policy. */
    private void giveUp(int from, ExhaustionPolicy policy) {
        BitSet pending = live.pending(from);
        if (policy != ExhaustionPolicy.SKIP_RULE) {
            BitSet blocking = (BitSet) pending.clone();
            blocking.and(rules.enforced().blocking());
            int decides = blocking.nextSetBit(0);
            if (decides >= 0) {
                pending.clear(decides + 1, Math.max(decides + 1, pending.length()));
                actByPolicy(rules.enforced().rule(decides).rule(), policy);
            }
        }
        live.giveUp(pending);
    }

    private void actByPolicy(Rule unfinished, ExhaustionPolicy policy) {
        if (!unfinished.action().kind().equals(Action.BLOCK)) {
            return;
        }
        action = switch (policy) {
            case SKIP_RULE -> null;
            case ALLOW -> Action.of(Action.ALLOW, unfinished.id(), Map.of());
            case BLOCK -> unfinished.action();
        };
        byPolicy = action != null;
    }

    private void simulate(Meter request, RequestState state) {
        int effects = 0;
        int from = 0;
        int index = simulation.next(0);
        while (index >= 0) {
            if (request.isCancelled()) {
                simulation.giveUp(simulation.pending(index), Unfinished.Reason.CANCELLED, "the request was cancelled");
                return;
            }
            effects = catchUp(effects, rules.simulated().rule(index).position(), state);
            if (!state.isSkipped(index)) {
                if (simulation.test(index) == RuleLoop.Outcome.OVER) {
                    simulation.giveUp(simulation.pending(index));
                    return;
                }
            }
            from = index + 1;
            index = simulation.next(from);
        }
        if (index == RuleLoop.OVER_BETWEEN) {
            simulation.giveUp(simulation.pending(from));
        }
        catchUp(effects, Integer.MAX_VALUE, state);
    }

    /** Lets the enforced rules that matched before a place in the file change what the simulated rules see. */
    private int catchUp(int done, int position, RequestState state) {
        int next = done;
        while (next < live.effective().size() && live.effective().get(next).position() < position) {
            state.apply(live.effective().get(next++).rule().action());
        }
        return next;
    }
}
