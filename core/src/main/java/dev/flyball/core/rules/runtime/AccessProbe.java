package dev.flyball.core.rules.runtime;

import dev.flyball.Meter;
import java.util.BitSet;

/**
 * Finds, for a value, the rules that need something of it which it fulfils: an index over the predicates that rules hang
 * on. Immutable.
 */
public interface AccessProbe {
    /**
     * Adds the rules whose predicate is true of a value.
     *
     * @param value held in the Java type that its type says
     * @param room a set to work with, whose contents do not matter before and after
     */
    void probe(Object value, Meter meter, CandidateSet candidates, BitSet room);

    /** The most steps of a probe with a value of so many bytes. */
    long mostSteps(long bytes);

    /** In words: what is indexed and how much of it. */
    @Override
    String toString();
}
