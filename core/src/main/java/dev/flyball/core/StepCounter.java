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
    }

    private StepCounter(Meter meter, boolean build) {
        this.meter = meter;
        this.build = build;
        this.stride = meter.stride();
        this.left = stride;
    }

    /**
     * Begins a count of build steps.
     *
     * @throws BudgetExceededException if the meter has ended
     */
    public static StepCounter ofBuild(Meter meter) {
        return new StepCounter(meter, true);
    }

    /** Counts one step that is about to be done. */
    public void step() {
        if (left == 0) {
            charge(stride);
            stride = meter.stride();
            left = stride;
        }
        left--;
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
