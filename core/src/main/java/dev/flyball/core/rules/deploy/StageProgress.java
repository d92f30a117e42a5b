package dev.flyball.core.rules.deploy;

import dev.flyball.core.rules.runtime.Outcome;
import dev.flyball.rules.Rollout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** How far a stage has come: the time that it takes, and the requests. Thread-safe, and counting takes no lock. */
final class StageProgress {
    private final Rollout.Stage stage;
    private final LongAdder requests = new LongAdder();

    StageProgress(Rollout.Stage stage) {
        this.stage = stage;
    }

    /** The new rules were tried on a request, or on a phase of one, beside those that decided. */
    void compared(@Nullable String key, boolean isFirst, Outcome live, Outcome candidate) {
        count(isFirst);
    }

    /** The new rules judged a request, or a phase of one. */
    void judged(@Nullable String key, boolean isFirst, Outcome candidate) {
        count(isFirst);
    }

    private void count(boolean isFirst) {
        if (isFirst) {
            requests.increment();
        }
    }

    long requests() {
        return requests.sum();
    }

    Verdict verdict(long nanosInStage) {
        long counted = requests();
        Duration taken = Duration.ofNanos(Math.max(0, nanosInStage));
        List<String> missing = new ArrayList<>();
        if (taken.compareTo(stage.minTime()) < 0) {
            missing.add(taken.toSeconds() + " of " + stage.minTime().toSeconds() + " s");
        }
        if (counted < stage.minRequests()) {
            missing.add(counted + " of " + stage.minRequests() + " requests");
        }
        return missing.isEmpty()
                ? Verdict.advance(counted + " requests in " + taken.toSeconds() + " s")
                : Verdict.hold("waits: " + String.join(", ", missing));
    }
}
