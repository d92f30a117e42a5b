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
 * A stage of a rollout, measured in windows: each has a {@link StageRecorder} of its own, which begins with nothing. So what begins to
 * go wrong late is not lost among all that went well before.
 *
 * <p>A window ends when its time is over and it has shown what it can: that the rules are within all limits, or all its keys,
 * which is so when half of its time has brought hardly any new ones. Otherwise it goes on, so that a small site gets the keys
 * that it needs. None begins shortly before the stage's time is over, as it would have nothing to show then; and when that is over,
 * none ends that has shown what it should, until the stage goes on by it.
 *
 * <p>Time is what the caller says; while rules are switched off it stands still, and a new window begins after that, as after a
 * window's time in which nobody asked. No stage goes on by a window that is younger than half of its time. Thread-safe; recording takes no lock, and no verdict waits for one.
 */
public final class StageWindows {
    /** New keys have come when there are so many times those before. */
    private static final double GROWTH = 1.25;

    /** When nobody has asked for so long, or a window's time, what has been counted is old. */
    private static final long FORGOTTEN_NANOS = 60_000_000_000L;

    private static final StageVerdict BEGUN = StageVerdict.of(StageVerdict.Kind.HOLD, "waits: a window has just begun");

    private final Rollout rollout;
    private final Rollout.Stage stage;
    private final long windowNanos;
    private final long stageNanos;
    private final ReentrantLock upkeep = new ReentrantLock();
    private volatile StageRecorder recorder;
    private volatile StageVerdict said = BEGUN;
    private volatile @Nullable Object comparedWith;

    // In upkeep only. Times are since the stage began, without those in which it was suspended.
    private long suspendedNanos;
    private long suspendedAt = -1;
    private long askedAt;
    private long look = -1;
    private int lastTry = -1;
    private long tries;

    private int windowsBefore;

    // Of the current window.
    private long since;
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
        this.stageNanos = stage.minTime().toNanos();
        this.windowNanos = Math.min(rollout.guardRails().window().toNanos(), stageNanos / 2);
        this.recorder = new StageRecorder(rollout, number, version, random);
    }

    /** See {@link StageRecorder#compared}. */
    public void compared(@Nullable String key, boolean isFirst, Outcome live, Outcome candidate) {
        recorder.compared(key, isFirst, live, candidate);
    }

    /** See {@link StageRecorder#comparedSoFar}. */
    public void comparedSoFar(@Nullable String key, boolean isFirst, Outcome live, Outcome candidate) {
        recorder.comparedSoFar(key, isFirst, live, candidate);
    }

    /** See {@link StageRecorder#onlyBlocks}. */
    public void onlyBlocks(@Nullable String key, boolean isFirst, boolean blocked) {
        recorder.onlyBlocks(key, isFirst, blocked);
    }

    /** See {@link StageRecorder#judged}. */
    public void judged(@Nullable String key, boolean isFirst, Outcome candidate, long allowance) {
        recorder.judged(key, isFirst, candidate, allowance);
    }

    /** What has been counted, as of some seconds ago at most. */
    public StageCounts counts() {
        return recorder.counts();
    }

    /** How many windows have ended. */
    int windowsBefore() {
        return windowsBefore;
    }

    /**
     * What is to become of the stage; to be asked every few seconds. It is looked at once in some seconds, and the verdict stays
     * until then.
     *
     * @param nanosInStage since the stage began; what is negative is 0
     */
    public StageVerdict verdict(long nanosInStage) {
        if (upkeep.tryLock()) {
            try {
                said = lookedAt(Math.max(0, nanosInStage));
            } finally {
                upkeep.unlock();
            }
        }
        return said;
    }

    /**
     * What it is that a simulation compares with: when it is something else than before, a new window begins.
     *
     * @param baseline is compared by {@code equals}
     */
    public void compareWith(Object baseline, long nanosInStage) {
        if (!baseline.equals(comparedWith)) {
            upkeep.lock();
            try {
                if (comparedWith != null) {
                    begin(Math.max(0, nanosInStage - suspendedNanos));
                    said = BEGUN;
                }
                comparedWith = baseline;
            } finally {
                upkeep.unlock();
            }
        }
    }

    /** Rules are switched off, so that nothing is measured, until the next {@link #verdict}. */
    public void suspend(long nanosInStage) {
        upkeep.lock();
        try {
            said = BEGUN;
            suspendedAt = suspendedAt < 0 ? Math.max(0, nanosInStage) : suspendedAt;
        } finally {
            upkeep.unlock();
        }
    }

    private StageVerdict lookedAt(long nanosInStage) {
        boolean wasSuspended = suspendedAt >= 0;
        if (wasSuspended) {
            suspendedNanos += Math.max(0, nanosInStage - suspendedAt);
            suspendedAt = -1;
        }
        long now = Math.max(0, nanosInStage - suspendedNanos);
        boolean wasForgotten = look >= 0 && now - askedAt > Math.max(windowNanos, FORGOTTEN_NANOS);
        askedAt = Math.max(askedAt, now);
        if (wasSuspended || wasForgotten) {
            begin(now);
            said = BEGUN;
        }
        if (rollout.guardRails().isNone()) {
            return gate(now).verdict();
        }
        long number = StageGate.lookAt(stage, now);
        if (number <= look) {
            return look < 0 ? gate(now).verdictBefore(nextTry()) : said;
        }
        look = number;
        recorder.look();
        StageGate gate = gate(now);
        int due = StageGate.tryAt(stage, now);
        boolean isDue = due > lastTry && now >= grownUp() || said.kind() == StageVerdict.Kind.ADVANCE;
        StageVerdict verdict = isDue ? gate.verdict() : gate.verdictBefore(nextTry());
        if (isDue && verdict.kind() == StageVerdict.Kind.HOLD && gate.isTry()) {
            lastTry = due;
            tries++;
        }
        if (verdict.kind() == StageVerdict.Kind.HOLD && isOver(gate, now)) {
            begin(now);
        }
        return verdict;
    }

    /** When the window is old enough to go on by: one that began after a kill, shortly before the end, is not yet. */
    private long grownUp() {
        return since + windowNanos / 2;
    }

    private long nextTry() {
        return Math.max(StageGate.tryNanos(stage, lastTry + 1), grownUp());
    }

    private StageGate gate(long now) {
        return StageGate.of(recorder.counts(), rollout, Duration.ofNanos(now), 1, tries);
    }

    private void begin(long now) {
        recorder = recorder.next();
        windowsBefore++;
        since = now;
        keys = 0;
        grownAt = 0;
    }

    private boolean isOver(StageGate gate, long now) {
        long age = now - since;
        if (gate.keys() > GROWTH * keys) {
            keys = gate.keys();
            grownAt = age;
        }
        boolean isLate = now < stageNanos && stageNanos - now < windowNanos / 2;
        boolean hasShown = now < stageNanos && gate.isShown();
        return age >= windowNanos && !isLate && gate.hasKeysToFail() && (hasShown || age - grownAt >= grownAt);
    }
}
