package dev.flyball.core.regex.engine;

import dev.flyball.Meter;

/**
 * Matches that an {@link AnchoredScan} finds in one go before they are asked for, where they are near one another. They are
 * charged when they are taken, so that steps do not tell how far it looked ahead. What nobody takes is charged to no one; it
 * is less than what was charged before, since a scan looks no further ahead than it has come.
 *
 * <p>For one thread.
 */
public final class MatchesAhead {
    /** How many are found at once: first few, since few may be wanted. */
    private static final int FIRST = 8;

    private static final int MOST = 128;

    private final AnchoredScan scan;
    private final int far;
    private final Meter meter;
    private int[] found = {};
    private int at;
    private int end;
    private int place;

    /**
     * Nothing is found yet.
     *
     * @param far matches more than so many chars apart are not near
     */
    public MatchesAhead(AnchoredScan scan, int far, Meter meter) {
        this.scan = scan;
        this.far = far;
        this.meter = meter;
    }

    /**
     * Takes the next match.
     *
     * @param from where the match before ends
     * @param looks whether to look for more when all are taken
     * @return whether there was one; if not, the scan goes on at {@link #place}
     */
    public boolean take(int from, boolean looks) {
        if (at < end) {
            return take();
        }
        place = from;
        if (end > 0) {
            end = 0;
            meter.charge(scan.aheadSteps());
            place = scan.place();
        }
        if (!looks) {
            return false;
        }
        if (found.length < MOST * AnchoredScan.AHEAD) {
            found = new int[Math.max(FIRST * AnchoredScan.AHEAD, 2 * found.length)];
        }
        at = 0;
        end = AnchoredScan.AHEAD * scan.ahead(place, from, far, found);
        if (end > 0) {
            return take();
        }
        meter.charge(scan.aheadSteps());
        place = scan.place();
        return false;
    }

    private boolean take() {
        meter.charge(found[at + 2]);
        at += AnchoredScan.AHEAD;
        return true;
    }

    /** Where the match that was taken starts. */
    public int start() {
        return found[at - AnchoredScan.AHEAD];
    }

    /** Where the match that was taken ends. */
    public int end() {
        return found[at - AnchoredScan.AHEAD + 1];
    }

    /** No other match begins before this index. */
    public int place() {
        return place;
    }
}
