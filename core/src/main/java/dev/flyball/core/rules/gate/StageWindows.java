package dev.flyball.core.rules.gate;

import dev.flyball.core.rules.runtime.Outcome;
import dev.flyball.rules.Rollout;
import dev.flyball.rules.StageCounts;
import dev.flyball.rules.StageVerdict;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A stage of a rollout, measured in windows: each has a {@link StageRecorder} of its own, so that a key counts again in the next
 * one, and is a test of its own. What begins to go wrong after all clients have been counted is seen by the next window.
 *
 * <p>A window ends when its time is over and it has shown what it can: that the rules are within all limits, or all its keys,
 * which is so when half of its time has brought hardly any new ones. Otherwise it goes on, so that a small site gets the keys
 * that it needs. None begins shortly before the stage's time is over, as it would have nothing to show then.
 *
 * <p>Time is what the caller says. Thread-safe; recording takes no lock, and no verdict waits for one.
 */
public final class StageWindows {
    /** So long a key has to show what it does, at most. */
    private static final long SAMPLE_NANOS = 20_000_000_000L;

    /** New keys have come when there are so many times those before. */
    private static final double GROWTH = 1.25;

    private final Rollout rollout;
    private final Rollout.Stage stage;
    private final long windowNanos;
    private final long stageNanos;
    private final long sampleNanos;
    private final ReentrantLock upkeep = new ReentrantLock();
    private volatile StageRecorder recorder;

    // Of the current window; in upkeep only. Times are since the stage began.
    private long since;
    private long flushes;
    private long keys;
    private long grownAt;

    /**
     * A stage that begins.
     *
     * @param number of the stage, from 0
     * @param version of the new rules
     * @param random 64 random bits each time; called by all threads
     */
    public StageWindows(Rollout rollout, int number, String version, LongSupplier random) {
        this.rollout = rollout;
        this.stage = rollout.stages().get(number);
        this.windowNanos = rollout.guardRails().window().toNanos();
        this.stageNanos = stage.minTime().toNanos();
        this.sampleNanos = Math.min(SAMPLE_NANOS, stageNanos / 4 + 1);
        this.recorder = new StageRecorder(rollout, number, version, random);
    }

    /** See {@link StageRecorder#compared}. */
    public void compared(@Nullable String key, boolean isFirst, Outcome live, Outcome candidate) {
        recorder.compared(key, isFirst, live, candidate);
    }

    /** See {@link StageRecorder#judged}. */
    public void judged(@Nullable String key, boolean isFirst, Outcome candidate, long allowance) {
        recorder.judged(key, isFirst, candidate, allowance);
    }

    /** What has been counted, as of some seconds ago at most. */
    public StageCounts counts() {
        return recorder.counts();
    }

    /**
     * What is to become of the stage; to be asked every few seconds. A verdict to go on or to fail stays until somebody acts on
     * it, or until what is counted in the same window says otherwise.
     *
     * @param nanosInStage since the stage began; what is negative is 0
     */
    public StageVerdict verdict(long nanosInStage) {
        long now = Math.max(0, nanosInStage);
        if (!upkeep.tryLock()) {
            return judge(now).verdict();
        }
        try {
            long flush = (now - since) / sampleNanos;
            boolean isDue = flush > flushes;
            if (isDue) {
                flushes = flush;
                recorder.flush();
            }
            StageGate gate = judge(now);
            StageVerdict verdict = gate.verdict();
            if (isDue && verdict.kind() == StageVerdict.Kind.HOLD && isOver(gate, now)) {
                recorder = recorder.next(!gate.isShown() && gate.hasKeysToGoOn());
                since = now;
                flushes = 0;
                keys = 0;
                grownAt = 0;
            }
            return verdict;
        } finally {
            upkeep.unlock();
        }
    }

    private StageGate judge(long nanos) {
        return StageGate.of(recorder.counts(), rollout, Duration.ofNanos(nanos), 1);
    }

    private boolean isOver(StageGate gate, long now) {
        long age = now - since;
        if (gate.keys() > GROWTH * keys) {
            keys = gate.keys();
            grownAt = age;
        }
        boolean isLate = now < stageNanos && stageNanos - now < windowNanos / 2;
        return age >= windowNanos && !isLate && gate.hasKeysToFail() && (gate.isShown() || age - grownAt >= grownAt);
    }
}
