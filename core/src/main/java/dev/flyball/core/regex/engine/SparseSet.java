package dev.flyball.core.regex.engine;

import dev.flyball.Meter;

/**
 * A set of small integers that is emptied at no cost and needs no initialised memory (Briggs and Torczon, "An Efficient
 * Representation for Sparse Sets", 1993). It grows with the programs it serves, which is charged as build steps.
 */
final class SparseSet {
    static final int INTS_PER_STEP = 64;

    private int[] sparse = {};
    private int[] dense = {};
    private int size;

    /** Makes room for the integers below a bound, and empties the set. */
    void prepare(int bound, Meter meter) {
        if (sparse.length < bound) {
            meter.chargeBuild(2L * bound / INTS_PER_STEP);
            // The one that tells the size comes last, so that a failed allocation leaves a smaller set and not half of
            // one.
            dense = new int[bound];
            sparse = new int[bound];
        }
        size = 0;
    }

    void clear() {
        size = 0;
    }

    boolean contains(int value) {
        int at = sparse[value];
        return at < size && dense[at] == value;
    }

    /** Adds an integer; returns whether it was not there. */
    boolean add(int value) {
        if (contains(value)) {
            return false;
        }
        sparse[value] = size;
        dense[size++] = value;
        return true;
    }

    /** How many integers there are. */
    int size() {
        return size;
    }

    /** The integer that was added as number {@code index}. */
    int get(int index) {
        return dense[index];
    }

    /** How many ints this holds on to. */
    int capacity() {
        return 2 * sparse.length;
    }
}
