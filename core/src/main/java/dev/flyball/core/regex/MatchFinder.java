package dev.flyball.core.regex;

import dev.flyball.Meter;
import dev.flyball.core.regex.engine.AnchoredScan;
import dev.flyball.core.regex.engine.LazyDfa;
import dev.flyball.core.regex.engine.MatchesAhead;
import dev.flyball.core.regex.engine.OnePass;
import dev.flyball.core.regex.engine.RememberingScan;
import dev.flyball.core.regex.literal.LiteralScanner;
import org.jspecify.annotations.Nullable;

/**
 * Finds the matches of a pattern in one input, one after the other, with their groups:
 *
 * <ol>
 *   <li>one pass over the text by the one-pass automaton, if groups are wanted and the pattern has one,
 *   <li>or by an anchored lazy DFA, some matches ahead where they are near; then, if groups are wanted, two passes, the
 *       bounded backtracker or the Pike VM over the match;
 *   <li>when these have read too much in vain: the lazy DFA forwards for the end of the match, then the one of the reverse
 *       program backwards for its start, and the groups as before. When searches read far behind their matches, the ends are
 *       found by a scan that remembers what is there.
 * </ol>
 *
 * <p>For one thread.
 */
final class MatchFinder {
    /** Matches at least this many chars apart are sparse. */
    private static final int FAR = 1024;

    /** How much more than the distance covered may be read behind matches before it is remembered. */
    private static final int PATIENCE = 4096;

    private final Automata automata;
    private final @Nullable LiteralScanner prefix;
    private final @Nullable LiteralScanner required;
    private final String input;
    private final int[] slots;
    private final Meter meter;
    private final boolean atBegin;
    private @Nullable OnePass onePass;
    private Automata.@Nullable GroupMemory groupMemory;
    private @Nullable AnchoredScan scan;
    private boolean gaveUp;

    private @Nullable MatchesAhead ahead;

    /** How much was read behind matches, in vain. */
    private long readBehind;

    private @Nullable RememberingScan remembering;
    private int nextRequired = -1;

    /** Whether matches are so far apart that looking for what they require saves more than it costs. */
    private boolean sparse = true;

    /**
     * A finder.
     *
     * @param atBegin whether the pattern can match only at the beginning of the input
     * @param prefix a scanner for literals with which every match begins, or null
     * @param required a scanner for literals that every match contains, or null
     */
    MatchFinder(
            Automata automata,
            boolean atBegin,
            @Nullable LiteralScanner prefix,
            @Nullable LiteralScanner required,
            String input,
            int[] slots,
            Meter meter) {
        this.automata = automata;
        this.prefix = prefix;
        this.required = required;
        this.input = input;
        this.slots = slots;
        this.meter = meter;
        this.atBegin = atBegin;
    }

    /** Finds the first match at or after an index, not before that of the last call; fills the slots. */
    boolean next(int from) {
        int place = from;
        if (ahead != null) {
            if (ahead.take(from, !sparse && !gaveUp)) {
                sparse = ahead.start() - from > FAR;
                fill(ahead.start(), ahead.end());
                return true;
            }
            place = ahead.place();
        }
        boolean found = find(place);
        sparse = found && slots[0] - from > FAR;
        return found;
    }

    private boolean find(int from) {
        if (required != null && nextRequired < from && sparse) {
            nextRequired = required.next(input, from, meter);
            if (nextRequired == LiteralScanner.NONE) {
                return false;
            }
        }
        int place = from;
        if (!gaveUp) {
            AnchoredScan tries = scan == null ? begin(from) : scan;
            int start = tries.next(from);
            if (start >= 0) {
                if (onePass == null) {
                    fill(start, tries.end());
                }
                return true;
            }
            if (start == AnchoredScan.NONE) {
                return false;
            }
            place = tries.place();
            gaveUp = true;
        }
        return findUnanchored(place);
    }

    private AnchoredScan begin(int from) {
        AnchoredScan.Places places = new AnchoredScan.Places(input, from, atBegin, prefix, automata.counts);
        OnePass groups = slots.length > 2 ? automata.onePass.get(meter).orElse(null) : null;
        AnchoredScan tries = groups != null
                ? groups.scan(places, slots, meter)
                : automata.anchored.get().anchoredScan(places, meter);
        onePass = groups;
        scan = tries;
        if (groups == null) {
            ahead = new MatchesAhead(tries, FAR, meter);
        }
        return tries;
    }

    private boolean findUnanchored(int from) {
        int place = prefix == null ? from : prefix.next(input, from, meter);
        if (place == LiteralScanner.NONE) {
            return false;
        }
        int end = findEnd(place);
        if (end == LazyDfa.NO_MATCH) {
            return false;
        }
        fill(automata.start.get(meter).findStart(input, end, place, meter), end);
        return true;
    }

    private int findEnd(int from) {
        RememberingScan ends = remembering;
        if (ends == null && readBehind > (long) from + PATIENCE) {
            ends = automata.end.get().rememberingScan(input, RememberingScan.WINDOW, meter);
            remembering = ends;
        }
        if (ends != null) {
            return ends.find(from);
        }
        long before = meter.scanSteps();
        int end = automata.end.get().find(input, from, meter);
        readBehind += meter.scanSteps() - before - (end - from);
        return end;
    }

    private void fill(int start, int end) {
        if (slots.length == 2) {
            slots[0] = start;
            slots[1] = end;
        } else if (onePass != null && scan != null) {
            scan.matchAt(start);
        } else {
            Automata.GroupMemory memory = groupMemory == null ? new Automata.GroupMemory() : groupMemory;
            groupMemory = memory;
            automata.findGroups(input, start, end, slots, memory, meter);
        }
    }
}
