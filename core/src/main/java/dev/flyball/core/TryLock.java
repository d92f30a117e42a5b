package dev.flyball.core;

import java.util.concurrent.atomic.AtomicBoolean;

/** A lock that is only ever tried, never waited for, so that no thread hangs on one that was suspended. Not reentrant. */
public final class TryLock {
    private final AtomicBoolean locked = new AtomicBoolean();

    /** Takes the lock, if it is free. */
    public boolean tryLock() {
        // Reading first keeps the cache line shared while somebody has it.
        return !locked.get() && locked.compareAndSet(false, true);
    }

    /** Gives it back. */
    public void unlock() {
        locked.set(false);
    }
}
