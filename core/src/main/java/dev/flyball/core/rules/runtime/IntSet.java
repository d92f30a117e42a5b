package dev.flyball.core.rules.runtime;

import dev.flyball.Meter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** A set of integers: ranges, sorted, none touching another, found by bisection. */
public final class IntSet implements MemberSet {
    private final long[] firsts;
    private final long[] lasts;

    private IntSet(long[] firsts, long[] lasts) {
        this.firsts = firsts;
        this.lasts = lasts;
    }

    /** Integers from {@code first} to {@code last}, both included. */
    public record Range(long first, long last) {}

    /** The set of all integers in these ranges, which may overlap. */
    public static IntSet of(List<Range> ranges, Meter meter) {
        Range[] sorted = ranges.toArray(Range[]::new);
        meter.charge(Ranges.sortingSteps(sorted.length));
        Arrays.sort(sorted, Comparator.comparingLong(Range::first));
        long[] firsts = new long[sorted.length];
        long[] lasts = new long[sorted.length];
        int count = 0;
        for (Range range : sorted) {
            if (count > 0 && (range.first <= lasts[count - 1] || range.first == lasts[count - 1] + 1)) {
                lasts[count - 1] = Math.max(lasts[count - 1], range.last);
            } else {
                firsts[count] = range.first;
                lasts[count++] = range.last;
            }
        }
        return new IntSet(Arrays.copyOf(firsts, count), Arrays.copyOf(lasts, count));
    }

    @Override
    public boolean test(Object value, Meter meter) {
        meter.charge(Ranges.bisectionSteps(firsts.length));
        long wanted = (Long) value;
        int found = Arrays.binarySearch(firsts, wanted);
        int range = found >= 0 ? found : -found - 2;
        return range >= 0 && wanted <= lasts[range];
    }
}
