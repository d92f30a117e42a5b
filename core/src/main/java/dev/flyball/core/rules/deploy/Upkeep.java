package dev.flyball.core.rules.deploy;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What has to be done from time to time in an engine that has no threads: one request in about a second does it when it has
 * been judged, or the host's tick. While nothing is going on a request does not even ask for the time. Thread-safe.
 */
final class Upkeep {
    private static final long INTERVAL_NANOS = 1_000_000_000;

    private final Versions versions;
    private final KillSwitch kills;
    private final @Nullable KillFile killFile;
    private final LongSupplier nanos;
    private final ReentrantLock running = new ReentrantLock();
    private volatile long due;

    Upkeep(Versions versions, KillSwitch kills, @Nullable KillFile killFile, LongSupplier nanos) {
        this.versions = versions;
        this.kills = kills;
        this.killFile = killFile;
        this.nanos = nanos;
        this.due = nanos.getAsLong();
    }

    /** Does what is due, if anything is and nobody else is at it. */
    void afterRequest() {
        boolean something = killFile != null
                || versions.state().rollout() != null
                || kills.now().nextEnd() != null;
        if (something && nanos.getAsLong() - due >= 0 && running.tryLock()) {
            try {
                if (nanos.getAsLong() - due >= 0) {
                    due = nanos.getAsLong() + INTERVAL_NANOS;
                    lookAtKills();
                    versions.tryAdvance(kills.now());
                }
            } finally {
                running.unlock();
            }
        }
    }

    /** Does it now. */
    void run() {
        running.lock();
        try {
            lookAtKills();
            versions.advance(kills.now());
        } finally {
            running.unlock();
        }
    }

    private void lookAtKills() {
        if (killFile != null) {
            killFile.check();
        }
        if (kills.now().nextEnd() != null) {
            kills.endOld();
        }
    }
}
