package dev.flyball.core.rules.profile;

import dev.flyball.Meter;
import dev.flyball.rules.Decision;
import dev.flyball.rules.Facts;
import dev.flyball.rules.RuleEngine;
import java.util.function.IntFunction;

/**
 * Whether a rule settles: it is evaluated again and again with facts of one kind. Most automata have the states that these
 * lead to after some requests, and build no more. Those that have too many to be kept, or more than any number of requests leads to,
 * build them with every request. For one thread, for one rule.
 */
final class Repetition {
    /** So often it is evaluated. */
    static final int TIMES = 32;

    /** The least of so many last evaluations is told: one may fall on the moment when a full cache is replaced. */
    private static final int LAST = 4;

    /** What builds less than this part of what it scans has settled. */
    private static final int SETTLED = 64;

    private final long slice;
    private final Meter meter;
    private final long[] built = new long[LAST];
    private int times;
    private boolean finished = true;

    /** @param slice the steps of one evaluation */
    Repetition(long slice, Meter meter) {
        this.slice = slice;
        this.meter = meter;
    }

    /**
     * Evaluates.
     *
     * @param facts those of each time
     * @param most the steps after which it is not done again
     */
    void run(RuleEngine engine, IntFunction<Facts> facts, long most) {
        long start = meter.stepsUsed();
        boolean settled = false;
        while (times < TIMES && finished && !settled && meter.stepsUsed() - start <= most) {
            Meter one = meter.slice(slice);
            Decision decision = engine.evaluate(facts.apply(times), one);
            meter.stride(); // where the whole profile has ended, this is no news of the rule
            finished = decision.unfinished().isEmpty();
            built[times++ % LAST] = one.stepsUsed() - one.scanSteps();
            settled = (one.stepsUsed() - one.scanSteps()) * SETTLED <= one.scanSteps();
        }
    }

    /** The build steps that it still takes; 0 if it was not evaluated again. */
    long buildSteps() {
        long least = times < 2 ? 0 : Long.MAX_VALUE;
        for (int i = 0; i < Math.min(LAST, times); i++) {
            least = Math.min(least, built[i]);
        }
        return least;
    }

    /** How often it was evaluated. */
    int times() {
        return times;
    }

    boolean finished() {
        return finished;
    }
}
