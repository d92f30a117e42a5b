package dev.flyball.core.rules.runtime;

import java.util.Arrays;

/**
 * The steps of each rule that was tried, in their order. Each is kept as the distance from the rule before and its steps,
 * both in as many bytes as they need, seven bits in each, the lowest first: a hundred thousand rules that do not match take
 * about twice as many bytes. For one thread while it grows.
 */
final class StepLog {
    /** One in which no rule is. */
    static final byte[] EMPTY = {};

    private static final int START = 64;

    private byte[] bytes = EMPTY;
    private int length;
    private int last = -1;

    /** Adds the steps of a rule behind the last one. */
    void add(int rule, long steps) {
        append(rule - last);
        last = rule;
        append(steps);
    }

    private void append(long number) {
        long rest = number;
        do {
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(START, bytes.length * 2));
            }
            boolean end = rest >>> 7 == 0;
            bytes[length++] = (byte) (end ? rest : rest & 0x7F | 0x80);
            rest >>>= 7;
        } while (rest != 0);
    }

    /** What was added so far, for {@link #get}. */
    byte[] toBytes() {
        return length == 0 ? EMPTY : Arrays.copyOf(bytes, length);
    }

    /** Forgets everything. */
    void clear() {
        length = 0;
        last = -1;
    }

    /** The steps of a rule in a log, or 0 if it was not tried. Takes time in proportion to the log. */
    static long get(byte[] log, int rule) {
        int at = 0;
        long tried = -1;
        while (at < log.length && tried < rule) {
            tried += number(log, at);
            at = next(log, at);
            if (tried == rule) {
                return number(log, at);
            }
            at = next(log, at);
        }
        return 0;
    }

    /** Is told of a rule and its steps. */
    interface Visitor {
        void visit(int rule, long steps);
    }

    /** Visits the rules of a log in their order. */
    static void forEach(byte[] log, Visitor visitor) {
        int at = 0;
        int rule = -1;
        while (at < log.length) {
            rule += (int) number(log, at);
            at = next(log, at);
            visitor.visit(rule, number(log, at));
            at = next(log, at);
        }
    }

    private static long number(byte[] log, int from) {
        long number = 0;
        for (int at = from, shift = 0; ; shift += 7) {
            byte b = log[at++];
            number |= (b & 0x7FL) << shift;
            if (b >= 0) {
                return number;
            }
        }
    }

    private static int next(byte[] log, int from) {
        int at = from;
        while (log[at] < 0) {
            at++;
        }
        return at + 1;
    }
}
