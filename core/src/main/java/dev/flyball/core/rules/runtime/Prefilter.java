package dev.flyball.core.rules.runtime;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What one pass over the rules knows of the predicates of {@link Prefilters}. For one thread, for one pass. */
final class Prefilter {
    private static final byte UNKNOWN = 0;
    private static final byte KNOWN = 1;

    /** The value, or the end of the allowance for shared work, is in the way: the rules ask themselves. */
    private static final byte FAILED = 2;

    private final Prefilters predicates;
    private final CandidateSet holding;

    /** By groups. */
    private final byte[] states;

    /** The groups that were looked up. */
    private int[] asked = new int[4];

    private int askedCount;

    Prefilter(Prefilters predicates) {
        this.predicates = predicates;
        this.holding = new CandidateSet(predicates.size());
        this.states = new byte[predicates.groups()];
    }

    int predicateOf(int rule) {
        return predicates.predicateOf(rule);
    }

    /** The group in which a predicate has to be looked up, or null if that was tried already. */
    @Nullable
    AccessGroup unknown(int predicate) {
        int group = predicates.groupOf(predicate);
        return states[group] == UNKNOWN ? predicates.group(group) : null;
    }

    /** To which the predicates that hold are added. */
    CandidateSet holding() {
        return holding;
    }

    /** Takes note that the group of a predicate was looked up, with success or not. */
    void lookedUp(int predicate, boolean complete) {
        int group = predicates.groupOf(predicate);
        states[group] = complete ? KNOWN : FAILED;
        if (askedCount == asked.length) {
            asked = Arrays.copyOf(asked, 2 * askedCount);
        }
        asked[askedCount++] = group;
    }

    boolean isFalse(int predicate) {
        return !holding.contains(predicate) && states[predicates.groupOf(predicate)] == KNOWN;
    }

    /**
     * The operand of a candidate's conjunction that was looked up and is true, or {@link Program#NOTHING}.
     *
     * @param known what {@link Program#known} says of the rule
     */
    int operandThatHolds(int rule, int known) {
        int predicate = predicates.predicateOf(rule);
        if (predicate == Prefilters.NO_PREDICATE
                || !holding.contains(predicate)
                || states[predicates.groupOf(predicate)] != KNOWN) {
            return Program.NOTHING;
        }
        // The one that is evaluated first.
        return known == 0 ? 1 : 0;
    }

    /** Forgets everything. */
    void clear() {
        holding.clear();
        for (int i = 0; i < askedCount; i++) {
            states[asked[i]] = UNKNOWN;
        }
        askedCount = 0;
    }
}
