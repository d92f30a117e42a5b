package dev.flyball.regex;

import dev.flyball.spi.Providers;

/**
 * What all compiled patterns of the process together may keep of the automata that their searches build: one limit for
 * the default provider, wherever the patterns come from. Where memory is short, searches build more of their states anew; they
 * take longer, but never more steps than {@link Regex#cost()} tells, and their answers are the same.
 *
 * <p>What simulation builds is counted apart, so that it takes no room from what requests are judged by: all simulated rules
 * together may keep a quarter as much as the limit besides, and so may all rule sets together that are in the simulated stage
 * of a rollout. What these keep counts among the rest when the stage is over.
 *
 * <p>One pattern keeps at most about 1 MB for each kind of question that it is asked. Not counted are what compiling
 * makes, some tens of bytes for each instruction, and the one-pass automaton that some patterns with groups have, of at
 * most 64 KB. Thread-safe.
 */
public final class RegexMemory {
    private RegexMemory() {}

    /** The most bytes that are kept but for simulation, an eighth of the largest heap, or 16 MB, unless it was set. */
    public static long limit() {
        return Providers.regex(null).memoryLimit();
    }

    /**
     * Sets the limit, from now on. Simulation may keep up to a half as much besides. What is kept already is not dropped.
     *
     * @param bytes not negative; with 0 only the smallest caches are kept
     * @throws IllegalArgumentException if it is negative
     */
    public static void setLimit(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("a limit of memory is not negative: " + bytes);
        }
        Providers.regex(null).setMemoryLimit(bytes);
    }

    /**
     * About how many bytes are kept, by simulation too: what patterns hold, also those that are no longer used, until the garbage
     * collector has found them. More than the limit where there are very many patterns, since each of its automata may keep
     * its first states, of some 16 KB, or 24 KB where there are thousands of classes of characters. And where the limit has
     * been reached an automaton still fills the table that it was given before, with states that take at most as much as it
     * took then.
     */
    public static long used() {
        return Providers.regex(null).memoryUsed();
    }
}
