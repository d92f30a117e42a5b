package dev.flyball.core.regex.engine;

import java.util.Arrays;

/**
 * The working memory of backtracking: which instructions were tried at which places, a bit for each, and the ways that are
 * left to try, on a stack. For one thread at a time.
 */
final class TriedWays {
    /** The most bits: 32 KB. */
    static final int MAX_BITS = 1 << 18;

    /** The longs that hold the bits. */
    static final int MAX_WORDS = MAX_BITS / Long.SIZE;

    private final long[] tried = new long[MAX_WORDS];

    /** Pairs of numbers; the second is on top. */
    int[] stack = new int[128];

    /** Adds a bit; returns whether it was not there. */
    boolean add(int bit) {
        long mask = 1L << bit;
        long before = tried[bit >> 6];
        tried[bit >> 6] = before | mask;
        return (before & mask) == 0;
    }

    /** Removes all bits up to one, and perhaps some more. */
    void clear(int bits) {
        Arrays.fill(tried, 0, Math.min(MAX_WORDS, (bits >> 6) + 1), 0L);
    }

    /** Pushes a pair on the stack; returns the new depth. */
    int push(int depth, int first, int second) {
        if (depth + 2 > stack.length) {
            stack = Arrays.copyOf(stack, 2 * stack.length);
        }
        stack[depth] = first;
        stack[depth + 1] = second;
        return depth + 2;
    }
}
