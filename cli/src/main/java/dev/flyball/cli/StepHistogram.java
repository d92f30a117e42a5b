package dev.flyball.cli;

/**
 * How often evaluations took how many steps, in a fixed amount of memory: exact up to {@value #EXACT} steps, and above in
 * buckets less than 1/{@value #PARTS} wide of what they count. For one thread.
 */
final class StepHistogram {
    private static final int EXACT = 1024;
    private static final int PARTS = 512;
    private static final int SHIFT = 9;

    private final long[] counts = new long[EXACT + (Long.SIZE - SHIFT - 1) * PARTS];
    private long total;
    private long max;

    void add(long steps) {
        counts[bucket(steps)]++;
        total++;
        max = Math.max(max, steps);
    }

    private static int bucket(long steps) {
        if (steps < EXACT) {
            return (int) steps;
        }
        int exponent = Long.SIZE - 1 - Long.numberOfLeadingZeros(steps);
        int part = (int) (steps >>> exponent - SHIFT) - PARTS;
        return EXACT + (exponent - SHIFT - 1) * PARTS + part;
    }

    /** The most steps that a bucket counts. */
    private static long last(int bucket) {
        if (bucket < EXACT) {
            return bucket;
        }
        int exponent = (bucket - EXACT) / PARTS + SHIFT + 1;
        long part = (bucket - EXACT) % PARTS + (long) PARTS;
        return (part + 1 << exponent - SHIFT) - 1;
    }

    /** The fewest steps that so large a part of all evaluations did not pass; 0 if there are none. */
    long percentile(double percent) {
        long wanted = Math.max(1, (long) Math.ceil(total * percent / 100));
        long seen = 0;
        for (int bucket = 0; bucket < counts.length && total > 0; bucket++) {
            seen += counts[bucket];
            if (seen >= wanted) {
                return Math.min(last(bucket), max);
            }
        }
        return 0;
    }

    long max() {
        return max;
    }
}
