package dev.flyball.core.rules.gate;

import dev.flyball.rules.GuardRails;
import dev.flyball.rules.MetricHistogram;
import dev.flyball.rules.Rollout;
import dev.flyball.rules.StageMetric;
import java.util.List;

/**
 * A limit for the mean of what is measured, over all keys. Immutable.
 *
 * @param metric what is measured
 * @param lower its least possible value
 * @param upper its greatest possible value
 * @param bins of the grid on which it is counted
 * @param limit between them
 */
record Limit(StageMetric metric, double lower, double upper, int bins, double limit) {
    private static final int SHARE_BINS = 61;
    private static final int STEPS_BINS = 4;
    private static final int STEPS_ROOM = 9;

    /** The limits of a stage; none without guard-rails. */
    static List<Limit> of(Rollout.Stage stage, GuardRails rails) {
        if (rails.isNone()) {
            return List.of();
        }
        double expected = rails.expectedBlocks() + rails.blockMargin();
        return stage.isSimulation()
                ? List.of(
                        share(StageMetric.NEWLY_BLOCKED, expected),
                        share(StageMetric.NEWLY_UNFINISHED, rails.newlyUnfinished()),
                        share(StageMetric.STEPS_P99, rails.aboveP99()),
                        steps(rails.stepsFactor()))
                : List.of(
                        share(StageMetric.BLOCKED, Math.max(rails.maxBlocked(), expected)),
                        share(StageMetric.UNFINISHED, rails.maxUnfinished()),
                        share(StageMetric.EXPENSIVE, rails.maxExpensive()));
    }

    /** How many limits a whole rollout has. */
    static int count(Rollout rollout) {
        return rollout.stages().stream()
                .mapToInt(stage -> of(stage, rollout.guardRails()).size())
                .sum();
    }

    /**
     * How many times the live rules' steps those of the new ones count for at most, of a key. In proportion to what they may take
     * more, so that rules that take the same are shown to be within any limit by as many keys.
     */
    static double mostSteps(double factor) {
        return factor + STEPS_ROOM * (factor - 1);
    }

    /** On a grid that goes below 0 where it has to, so that 1 and the limit are on it. */
    private static Limit steps(double factor) {
        double more = factor - 1;
        int fewer = (int) Math.ceil(1 / more);
        int bins = (fewer + 1 + STEPS_ROOM) * STEPS_BINS + 1;
        return new Limit(StageMetric.STEPS_MEAN, 1 - fewer * more, mostSteps(factor), bins, factor);
    }

    private static Limit share(StageMetric metric, double percent) {
        return new Limit(metric, 0, 1, SHARE_BINS, percent / 100);
    }

    /**
     * One of the two values of the grid between which a value lies, by chance, so that the expectation is the value; the nearest
     * one beyond the ends.
     *
     * @param chance from 0 to 1, without 1
     */
    int bin(double value, double chance) {
        double place = (value - lower) / (upper - lower) * (bins - 1);
        return (int) Math.max(0, Math.min(bins - 1, Math.floor(place + chance)));
    }

    boolean fits(MetricHistogram histogram) {
        return histogram.lower() == lower && histogram.upper() == upper && histogram.bins() == bins;
    }
}
