package dev.flyball.core.regex.program;

import dev.flyball.core.StepCounter;
import java.util.Arrays;

/**
 * A growing set of code points, in bits: adding one takes the same time however many there are, and they come out in
 * order without being sorted. Memory goes by the highest one and by the pages of 256 that have any.
 */
final class CodePointBits {
    private static final int PAGE_BITS = 8;
    private static final int WORDS = (1 << PAGE_BITS) / 64;

    /** Where in the bits a page begins, or 0 for a page without any. */
    private int[] offsets = new int[2];

    private long[] bits = new long[3 * WORDS];
    private int used = WORDS;
    private int count;

    /** How many there are. */
    int count() {
        return count;
    }

    void add(int codePoint) {
        int page = codePoint >> PAGE_BITS;
        if (page >= offsets.length) {
            offsets = Arrays.copyOf(offsets, Math.max(page + 1, 2 * offsets.length));
        }
        if (offsets[page] == 0) {
            if (used == bits.length) {
                bits = Arrays.copyOf(bits, 2 * used);
            }
            offsets[page] = used;
            used += WORDS;
        }
        int word = offsets[page] + (codePoint >> 6 & WORDS - 1);
        long bit = 1L << codePoint;
        if ((bits[word] & bit) == 0) {
            bits[word] |= bit;
            count++;
        }
    }

    /** All of them, ascending. */
    int[] toArray(StepCounter steps) {
        int[] all = new int[count];
        int size = 0;
        for (int page = 0; page < offsets.length; page++) {
            steps.step();
            for (int word = 0; offsets[page] > 0 && word < WORDS; word++) {
                for (long left = bits[offsets[page] + word]; left != 0; left &= left - 1) {
                    steps.step();
                    all[size++] = page << PAGE_BITS | word << 6 | Long.numberOfTrailingZeros(left);
                }
            }
        }
        return all;
    }
}
