package dev.flyball.spi;

import java.util.BitSet;

/**
 * One run of a {@link CompiledRegexSet} over a text that comes in pieces. It {@linkplain dev.flyball.Meter#resume() resumes}
 * its meter when it does more than take note of a few chars. Not thread-safe. After an exception it is not used any more.
 */
public interface CompiledStream {
    /** Goes on with the chars of a text from one index to another, which are valid. */
    void feed(String text, int from, int to);

    /** Goes on with the chars of an array from one index to another, which are valid. */
    void feed(char[] text, int from, int to);

    /** Whether more text can change nothing. */
    boolean isDecided();

    /** Sets the bits of the patterns that are known to match; other bits stay as they are. */
    void matchesSoFar(BitSet into);

    /** Ends the text, and sets the bits of the patterns that match; other bits stay as they are. The last call. */
    void finish(BitSet into);
}
