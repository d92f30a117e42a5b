package dev.flyball;

import dev.flyball.BudgetExceededException.Reason;
import dev.flyball.spi.MeterOwner;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The running allowance of one evaluation: it is passed down through everything that is done for one request, and
 * counts down across calls, slices and engines.
 *
 * <p>Steps are counted in two accounts that add up to the limit. <i>Scan steps</i> depend only on the plan and the
 * input: they are the same on every machine and in every run. <i>Build steps</i> construct what a later evaluation
 * reuses, or stand in for it where it is not built, so they depend on what ran before.
 *
 * <p>A loop asks for a {@linkplain #stride() stride}, does at most that many steps, and {@linkplain #charge charges}
 * them. Every stride checks what remains, {@link #cancel()} and the interrupt flag; the clock is read once in
 * {@value #MAX_STRIDE} steps, whoever charged them, so that a thousand short inputs see it as soon as one long one does.
 * A deadline is therefore overshot by the time of at most one such stretch of steps.
 *
 * <p>The time is the clock's time since the start, but for {@linkplain #pause() pauses}.
 *
 * <p>Once an allowance has ended, every further use of it ends in the same {@link BudgetExceededException}.
 *
 * <p>One thread at a time may charge a meter; {@link #cancel()} may be called by any thread at any time.
 */
public final class Meter {
    /** The most steps between two looks at the clock. */
    public static final int MAX_STRIDE = 4096;

    static {
        MeterOwner.grant(new MeterOwner.Access() {
            @Override
            public void set(Meter meter, Object owner) {
                meter.run.owner = owner;
            }

            @Override
            public @Nullable Object get(Meter meter) {
                return meter.run.owner;
            }
        });
    }

    private final @Nullable Meter parent;
    private final Run run;
    private long maxSteps;
    private long scanSteps;
    private long buildSteps;

    /** What all slices of one allowance share. */
    private static final class Run {
        final LongSupplier clock;
        final long maxNanos;
        final Meter root;
        long startNanos;
        boolean paused;
        long pausedAtNanos;
        int untilClock = MAX_STRIDE;
        volatile boolean cancelled;

        /** Why all slices have ended; never {@link Reason#STEPS}, which each slice sees by its own count. */
        @Nullable
        Reason ended;

        /** For the implementation alone. */
        @Nullable
        Object owner;

        Run(Meter root, long maxNanos, LongSupplier clock) {
            this.root = root;
            this.clock = clock;
            this.maxNanos = maxNanos;
            this.startNanos = clock.getAsLong();
        }
    }

    private Meter(long maxSteps, long maxNanos, LongSupplier clock) {
        this.parent = null;
        this.maxSteps = maxSteps;
        this.run = new Run(this, maxNanos, clock);
    }

    private Meter(Meter parent, long maxSteps) {
        this.parent = parent;
        this.maxSteps = maxSteps;
        this.run = parent.run;
    }

    static Meter root(long maxSteps, long maxNanos, LongSupplier clock) {
        return new Meter(maxSteps, maxNanos, clock);
    }

    /**
     * A smaller allowance out of this one: what it is charged is charged here too, and it ends when this one ends.
     *
     * @param maxSteps at least 1; no more than what remains here is given
     */
    public Meter slice(long maxSteps) {
        return new Meter(this, sliceLimit(maxSteps));
    }

    /**
     * Starts this slice afresh, with counts of zero: for a caller that gives many slices one after the other.
     *
     * @param maxSteps at least 1; no more than what remains in the meter that this is a slice of
     * @throws IllegalStateException if this is not a slice
     */
    public void renew(long maxSteps) {
        if (parent == null) {
            throw new IllegalStateException("only a slice can be renewed: start a new meter from its budget");
        }
        this.maxSteps = parent.sliceLimit(maxSteps);
        this.scanSteps = 0;
        this.buildSteps = 0;
    }

    private long sliceLimit(long steps) {
        if (steps < 1) {
            throw new IllegalArgumentException("a slice must have at least 1 step, not " + steps);
        }
        return Math.min(steps, stepsRemaining());
    }

    /** All steps charged so far: scan steps and build steps. Never more than {@link #maxSteps()}. */
    public long stepsUsed() {
        return scanSteps + buildSteps;
    }

    /** The steps charged so far that depend only on plan and input. */
    public long scanSteps() {
        return scanSteps;
    }

    /** The steps charged so far that depend on what ran before. */
    public long buildSteps() {
        return buildSteps;
    }

    /** The steps that this allowance had at its start. */
    public long maxSteps() {
        return maxSteps;
    }

    /** The steps that may still be charged here, as far as this meter and those that it is a slice of go. */
    public long stepsRemaining() {
        long least = maxSteps - stepsUsed();
        for (Meter m = parent; m != null; m = m.parent) {
            least = Math.min(least, m.maxSteps - m.stepsUsed());
        }
        return least;
    }

    /** Ends the whole allowance, all slices of it, at the next stride. May be called by any thread. */
    public void cancel() {
        run.cancelled = true;
    }

    /** Whether {@link #cancel()} was called. */
    public boolean isCancelled() {
        return run.cancelled;
    }

    /**
     * How many steps may be done before the next {@link #charge}: at least 1, at most {@link #MAX_STRIDE}, never more
     * than what remains. Every engine calls this when it is entered and after each stride.
     *
     * @throws BudgetExceededException if no step remains, or the allowance was cancelled, interrupted or is over
     */
    public int stride() {
        checkEnded();
        long remaining = stepsRemaining();
        if (remaining <= 0) {
            throw exhausted();
        }
        return (int) Math.min(remaining, run.untilClock);
    }

    /**
     * Counts scan steps.
     *
     * @param steps zero or more
     * @throws BudgetExceededException if they are more than what remains, or the allowance has ended
     */
    public void charge(long steps) {
        add(steps, false);
    }

    /**
     * Counts build steps: work whose result later evaluations reuse, or that such a result would have saved.
     *
     * @param steps zero or more
     * @throws BudgetExceededException if they are more than what remains, or the allowance has ended
     */
    public void chargeBuild(long steps) {
        add(steps, true);
    }

    private void add(long steps, boolean build) {
        if (steps < 0) {
            throw new IllegalArgumentException("steps must not be negative: " + steps);
        }
        resume();
        // No more than what a slice has is taken from the whole, however much it is charged at once.
        long counted = Math.min(steps, stepsRemaining());
        for (Meter m = this; m != null; m = m.parent) {
            if (build) {
                m.buildSteps += counted;
            } else {
                m.scanSteps += counted;
            }
        }
        if (counted < steps) {
            throw exhausted();
        }
        if (steps < run.untilClock) {
            run.untilClock -= (int) steps;
        } else {
            run.untilClock = MAX_STRIDE;
            // A difference of two nanoTime values does not overflow for a budget of at most a day.
            if (run.ended == null && run.clock.getAsLong() - run.startNanos >= run.maxNanos) {
                run.ended = Reason.DEADLINE;
            }
            checkEnded();
        }
    }

    /**
     * Stops the clock of the whole allowance, of all its slices, until {@link #resume()} or the next charge: for a wait in
     * the midst of an evaluation, as for the next piece of a body. Steps, {@link #cancel()} and interrupts count as ever.
     * Does nothing where the clock stands already.
     */
    public void pause() {
        if (!run.paused) {
            run.pausedAtNanos = run.clock.getAsLong();
            run.paused = true;
        }
    }

    /** Lets the clock go on; does nothing where it does. Work that is charged after it was done should begin with this. */
    public void resume() {
        if (run.paused) {
            // The time of the pause is as if it had been before the start. The difference does not overflow.
            run.startNanos += run.clock.getAsLong() - run.pausedAtNanos;
            run.paused = false;
        }
    }

    private void checkEnded() {
        if (run.ended == null) {
            if (run.cancelled) {
                run.ended = Reason.CANCELLED;
            } else if (Thread.currentThread().isInterrupted()) {
                run.ended = Reason.INTERRUPTED;
            }
        }
        Reason reason = run.ended;
        if (reason != null) {
            throw new BudgetExceededException(reason, run.root.stepsUsed(), run.root.maxSteps);
        }
    }

    /** Speaks for the outermost meter that has nothing left: the slice's end is news only while the whole goes on. */
    private BudgetExceededException exhausted() {
        Meter outermost = this;
        for (Meter m = this; m != null; m = m.parent) {
            if (m.stepsUsed() >= m.maxSteps) {
                outermost = m;
            }
        }
        return new BudgetExceededException(Reason.STEPS, outermost.stepsUsed(), outermost.maxSteps);
    }

    @Override
    public String toString() {
        return stepsUsed() + " of " + maxSteps + " steps";
    }
}
