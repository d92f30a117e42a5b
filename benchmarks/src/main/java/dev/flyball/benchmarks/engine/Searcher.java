package dev.flyball.benchmarks.engine;

import dev.flyball.Meter;

/** A compiled pattern. Thread-safe as far as the engine's own is; all are. */
public interface Searcher {
    /**
     * Whether some part of the text matches.
     *
     * @param meter the allowance of the request, which only our own engine reads
     */
    boolean contains(Text text, Meter meter);

    /** Finds all matches in turn and counts. */
    long count(Model model, Text text, Meter meter);
}
