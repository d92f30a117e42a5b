package dev.flyball.core.rules.runtime;

import dev.flyball.BudgetExceededException;
import dev.flyball.Meter;
import dev.flyball.rules.Phase;
import java.util.BitSet;
import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the candidates among the rules of one program, in their order. A group is probed when the walk has come to its first rule,
 * on the slice for shared work; if that cannot tell which of its rules can match, all of them are candidates. Before a candidate is
 * given, a predicate of it may be looked up, which rules out most.
 *
 * <p>For one thread, for one pass at a time; made to be used again.
 */
final class CandidateWalk {
    /** There is no next candidate. */
    static final int END = -1;

    /** The whole allowance is over: it is not known what the next candidate is. */
    static final int OVER_BETWEEN = -2;

    private final Program program;
    private final Memo memo;
    private final CandidateSet candidates;

    /** Null if no rule has a predicate that is looked up before it is tried. */
    private final @Nullable Prefilter prefilter;

    private final BitSet room = new BitSet();
    private final BitSet failedGroups = new BitSet();

    private @Nullable FactsReader facts;
    private @Nullable Meter whole;
    private @Nullable RequestState state;
    private Switches.Off off = Switches.Off.NOTHING;
    private Set<Phase> phases = Set.of();

    /** Whether the rules of all phases are tried, so that nobody has to look at a rule's. */
    private boolean everyPhase;

    private int nextGroup;
    private int passedOver;
    private @Nullable BudgetExceededException end;

    /** @param memo that has the slice for shared work */
    CandidateWalk(Program program, Memo memo) {
        this.program = program;
        this.memo = memo;
        this.candidates = new CandidateSet(program.size());
        this.prefilter = program.prefilters().groups() == 0 ? null : new Prefilter(program.prefilters());
    }

    /** Begins a pass over the rules of these phases. */
    void begin(
            FactsReader reader,
            Meter allowance,
            Switches.Off switchedOff,
            Set<Phase> judged,
            RequestState requestState) {
        facts = reader;
        whole = allowance;
        off = switchedOff;
        phases = judged;
        everyPhase = phases.size() == Evaluation.ALL_PHASES.size();
        state = requestState;
        candidates.addAll(program.always());
    }

    /** Ends the pass. */
    void clear() {
        candidates.clear();
        if (prefilter != null) {
            prefilter.clear();
        }
        failedGroups.clear();
        facts = null;
        whole = null;
        state = null;
        off = Switches.Off.NOTHING;
        nextGroup = 0;
        passedOver = 0;
        end = null;
    }

    /** The next rule to try at or after an index, {@link #END} or {@link #OVER_BETWEEN}. */
    int next(int from) {
        AccessGroup[] groups = program.groups();
        RequestState current = Objects.requireNonNull(state);
        int lower = from;
        int candidate = candidates.next(lower);
        while (true) {
            while (nextGroup < groups.length && (candidate == END || groups[nextGroup].firstRule() <= candidate)) {
                if (!probe(groups[nextGroup], nextGroup)) {
                    return OVER_BETWEEN;
                }
                nextGroup++;
                candidate = candidates.next(lower);
            }
            if (candidate == END) {
                return END;
            }
            if (isOfPhases(candidate)
                    && !current.isSkipped(candidate)
                    && !off.rules().get(candidate)) {
                if (prefilter == null || !isRuledOut(prefilter, candidate)) {
                    return end == null ? candidate : OVER_BETWEEN;
                }
                candidates.remove(candidate);
            }
            if (!passOver()) {
                return OVER_BETWEEN;
            }
            // What was passed over is not looked at again: no rule of the groups to come is before it.
            lower = candidate + 1;
            candidate = candidates.next(lower);
        }
    }

    /** Why the whole allowance ended, if it did so here. */
    @Nullable
    BudgetExceededException end() {
        return end;
    }

    private boolean isOfPhases(int index) {
        return everyPhase || phases.contains(program.rule(index).rule().phase());
    }

    /** Pays for rules and groups that are not tried. Whether the whole allowance has not ended. */
    boolean passOver() {
        if (++passedOver % Program.PASSED_OVER_PER_STEP == 0) {
            try {
                Objects.requireNonNull(whole).charge(1);
            } catch (BudgetExceededException e) {
                end = e;
                return false;
            }
        }
        return true;
    }

    /** Whether the whole allowance has not ended. */
    private boolean probe(AccessGroup group, int number) {
        boolean isOfOthers = !everyPhase && Collections.disjoint(group.phases(), phases);
        if (isOfOthers || off.groups().get(number)) {
            return passOver();
        }
        Meter allowance = Objects.requireNonNull(whole);
        try {
            if (!found(group, candidates)) {
                failedGroups.set(number);
                candidates.addAll(group.rules(), allowance);
            }
            return true;
        } catch (BudgetExceededException e) {
            end = e;
            return false;
        }
    }

    /** Whether a rule cannot match, as is known before it is tried. The whole allowance may end on that. */
    private boolean isRuledOut(Prefilter prefilter, int index) {
        int predicate = prefilter.predicateOf(index);
        int group = program.groupOf(index);
        // Of a group that is not known all rules are candidates: to look up the predicates of all keys is not paid for.
        if (predicate == Prefilters.NO_PREDICATE || group < 0 || failedGroups.get(group)) {
            return false;
        }
        AccessGroup unknown = prefilter.unknown(predicate);
        if (unknown != null) {
            try {
                prefilter.lookedUp(predicate, found(unknown, prefilter.holding()));
            } catch (BudgetExceededException e) {
                end = e;
                return false;
            }
        }
        return prefilter.isFalse(predicate);
    }

    /** Whether it is known which of the group's members can match. */
    private boolean found(AccessGroup group, CandidateSet members) {
        FactsReader reader = Objects.requireNonNull(facts);
        Meter shared = memo.shared();
        if (shared == null) {
            return false;
        }
        Tracer tracer = reader.tracer();
        long before = shared.scanSteps();
        boolean complete = false;
        try {
            group.probe(reader, shared, members, room, off);
            complete = true;
        } catch (BudgetExceededException e) {
            endShared(e);
        } catch (FactsException e) {
            complete = false;
        }
        if (tracer != null) {
            tracer.probe(group, complete, members == candidates, shared.scanSteps() - before);
        }
        return complete;
    }

    private void endShared(BudgetExceededException e) {
        try {
            memo.sharedEnded(e);
        } catch (FactsException hostsOwn) {
            // The rules ask for the value themselves, and tell it.
        }
    }

    /** Whether a candidate's condition holds; what was found out on the way to it is not evaluated again. */
    boolean holds(int index, Condition condition, Meter own) {
        FactsReader reader = Objects.requireNonNull(facts);
        int group = program.groupOf(index);
        int known = group >= 0 && !failedGroups.get(group) ? program.known(index) : Program.NOTHING;
        if (known == Program.EVERYTHING) {
            return true;
        }
        int other = prefilter == null ? Program.NOTHING : prefilter.operandThatHolds(index, program.known(index));
        return (known != Program.NOTHING || other != Program.NOTHING)
                        && condition instanceof Conditions.Junction junction
                ? junction.testBut(known, other, reader, own)
                : condition.test(reader, own);
    }

    /** After the whole allowance has ended: the rules from an index on that could still have matched. */
    BitSet pending(int from) {
        BitSet pending = candidates.from(from);
        // Which rules of the groups that were not probed can match is not known.
        program.tails().addFrom(nextGroup, pending);
        pending.clear(0, from);
        BitSet judged = new BitSet();
        phases.forEach(phase -> judged.or(program.inPhase(phase)));
        pending.and(judged);
        pending.andNot(Objects.requireNonNull(state).skipped());
        pending.andNot(off.rules());
        return pending;
    }
}
