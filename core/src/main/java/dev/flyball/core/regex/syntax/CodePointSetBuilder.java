package dev.flyball.core.regex.syntax;

import java.util.Arrays;

/**
 * Collects ranges of code points in any order and makes a set of them: they are appended, and sorted and merged once.
 * n ranges cost n log n steps at the worst, n when they come in order.
 */
final class CodePointSetBuilder {
    /** Runs of this many ranges are sorted at once, so that a stride of the meter stays short. */
    private static final int RUN = 1024;

    private final Work work;

    /** The first code point in the upper half of each, the last one in the lower: in the order of the ranges. */
    private long[] ranges = new long[4];

    private int count;
    private boolean sorted = true;

    CodePointSetBuilder(Work work) {
        this.work = work;
    }

    /** The number of ranges collected so far, before they are merged. */
    int size() {
        return count;
    }

    void add(int codePoint) {
        add(codePoint, codePoint);
    }

    /** Adds a range that is not empty. */
    void add(int first, int last) {
        work.add(1);
        if (count > 0) {
            long previous = ranges[count - 1];
            if (first >= first(previous) && first <= last(previous) + 1) {
                ranges[count - 1] = range(first(previous), Math.max(last, last(previous)));
                return;
            }
            sorted &= first > first(previous);
            if (count == ranges.length) {
                ranges = Arrays.copyOf(ranges, 2 * count);
            }
        }
        ranges[count++] = range(first, last);
    }

    void add(CodePointSet set) {
        for (int i = 0; i < set.rangeCount(); i++) {
            add(set.first(i), set.last(i));
        }
    }

    void add(CodePointSetBuilder other) {
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
        int[] merged = new int[2 * count];
        int size = 0;
        for (int i = 0; i < count; i++) {
            work.add(1);
            int first = first(ranges[i]);
            int last = last(ranges[i]);
            if (size > 0 && first <= merged[size - 1] + 1) {
                merged[size - 1] = Math.max(merged[size - 1], last);
            } else {
                merged[size++] = first;
                merged[size++] = last;
            }
        }
        return new CodePointSet(Arrays.copyOf(merged, size));
    }

    /** Merge sort from the bottom up: the library's sort cannot be stopped on the way. */
    private void sort() {
        for (int from = 0; from < count; from += RUN) {
            int to = Math.min(from + RUN, count);
            work.add(to - from);
            Arrays.sort(ranges, from, to);
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
