package dev.flyball.core.rules.deploy;

import dev.flyball.rules.EngineOptions;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Keeps all simulation of an engine within a share of the steps that requests are charged: a token bucket in which requests
 * pay, and of which simulation takes afterwards what it used. So it is at most one simulation ahead. Threads are spread over
 * a few buckets, so that they seldom write to the same memory. Thread-safe.
 */
final class SimulationCredit {
    /** A request counts for so many steps at least, and so does a simulation: both cost something without any rule. */
    static final long MIN_STEPS = 1_000;

    private static final int MAX_LANES = 16;

    /** A cache line apart. */
    private static final int SPACING = 16;

    /** Credit is kept in parts of a step, so that small shares of few steps add up. */
    private static final int PARTS_PER_STEP = 1 << 20;

    private static final long MAX_STEPS = 1L << 32;

    private final boolean isUnlimited;
    private final long partsPerStep;
    private final long most;
    private final int lanes;
    private final AtomicLongArray credit;

    SimulationCredit(EngineOptions options) {
        double share = options.maxSimulationShare();
        int processors = Runtime.getRuntime().availableProcessors();
        this.isUnlimited = Double.isInfinite(share);
        this.partsPerStep = isUnlimited ? 0 : Math.round(share * PARTS_PER_STEP);
        this.most = partsPerStep == 0 ? 0 : Math.min(options.simulationBudget().maxSteps(), MAX_STEPS) * PARTS_PER_STEP;
        this.lanes = Math.min(MAX_LANES, Integer.highestOneBit(processors) * 2);
        this.credit = new AtomicLongArray((lanes + 1) * SPACING);
        for (int lane = 0; lane < lanes; lane++) {
            credit.set(at(lane), most);
        }
    }

    /** Whether there is room to simulate. To be asked before the request pays, so that it does not choose itself. */
    boolean hasRoom() {
        return isUnlimited || credit.get(at(lane())) > 0;
    }

    /** A request was judged. */
    void earn(long steps) {
        if (most > 0) {
            int at = at(lane());
            if (credit.get(at) < most) {
                long earned = Math.min(Math.max(steps, MIN_STEPS), MAX_STEPS) * partsPerStep;
                credit.accumulateAndGet(at, earned, (before, more) -> Math.min(most, before + more));
            }
        }
    }

    /** A simulation took so many steps. */
    void spend(long steps) {
        if (most > 0) {
            credit.addAndGet(at(lane()), -Math.min(Math.max(steps, MIN_STEPS), MAX_STEPS) * PARTS_PER_STEP);
        }
    }

    private int lane() {
        long id = Thread.currentThread().getId();
        return (int) (id * 0x9E3779B97F4A7C15L >>> 40) & (lanes - 1);
    }

    private static int at(int lane) {
        return (lane + 1) * SPACING;
    }
}
