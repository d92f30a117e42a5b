package dev.flyball.core.rules.runtime;

import dev.flyball.Meter;
import dev.flyball.core.text.SaltedHash;
import dev.flyball.rules.IpAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A set of addresses: ranges, sorted, none overlapping another, found by bisection; IPv4 and IPv6 apart. Eight bytes for
 * a range of IPv4 addresses, 32 for one of IPv6 addresses.
 */
public final class IpSet implements MemberSet {
    /** Each the first address in the upper half and the last one in the lower half, with a sign bit that keeps the order. */
    private final long[] v4;

    /** Four for each range: the first address, upper and lower half, and the last address. */
    private final long[] v6;

    private final int hash;

    private IpSet(long[] v4, long[] v6) {
        this.v4 = v4;
        this.v6 = v6;
        this.hash = SaltedHash.combined(SaltedHash.of(v4), SaltedHash.of(v6));
    }

    /** Addresses from {@code first} to {@code last}, both included and of one family. */
    public record Range(IpAddress first, IpAddress last) {
        /** Whether this is one address. */
        public boolean isOne() {
            return first.equals(last);
        }

        @Override
        public String toString() {
            return first.equals(last) ? first.toString() : first + ".." + last;
        }
    }

    /** The set of all addresses in these ranges, which may overlap. */
    public static IpSet of(List<Range> ranges, Meter meter) {
        meter.charge(Ranges.sortingSteps(ranges.size()));
        long[] v4 = new long[ranges.size()];
        int count = 0;
        List<Range> longRanges = new ArrayList<>();
        for (Range range : ranges) {
            if (range.first.isV6()) {
                longRanges.add(range);
            } else {
                v4[count++] = packed(range.first.lowBits(), range.last.lowBits());
            }
        }
        return new IpSet(merged4(Arrays.copyOf(v4, count)), merged6(longRanges));
    }

    private static long packed(long first, long last) {
        return (first << 32 | last) ^ Long.MIN_VALUE;
    }

    private static long first4(long range) {
        return (range ^ Long.MIN_VALUE) >>> 32;
    }

    private static long last4(long range) {
        return range & 0xFFFF_FFFFL;
    }

    private static long[] merged4(long[] ranges) {
        Arrays.sort(ranges);
        int count = 0;
        for (long range : ranges) {
            if (count > 0 && first4(range) <= last4(ranges[count - 1]) + 1) {
                long last = Math.max(last4(range), last4(ranges[count - 1]));
                ranges[count - 1] = packed(first4(ranges[count - 1]), last);
            } else {
                ranges[count++] = range;
            }
        }
        return Arrays.copyOf(ranges, count);
    }

    private static long[] merged6(List<Range> ranges) {
        Range[] sorted = ranges.toArray(Range[]::new);
        Arrays.sort(sorted, Comparator.comparing(Range::first));
        int count = 0;
        for (Range range : sorted) {
            if (count > 0 && range.first.compareTo(sorted[count - 1].last) <= 0) {
                if (range.last.compareTo(sorted[count - 1].last) > 0) {
                    sorted[count - 1] = new Range(sorted[count - 1].first, range.last);
                }
            } else {
                sorted[count++] = range;
            }
        }
        long[] packed = new long[count * 4];
        for (int i = 0; i < count; i++) {
            packed[i * 4] = sorted[i].first.highBits();
            packed[i * 4 + 1] = sorted[i].first.lowBits();
            packed[i * 4 + 2] = sorted[i].last.highBits();
            packed[i * 4 + 3] = sorted[i].last.lowBits();
        }
        return packed;
    }

    @Override
    public int size() {
        return v4.length + v6.length / 4;
    }

    /** A range, of IPv4 addresses first, in their order. */
    public Range range(int index) {
        if (index < v4.length) {
            long range = v4[index];
            return new Range(IpAddress.v4((int) first4(range)), IpAddress.v4((int) last4(range)));
        }
        int at = (index - v4.length) * 4;
        return new Range(IpAddress.v6(v6[at], v6[at + 1]), IpAddress.v6(v6[at + 2], v6[at + 3]));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof IpSet that
                        && hash == that.hash
                        && Arrays.equals(v4, that.v4)
                        && Arrays.equals(v6, that.v6);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return size() == 1 ? "in {" + range(0) + "}" : MemberSet.shown(this);
    }

    @Override
    public long mostSteps(long bytes) {
        return Ranges.bisectionSteps(Math.max(v4.length, v6.length / 4));
    }

    @Override
    public boolean test(Object value, Meter meter) {
        IpAddress address = (IpAddress) value;
        meter.charge(Ranges.bisectionSteps(address.isV6() ? v6.length / 4 : v4.length));
        return address.isV6() ? contains6(address.highBits(), address.lowBits()) : contains4(address.lowBits());
    }

    private boolean contains4(long address) {
        // The last range that begins at or before the address.
        int found = Arrays.binarySearch(v4, packed(address, 0xFFFF_FFFFL));
        int range = found >= 0 ? found : -found - 2;
        return range >= 0 && address <= last4(v4[range]);
    }

    private boolean contains6(long high, long low) {
        int from = 0;
        int to = v6.length / 4;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (compare(v6[middle * 4], v6[middle * 4 + 1], high, low) <= 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from > 0 && compare(high, low, v6[from * 4 - 2], v6[from * 4 - 1]) <= 0;
    }

    private static int compare(long high, long low, long otherHigh, long otherLow) {
        int byHigh = Long.compareUnsigned(high, otherHigh);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, otherLow);
    }
}
