package dev.flyball.core.regex.engine;

import dev.flyball.core.StepCounter;

/**
 * One yes/no search over a text that comes in pieces: it carries from piece to piece no more than the state it is in. For
 * one thread at a time; when an exception ends a call, the object is not to be used any more.
 */
public abstract class StreamSearch {
    private final int member;
    private boolean decided;
    private boolean matched;

    /** A search for the pattern with this id. */
    StreamSearch(int member) {
        this.member = member;
    }

    /** The id of the pattern. */
    public final int member() {
        return member;
    }

    /** Whether more text can change nothing. */
    public final boolean isDecided() {
        return decided;
    }

    /** Whether there is a match, as far as is known. */
    public final boolean isMatched() {
        return matched;
    }

    final void decide(boolean match) {
        decided = true;
        matched = match;
    }

    /**
     * Reads a piece, unless it is decided before. The two halves of a surrogate pair are in one piece.
     *
     * @param steps counts a step for each char
     */
    public abstract void read(char[] text, int from, int to, StepCounter steps);

    /** Ends the text: afterwards it is decided. */
    public abstract void finish(StepCounter steps);
}
