package dev.flyball.core.rules.runtime;

import dev.flyball.BudgetExceededException;
import dev.flyball.Meter;
import dev.flyball.rules.Action;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the rules of one pass changed for others, or may have changed, in the rules' order; and giving that over to the rules
 * of the other mode, as these come to their places. For one thread, for one pass at a time.
 */
final class Effects {
    /**
     * What a rule changes for others.
     *
     * @param position the rule's, among all rules of the file
     * @param action the rule's, or null if the scores of many rules are not known any more
     * @param isCertain whether the rule matched and is not one that may have been skipped; else it may have done that or not
     */
    record Effect(int position, @Nullable Action action, boolean isCertain) {}

    private List<Effect> known = List.of();

    private int given;

    /** The program of those rules that skip others and of which nothing is known, as the whole allowance ended. */
    private @Nullable Program program;

    private @Nullable BitSet pending;

    /** The next of these rules, or {@link CandidateWalk#END}. */
    private int nextPending = CandidateWalk.END;

    void add(Effect effect) {
        known = GrowingList.with(known, effect);
    }

    /** Nothing is known of these rules, which skip others. */
    void addPending(BitSet skips, Program of) {
        program = of;
        pending = skips;
        nextPending = skips.nextSetBit(0);
    }

    /**
     * Gives over the effects of the rules before a place in the file.
     *
     * @param allowance pays for what nobody has paid for
     * @throws BudgetExceededException if it does not suffice
     */
    void giveBefore(int position, RequestState state, Meter allowance) {
        while (given < known.size() && known.get(given).position() < position) {
            Effect effect = known.get(given);
            Action action = effect.action();
            if (action != null && RequestState.skips(action)) {
                // Of the rules of this mode it may skip many more than of those that have paid.
                allowance.stride();
                state.pay(action, allowance);
            }
            state.apply(effect);
            given++;
        }
        while (nextPending != CandidateWalk.END) {
            CompiledRule rule = Objects.requireNonNull(program).rule(nextPending);
            if (rule.position() >= position) {
                return;
            }
            Action action = rule.rule().action();
            allowance.stride();
            state.pay(action, allowance);
            state.apply(new Effect(rule.position(), action, false));
            nextPending = Objects.requireNonNull(pending).nextSetBit(nextPending + 1);
        }
    }

    /** Gives over all that is left, for later phases. */
    void giveRest(RequestState state, Meter allowance) {
        try {
            giveBefore(Integer.MAX_VALUE, state, allowance);
        } catch (BudgetExceededException e) {
            state.doubtAll();
            state.scores().lose();
        }
    }

    void clear() {
        known = List.of();
        given = 0;
        program = null;
        pending = null;
        nextPending = CandidateWalk.END;
    }
}
