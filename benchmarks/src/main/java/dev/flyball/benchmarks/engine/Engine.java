package dev.flyball.benchmarks.engine;

import java.util.List;

/** A regex engine as a program would use it: through its ordinary API, with its ordinary options. Thread-safe. */
public interface Engine {
    /** The name that tables show. */
    String name();

    /**
     * Compiles a pattern.
     *
     * @throws UnsupportedPatternException if the engine refuses it, or would take it to mean something else
     */
    Searcher compile(PatternSpec pattern);

    /** Whether it has a way of its own to ask many patterns at once. */
    default boolean hasSets() {
        return false;
    }

    /** What tables call that way. */
    default String setName() {
        return name() + " set";
    }

    /**
     * Compiles patterns to be asked at once; their ids are their places in the list.
     *
     * @throws UnsupportedPatternException if there is no such way, or it refuses one of them
     */
    default SetSearcher compileSet(List<PatternSpec> patterns) {
        throw new UnsupportedPatternException(name() + " has no sets");
    }

    /** Whether lengths are of UTF-8 bytes instead of chars. */
    default boolean countsBytes() {
        return false;
    }

    /**
     * Whether a search leaves nothing for the next one but what a first search builds: then some of the values tell as
     * much as all of them.
     */
    default boolean learnsNothing() {
        return false;
    }

    /** The same for its sets. */
    default boolean setLearnsNothing() {
        return learnsNothing();
    }
}
