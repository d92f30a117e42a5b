package dev.flyball.rules;

import dev.flyball.spi.Providers;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a stage of a rollout has counted, at one moment: its requests since it began, and its keys since its current {@linkplain
 * GuardRails#window() window} began. The counts of the same stage in several processes can be added and judged together, by
 * whoever steers a fleet. Adding is exact, commutative and associative; windows of different processes need not be aligned. Immutable.
 */
public final class StageCounts {
    /** The longest text that {@link #parse} reads, in chars. */
    public static final int MAX_TEXT = 1 << 20;

    private final String version;
    private final int stage;
    private final long requests;
    private final long liveSteps;
    private final long newSteps;
    private final Map<StageMetric, MetricHistogram> metrics;

    private StageCounts(
            String version,
            int stage,
            long requests,
            long liveSteps,
            long newSteps,
            Map<StageMetric, MetricHistogram> metrics) {
        if (stage < 0 || requests < 0 || liveSteps < 0 || newSteps < 0) {
            throw new IllegalArgumentException("a count is negative");
        }
        this.version = Objects.requireNonNull(version, "version");
        this.stage = stage;
        this.requests = requests;
        this.liveSteps = liveSteps;
        this.newSteps = newSteps;
        EnumMap<StageMetric, MetricHistogram> copy = new EnumMap<>(StageMetric.class);
        copy.putAll(metrics);
        this.metrics = Collections.unmodifiableMap(copy);
    }

    /**
     * Counts.
     *
     * @param liveSteps the sum over the keys of the live rules' mean steps, as {@link #stepsRatio} says
     * @param newSteps the same of the new rules
     * @throws IllegalArgumentException if a number is negative
     */
    public static StageCounts of(
            String version,
            int stage,
            long requests,
            long liveSteps,
            long newSteps,
            Map<StageMetric, MetricHistogram> metrics) {
        return new StageCounts(version, stage, requests, liveSteps, newSteps, metrics);
    }

    /** The {@linkplain RuleSet#version() version} of the new rules. */
    public String version() {
        return version;
    }

    /** Which stage of the rollout, from 0. */
    public int stage() {
        return stage;
    }

    /** How many requests the new rules judged, or were tried on, since the stage began. */
    public long requests() {
        return requests;
    }

    /**
     * How many keys were measured in the window, each once in a process, up to 4,096 there; requests without a key count as one
     * each.
     */
    public long keys() {
        return metrics.values().stream().mapToLong(MetricHistogram::total).min().orElse(0);
    }

    /**
     * How many times the live rules' scan steps the new ones take, over all keys together. Keys that take more than 99 % of them count as
     * the others at most, and the one that adds the most is left out. 0 if nothing was compared.
     */
    public double stepsRatio() {
        return liveSteps == 0 ? 0 : (double) newSteps / liveSteps;
    }

    /** What the stage measures; nothing if its rollout has no guard-rails. */
    public Map<StageMetric, MetricHistogram> metrics() {
        return metrics;
    }

    /**
     * The counts of both, which have to be of two processes: counts do not tell whose they are, so those of one process that
     * are added twice count twice, and nobody notices. Who collects them keeps the last ones of each process.
     *
     * @throws IllegalArgumentException if they are not of the same stage of the same rules, or a count is more than a long
     *     holds
     */
    public StageCounts plus(StageCounts other) {
        if (!version.equals(other.version)
                || stage != other.stage
                || !metrics.keySet().equals(other.metrics.keySet())) {
            throw new IllegalArgumentException("counts of stage " + other.stage + " of " + other.version
                    + " cannot be added to those of stage " + stage + " of " + version);
        }
        EnumMap<StageMetric, MetricHistogram> sums = new EnumMap<>(StageMetric.class);
        for (Map.Entry<StageMetric, MetricHistogram> metric : other.metrics.entrySet()) {
            sums.put(
                    metric.getKey(),
                    Objects.requireNonNull(metrics.get(metric.getKey())).plus(metric.getValue()));
        }
        return new StageCounts(
                version,
                stage,
                sum(requests, other.requests),
                sum(liveSteps, other.liveSteps),
                sum(newSteps, other.newSteps),
                sums);
    }

    private static long sum(long one, long other) {
        if (one > Long.MAX_VALUE - other) {
            throw new IllegalArgumentException("the sum of " + one + " and " + other + " is more than a long holds");
        }
        return one + other;
    }

    /**
     * What is to become of the stage by these counts: as the engine judges its own, but for circuit breakers. The probabilities
     * hold for one verdict in 20 seconds of the stage, and, when its time is over, for one whenever it has taken a tenth longer: who
     * asks more often has a few more chances of each kind.
     *
     * @param rollout that they were counted in
     * @param inStage how long the stage has taken, not negative
     * @param processesPerKey in how many of the processes whose counts these are the requests of one key may have been
     *     judged, from 1 (each key goes to one process) to 1,000,000. A key then counts for that much less, so that the
     *     probabilities hold, however often the same key was counted.
     * @throws IllegalArgumentException if the rollout has no such stage or measures something else, or
     *     {@code inStage} or {@code processesPerKey} is out of its bounds
     */
    public StageVerdict judge(Rollout rollout, Duration inStage, int processesPerKey) {
        return Providers.rules().judge(this, rollout, inStage, processesPerKey);
    }

    /** As text, for {@link #parse}: a line for the whole and one for each metric, its counts as {@code index:count}. */
    public String toText() {
        return StageCountsText.write(this, liveSteps, newSteps);
    }

    /**
     * Reads what {@link #toText} wrote.
     *
     * @throws IllegalArgumentException if it is anything that {@link #toText} does not write, or longer than {@value
     *     #MAX_TEXT} chars
     */
    public static StageCounts parse(String text) {
        return StageCountsText.parse(text);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StageCounts counts
                && version.equals(counts.version)
                && stage == counts.stage
                && requests == counts.requests
                && liveSteps == counts.liveSteps
                && newSteps == counts.newSteps
                && metrics.equals(counts.metrics);
    }

    @Override
    public int hashCode() {
        return Objects.hash(version, stage, requests, liveSteps, newSteps, metrics);
    }

    @Override
    public String toString() {
        return toText();
    }
}
