package dev.flyball.core.rules.runtime;

import dev.flyball.Meter;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The rules that may match, in their order: a bit for each, and above each 64 words of bits a bit that says which of them
 * are in use. So walking over a few among a hundred thousand costs little more than those few, and clearing too. For one
 * thread.
 */
final class CandidateSet {
    static final int ADDED_PER_STEP = 16;

    private final long[] words;
    private final long[] inUse;

    CandidateSet(int rules) {
        this.words = new long[(rules + 63) >> 6];
        this.inUse = new long[(words.length + 63) >> 6];
    }

    void add(int rule) {
        int word = rule >> 6;
        words[word] |= 1L << rule;
        inUse[word >> 6] |= 1L << word;
    }

    void remove(int rule) {
        int word = rule >> 6;
        words[word] &= ~(1L << rule);
        if (words[word] == 0) {
            inUse[word >> 6] &= ~(1L << word);
        }
    }

    /** Adds rules, for a step and one more for so many of them. */
    void addAll(int[] rules, Meter meter) {
        meter.charge(1 + rules.length / ADDED_PER_STEP);
        for (int rule : rules) {
            add(rule);
        }
    }

    /** Adds the candidates of another set of the same size. */
    void addAll(CandidateSet other) {
        for (int word = other.nextWord(0); word >= 0; word = other.nextWord(word + 1)) {
            words[word] |= other.words[word];
        }
        for (int block = 0; block < inUse.length; block++) {
            inUse[block] |= other.inUse[block];
        }
    }

    /** The candidates from an index on. */
    BitSet from(int first) {
        BitSet candidates = BitSet.valueOf(words);
        candidates.clear(0, first);
        return candidates;
    }

    boolean contains(int rule) {
        return (words[rule >> 6] & 1L << rule) != 0;
    }

    /** The first candidate from an index on, or -1. */
    int next(int from) {
        int word = from >> 6;
        if (word >= words.length) {
            return -1;
        }
        long bits = words[word] & -1L << from;
        if (bits != 0) {
            return (word << 6) + Long.numberOfTrailingZeros(bits);
        }
        word = nextWord(word + 1);
        return word < 0 ? -1 : (word << 6) + Long.numberOfTrailingZeros(words[word]);
    }

    /** The first word with a bit from an index on, or -1. */
    private int nextWord(int from) {
        int block = from >> 6;
        if (block >= inUse.length) {
            return -1;
        }
        long bits = inUse[block] & -1L << from;
        while (bits == 0) {
            if (++block == inUse.length) {
                return -1;
            }
            bits = inUse[block];
        }
        return (block << 6) + Long.numberOfTrailingZeros(bits);
    }

    /** Takes all candidates out. */
    void clear() {
        for (int word = nextWord(0); word >= 0; word = nextWord(word + 1)) {
            words[word] = 0;
        }
        Arrays.fill(inUse, 0);
    }
}
