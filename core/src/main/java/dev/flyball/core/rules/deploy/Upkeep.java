package dev.flyball.core.rules.deploy;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * What has to be done from time to time in an engine that has no threads: one request in about a second does it when it has
 * been judged, or the host's tick. While nothing is going on a request does not even ask for the time. Thread-safe.
 */
final class Upkeep {
    private static final long INTERVAL_NANOS = 1_000_000_000;

    private final Versions versions;
    private final LongSupplier nanos;
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile long due;

    Upkeep(Versions versions, LongSupplier nanos) {
        this.versions = versions;
        this.nanos = nanos;
        this.due = nanos.getAsLong();
    }

    /** Does what is due, if anything is and no other request is at it. */
    void afterRequest() {
        if (versions.state().rollout() != null && nanos.getAsLong() - due >= 0 && running.compareAndSet(false, true)) {
            try {
                due = nanos.getAsLong() + INTERVAL_NANOS;
                versions.tryAdvance();
            } finally {
                running.set(false);
            }
        }
    }

    /** Does it now. */
    void run() {
        versions.advance();
    }
}
