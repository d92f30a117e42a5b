package dev.flyball.core.rules.runtime;

import dev.flyball.BudgetExceededException;
import dev.flyball.Meter;
import dev.flyball.core.rules.runtime.Effects.Effect;
import dev.flyball.rules.Action;
import dev.flyball.rules.ExhaustionPolicy;
import dev.flyball.rules.Rule;
import dev.flyball.rules.Unfinished;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tries the candidates among the rules of one program, in their order, each on a slice of its own out of one allowance, and
 * keeps what became of them.
 *
 * <p>For one thread, for one pass at a time; made to be used again.
 */
final class RuleLoop {
    private final Program program;
    private final Memo memo;
    private final CandidateWalk walk;
    private final StepLog steps = new StepLog();
    private final Effects effects = new Effects();
    private final UnfinishedLog unfinished = new UnfinishedLog();

    private @Nullable FactsReader facts;
    private @Nullable Meter whole;
    private @Nullable Meter slice;
    private @Nullable RequestState state;
    private RuleCounts.@Nullable Lane counts;
    private @Nullable RuleBreakers breakers;
    private @Nullable String key;
    private long maxStepsPerRule;
    private boolean refusedBlur;
    private int tried = CandidateWalk.END;

    /** The time, once it was asked for. */
    private long now;

    private List<Rule> matched = List.of();

    private @Nullable BudgetExceededException end;

    /** What became of a rule. */
    enum Outcome {
        MATCHED,
        NOT_MATCHED,
        /** The rule did not finish; the next one can be tried. */
        UNFINISHED,
        /** The rule's circuit breaker did not let it run; the next one can be tried. */
        REFUSED,
        /** The whole allowance is over: the rule did not finish, and no other one will. */
        OVER
    }

    RuleLoop(Program program) {
        this.program = program;
        this.memo = program.newMemo();
        this.walk = new CandidateWalk(program, memo);
    }

    /** Begins a pass over the rules of these phases. */
    void begin(
            FactsReader reader,
            Meter allowance,
            Terms terms,
            Switches.Off switchedOff,
            Request request,
            RequestState requestState) {
        this.facts = reader;
        this.whole = allowance;
        this.state = requestState;
        this.counts = terms.lane();
        this.breakers = terms.breakers();
        this.key = request.key();
        this.refusedBlur = terms.options().circuitBreaker().whenOpen() != ExhaustionPolicy.SKIP_RULE;
        this.maxStepsPerRule = terms.options().maxStepsPerRule();
        memo.begin(allowance, terms.options().maxSharedSteps());
        reader.use(memo, requestState.scores());
        walk.begin(reader, allowance, switchedOff, request.phases(), requestState);
    }

    /** Ends the pass: what it found is not kept. */
    void clear() {
        walk.clear();
        memo.clear();
        steps.clear();
        facts = null;
        whole = null;
        slice = null;
        state = null;
        counts = null;
        breakers = null;
        key = null;
        tried = CandidateWalk.END;
        now = 0;
        matched = List.of();
        effects.clear();
        unfinished.clear();
        end = null;
    }

    /** The next rule to try at or after an index, {@link CandidateWalk#END} or {@link CandidateWalk#OVER_BETWEEN}. */
    int next(int from) {
        int index = walk.next(from);
        if (index == CandidateWalk.OVER_BETWEEN) {
            end = walk.end();
        }
        return index;
    }

    /** Lets the enforced rules before a rule change what it sees. Whether the whole allowance has not ended. */
    boolean catchUp(Effects enforced, int index) {
        try {
            enforced.giveBefore(
                    program.rule(index).position(), Objects.requireNonNull(state), Objects.requireNonNull(whole));
            return true;
        } catch (BudgetExceededException e) {
            end = e;
            return false;
        }
    }

    /** Tries a rule that {@link #next} gave. */
    Outcome test(int index) {
        tried = index;
        CompiledRule rule = program.rule(index);
        boolean tripped = breakers != null && breakers.isTripped(rule.position());
        String refusal = tripped ? Objects.requireNonNull(breakers).refusal(rule.position()) : null;
        if (refusal != null) {
            return refuse(index, rule, refusal);
        }
        Meter own = renewedSlice();
        Outcome outcome = Outcome.OVER;
        try {
            own.stride();
            own.charge(1);
            outcome = walk.holds(index, rule.condition(), own) ? matched(index, rule, own) : Outcome.NOT_MATCHED;
        } catch (BudgetExceededException e) {
            end = end(Objects.requireNonNull(whole));
            if (end == null) {
                // The host may have run out of a budget of its own while it computed a fact.
                boolean ran = own.stepsRemaining() == 0;
                outcome = unfinished(
                        rule,
                        ran ? Unfinished.Reason.STEPS : Unfinished.Reason.ERROR,
                        ran
                                ? "the " + own.maxSteps() + " steps of one rule are used up"
                                : String.valueOf(e.getMessage()));
            }
        } catch (UnknownScoreException e) {
            outcome = unfinished(rule, Unfinished.Reason.SCORE, String.valueOf(e.getMessage()));
        } catch (FactsException e) {
            outcome = unfinished(rule, Unfinished.Reason.ERROR, String.valueOf(e.getMessage()));
        } finally {
            tell(index, rule, outcome, own.scanSteps());
        }
        if (breakers != null && (tripped || outcome == Outcome.UNFINISHED || outcome == Outcome.OVER)) {
            tellBreaker(breakers, rule, outcome, own);
        }
        return outcome;
    }

    private Outcome refuse(int index, CompiledRule rule, String why) {
        if (!walk.passOver()) {
            end = walk.end();
            return Outcome.OVER;
        }
        if (refusedBlur && !blur(rule)) {
            return Outcome.OVER;
        }
        note(rule, Unfinished.Reason.BREAKER, why);
        steps.add(index, 0);
        Tracer tracer = Objects.requireNonNull(facts).tracer();
        if (tracer != null) {
            tracer.rule(rule.rule(), Outcome.REFUSED, 0);
        }
        return Outcome.REFUSED;
    }

    /**
     * A rule has failed if its own scan steps are the greater part of what ended: of its slice, or of all that the request
     * had. Build steps are spent once, and who ran out of time can be anyone.
     */
    private void tellBreaker(RuleBreakers all, CompiledRule rule, Outcome outcome, Meter own) {
        Meter allowance = Objects.requireNonNull(whole);
        boolean ended = outcome == Outcome.OVER
                ? end != null && end.reason() == BudgetExceededException.Reason.STEPS
                : outcome == Outcome.UNFINISHED && own.stepsRemaining() == 0;
        long limit = outcome == Outcome.OVER ? allowance.maxSteps() : own.maxSteps();
        if (ended && own.scanSteps() > limit / 2) {
            all.failed(rule.position(), key);
        } else if (outcome != Outcome.OVER) {
            all.succeeded(rule.position(), key);
        }
    }

    private Meter renewedSlice() {
        if (slice == null) {
            slice = Objects.requireNonNull(whole).slice(maxStepsPerRule);
        } else {
            slice.renew(maxStepsPerRule);
        }
        return slice;
    }

    private Outcome matched(int index, CompiledRule rule, Meter own) {
        Action action = rule.rule().action();
        if (RequestState.changes(action)) {
            RequestState current = Objects.requireNonNull(state);
            current.pay(action, own);
            boolean isCertain = !current.isDoubted(index);
            change(new Effect(rule.position(), action, isCertain));
        }
        matched = GrowingList.with(matched, rule.rule());
        return Outcome.MATCHED;
    }

    private void change(Effect effect) {
        Objects.requireNonNull(state).apply(effect);
        effects.add(effect);
    }

    /**
     * Notes that it is not known what a rule that did not finish would have changed. Its slice may be used up, so the whole
     * allowance pays; whether that has not ended.
     */
    private boolean blur(CompiledRule rule) {
        Action action = rule.rule().action();
        if (RequestState.changes(action)) {
            try {
                Objects.requireNonNull(state).pay(action, Objects.requireNonNull(whole));
            } catch (BudgetExceededException e) {
                end = e;
                return false;
            }
            change(new Effect(rule.position(), action, false));
        }
        return true;
    }

    private void tell(int index, CompiledRule rule, Outcome outcome, long ownSteps) {
        steps.add(index, ownSteps);
        if (counts != null) {
            counts.tried(rule.position(), ownSteps);
            if (outcome == Outcome.MATCHED) {
                now = now == 0 ? counts.now() : now;
                counts.matched(rule.position(), now);
            } else if (outcome != Outcome.NOT_MATCHED) {
                counts.unfinished(rule.position());
            }
        }
        Tracer tracer = Objects.requireNonNull(facts).tracer();
        if (tracer != null) {
            tracer.rule(rule.rule(), outcome, ownSteps);
        }
    }

    /** Counts a rule that decides by the policy, as the whole allowance has ended before it was tried. */
    void decidesUntried(int index) {
        if (counts != null && index != tried) {
            int position = program.rule(index).position();
            counts.tried(position, 0);
            counts.unfinished(position);
        }
    }

    private Outcome unfinished(CompiledRule rule, Unfinished.Reason reason, String detail) {
        if (!blur(rule)) {
            return Outcome.OVER;
        }
        note(rule, reason, detail);
        return Outcome.UNFINISHED;
    }

    private void note(CompiledRule rule, Unfinished.Reason reason, String detail) {
        unfinished.add(Unfinished.of(rule.rule().id(), reason, detail));
    }

    /** Why an allowance is over, or null if it is not. */
    private static @Nullable BudgetExceededException end(Meter meter) {
        try {
            meter.stride();
            return null;
        } catch (BudgetExceededException e) {
            return e;
        }
    }

    /** After the whole allowance has ended: the rules from an index on that could still have matched. */
    BitSet pending(int from) {
        return walk.pending(from);
    }

    /**
     * Notes that these rules did not finish because of that. Nothing is left to pay for going over them: if one of them adds to
     * a score, no simulated rule knows any from its place on; and the simulation pays for what they may have skipped.
     */
    void giveUp(BitSet pending, Unfinished.Reason reason, String detail) {
        int adds = firstOf(pending, program.adding());
        if (adds != CandidateWalk.END) {
            change(new Effect(program.rule(adds).position(), null, false));
        }
        if (pending.intersects(program.skipping())) {
            Objects.requireNonNull(state).doubtAll();
            BitSet skips = (BitSet) pending.clone();
            skips.and(program.skipping());
            effects.addPending(skips, program);
        }
        unfinished.end(new UnfinishedRules.Rest(program, pending, reason, detail));
    }

    /** Notes the same after the whole allowance has ended. */
    void giveUp(BitSet pending) {
        BudgetExceededException over = Objects.requireNonNull(end, "end");
        giveUp(pending, Unfinished.Reason.valueOf(over.reason().name()), String.valueOf(over.getMessage()));
    }

    List<Rule> matched() {
        return matched.isEmpty() ? List.of() : Collections.unmodifiableList(matched);
    }

    /** What rules changed for others, or may have changed. */
    Effects effects() {
        return effects;
    }

    UnfinishedLog unfinished() {
        return unfinished;
    }

    /** For {@link StepLog#get}. */
    byte[] steps() {
        return steps.toBytes();
    }

    /** The scan steps of what rules share. */
    long sharedSteps() {
        return memo.sharedSteps();
    }

    private static int firstOf(BitSet rules, BitSet kind) {
        BitSet both = (BitSet) rules.clone();
        both.and(kind);
        return both.nextSetBit(0);
    }
}
