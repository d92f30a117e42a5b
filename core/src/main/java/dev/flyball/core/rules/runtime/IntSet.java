package dev.flyball.core.rules.runtime;

import dev.flyball.Meter;
import dev.flyball.core.text.SaltedHash;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A set of integers: ranges, sorted, none touching another, found by bisection. */
public final class IntSet implements MemberSet {
    private final long[] firsts;
    private final long[] lasts;
    private final int hash;

    private IntSet(long[] firsts, long[] lasts) {
        this.firsts = firsts;
        this.lasts = lasts;
        this.hash = SaltedHash.combined(SaltedHash.of(firsts), SaltedHash.of(lasts));
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
    public int size() {
        return firsts.length;
    }

    /** The first integer of a range, which are in their order. */
    public long first(int range) {
        return firsts[range];
    }

    /** The last integer of a range. */
    public long last(int range) {
        return lasts[range];
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof IntSet that
                        && hash == that.hash
                        && Arrays.equals(firsts, that.firsts)
                        && Arrays.equals(lasts, that.lasts);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return firsts.length == 1
                ? "in {" + firsts[0] + (firsts[0] == lasts[0] ? "" : ".." + lasts[0]) + "}"
                : MemberSet.shown(this);
    }

    @Override
    public long mostSteps(long bytes) {
        return Ranges.bisectionSteps(firsts.length);
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
