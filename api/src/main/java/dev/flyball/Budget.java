package dev.flyball;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How much one evaluation may do: a maximum of steps and a maximum time, both always finite.
 *
 * <p>A step is one unit of engine work of bounded cost: one character read by an automaton or a literal scan, one
 * instruction visited in an NFA simulation, one predicate evaluated, one entry probed in an index. A few nanoseconds to
 * some tens of nanoseconds each.
 *
 * <p>Budgets are immutable and may be shared by all threads; {@link #start()} gives the running allowance.
 */
public final class Budget {
    /** The longest time a budget can have: one day. */
    public static final Duration MAX_TIME = Duration.ofDays(1);

    /** The largest number of steps a budget can have, 2<sup>60</sup>: more than a day of work. */
    public static final long MAX_STEPS = 1L << 60;

    private final long maxSteps;
    private final Duration maxTime;

    private Budget(long maxSteps, Duration maxTime) {
        this.maxSteps = maxSteps;
        this.maxTime = maxTime;
    }

    /**
     * A budget of so many steps and so much time.
     *
     * @param maxSteps from 1 to {@link #MAX_STEPS}
     * @param maxTime wall-clock time from {@link #start()}; more than zero, at most {@link #MAX_TIME}
     * @throws IllegalArgumentException if one of them is outside its bounds
     */
    public static Budget of(long maxSteps, Duration maxTime) {
        Objects.requireNonNull(maxTime, "maxTime");
        if (maxSteps < 1 || maxSteps > MAX_STEPS) {
            throw new IllegalArgumentException("maxSteps must be from 1 to " + MAX_STEPS + ", not " + maxSteps);
        }
        if (maxTime.isNegative() || maxTime.isZero() || maxTime.compareTo(MAX_TIME) > 0) {
            throw new IllegalArgumentException(
                    "maxTime must be more than zero and at most " + MAX_TIME + ", not " + maxTime);
        }
        return new Budget(maxSteps, maxTime);
    }

    /** The maximum of steps. */
    public long maxSteps() {
        return maxSteps;
    }

    /** The maximum time. */
    public Duration maxTime() {
        return maxTime;
    }

    /** Starts an allowance of this budget; its time runs from now. */
    public Meter start() {
        return Meter.root(maxSteps, maxTime.toNanos(), System::nanoTime);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Budget that && maxSteps == that.maxSteps && maxTime.equals(that.maxTime);
    }

    @Override
    public int hashCode() {
        return Objects.hash(maxSteps, maxTime);
    }

    @Override
    public String toString() {
        return maxSteps + " steps in " + maxTime;
    }
}
