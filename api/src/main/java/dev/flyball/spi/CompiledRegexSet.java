package dev.flyball.spi;

import dev.flyball.Meter;
import dev.flyball.regex.CostBound;
import java.util.BitSet;

/** Compiled patterns that are asked together. Thread-safe. */
public interface CompiledRegexSet {
    /** See {@link dev.flyball.regex.RegexSet#cost()}. */
    CostBound cost();

    /** See {@link dev.flyball.regex.RegexSet#explain()}. */
    String explain();

    /**
     * Sets the bit of every pattern that matches some part of the input; other bits stay as they are. A pattern whose bit is
     * set already is not run.
     */
    void matches(String input, Meter meter, BitSet into);

    /** Whether any pattern matches some part of the input. */
    boolean matchesAny(String input, Meter meter);

    /** The lowest id of a pattern that matches some part of the input, or −1. */
    int first(String input, Meter meter);

    /**
     * Begins a run over a text that comes in pieces.
     *
     * @throws UnsupportedOperationException if this provider has no engine for it, as by default
     */
    default CompiledStream stream(Meter meter) {
        throw noStreams();
    }

    /**
     * See {@link dev.flyball.regex.RegexSet#streamCost()}.
     *
     * @throws UnsupportedOperationException where {@link #stream} does
     */
    default CostBound streamCost() {
        throw noStreams();
    }

    private static UnsupportedOperationException noStreams() {
        return new UnsupportedOperationException(
                "this regex provider needs the whole input: use matches, or compile the set with the default provider");
    }
}
