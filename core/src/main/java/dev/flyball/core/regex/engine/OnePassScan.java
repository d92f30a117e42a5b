package dev.flyball.core.regex.engine;

import dev.flyball.Meter;
import dev.flyball.core.regex.syntax.Node.Assertion;
import java.util.Arrays;

/** An {@link AnchoredScan} by a {@link OnePass} automaton: it tells where matches start and end, and their groups. */
final class OnePassScan extends AnchoredScan {
    private static final Assertion.Kind[] ASSERTIONS = Assertion.Kind.values();

    private final OnePass automaton;
    private final char[] pageOffsets;
    private final char[] pages;
    private final int[] slots;

    /** The slots as they were at a match that may turn out to be the last one. */
    private final int[] kept;

    OnePassScan(OnePass automaton, Places places, int[] slots, Meter meter) {
        super(places, meter);
        this.automaton = automaton;
        this.pageOffsets = automaton.alphabet.pageOffsets();
        this.pages = automaton.alphabet.pages();
        this.slots = slots;
        this.kept = new int[slots.length];
    }

    @Override
    int quick(int from) {
        return from;
    }

    @Override
    int pass(int from, int limit) {
        long[] table = automaton.table;
        int start = automaton.start;
        int at = from;
        if (table[start + automaton.matchColumn] != OnePass.NONE) {
            return at;
        }
        while (at < limit) {
            char c = input.charAt(at);
            // The column for surrogates is the one for a match, which is empty in this row.
            if (table[start + pages[pageOffsets[c >> 8] + (c & 0xFF)]] != OnePass.NONE || Character.isSurrogate(c)) {
                break;
            }
            at++;
        }
        return at;
    }

    @Override
    int match(int from) {
        int length = input.length();
        long[] table = automaton.table;
        int matchColumn = automaton.matchColumn;
        int state = automaton.start;
        int at = from;
        int matched = NONE;
        long matchedBy = 0;
        boolean isKept = false;
        Arrays.fill(slots, -1);
        while (true) {
            int width = 1;
            long cell = OnePass.NONE;
            if (at < length) {
                steps.step();
                char c = input.charAt(at);
                int characterClass = pages[pageOffsets[c >> 8] + (c & 0xFF)];
                if (characterClass == matchColumn) {
                    int codePoint = input.codePointAt(at);
                    width = Character.charCount(codePoint);
                    characterClass = automaton.alphabet.classOfCodePoint(codePoint);
                }
                cell = table[state + characterClass];
            }
            long match = table[state + matchColumn];
            if (match != OnePass.NONE && holds(OnePass.conditions(match), at)) {
                matched = at;
                matchedBy = match;
                isKept = false;
                if (cell == OnePass.NONE || (cell & OnePass.MATCH_WINS) != 0) {
                    break;
                }
            }
            if (cell == OnePass.NONE || !holds(OnePass.conditions(cell), at)) {
                break;
            }
            if (OnePass.hasSlots(cell)) {
                if (matched != NONE && !isKept) {
                    System.arraycopy(slots, 0, kept, 0, slots.length);
                    isKept = true;
                }
                OnePass.write(cell, at, slots);
            }
            state = (int) (cell & OnePass.NEXT);
            at += width;
            if ((cell & OnePass.NEXT_MATCHES) == 0 && at < length) {
                // Most chars lead from one state without a match to another, and that is all.
                int begin = at;
                int limit = Math.min(length - at, steps.left()) + at;
                while (at < limit) {
                    char c = input.charAt(at);
                    cell = table[state + pages[pageOffsets[c >> 8] + (c & 0xFF)]];
                    if ((cell & OnePass.SPECIAL) != 0) {
                        break;
                    }
                    state = (int) cell;
                    at++;
                }
                steps.steps(at - begin);
            }
        }
        if (matched != NONE) {
            if (isKept) {
                System.arraycopy(kept, 0, slots, 0, slots.length);
            }
            slots[0] = from;
            slots[1] = matched;
            if (OnePass.hasSlots(matchedBy)) {
                OnePass.write(matchedBy, matched, slots);
            }
        }
        steps.step();
        wasted(at - Math.max(from, matched));
        return matched;
    }

    private boolean holds(int conditions, int at) {
        for (int bits = conditions; bits != 0; bits &= bits - 1) {
            if (!Assertions.holds(ASSERTIONS[Integer.numberOfTrailingZeros(bits)], input, at)) {
                return false;
            }
        }
        return true;
    }
}
