package dev.flyball.core.rules.runtime;

import dev.flyball.Meter;

/** What a comparison asks of a value that is there. Immutable. */
public interface ValueTest {
    /**
     * Whether the value passes. Charges what depends on the value's length, but not the test itself.
     *
     * @param value held in the Java type that its type says
     */
    boolean test(Object value, Meter meter);

    /** The most steps of a test of a value of so many bytes. */
    long mostSteps(long bytes);
}
