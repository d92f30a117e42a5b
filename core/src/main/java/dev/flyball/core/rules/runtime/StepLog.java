package dev.flyball.core.rules.runtime;

import java.util.Arrays;

/**
 * The steps of each rule that was tried, in the order in which they were tried. Most rules take few steps, so a number is
 * kept in as many bytes as it needs, seven bits in each, the lowest first: a hundred thousand rules that do not match take
 * about as many bytes. For one thread while it grows.
 */
final class StepLog {
    private static final int START = 32;

    private byte[] bytes = new byte[START];
    private int length;

    /** Adds the steps of the next rule. */
    void add(long steps) {
        long rest = steps;
        do {
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, bytes.length * 2);
            }
            boolean last = rest >>> 7 == 0;
            bytes[length++] = (byte) (last ? rest : rest & 0x7F | 0x80);
            rest >>>= 7;
        } while (rest != 0);
    }

    /** The steps of the rule that was tried at that index, or 0 if so many were not tried. Takes time in proportion to it. */
    long get(int index) {
        int at = 0;
        for (int passed = 0; passed < index && at < length; at++) {
            passed += bytes[at] >= 0 ? 1 : 0;
        }
        long steps = 0;
        for (int shift = 0; at < length; shift += 7) {
            byte b = bytes[at++];
            steps |= (b & 0x7FL) << shift;
            if (b >= 0) {
                break;
            }
        }
        return steps;
    }
}
