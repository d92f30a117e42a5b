package dev.flyball.core.text;

import java.security.SecureRandom;

/**
 * Hashes that nobody can foresee: a salt of the process is in each, so that an author cannot write a thousand texts that all
 * fall into one place of a table. Nothing that is told or decided may depend on their values.
 */
public final class SaltedHash {
    private static final long SALT = new SecureRandom().nextLong() | 1;
    private static final long MULTIPLIER = 0x9E37_79B9_7F4A_7C15L;

    private SaltedHash() {}

    /** The hash of a text. Takes time in proportion to its length. */
    public static int of(String text) {
        long hash = SALT ^ text.length();
        for (int i = 0; i < text.length(); i++) {
            hash = mix(hash, text.charAt(i));
        }
        return of(hash);
    }

    /** The hash of the first chars of a text, in 64 bits. Takes time in proportion to their number. */
    public static long longOf(String text, int mostChars) {
        int length = Math.min(text.length(), mostChars);
        long hash = SALT ^ length;
        for (int i = 0; i < length; i++) {
            hash = mix(hash, text.charAt(i));
        }
        return mix(hash, MULTIPLIER);
    }

    /** The hash of a number. */
    public static int of(long number) {
        long mixed = mix(SALT, number);
        return (int) (mixed ^ mixed >>> 32);
    }

    /** The hash of numbers in a row. */
    public static int of(long[] numbers) {
        long hash = SALT ^ numbers.length;
        for (long number : numbers) {
            hash = mix(hash, number);
        }
        return of(hash);
    }

    /** The hash of a sequence that goes on with something of that hash. */
    public static int combined(int before, int next) {
        return of((long) before << 32 | next & 0xFFFF_FFFFL);
    }

    /** The upper half of the product comes down, so that each bit of both depends on each bit of the salt. */
    private static long mix(long hash, long next) {
        long a = hash ^ next;
        long b = SALT ^ MULTIPLIER;
        return a * b ^ Math.multiplyHigh(a, b) ^ Long.rotateLeft(hash, 23) * MULTIPLIER;
    }
}
