package dev.flyball.core.regex.engine;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A state of a deterministic automaton: the instructions that the program may be at, and what is known of the place. Two
 * states are equal when no input tells them apart by these. Immutable.
 *
 * <p>Their hashes are other ones in each process, so that no author can make those of many states equal.
 */
final class DfaState {
    private static final int SEED = new SplittableRandom().nextInt();
    private static final int MULTIPLIER = 0x9E3779B1;

    /** There is a match before the character that led here; in a yes/no automaton also: or right here. */
    static final int MATCH = 1 << 24;
    /** A match may begin at the next place too. */
    static final int SEEDING = 1 << 25;
    /** The character that led here is a word character; told only where a condition waits for it. */
    static final int FROM_WORD = 1 << 26;

    private static final int HAVE_SHIFT = 8;
    private static final int ASSERTIONS = 0xFF;

    /**
     * The instructions that wait for a character; or, where conditions are waited for, those that the ways there begin
     * with. In the order of priority, or ascending in an automaton that has none.
     */
    final int[] pcs;

    final int flags;
    private final int hash;

    DfaState(int[] pcs, int flags) {
        this.pcs = pcs;
        this.flags = flags;
        int h = SEED ^ flags;
        for (int pc : pcs) {
            h = mix(h ^ pc);
        }
        this.hash = mix(h);
    }

    /** Not linear, so that differences do not cancel out whatever the seed. */
    private static int mix(int h) {
        int product = h * MULTIPLIER;
        return product ^ product >>> 15;
    }

    /** The flags for conditions that are waited for, and conditions that hold here; bit k is the kind with code k. */
    static int conditions(int needed, int holding) {
        return needed | holding << HAVE_SHIFT;
    }

    /** The conditions that instructions of this state wait for. */
    int needed() {
        return flags & ASSERTIONS;
    }

    /** The conditions that are known to hold here. */
    int holding() {
        return flags >>> HAVE_SHIFT & ASSERTIONS;
    }

    boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /** Whether there is a match, and no other can follow. */
    boolean isFinal() {
        return pcs.length == 0 && (flags & (MATCH | SEEDING)) == MATCH;
    }

    /** About how many bytes this takes, with its place in a hash table. */
    int bytes() {
        return 56 + 4 * pcs.length;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DfaState that
                && hash == that.hash
                && flags == that.flags
                && Arrays.equals(pcs, that.pcs);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
