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
    /** The caller's, which may be for fewer groups. */
    private final int[] slots;

    private final int[] written;

    /** The slots as they were at a match that may turn out to be the last one. */
    private final int[] kept;

    private boolean isKept;

    // Where a try is, and its last match: in fields, so that the hot loop has the registers for itself.
    private int at;
    private int state;
    private int matched;
    private int matchedIn;

    OnePassScan(OnePass automaton, Places places, int[] slots, Meter meter) {
        super(places, meter);
        this.automaton = automaton;
        this.pageOffsets = automaton.alphabet.pageOffsets();
        this.pages = automaton.alphabet.pages();
        this.slots = slots;
        this.written = slots.length < automaton.slotCount ? new int[automaton.slotCount] : slots;
        this.kept = new int[written.length];
    }

    @Override
    int findAhead(int from, int most, int lastEnd, int far, int[] matches) {
        return 0;
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
        Arrays.fill(written, -1);
        isKept = false;
        at = from;
        state = automaton.start;
        matched = NONE;
        noteMatch();
        do {
            run();
        } while (step());
        if (matched != NONE) {
            if (isKept) {
                System.arraycopy(kept, 0, written, 0, written.length);
            }
            automaton.write(automaton.table[matchedIn + automaton.matchColumn], matched, written);
            written[0] = from;
            written[1] = matched;
            if (written.length > slots.length) {
                System.arraycopy(written, 0, slots, 0, slots.length);
            }
        }
        steps.step();
        wasted(at - Math.max(from, matched));
        return matched;
    }

    /** Takes note of a match where the try is now, if there is one. */
    private void noteMatch() {
        if (holds(automaton.table[state + automaton.matchColumn])) {
            matched = at;
            matchedIn = state;
            isKept = false;
        }
    }

    /** Goes on as long as there is no more to do than to write single slots, or to go round where there is a match. */
    private void run() {
        String text = input;
        char[] offsets = pageOffsets;
        char[] classes = pages;
        long[] table = automaton.table;
        int here = at;
        int now = state;
        int limit = Math.min(text.length() - here, steps.left()) + here;
        long stop = OnePass.SPECIAL & ~OnePass.SLOTS | (matched == NONE ? OnePass.SLOT_SET : OnePass.SLOTS);
        if (matched == here) {
            long round = now | OnePass.NEXT_MATCHES;
            while (here < limit) {
                char c = text.charAt(here);
                if (table[now + classes[offsets[c >> 8] + (c & 0xFF)]] != round) {
                    break;
                }
                here++;
            }
            if (here > at) {
                matched = here;
                isKept = false;
            }
        }
        while (true) {
            long cell = 0;
            while (here < limit) {
                char c = text.charAt(here);
                cell = table[now + classes[offsets[c >> 8] + (c & 0xFF)]];
                if ((cell & OnePass.SPECIAL) != 0) {
                    break;
                }
                now = (int) cell;
                here++;
            }
            if (here == limit || (cell & stop) != 0) {
                break;
            }
            written[OnePass.slot(cell)] = here;
            now = (int) (cell & OnePass.NEXT);
            here++;
        }
        steps.steps(here - at);
        at = here;
        state = now;
    }

    /** Goes over one character, whatever there is to do; returns whether the try goes on. */
    private boolean step() {
        int here = at;
        if (here == input.length()) {
            return false;
        }
        int codePoint = input.codePointAt(here);
        long cell = automaton.table[state + automaton.alphabet.classOfCodePoint(codePoint)];
        boolean matchWins = matched == here && (cell & OnePass.MATCH_WINS) != 0;
        if (matchWins || !holds(cell)) {
            return false;
        }
        if (OnePass.hasSlots(cell)) {
            if (matched != NONE && !isKept) {
                System.arraycopy(written, 0, kept, 0, written.length);
                isKept = true;
            }
            automaton.write(cell, here, written);
        }
        steps.step();
        at = here + Character.charCount(codePoint);
        state = (int) (cell & OnePass.NEXT);
        noteMatch();
        return true;
    }

    /** Whether there is a way or a match, with conditions that hold where the try is. */
    private boolean holds(long cell) {
        if (cell == OnePass.NONE) {
            return false;
        }
        for (int bits = OnePass.conditions(cell); bits != 0; bits &= bits - 1) {
            if (!Assertions.holds(ASSERTIONS[Integer.numberOfTrailingZeros(bits)], input, at)) {
                return false;
            }
        }
        return true;
    }
}
