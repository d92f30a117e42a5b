package dev.flyball.cli;

import java.util.Arrays;

/**
 * How often evaluations took how many steps, in a bounded amount of memory that grows with the largest number: exact up to
 * twice the number of its parts, and above in buckets no wider than what they count divided by the number of parts. For one
 * thread.
 */
final class StepHistogram {
    private final int shift;
    private final int parts;
    private final int exact;
    private long[] counts = {};
    private long total;
    private long sum;
    private long max;

    /** @param shift the number of parts is 2 to the power of this */
    private StepHistogram(int shift) {
        this.shift = shift;
        this.parts = 1 << shift;
        this.exact = 2 * parts;
    }

    /** Exact up to 1,024 steps, and to 0.2 % above: 230 KB at most. */
    static StepHistogram fine() {
        return new StepHistogram(9);
    }

    /** Exact up to 64 steps, and to 3.2 % above: 15 KB at most, for one of many rules. */
    static StepHistogram coarse() {
        return new StepHistogram(5);
    }

    void add(long steps) {
        int bucket = bucket(steps);
        if (bucket >= counts.length) {
            counts = Arrays.copyOf(counts, bucket + 1 + bucket / 2);
        }
        counts[bucket]++;
        total++;
        sum += steps;
        max = Math.max(max, steps);
    }

    private int bucket(long steps) {
        if (steps < exact) {
            return (int) steps;
        }
        int exponent = Long.SIZE - 1 - Long.numberOfLeadingZeros(steps);
        int part = (int) (steps >>> exponent - shift) - parts;
        return exact + (exponent - shift - 1) * parts + part;
    }

    /** The most steps that a bucket counts. */
    private long last(int bucket) {
        if (bucket < exact) {
            return bucket;
        }
        int exponent = (bucket - exact) / parts + shift + 1;
        long part = (bucket - exact) % parts + (long) parts;
        return (part + 1 << exponent - shift) - 1;
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

    /** How many evaluations were added. */
    long count() {
        return total;
    }

    /** All steps together. */
    long sum() {
        return sum;
    }

    long max() {
        return max;
    }
}
