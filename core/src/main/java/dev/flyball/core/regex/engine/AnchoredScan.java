package dev.flyball.core.regex.engine;

import dev.flyball.Meter;
import dev.flyball.core.StepCounter;
import dev.flyball.core.regex.literal.LiteralScanner;
import org.jspecify.annotations.Nullable;

/**
 * Finds leftmost-first matches in turn by trying an anchored automaton at every place where a match can begin: where
 * matches are near, as in most texts that are searched for all of them, one pass tells start and end.
 *
 * <p>What a backtracking engine does without bound is bounded here: what tries read in vain may be half the distance
 * covered, or {@value #PATIENT} times as much where the other way is known to be bad, and {@value #PATIENCE} chars; then
 * the scan gives up for good, and its caller goes on with an automaton that is not anchored.
 *
 * <p>For one input, and one thread.
 */
public abstract class AnchoredScan {
    /** There is no match. */
    public static final int NONE = -1;

    /** Whether there is a match, another engine has to find out, from {@link #place()} on. */
    public static final int GAVE_UP = -2;

    /** How much a patient scan may read in vain, for each char covered. */
    private static final int PATIENT = 8;

    /** How much may be read in vain besides. */
    private static final int PATIENCE = 256;

    /** What a try in vain costs besides, in chars read. */
    private static final int TRY = 4;

    /** The most scan steps of all calls together, for each char: to pass it, to match it, and what may be wasted. */
    public static final int MAX_STEPS_PER_CHAR = 3 + PATIENT;

    /** The most scan steps besides. */
    public static final int MAX_FIXED_STEPS = PATIENCE + 2;

    /**
     * Where matches may begin.
     *
     * @param from not before this index
     * @param onlyThere whether nowhere else
     * @param prefix a scanner for literals with which every match begins, or null
     * @param patient whether much may be read in vain
     */
    public record Places(
            String input,
            int from,
            boolean onlyThere,
            @Nullable LiteralScanner prefix,
            boolean patient) {}

    final String input;
    final StepCounter steps;
    private final Meter meter;
    private final Places places;
    private long wasted;
    private int place;
    private int aheadSteps;
    private int end;

    AnchoredScan(Places places, Meter meter) {
        this.input = places.input();
        this.places = places;
        this.meter = meter;
        this.steps = StepCounter.later(meter);
    }

    /** Where the first match begins at or after an index; or {@link #NONE} or {@link #GAVE_UP}. All steps are charged. */
    public final int next(int from) {
        if (isEnough(from)) {
            return giveUp(from);
        }
        int length = input.length();
        int at = from;
        while (at <= length) {
            at = candidate(at);
            if (at == NONE) {
                break;
            }
            int matched = match(at);
            if (matched >= 0) {
                return found(at, matched);
            }
            if (places.onlyThere) {
                break;
            }
            at += at < length ? Character.charCount(input.codePointAt(at)) : 1;
            if (at <= length && isEnough(at)) {
                return giveUp(at);
            }
        }
        steps.finish();
        return NONE;
    }

    /** The ints for a match in {@link #ahead}. */
    static final int AHEAD = 3;

    /**
     * Finds some matches that follow on one another, as far as it can be done in one go: none of them is empty. Nothing is
     * charged yet, since the caller may have use for the first ones only.
     *
     * @param lastEnd where the match before ends
     * @param far the last of them may begin more than so many chars behind the one before
     * @param matches receives {@value #AHEAD} ints for each: start, end, and the scan steps that it took
     * @return how many; the search goes on with {@link #next} from {@link #place}, {@link #aheadSteps} after the last one
     */
    final int ahead(int from, int lastEnd, int far, int[] matches) {
        place = from;
        aheadSteps = 0;
        int most = Math.min(steps.left(), from - places.from);
        return places.onlyThere || places.prefix != null || isEnough(from)
                ? 0
                : findAhead(from, most, lastEnd, far, matches);
    }

    /** As {@link #ahead}, in so many steps at most; says with {@link #goOnFrom} where the search goes on. */
    abstract int findAhead(int from, int most, int lastEnd, int far, int[] matches);

    /** After some matches: no other begins before this index, and to know it has taken so many scan steps. */
    final void goOnFrom(int index, int stepsAfterLast) {
        place = index;
        aheadSteps = stepsAfterLast;
    }

    /** The scan steps between the last match of {@link #ahead} and {@link #place}. */
    final int aheadSteps() {
        return aheadSteps;
    }

    /** Whether too much was read in vain up to a place. */
    final boolean isEnough(int at) {
        return wasted > (places.patient ? (long) PATIENT * (at - places.from) : (at - places.from) / 2) + PATIENCE;
    }

    private int giveUp(int at) {
        place = at;
        steps.finish();
        return GAVE_UP;
    }

    /** Charges for a match and tells where it starts. */
    final int found(int start, int end) {
        this.end = end;
        steps.step();
        steps.finish();
        return start;
    }

    /** Where the match ends that {@link #next} has found. */
    public final int end() {
        return end;
    }

    /** After giving up, or after some matches: no other begins before this index. */
    public final int place() {
        return place;
    }

    /** Takes note of chars that were read for a match, but are not part of one. */
    final void wasted(int chars) {
        if (chars > 0) {
            wasted += places.patient ? chars : chars + TRY;
        }
    }

    /** Finds the match that is known to begin at an index. */
    public final void matchAt(int start) {
        found(start, match(start));
    }

    private int candidate(int from) {
        if (places.onlyThere) {
            return from == places.from ? from : NONE;
        }
        if (places.prefix == null) {
            return skip(from);
        }
        steps.finish();
        long before = meter.scanSteps();
        int at = places.prefix.next(input, from, meter);
        if (at != LiteralScanner.NONE) {
            wasted += Math.max(0, meter.scanSteps() - before - (at - from));
        }
        return at;
    }

    /** The first place at or after an index where a match may begin; the end of the input is one, if there is no other. */
    private int skip(int from) {
        int length = input.length();
        int at = from;
        while (at < length) {
            int limit = Math.min(length - at, steps.left()) + at;
            int to = pass(at, limit);
            steps.steps(to - at);
            at = to;
            if (at < limit) {
                break;
            }
        }
        return at;
    }

    /** The first place from an index up to a limit where a match may begin, or the limit. */
    abstract int pass(int from, int limit);

    /** Where the match that begins at an index ends, or {@link #NONE}. */
    abstract int match(int from);
}
