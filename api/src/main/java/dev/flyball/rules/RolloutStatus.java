package dev.flyball.rules;

import java.time.Instant;
import java.util.Objects;

/** A rollout that is running, at one moment. Immutable. */
public final class RolloutStatus {
    private final Deployment begun;
    private final Rollout rollout;
    private final int stage;
    private final Instant stageSince;
    private final StageCounts counts;
    private final String verdict;

    private RolloutStatus(
            Deployment begun, Rollout rollout, int stage, Instant stageSince, StageCounts counts, String verdict) {
        this.begun = Objects.requireNonNull(begun, "begun");
        this.rollout = Objects.requireNonNull(rollout, "rollout");
        this.stage = Objects.checkIndex(stage, rollout.stages().size());
        this.stageSince = Objects.requireNonNull(stageSince, "stageSince");
        this.counts = Objects.requireNonNull(counts, "counts");
        this.verdict = Objects.requireNonNull(verdict, "verdict");
    }

    /** A status. */
    public static RolloutStatus of(
            Deployment begun, Rollout rollout, int stage, Instant stageSince, StageCounts counts, String verdict) {
        return new RolloutStatus(begun, rollout, stage, stageSince, counts, verdict);
    }

    /** Its beginning: the rule set, the time, the reason. */
    public Deployment begun() {
        return begun;
    }

    /** As it was asked for. */
    public Rollout rollout() {
        return rollout;
    }

    /** Which of the {@link Rollout#stages()} it is in, from 0. */
    public int stage() {
        return stage;
    }

    /** When that stage began. */
    public Instant stageSince() {
        return stageSince;
    }

    /** How many requests the new rules judged, or were tried on, in that stage. */
    public long requests() {
        return counts.requests();
    }

    /** All that the stage has counted: to be added to that of other processes, and judged. */
    public StageCounts counts() {
        return counts;
    }

    /** In words: what the stage waits for, with the numbers. */
    public String verdict() {
        return verdict;
    }

    /** For people to read: one line, in which line breaks and other control characters of texts are escaped. */
    @Override
    public String toString() {
        return begun.version() + " of " + Printable.line(begun.file()) + ", stage " + (stage + 1) + " of "
                + rollout.stages().size() + " (" + rollout.stages().get(stage) + ") since " + stageSince + ", "
                + counts.requests() + " requests: " + Printable.line(verdict);
    }
}
