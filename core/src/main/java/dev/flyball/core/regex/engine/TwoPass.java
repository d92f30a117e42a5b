package dev.flyball.core.regex.engine;

import dev.flyball.Meter;
import dev.flyball.core.regex.program.Alphabet;
import dev.flyball.core.regex.program.Program;
import java.util.Arrays;

/**
 * Finds the groups of a match whose place is known without trying ways in vain: a pass from its end to its start writes
 * down for each place from which instructions the end can be reached; a pass forwards takes of those, in each place, the
 * one that the program prefers (Dubé and Feeley, "Efficiently Building a Parse Tree from a Regular Expression", 2000;
 * Frisch and Cardelli, "Greedy Regular Expression Matching", 2004). Both look up in tables, which {@link TwoPassTables}
 * fills as inputs need them.
 *
 * <p>For patterns without conditions, and short matches. Thread-safe.
 */
public final class TwoPass {
    /** The longest match, in chars. */
    public static final int MAX_CHARS = 1024;

    private final Alphabet alphabet;
    private final TwoPassTables tables;

    private TwoPass(Program program, Alphabet alphabet, Meter meter) {
        this.alphabet = alphabet;
        this.tables = new TwoPassTables(program, alphabet, meter);
    }

    /** For a program that {@link #fits}. */
    public static TwoPass of(Program program, Alphabet alphabet, Meter meter) {
        return new TwoPass(program, alphabet, meter);
    }

    /** Whether the groups of a program's matches can be found so. */
    public static boolean fits(Program program, Alphabet alphabet) {
        return program.count(Program.ASSERT) == 0 && TwoPassTables.fit(program, alphabet);
    }

    /** The scan steps for a match of so many chars. */
    public static int steps(int chars) {
        return 2 * chars + 1;
    }

    /** The most build steps for each char of a match, and for each match besides. */
    public static long maxBuildSteps(Program program) {
        return TwoPassTables.maxSteps(program);
    }

    /**
     * Finds the slots of the leftmost-first match that is known to start and end at these indexes, at most
     * {@value #MAX_CHARS} chars apart. What is built is charged here, {@link #steps} are not.
     *
     * @param places working memory of at least {@link #MAX_CHARS} + 1 ints, or of one more than the match has chars
     * @return whether it has; if not, there is no room for what would have to be built, or another thread builds now
     */
    public boolean findAt(String input, int start, int end, int[] slots, int[] places, Meter meter) {
        if (!goBack(input, start, end, places, meter)) {
            return false;
        }
        Arrays.fill(slots, -1);
        slots[0] = start;
        slots[1] = end;
        return goForward(input, start, end, slots, places, meter);
    }

    private boolean goBack(String input, int start, int end, int[] places, Meter meter) {
        char[] offsets = alphabet.pageOffsets();
        char[] classes = alphabet.pages();
        TwoPassTables.Filled filled = tables.filled();
        int[] back = filled.back;
        int shift = tables.backShift;
        int row = TwoPassTables.AT_END;
        places[end - start] = row;
        int at = end;
        while (at > start) {
            char c = input.charAt(at - 1);
            int next = back[(row << shift) + classes[offsets[c >> 8] + (c & 0xFF)]];
            int width = 1;
            if (next == TwoPassTables.UNBUILT) {
                int codePoint = at - 1 == start ? c : input.codePointBefore(at);
                width = Character.charCount(codePoint);
                next = tables.back(row, alphabet.classOfCodePoint(codePoint), meter);
                if (next == TwoPassTables.UNBUILT) {
                    return false;
                }
                filled = tables.filled();
                back = filled.back;
            }
            row = next;
            at -= width;
            places[at - start] = row;
        }
        return true;
    }

    private boolean goForward(String input, int start, int end, int[] slots, int[] places, Meter meter) {
        TwoPassTables.Filled filled = tables.filled();
        long[] forward = filled.forward;
        int shift = tables.forwardShift;
        int entry = 0;
        int at = start;
        while (true) {
            int row = places[at - start];
            long cell = forward[(row << shift) + entry];
            if (cell == TwoPassTables.UNBUILT) {
                cell = tables.forward(row, entry, meter);
                if (cell == TwoPassTables.UNBUILT) {
                    return false;
                }
                forward = tables.filled().forward;
            }
            long written = TwoPassTables.slots(cell);
            if (written != 0) {
                OnePass.writeSlots(written, at, slots);
            }
            if (at == end) {
                return true;
            }
            entry = TwoPassTables.entry(cell);
            char c = input.charAt(at++);
            if (at < end && Character.isHighSurrogate(c) && Character.isLowSurrogate(input.charAt(at))) {
                at++;
            }
        }
    }
}
