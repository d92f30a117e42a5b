package dev.flyball.core.regex.syntax;

import java.util.Arrays;

/**
 * Collects ranges of code points in any order and makes a set of them. ASCII characters, which most classes consist of, are
 * collected as bits; other ranges are appended, and sorted and merged once. n ranges cost n log n steps at the worst, n
 * when they come in order.
 */
final class CodePointSetBuilder {
    /** Runs of this many ranges are sorted at once, so that a stride of the meter stays short. */
    private static final int RUN = 1024;

    /** What sorting a range among those of its run costs, in steps of one visit: most of its ten comparisons miss a branch. */
    private static final int SORT_STEPS = 8;

    private static final int ASCII_END = 0x80;
    private static final long[] NONE = {};

    private final Work work;

    /** The ASCII characters below 64, and those from there on. */
    private long low;

    private long high;

    /** The first code point in the upper half of each, the last one in the lower: in the order of the ranges. */
    private long[] ranges = NONE;

    private int count;
    private boolean sorted = true;

    CodePointSetBuilder(Work work) {
        this.work = work;
    }

    /** The number of ranges collected so far, before they are merged; each ASCII character counts as one. */
    int size() {
        return count + Long.bitCount(low) + Long.bitCount(high);
    }

    void add(int codePoint) {
        add(codePoint, codePoint);
    }

    /** Adds a range that is not empty. */
    void add(int first, int last) {
        work.add(1);
        if (last >= ASCII_END) {
            append(first, last);
            return;
        }
        if (first < 64) {
            low |= -1L << first & -1L >>> 63 - Math.min(last, 63);
        }
        if (last >= 64) {
            high |= -1L << Math.max(first, 64) & -1L >>> 127 - last;
        }
    }

    private void append(int first, int last) {
        if (count > 0) {
            long previous = ranges[count - 1];
            if (first >= first(previous) && first <= last(previous) + 1) {
                ranges[count - 1] = range(first(previous), Math.max(last, last(previous)));
                return;
            }
            sorted &= first > first(previous);
        }
        if (count == ranges.length) {
            ranges = Arrays.copyOf(ranges, Math.max(4, 2 * count));
        }
        ranges[count++] = range(first, last);
    }

    void add(CodePointSet set) {
        for (int i = 0; i < set.rangeCount(); i++) {
            add(set.first(i), set.last(i));
        }
    }

    void add(CodePointSetBuilder other) {
        low |= other.low;
        high |= other.high;
        work.add(2);
        for (int i = 0; i < other.count; i++) {
            add(first(other.ranges[i]), last(other.ranges[i]));
        }
    }

    /** What was added so far. */
    CodePointSet build() {
        if (!sorted) {
            sort();
            sorted = true;
        }
        // ASCII ranges alternate with gaps.
        int[] merged = new int[2 * count + Math.min(ASCII_END, 2 * (Long.bitCount(low) + Long.bitCount(high)))];
        int size = 0;
        int c = next(0, true);
        int i = 0;
        while (c < ASCII_END || i < count) {
            work.add(1);
            int first;
            int last;
            if (c < ASCII_END && (i == count || c < first(ranges[i]))) {
                int end = next(c, false);
                first = c;
                last = end - 1;
                c = next(end, true);
            } else {
                first = first(ranges[i]);
                last = last(ranges[i]);
                i++;
            }
            if (size > 0 && first <= merged[size - 1] + 1) {
                merged[size - 1] = Math.max(merged[size - 1], last);
            } else {
                merged[size++] = first;
                merged[size++] = last;
            }
        }
        return new CodePointSet(size == merged.length ? merged : Arrays.copyOf(merged, size));
    }

    /** The first ASCII character from {@code from} on that is a member, or that is none; or the end of ASCII. */
    private int next(int from, boolean member) {
        if (from < 64) {
            long rest = (member ? low : ~low) & -1L << from;
            if (rest != 0) {
                return Long.numberOfTrailingZeros(rest);
            }
        }
        if (from < ASCII_END) {
            long rest = (member ? high : ~high) & (from < 64 ? -1L : -1L << from);
            if (rest != 0) {
                return 64 + Long.numberOfTrailingZeros(rest);
            }
        }
        return ASCII_END;
    }

    /** Merge sort from the bottom up: the library's sort cannot be stopped on the way. */
    private void sort() {
        for (int from = 0; from < count; from += RUN) {
            int to = Math.min(from + RUN, count);
            work.add(to - from);
            if (!isSorted(from, to)) {
                work.add(SORT_STEPS * (to - from));
                Arrays.sort(ranges, from, to);
            }
        }
        long[] source = ranges;
        long[] target = count > RUN ? new long[count] : source;
        for (int width = RUN; width < count; width *= 2) {
            for (int from = 0; from < count; from += 2 * width) {
                int middle = Math.min(from + width, count);
                merge(source, target, from, middle, Math.min(middle + width, count));
            }
            long[] swap = source;
            source = target;
            target = swap;
        }
        ranges = source;
    }

    private boolean isSorted(int from, int to) {
        for (int i = from + 1; i < to; i++) {
            if (ranges[i] < ranges[i - 1]) {
                return false;
            }
        }
        return true;
    }

    private void merge(long[] source, long[] target, int from, int middle, int to) {
        int left = from;
        int right = middle;
        for (int i = from; i < to; i++) {
            work.add(1);
            boolean takeLeft = right == to || left < middle && source[left] <= source[right];
            target[i] = takeLeft ? source[left++] : source[right++];
        }
    }

    private static long range(int first, int last) {
        return (long) first << 32 | last;
    }

    private static int first(long range) {
        return (int) (range >>> 32);
    }

    private static int last(long range) {
        return (int) range;
    }
}
