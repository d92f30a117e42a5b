package dev.flyball.core.regex.literal;

import dev.flyball.Meter;
import org.jspecify.annotations.Nullable;

/**
 * Looks for one text by its rarest char: {@code String.indexOf} of a char is vectorised by the JVM. The distance that was
 * scanned is charged afterwards, since the scan cannot be given an end; a long input is therefore scanned char by char.
 */
final class RareCharScanner implements LiteralScanner {
    /** A char more frequent than this stops the vectorised scan too often. */
    private static final double MAX_FREQUENCY = 0.06;

    /** An input longer than this would keep the vectorised scan away from the clock for too long. */
    private static final int MAX_UNCHECKED = 1 << 21;

    private final String text;
    private final int rarest;

    private RareCharScanner(String text, int rarest) {
        this.text = text;
        this.rarest = rarest;
    }

    static @Nullable RareCharScanner of(String text) {
        int rarest = 0;
        for (int i = 1; i < text.length(); i++) {
            if (frequency(text, i) < frequency(text, rarest)) {
                rarest = i;
            }
        }
        return frequency(text, rarest) > MAX_FREQUENCY ? null : new RareCharScanner(text, rarest);
    }

    private static double frequency(String text, int index) {
        return CharFrequency.of(text.charAt(index), false);
    }

    @Override
    public int next(String input, int from, Meter meter) {
        int allowed = MAX_FIXED_STEPS - 1;
        char c = text.charAt(rarest);
        int at = from;
        while (true) {
            meter.stride();
            int found = indexOf(input, c, at + rarest, meter);
            if (found < 0) {
                return NONE;
            }
            int start = found - rarest;
            allowed += start - at;
            int same = commonLength(input, start);
            if (same == text.length()) {
                return start;
            }
            meter.charge(same);
            allowed -= same + 1;
            if (allowed < 0) {
                return start;
            }
            at = start + 1;
        }
    }

    private int commonLength(String input, int start) {
        int most = Math.min(text.length(), input.length() - start);
        int same = 0;
        while (same < most && input.charAt(start + same) == text.charAt(same)) {
            same++;
        }
        return same;
    }

    /** The first such char at or after an index; what was passed over is charged. */
    private static int indexOf(String input, char c, int from, Meter meter) {
        int begin = from;
        while (input.length() - begin > MAX_UNCHECKED) {
            int end = begin + meter.stride();
            int at = begin;
            while (at < end && input.charAt(at) != c) {
                at++;
            }
            meter.charge(at - begin);
            if (at < end) {
                return at;
            }
            begin = end;
        }
        int found = input.indexOf(c, begin);
        meter.charge((found < 0 ? Math.max(begin, input.length()) : found) - begin + 1L);
        return found;
    }
}
