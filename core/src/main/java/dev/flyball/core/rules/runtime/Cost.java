package dev.flyball.core.rules.runtime;

/** Adding and multiplying steps, up to the largest number. None is negative. */
public final class Cost {
    private Cost() {}

    public static long plus(long a, long b) {
        long sum = a + b;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    public static long times(long a, long b) {
        return Math.multiplyHigh(a, b) != 0 || a * b < 0 ? Long.MAX_VALUE : a * b;
    }

    /** The steps of looking whether a text that a host gave is one of bytes. */
    static long check(long bytes) {
        return bytes / HostValues.CHARS_CHECKED_PER_STEP;
    }

    /** The steps of adding so many rules to the candidates. */
    static long adding(int rules) {
        return 1L + rules / CandidateSet.ADDED_PER_STEP;
    }
}
