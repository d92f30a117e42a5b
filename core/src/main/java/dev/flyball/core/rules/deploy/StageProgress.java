package dev.flyball.core.rules.deploy;

import dev.flyball.core.rules.gate.StageGate;
import dev.flyball.core.rules.gate.StageRecorder;
import dev.flyball.core.rules.runtime.Outcome;
import dev.flyball.rules.Rollout;
import dev.flyball.rules.StageCounts;
import dev.flyball.rules.StageVerdict;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** How far a stage has come: what it has measured, and since when. Thread-safe, and recording takes no lock. */
final class StageProgress {
    /** So long a key has to show what it does, at most. */
    private static final long WINDOW_NANOS = 20_000_000_000L;

    private final Rollout rollout;
    private final StageRecorder recorder;
    private final long windowNanos;
    private final AtomicLong window = new AtomicLong();

    /** @param stage from 0 */
    StageProgress(Rollout rollout, int stage, String version) {
        this.rollout = rollout;
        this.recorder = new StageRecorder(
                rollout, stage, version, () -> ThreadLocalRandom.current().nextLong());
        this.windowNanos =
                Math.min(WINDOW_NANOS, rollout.stages().get(stage).minTime().toNanos() / 4 + 1);
    }

    /** The new rules were tried on a request, or on a phase of one, beside those that decided. */
    void compared(@Nullable String key, boolean isFirst, Outcome live, Outcome candidate) {
        recorder.compared(key, isFirst, live, candidate);
    }

    /**
     * The new rules judged a request, or a phase of one.
     *
     * @param allowance how many steps the request had
     */
    void judged(@Nullable String key, boolean isFirst, Outcome candidate, long allowance) {
        recorder.judged(key, isFirst, candidate, allowance);
    }

    StageVerdict verdict(long nanosInStage) {
        long now = nanosInStage / windowNanos;
        long before = window.get();
        if (now > before && window.compareAndSet(before, now)) {
            recorder.flush();
        }
        return StageGate.judge(recorder.counts(), rollout, Duration.ofNanos(Math.max(0, nanosInStage)), 1);
    }

    StageCounts counts() {
        return recorder.counts();
    }
}
