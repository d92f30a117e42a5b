package dev.flyball.core;

import dev.flyball.BudgetExceededException;
import dev.flyball.Meter;

/**
 * Charges the steps of a loop in strides: {@link #step()} before each unit of work, {@link #finish()} after the last. For
 * loops whose body is worth more than a field access; the hottest ones keep their own count.
 */
public final class StepCounter {
    private final Meter meter;
    private final boolean build;
    private int stride;
    private int left;

    /**
     * Begins a count of scan steps.
     *
     * @throws BudgetExceededException if the meter has ended
     */
    public StepCounter(Meter meter) {
        this(meter, false);
        left();
    }

    private StepCounter(Meter meter, boolean build) {
        this.meter = meter;
        this.build = build;
    }

    /** A count of scan steps that begins, and sees whether the meter has ended, with the first step. */
    public static StepCounter later(Meter meter) {
        return new StepCounter(meter, false);
    }

    /**
     * Begins a count of build steps.
     *
     * @throws BudgetExceededException if the meter has ended
     */
    public static StepCounter ofBuild(Meter meter) {
        StepCounter counter = new StepCounter(meter, true);
        counter.left();
        return counter;
    }

    /** Counts one step that is about to be done. */
    public void step() {
        left();
        left--;
    }

    /** How many steps may be done before they are {@linkplain #steps counted}: at least 1. */
    public int left() {
        if (left == 0) {
            charge(stride);
            stride = meter.stride();
            left = stride;
        }
        return left;
    }

    /** Counts steps that were done, no more than were {@linkplain #left() left}. */
    public void steps(int done) {
        left -= done;
    }

    /** Charges what was counted since the last stride. */
    public void finish() {
        charge(stride - left);
        stride = left;
    }

    private void charge(int steps) {
        if (build) {
            meter.chargeBuild(steps);
        } else {
            meter.charge(steps);
        }
    }
}
