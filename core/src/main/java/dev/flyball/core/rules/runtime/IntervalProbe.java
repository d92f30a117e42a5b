package dev.flyball.core.rules.runtime;

import dev.flyball.Meter;
import dev.flyball.rules.IpAddress;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Rules by the ranges, of integers or of addresses, that a value has to be in. The ends of all ranges cut the values into
 * segments, which are found by bisection; a segment tree over them holds each range in at most two nodes a level, so that
 * the ranges around a segment are those in the nodes above it (Bentley, 1977).
 */
public final class IntervalProbe<T extends Comparable<T>> implements AccessProbe {
    private final Class<T> type;

    /** The first value of each segment; what is before the first segment is in no range. */
    private final T[] starts;

    /** The rules in each node: the segments are the leaves, and the node above {@code n} is {@code n / 2}. */
    private final int[] @Nullable [] nodes;

    private final int ranges;

    /** Values from {@code first} to {@code last}, both included, that a rule needs. */
    public record Range<T>(T first, T last, int rule) {}

    private IntervalProbe(Class<T> type, T[] starts, int[] @Nullable [] nodes, int ranges) {
        this.type = type;
        this.starts = starts;
        this.nodes = nodes;
        this.ranges = ranges;
    }

    /** An index over ranges of integers. */
    public static IntervalProbe<Long> ofIntegers(List<Range<Long>> ranges, Meter meter) {
        return of(Long.class, ranges, last -> last == Long.MAX_VALUE ? null : last + 1, Long[]::new, meter);
    }

    /** An index over ranges of addresses. */
    public static IntervalProbe<IpAddress> ofAddresses(List<Range<IpAddress>> ranges, Meter meter) {
        return of(IpAddress.class, ranges, IntervalProbe::next, IpAddress[]::new, meter);
    }

    /** The address after one, in the order that has IPv6 behind IPv4. */
    private static @Nullable IpAddress next(IpAddress address) {
        if (!address.isV6()) {
            int next = (int) address.lowBits() + 1;
            return next == 0 ? IpAddress.v6(0, 0) : IpAddress.v4(next);
        }
        long low = address.lowBits() + 1;
        long high = address.highBits() + (low == 0 ? 1 : 0);
        return low == 0 && high == 0 ? null : IpAddress.v6(high, low);
    }

    private interface Successor<T> {
        @Nullable
        T of(T value);
    }

    private static <T extends Comparable<T>> IntervalProbe<T> of(
            Class<T> type,
            List<Range<T>> ranges,
            Successor<T> successor,
            java.util.function.IntFunction<T[]> array,
            Meter meter) {
        meter.charge(Ranges.sortingSteps(2 * ranges.size()));
        TreeSet<T> ends = new TreeSet<>();
        for (Range<T> range : ranges) {
            ends.add(range.first);
            T after = successor.of(range.last);
            if (after != null) {
                ends.add(after);
            }
        }
        T[] starts = ends.toArray(array.apply(0));
        int leaves = starts.length;
        int[][] nodes = new int[2 * leaves][];
        int[] counts = new int[2 * leaves];
        for (int pass = 0; pass < 2; pass++) {
            for (Range<T> range : ranges) {
                meter.charge(Ranges.bisectionSteps(leaves));
                T after = successor.of(range.last);
                int from = Arrays.binarySearch(starts, range.first) + leaves;
                int to = (after == null ? leaves : Arrays.binarySearch(starts, after)) + leaves;
                for (; from < to; from >>= 1, to >>= 1) {
                    if ((from & 1) == 1) {
                        put(nodes, counts, from++, range.rule, pass);
                    }
                    if ((to & 1) == 1) {
                        put(nodes, counts, --to, range.rule, pass);
                    }
                }
            }
        }
        return new IntervalProbe<>(type, starts, nodes, ranges.size());
    }

    /** Counts in the first pass, so that each node gets an array of its size, and fills it in the second. */
    private static void put(int[][] nodes, int[] counts, int node, int rule, int pass) {
        if (pass == 0) {
            counts[node]++;
            return;
        }
        if (nodes[node] == null) {
            nodes[node] = new int[counts[node]];
        }
        nodes[node][--counts[node]] = rule;
    }

    @Override
    public void probe(Object value, Meter meter, CandidateSet candidates, BitSet room) {
        meter.charge(1L + 2L * Ranges.bisectionSteps(starts.length));
        int found = Arrays.binarySearch(starts, type.cast(value), Comparator.naturalOrder());
        int segment = found >= 0 ? found : -found - 2;
        if (segment < 0) {
            return;
        }
        for (int node = segment + starts.length; node > 0; node >>= 1) {
            int[] rules = nodes[node];
            if (rules != null) {
                candidates.addAll(rules, meter);
            }
        }
    }

    @Override
    public long mostSteps(long bytes) {
        long sum = 1L + 2L * Ranges.bisectionSteps(starts.length);
        int most = 0;
        for (int[] rules : nodes) {
            most = Math.max(most, rules == null ? 0 : rules.length);
        }
        return Cost.plus(sum, Cost.times(1L + Ranges.bisectionSteps(nodes.length), Cost.adding(most)));
    }

    @Override
    public String toString() {
        return ranges + " ranges in a segment tree";
    }
}
