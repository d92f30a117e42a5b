package dev.flyball.core.rules.deploy;

import dev.flyball.core.rules.gate.StageWindows;
import dev.flyball.rules.BreakerStatus;
import dev.flyball.rules.Deployment;
import dev.flyball.rules.Rollout;
import dev.flyball.rules.RolloutStatus;
import dev.flyball.rules.StageVerdict;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A rollout in one of its stages.
 *
 * @param live decides for the others, and is what a simulation compares with
 * @param changed which of its rules are not those of the live rule set, which stays the same while a rollout runs
 * @param stage which, from 0
 * @param stageNanos when the stage began, on the clock that measures its time
 */
record RunningRollout(
        Deployed candidate,
        Deployed live,
        ChangedRules changed,
        Rollout rollout,
        Deployment begun,
        Buckets buckets,
        int stage,
        Instant stageSince,
        long stageNanos,
        StageWindows progress) {

    static RunningRollout begin(
            Deployed candidate, Deployed live, ChangedRules changed, Rollout rollout, Deployment begun, long nanos) {
        String salt = rollout.salt() == null ? candidate.version() : rollout.salt();
        return new RunningRollout(
                candidate,
                live,
                changed,
                rollout,
                begun,
                Buckets.of(salt),
                0,
                begun.time(),
                nanos,
                windows(rollout, 0, candidate));
    }

    RunningRollout nextStage(Instant now, long nanos) {
        StageWindows next = windows(rollout, stage + 1, candidate);
        return new RunningRollout(candidate, live, changed, rollout, begun, buckets, stage + 1, now, nanos, next);
    }

    private static StageWindows windows(Rollout rollout, int stage, Deployed candidate) {
        return new StageWindows(
                rollout,
                stage,
                candidate.version(),
                () -> ThreadLocalRandom.current().nextLong());
    }

    Rollout.Stage current() {
        return rollout.stages().get(stage);
    }

    boolean isLastStage() {
        return stage == rollout.stages().size() - 1;
    }

    /**
     * What is to become of the stage.
     *
     * @param kills in force
     */
    StageVerdict verdict(Kills kills, long nanos) {
        for (BreakerStatus breaker : candidate.breakers()) {
            // What live rules do as well is no reason to stay with them.
            if (changed.contains(breaker.ruleId())) {
                return StageVerdict.of(
                        StageVerdict.Kind.FAIL,
                        "the circuit breaker of the rule " + breaker.ruleId() + ", which is new or changed, opened: "
                                + breaker.reason());
            }
        }
        if (candidate.terms(kills).switches().isAnyOff()) {
            progress.suspend(nanos - stageNanos);
            return StageVerdict.of(
                    StageVerdict.Kind.HOLD, "waits: a kill switches rules of it off, so that nothing is measured");
        }
        if (current().isSimulation()) {
            progress.compareWith(live.terms(kills).switches().whatIsOff(), nanos - stageNanos);
        }
        return progress.verdict(nanos - stageNanos);
    }

    /** To be called from time to time. Who is not asked does not learn: then the live rules' breakers stay as they were. */
    void followBreakers(Kills kills) {
        boolean isEverybodys = !current().isSimulation() && current().basisPoints() == Buckets.COUNT;
        if (!isEverybodys && !isLiveKilled(kills)) {
            candidate.followBreakers(live, changed);
        }
    }

    /** Whether it is no fault of the new rules that a rule with that id does not finish: the live ones have it too, and it did not there. */
    boolean isExcused(String ruleId, Kills kills) {
        return !isLiveKilled(kills) && live.isTripped(ruleId) && !changed.contains(ruleId);
    }

    private boolean isLiveKilled(Kills kills) {
        return kills.isDeploymentKilled(live.version());
    }

    RolloutStatus status(Kills kills, long nanos) {
        StageVerdict verdict = verdict(kills, nanos);
        return RolloutStatus.of(begun, rollout, stage, stageSince, progress.counts(), verdict.why());
    }
}
