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

    /** Sets the bit of every pattern that matches some part of the input; other bits stay as they are. */
    void matches(String input, Meter meter, BitSet into);

    /** Whether any pattern matches some part of the input. */
    boolean matchesAny(String input, Meter meter);

    /** The lowest id of a pattern that matches some part of the input, or −1. */
    int first(String input, Meter meter);
}
