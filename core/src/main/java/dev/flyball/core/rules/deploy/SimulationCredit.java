package dev.flyball.core.rules.deploy;

import dev.flyball.core.ThreadLanes;
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

    /** A cache line apart. */
    private static final int SPACING = 16;

    /** Credit is kept in parts of a step, so that small shares of few steps add up. */
    private static final int PARTS_PER_STEP = 1 << 20;

    private static final long MAX_STEPS = 1L << 32;

    private final boolean isUnlimited;
    private final long partsPerStep;
    private final long most;
    private final ThreadLanes lanes = ThreadLanes.perProcessor(2, 8);
    private final AtomicLongArray credit;

    SimulationCredit(EngineOptions options) {
        double share = options.maxSimulationShare();
        this.isUnlimited = Double.isInfinite(share);
        this.partsPerStep = isUnlimited ? 0 : Math.round(share * PARTS_PER_STEP);
        this.most = partsPerStep == 0 ? 0 : Math.min(options.simulationBudget().maxSteps(), MAX_STEPS) * PARTS_PER_STEP;
        this.credit = new AtomicLongArray((lanes.count() + 1) * SPACING);
        for (int lane = 0; lane < lanes.count(); lane++) {
            credit.set(at(lane), most);
        }
    }

    /** Whether there is room to simulate. To be asked before the request pays, so that it does not choose itself. */
    boolean hasRoom() {
        return isUnlimited || credit.get(at(lanes.mine())) > 0;
    }

    /** A request was judged. */
    void earn(long steps) {
        if (most > 0) {
            int at = at(lanes.mine());
            if (credit.get(at) < most) {
                long earned = Math.min(Math.max(steps, MIN_STEPS), MAX_STEPS) * partsPerStep;
                credit.accumulateAndGet(at, earned, (before, more) -> Math.min(most, before + more));
            }
        }
    }

    /** A simulation took so many steps. */
    void spend(long steps) {
        if (most > 0) {
            credit.addAndGet(at(lanes.mine()), -Math.min(Math.max(steps, MIN_STEPS), MAX_STEPS) * PARTS_PER_STEP);
        }
    }

    private static int at(int lane) {
        return (lane + 1) * SPACING;
    }
}
