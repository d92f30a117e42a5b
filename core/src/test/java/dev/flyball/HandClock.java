package dev.flyball;

/** A clock that a test moves on by hand. */
public final class HandClock {
    private long nanos;

    /** Lets time pass. */
    public void advance(long byNanos) {
        nanos += byNanos;
    }

    /** Starts an allowance that is timed by this clock. */
    public Meter start(long maxSteps, long maxNanos) {
        return Meter.root(maxSteps, maxNanos, () -> nanos);
    }

    /** The same, by a clock that goes on by a nanosecond with each look at it. */
    public Meter startCountingLooks(long maxSteps, long maxNanos) {
        return Meter.root(maxSteps, maxNanos, () -> nanos++);
    }
}
