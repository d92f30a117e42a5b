package dev.flyball.spi;

import dev.flyball.Meter;
import dev.flyball.regex.CostBound;
import java.util.Map;

/**
 * A compiled pattern. Immutable to its users and thread-safe.
 *
 * <p>Every search charges at least one step, and throws {@link dev.flyball.BudgetExceededException} when the meter has
 * ended. A search from an index sees the chars before it: <code>^</code> does not match there, <code>\b</code> looks back.
 */
public interface CompiledRegex {
    /** The number of capturing groups, without the whole match. */
    int groupCount();

    /** The groups that have a name, in the order of their numbers. */
    Map<String, Integer> groupNames();

    /** The number of instructions of the program. */
    int programSize();

    /** See {@link dev.flyball.regex.Regex#cost()}. */
    CostBound cost();

    /** See {@link dev.flyball.regex.Regex#explain()}. */
    String explain();

    /** Whether some part of the input matches. */
    boolean containsMatchIn(String input, Meter meter);

    /** Whether the whole input matches. */
    boolean matches(String input, Meter meter);

    /**
     * Finds the leftmost-first match that starts at or after an index.
     *
     * @param from from 0 to the input's length
     * @param slots receives start and end of the whole match and then of as many groups as it has room for, −1 for a
     *     group that took no part; its length is even and at least 2. Unspecified when there is no match.
     */
    boolean find(String input, int from, int[] slots, Meter meter);

    /**
     * Visits all matches in turn, none overlapping; after an empty match the next search starts one code point later.
     *
     * @param slots as for {@link #find}; filled anew for each match
     */
    default void findAll(String input, int[] slots, MatchVisitor visitor, Meter meter) {
        int from = 0;
        while (from <= input.length() && find(input, from, slots, meter)) {
            meter.charge(1);
            if (!visitor.visit(slots)) {
                return;
            }
            from = after(input, slots);
        }
    }

    /**
     * Where the search goes on after a match: at its end, or one code point later if it is empty, which may be behind the
     * end of the input.
     */
    static int after(String input, int[] slots) {
        int end = slots[1];
        if (end > slots[0]) {
            return end;
        }
        return end + (end < input.length() ? Character.charCount(input.codePointAt(end)) : 1);
    }

    /** Takes the matches of {@link #findAll}. */
    @FunctionalInterface
    interface MatchVisitor {
        /** Takes one match; returns whether to go on. */
        boolean visit(int[] slots);
    }
}
