package dev.flyball.core.rules.runtime;

import dev.flyball.Meter;
import dev.flyball.rules.Action;
import dev.flyball.rules.Decision;
import dev.flyball.rules.EngineOptions;
import dev.flyball.rules.ExhaustionPolicy;
import dev.flyball.rules.Facts;
import dev.flyball.rules.Kill;
import dev.flyball.rules.Phase;
import dev.flyball.rules.Rule;
import dev.flyball.rules.Unfinished;
import java.util.BitSet;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Judges one request by one rule set: {@link #judge} tries the enforced rules in their order until one decides; {@link
 * #simulate} may follow, or not, and tries the simulated ones on an allowance of their own, which leaves the request's meter
 * and the decision as they are. An object of this class is the working memory for that; it comes from the rule set's pool,
 * and goes back when it is closed.
 *
 * <p>For one thread at a time.
 */
public final class Evaluation implements AutoCloseable {
    /** All phases, judged as if they were one. */
    public static final Set<Phase> ALL_PHASES = Collections.unmodifiableSet(EnumSet.allOf(Phase.class));

    private final CompiledRuleSet rules;
    private final FactsReader reader;
    private final RuleLoop live;
    private final RuleLoop simulation;
    private final Session shortSession;
    private List<Kill> kills = List.of();
    private @Nullable Request request;
    private Session session;
    private @Nullable Tracer tracer;
    private @Nullable Action action;
    private boolean byPolicy;
    private boolean simulated;
    private boolean isFirst;
    private long steps;
    private long scanSteps;
    private Map<String, Long> scores = Map.of();

    Evaluation(CompiledRuleSet rules) {
        this.rules = rules;
        this.reader = new FactsReader(rules.schema());
        this.live = new RuleLoop(rules.enforced());
        this.simulation = new RuleLoop(rules.simulated());
        this.shortSession = new Session(rules);
        this.session = shortSession;
    }

    /** What goes from one phase of a request to the next. For one thread at a time. */
    public static final class Session {
        private final RequestState live;
        private final RequestState simulated;
        private boolean begun;

        /** A session of a request that nobody has judged by these rules yet. */
        public Session(CompiledRuleSet rules) {
            this.live = new RequestState(rules.enforced());
            this.simulated = new RequestState(rules.simulated());
        }

        private void clear() {
            begun = false;
            live.clear();
            simulated.clear();
        }
    }

    /** An evaluation by these rules, to be closed. */
    public static Evaluation by(CompiledRuleSet rules) {
        return rules.evaluations().take();
    }

    /**
     * The decision by the rules of all phases, as if they were one, with simulated rules on the budget that the options
     * have for them. Never throws because an allowance ran out or because the host's facts threw.
     *
     * @param facts of the rule set's schema
     * @param counts to add to, or null
     */
    public static Decision run(
            CompiledRuleSet rules, Facts facts, Meter meter, EngineOptions options, @Nullable RuleCounts counts) {
        try (Evaluation evaluation = by(rules)) {
            Terms terms = Terms.of(options, counts);
            evaluation.judge(terms, Request.whole(null, facts, meter));
            if (evaluation.hasSimulation()) {
                evaluation.simulate(terms, options.simulationBudget().start());
            }
            return evaluation.decision();
        }
    }

    /**
     * Judges a request by the enforced rules. Never throws because an allowance ran out or because the host's facts threw.
     */
    public void judge(Terms terms, Request asked) {
        request = asked;
        kills = terms.switches().kills();
        session = asked.session() == null ? shortSession : asked.session();
        isFirst = !session.begun;
        session.begun = true;
        tracer = asked.traced() ? new Tracer() : null;
        reader.begin(asked.facts(), tracer);
        Meter meter = asked.meter();
        long before = meter.stepsUsed();
        long scanBefore = meter.scanSteps();
        if (!terms.switches().isAllOff()) {
            live.begin(reader, meter, terms, terms.switches().enforced(), asked, session.live);
            judge(terms.options());
        }
        steps = meter.stepsUsed() - before;
        scanSteps = meter.scanSteps() - scanBefore;
        scores = session.live.scores().all();
        RuleCounts.Lane counts = terms.lane();
        if (counts != null) {
            counts.evaluated(steps, live.sharedSteps());
        }
    }

    /** Of the rules. */
    public String version() {
        return rules.version();
    }

    /** Whether there are simulated rules. */
    public boolean hasSimulation() {
        return rules.hasSimulation();
    }

    /**
     * Tries the simulated rules on the request that was judged.
     *
     * @param terms as they are now
     * @param allowance of theirs alone
     */
    public void simulate(Terms terms, Meter allowance) {
        if (terms.switches().isAllOff()) {
            return;
        }
        if (tracer != null) {
            tracer.simulation();
        }
        Request judged = Objects.requireNonNull(request, "judged first");
        simulation.begin(reader, allowance, terms, terms.switches().simulated(), judged, session.simulated);
        simulate(judged.meter(), session.simulated);
        live.effects().giveRest(session.simulated, allowance);
        simulated = true;
    }

    /** All steps that were charged to the request's meter. */
    public long steps() {
        return steps;
    }

    /** Whether the request was not judged before, in an earlier phase. */
    public boolean isFirst() {
        return isFirst;
    }

    /** What there is to compare in two evaluations of a request, or null if this one was cut short by time or the host. */
    public @Nullable Outcome outcome() {
        return live.unfinished().wasCutShort()
                ? null
                : new Outcome(blocks(), scanSteps, live.unfinished().faults());
    }

    /**
     * The same where the decision was in force: a request that ran out of time and was refused for it is a refused one,
     * whoever's fault that was.
     *
     * @param excused tells by its id whether it is nobody's fault that a rule did not finish, or that its breaker refuses requests
     */
    public @Nullable Outcome outcomeInForce(Predicate<String> excused) {
        UnfinishedLog unfinished = live.unfinished();
        if (unfinished.wasCutShort()) {
            return unfinished.ranOutOfTime() && blocks() ? new Outcome(true, 0, 0) : null;
        }
        boolean isBlockExcused = isBlockedByBreaker()
                && excused.test(Objects.requireNonNull(action).ruleId());
        return new Outcome(blocks() && !isBlockExcused, scanSteps, unfinished.faults(excused));
    }

    /** What rules have done until the time was over, or null if it was not over, or this one was cut short by the host. */
    public @Nullable Outcome outcomeSoFar() {
        UnfinishedLog unfinished = live.unfinished();
        return unfinished.ranOutOfTime() ? new Outcome(false, scanSteps, unfinished.faults()) : null;
    }

    /** The ids of the rules that their circuit breakers did not let run, in their order. */
    public List<String> refused() {
        return live.unfinished().refused();
    }

    /** Whether the request is to be refused because a rule's circuit breaker did not let it run. */
    public boolean isBlockedByBreaker() {
        return byPolicy
                && blocks()
                && refused().contains(Objects.requireNonNull(action).ruleId());
    }

    private boolean blocks() {
        return action != null && action.kind().equals(Action.BLOCK);
    }

    /** What was found so far. */
    public Decision decision() {
        return new CoreDecision(
                rules,
                action,
                byPolicy,
                steps,
                live,
                scores,
                kills,
                simulated ? simulation : null,
                tracer == null ? null : tracer.trace());
    }

    @Override
    public void close() {
        reader.end();
        live.clear();
        simulation.clear();
        shortSession.clear();
        kills = List.of();
        request = null;
        session = shortSession;
        tracer = null;
        action = null;
        byPolicy = false;
        simulated = false;
        isFirst = false;
        steps = 0;
        scanSteps = 0;
        scores = Map.of();
        rules.evaluations().giveBack(this);
    }

    private void judge(EngineOptions options) {
        ExhaustionPolicy policy = options.exhaustionPolicy();
        ExhaustionPolicy ofBreaker = options.circuitBreaker().whenOpen();
        int index = live.next(0);
        while (index >= 0) {
            Rule rule = rules.enforced().rule(index).rule();
            switch (live.test(index)) {
                case MATCHED -> action = decides(index, rule, policy) ? rule.action() : null;
                case NOT_MATCHED -> {}
                case UNFINISHED -> actByPolicy(rule, policy);
                case REFUSED -> actByPolicy(rule, ofBreaker == null ? policy : ofBreaker);
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
            if (index == CandidateWalk.OVER_BETWEEN) {
                giveUp(from, policy);
                return;
            }
        }
        if (index == CandidateWalk.OVER_BETWEEN) {
            giveUp(0, policy);
        }
    }

    /** An allow that perhaps should have been skipped is no way past the rules that block. */
    private boolean decides(int index, Rule matched, ExhaustionPolicy policy) {
        Action does = matched.action();
        return does.isTerminating()
                && (does.kind().equals(Action.BLOCK)
                        || policy != ExhaustionPolicy.BLOCK
                        || !session.live.isDoubted(index));
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
                live.decidesUntried(decides);
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
        int from = 0;
        int index = simulation.next(0);
        while (index >= 0) {
            if (request.isCancelled()) {
                simulation.giveUp(simulation.pending(index), Unfinished.Reason.CANCELLED, "the request was cancelled");
                return;
            }
            if (!simulation.catchUp(live.effects(), index)) {
                simulation.giveUp(simulation.pending(index));
                return;
            }
            if (!state.isSkipped(index) && simulation.test(index) == RuleLoop.Outcome.OVER) {
                simulation.giveUp(simulation.pending(index));
                return;
            }
            from = index + 1;
            index = simulation.next(from);
        }
        if (index == CandidateWalk.OVER_BETWEEN) {
            simulation.giveUp(simulation.pending(from));
        }
    }
}
