package dev.flyball.core.regex.syntax;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A set of code points, as ranges in ascending order that neither overlap nor touch. Immutable.
 *
 * <p>Sets have an order so that a hash table of them stays fast when an author makes their hashes equal.
 */
public final class CodePointSet implements Comparable<CodePointSet> {
    private static final int LATIN1 = 0x100;

    private final int[] ranges;
    private final long[] latin1 = new long[LATIN1 / 64];

    /** The hash, or 0 if nobody has asked for it yet. */
    private int hash;

    /** Takes over the ranges: first and last code point of each, by turns; ascending, with gaps between them. */
    CodePointSet(int[] ranges) {
        this.ranges = ranges;
        for (int i = 0; i < ranges.length && ranges[i] < LATIN1; i += 2) {
            int last = Math.min(ranges[i + 1], LATIN1 - 1);
            for (int word = ranges[i] >> 6; word <= last >> 6; word++) {
                int from = Math.max(ranges[i] - 64 * word, 0);
                int to = Math.min(last - 64 * word, 63);
                latin1[word] |= -1L << from & -1L >>> 63 - to;
            }
        }
    }

    /** Whether the code point is a member. */
    public boolean contains(int codePoint) {
        if (codePoint < LATIN1) {
            return (latin1[codePoint >> 6] >>> codePoint & 1) != 0;
        }
        int low = 0;
        int high = ranges.length / 2 - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (codePoint < ranges[2 * middle]) {
                high = middle - 1;
            } else if (codePoint > ranges[2 * middle + 1]) {
                low = middle + 1;
            } else {
                return true;
            }
        }
        return false;
    }

    /** The number of ranges. */
    public int rangeCount() {
        return ranges.length / 2;
    }

    /** The first code point of a range. */
    public int first(int range) {
        return ranges[2 * range];
    }

    /** The last code point of a range. */
    public int last(int range) {
        return ranges[2 * range + 1];
    }

    /** The code points from 0 to the last one given that are not in this set, which has none above that. */
    CodePointSet complement(int last, Work work) {
        work.add(rangeCount());
        int[] gaps = new int[ranges.length + 2];
        int size = 0;
        int next = 0;
        for (int i = 0; i < ranges.length; i += 2) {
            if (ranges[i] > next) {
                gaps[size++] = next;
                gaps[size++] = ranges[i] - 1;
            }
            next = ranges[i + 1] + 1;
        }
        if (next <= last) {
            gaps[size++] = next;
            gaps[size++] = last;
        }
        return new CodePointSet(Arrays.copyOf(gaps, size));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other == this || other instanceof CodePointSet that && Arrays.equals(ranges, that.ranges);
    }

    @Override
    public int hashCode() {
        int known = hash;
        if (known == 0) {
            known = Math.max(1, Arrays.hashCode(ranges) >>> 1);
            hash = known;
        }
        return known;
    }

    @Override
    public int compareTo(CodePointSet other) {
        return Arrays.compare(ranges, other.ranges);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < ranges.length; i += 2) {
            text.append(String.format("%X-%X ", ranges[i], ranges[i + 1]));
        }
        return text.append(']').toString();
    }
}
