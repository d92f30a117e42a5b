package dev.flyball.core.rules.runtime;

import dev.flyball.Meter;

/** What the JVM does to many bytes at once, by vector instructions: copying, comparing. */
public final class Bulk {
    /** One step pays for so many bytes. */
    public static final int BYTES_PER_STEP = 64;

    private static final int STRIDE = 1 << 16;

    private Bulk() {}

    /** Whether a part stands in a text at an index; false if there is no room for it. */
    public static boolean standsAt(String text, int at, String part, Meter meter) {
        if (at < 0 || part.length() > text.length() - at) {
            return false;
        }
        if (part.length() < BYTES_PER_STEP) {
            return text.startsWith(part, at); // less than a step
        }
        for (int from = 0; from < part.length(); from += STRIDE) {
            int length = Math.min(STRIDE, part.length() - from);
            meter.charge(length / BYTES_PER_STEP);
            if (!text.regionMatches(at + from, part, from, length)) {
                return false;
            }
        }
        return true;
    }
}
