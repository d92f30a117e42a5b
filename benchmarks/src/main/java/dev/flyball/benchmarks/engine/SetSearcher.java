package dev.flyball.benchmarks.engine;

import dev.flyball.Meter;
import java.util.BitSet;

/** Several compiled patterns, asked together. */
public interface SetSearcher {
    /** Puts the ids of the patterns that match some part of the text into an empty set. */
    void matches(Text text, Meter meter, BitSet into);
}
