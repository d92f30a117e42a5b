package dev.flyball.rules;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How many keys were observed with which value of a {@link StageMetric}, on an even grid from the least possible value to
 * the greatest. Adding two is exact, commutative and associative. Immutable.
 */
public final class MetricHistogram {
    /** The most values that a grid can have. */
    public static final int MAX_BINS = 10_000;

    /** The greatest value that a grid can have; the least one is its negative. */
    public static final double MAX_VALUE = 1e6;

    private final double lower;
    private final double upper;
    private final long[] counts;
    private final long total;

    private MetricHistogram(double lower, double upper, long[] counts) {
        this.lower = lower;
        this.upper = upper;
        this.counts = counts;
        long sum = 0;
        for (long count : counts) {
            if (count < 0) {
                throw new IllegalArgumentException("a count is negative, or more than a long holds");
            }
            sum += count;
            if (sum < 0) {
                throw new IllegalArgumentException("the counts of a metric add up to more than a long holds");
            }
        }
        this.total = sum;
    }

    /**
     * A histogram.
     *
     * @param lower the value of the first count, at least −{@value #MAX_VALUE}
     * @param upper the value of the last one, above it, at most {@value #MAX_VALUE}
     * @param counts 2 to {@value #MAX_BINS}, none negative; their sum is at most {@link Long#MAX_VALUE}
     * @throws IllegalArgumentException if they are not such
     */
    public static MetricHistogram of(double lower, double upper, long... counts) {
        if (!(lower >= -MAX_VALUE && upper <= MAX_VALUE && lower < upper)) {
            throw new IllegalArgumentException("values from " + lower + " to " + upper + " are no grid");
        }
        if (counts.length < 2 || counts.length > MAX_BINS) {
            throw new IllegalArgumentException("a grid has 2 to " + MAX_BINS + " values, not " + counts.length);
        }
        return new MetricHistogram(lower, upper, counts.clone());
    }

    /** The least possible value. */
    public double lower() {
        return lower;
    }

    /** The greatest possible value. */
    public double upper() {
        return upper;
    }

    /** How many values the grid has. */
    public int bins() {
        return counts.length;
    }

    /** One of the grid's values, from 0 to {@link #bins()} − 1. */
    public double value(int bin) {
        return bin == counts.length - 1 ? upper : lower + (upper - lower) * bin / (counts.length - 1);
    }

    /** How many keys were observed with that value. */
    public long count(int bin) {
        return counts[bin];
    }

    /** How many keys were observed. */
    public long total() {
        return total;
    }

    /** The mean of the values; 0 if there are none. */
    public double mean() {
        double sum = 0;
        for (int bin = 0; bin < counts.length; bin++) {
            sum += counts[bin] * value(bin);
        }
        return total == 0 ? 0 : sum / total;
    }

    /**
     * The keys of both.
     *
     * @throws IllegalArgumentException if the grids differ, or the counts add up to more than a long holds
     */
    public MetricHistogram plus(MetricHistogram other) {
        if (lower != other.lower || upper != other.upper || counts.length != other.counts.length) {
            throw new IllegalArgumentException("histograms of different grids cannot be added");
        }
        long[] sums = new long[counts.length];
        Arrays.setAll(sums, bin -> counts[bin] + other.counts[bin]);
        return new MetricHistogram(lower, upper, sums);
    }

    /** Without some of the keys with the greatest values; with none if there are not so many. */
    public MetricHistogram withoutGreatest(long keys) {
        long[] fewer = counts.clone();
        long left = keys;
        for (int bin = fewer.length - 1; bin >= 0 && left > 0; bin--) {
            long gone = Math.min(left, fewer[bin]);
            fewer[bin] -= gone;
            left -= gone;
        }
        return new MetricHistogram(lower, upper, fewer);
    }

    /** Without some of the keys with the least values; with none if there are not so many. */
    public MetricHistogram withoutLeast(long keys) {
        long[] fewer = counts.clone();
        long left = keys;
        for (int bin = 0; bin < fewer.length && left > 0; bin++) {
            long gone = Math.min(left, fewer[bin]);
            fewer[bin] -= gone;
            left -= gone;
        }
        return new MetricHistogram(lower, upper, fewer);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MetricHistogram histogram
                && lower == histogram.lower
                && upper == histogram.upper
                && Arrays.equals(counts, histogram.counts);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        return total() + " keys, mean " + mean();
    }
}
