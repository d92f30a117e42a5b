package dev.flyball.core.rules.observe;

import dev.flyball.core.HostFailure;
import dev.flyball.rules.Decision;
import dev.flyball.rules.EngineEvent;
import dev.flyball.rules.RuleEngine;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A recorder whose failures harm nobody: what it throws goes to the log, where what a listener throws goes too, but no more than
 * once a minute, since it may be thrown at every request. Thread-safe.
 */
public final class GuardedRecorder implements Recorder {
    private static final Logger LOG = System.getLogger("dev.flyball");
    private static final long INTERVAL_NANOS = 60_000_000_000L;

    private final Recorder recorder;
    private final LongSupplier nanos;

    /** From when on a failure is told. */
    private final AtomicLong due;

    /** @param nanos measures time, as {@link System#nanoTime} does */
    public GuardedRecorder(Recorder recorder, LongSupplier nanos) {
        this.recorder = recorder;
        this.nanos = nanos;
        this.due = new AtomicLong(nanos.getAsLong());
    }

    @Override
    public void add(RuleEngine engine) {
        guard(() -> recorder.add(engine));
    }

    @Override
    public void lookForRecordings() {
        guard(recorder::lookForRecordings);
    }

    @Override
    public Evaluated begin() {
        try {
            Evaluated evaluated = recorder.begin();
            return Evaluated.UNRECORDED.equals(evaluated) ? evaluated : new GuardedEvaluated(evaluated);
        } catch (Throwable e) {
            failed(e);
            return Evaluated.UNRECORDED;
        }
    }

    @Override
    public void changed(EngineEvent event) {
        guard(() -> recorder.changed(event));
    }

    private void guard(Runnable recording) {
        try {
            recording.run();
        } catch (Throwable e) {
            failed(e);
        }
    }

    private void failed(Throwable thrown) {
        HostFailure.passOnFatal(thrown);
        long from = due.get();
        long now = nanos.getAsLong();
        if (now - from >= 0 && due.compareAndSet(from, now + INTERVAL_NANOS)) {
            LOG.log(
                    Level.ERROR,
                    "failed: to record an event; more of this is told in a minute at the earliest",
                    thrown);
        }
    }

    private final class GuardedEvaluated implements Evaluated {
        private final Evaluated evaluated;

        GuardedEvaluated(Evaluated evaluated) {
            this.evaluated = evaluated;
        }

        @Override
        public void judged() {
            guard(evaluated::judged);
        }

        @Override
        public void decided(Decision decision) {
            guard(() -> evaluated.decided(decision));
        }

        @Override
        public void simulated(Decision decision) {
            guard(() -> evaluated.simulated(decision));
        }
    }
}
