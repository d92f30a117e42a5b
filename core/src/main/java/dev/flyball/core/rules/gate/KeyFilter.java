package dev.flyball.core.rules.gate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Which keys have been seen: a Bloom filter of fixed size (Bloom, "Space/time trade-offs in hash coding with allowable errors",
 * 1970) whose bits for one key are in one word, so that one atomic operation tells who was first. It may take a new key for
 * one that was seen, the more so the more it has seen, and never the other way round. Thread-safe, without locks.
 */
final class KeyFilter {
    private static final VarHandle WORDS = MethodHandles.arrayElementVarHandle(long[].class);

    /** 128 KB: after 100,000 keys about one in 20 new ones is taken for an old one, after a million three of four. */
    private static final int SIZE = 1 << 14;

    private final long[] words = new long[SIZE];

    /** Whether the key was new; from now on it is not. */
    boolean add(long hash) {
        int word = (int) (hash >>> 12) & SIZE - 1;
        long bits = 1L << (hash & 63) | 1L << (hash >>> 6 & 63);
        if (((long) WORDS.getOpaque(words, word) & bits) == bits) {
            return false;
        }
        long before = (long) WORDS.getAndBitwiseOr(words, word, bits);
        return (before & bits) != bits;
    }
}
