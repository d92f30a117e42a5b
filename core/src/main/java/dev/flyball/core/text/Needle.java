package dev.flyball.core.text;

import dev.flyball.Meter;

/**
 * A text to look for, in linear time whatever the needle and the text: {@code String.indexOf(String)} takes
 * the product of both lengths for a needle such as {@code aa…ab} in a text of {@code a}.
 *
 * <p>The search jumps from one occurrence of the needle's rarest char to the next and compares there. When the
 * comparisons have cost more than the distance covered, it goes on with the algorithm of Knuth, Morris and Pratt (1977),
 * whose table is made beforehand. Each char passed and each char compared is a step; together at most
 * {@code 3·text + needle + 64}.
 *
 * <p>Immutable.
 */
public final class Needle {
    /** The most steps for each char of a text. */
    public static final int MAX_STEPS_PER_CHAR = 3;

    /** The most steps besides, and besides one for each char of the needle. */
    public static final int MAX_FIXED_STEPS = 64 + 8;

    /** How much more than the distance covered may be spent on comparing: a few near misses are no reason to change. */
    private static final int PATIENCE = 64;

    /** What a jump to an occurrence of the rarest char costs beside the comparison, in chars compared. */
    private static final int JUMP = 8;

    private final String text;
    private final boolean ignoreCase;
    private final int rarest;
    /** For each length of a matched part, the length of its longest proper prefix that is also its suffix. */
    private final int[] borders;

    /**
     * A needle.
     *
     * @param ignoreCase whether ASCII letters match in either case
     */
    public Needle(String text, boolean ignoreCase) {
        this.text = ignoreCase ? Ascii.lower(text) : text;
        this.ignoreCase = ignoreCase;
        this.rarest = rarest(text);
        this.borders = borders(this.text);
    }

    private static int rarest(String text) {
        int rarest = 0;
        for (int i = 1; i < text.length(); i++) {
            if (CharFrequency.of(text.charAt(i), false) < CharFrequency.of(text.charAt(rarest), false)) {
                rarest = i;
            }
        }
        return rarest;
    }

    private static int[] borders(String text) {
        int[] borders = new int[text.length() + 1];
        int border = 0;
        for (int i = 1; i < text.length(); i++) {
            while (border > 0 && text.charAt(i) != text.charAt(border)) {
                border = borders[border];
            }
            if (text.charAt(i) == text.charAt(border)) {
                border++;
            }
            borders[i + 1] = border;
        }
        return borders;
    }

    /** How frequent its rarest char is to be expected in an ordinary text: from 0 to 1. */
    public double rarestFrequency() {
        return CharFrequency.of(text.charAt(rarest), false);
    }

    /** The text; folded if it is looked for in any case. */
    public String text() {
        return text;
    }

    /** The number of its chars. */
    public int length() {
        return text.length();
    }

    /** The most steps of looking for it in a text of that length. */
    public long mostSteps(long length) {
        return MAX_STEPS_PER_CHAR * length + text.length() + MAX_FIXED_STEPS;
    }

    /** The first index at or after {@code from} at which the needle stands in the text, or −1. */
    public int indexIn(String haystack, int from, Meter meter) {
        if (text.isEmpty()) {
            return from;
        }
        if (ignoreCase) {
            return knuthMorrisPratt(haystack, from, meter);
        }
        char wanted = text.charAt(rarest);
        int last = haystack.length() - text.length();
        long compared = 0;
        int start = from;
        while (start <= last) {
            start = Scan.indexOf(haystack, wanted, start + rarest, meter) - rarest;
            if (start + rarest < 0 || start > last) {
                return -1;
            }
            int same = commonPrefix(haystack, start, meter);
            if (same == text.length()) {
                return start;
            }
            compared += same + JUMP;
            if (compared > start - from + PATIENCE) {
                return knuthMorrisPratt(haystack, start, meter);
            }
            start++;
        }
        return -1;
    }

    /** How many chars of the needle stand in the haystack at an index. */
    private int commonPrefix(String haystack, int at, Meter meter) {
        int same = 0;
        while (same < text.length()) {
            int end = Math.min(text.length(), same + meter.stride());
            int begin = same;
            while (same < end && haystack.charAt(at + same) == text.charAt(same)) {
                same++;
            }
            if (same < end) {
                meter.charge(same - begin + 1L); // the char that differs was read, too
                break;
            }
            meter.charge(same - begin);
        }
        return same;
    }

    private int knuthMorrisPratt(String haystack, int from, Meter meter) {
        int matched = 0;
        int at = from;
        while (at < haystack.length()) {
            int begin = at;
            int end = Math.min(haystack.length(), at + meter.stride());
            while (at < end) {
                char c = haystack.charAt(at++);
                if (ignoreCase) {
                    c = Ascii.lower(c);
                }
                while (matched > 0 && c != text.charAt(matched)) {
                    matched = borders[matched];
                }
                if (c == text.charAt(matched) && ++matched == text.length()) {
                    meter.charge(at - begin);
                    return at - matched;
                }
            }
            meter.charge(at - begin);
        }
        return -1;
    }

    /**
     * Goes on looking in a text that comes in pieces.
     *
     * @param matched how many chars of the needle stand at the end of what was read before, fewer than it has
     * @return how many stand at the end of this piece, or as many as it has when it was found; at most a step a char, on
     *     the average over all pieces
     */
    public int advance(char[] piece, int from, int to, int matched) {
        int now = matched;
        for (int at = from; at < to; at++) {
            char c = ignoreCase ? Ascii.lower(piece[at]) : piece[at];
            while (now > 0 && c != text.charAt(now)) {
                now = borders[now];
            }
            if (c == text.charAt(now) && ++now == text.length()) {
                return now;
            }
        }
        return now;
    }

    /** Whether the needle stands in the haystack at an index, where there is room for it. */
    public boolean standsAt(String haystack, int at, Meter meter) {
        meter.charge(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = haystack.charAt(at + i);
            if ((ignoreCase ? Ascii.lower(c) : c) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
