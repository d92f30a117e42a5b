package dev.flyball;

import java.util.function.LongSupplier;

/**
 * A meter that counts nothing, to be put before the real one on the class path: the same loops without metering, so that
 * its cost can be told. For benchmarks alone; it keeps no promise of the real one.
 */
public final class Meter {
    public static final int MAX_STRIDE = 4096;

    private static final int ENDLESS = 1 << 30;

    private Meter() {}

    static Meter root(long maxSteps, long maxNanos, LongSupplier clock) {
        return new Meter();
    }

    public Meter slice(long maxSteps) {
        return this;
    }

    public void renew(long maxSteps) {}

    public long stepsUsed() {
        return 0;
    }

    public long scanSteps() {
        return 0;
    }

    public long buildSteps() {
        return 0;
    }

    public long maxSteps() {
        return ENDLESS;
    }

    public long stepsRemaining() {
        return ENDLESS;
    }

    public void cancel() {}

    public boolean isCancelled() {
        return false;
    }

    public int stride() {
        return ENDLESS;
    }

    public void charge(long steps) {}

    public void chargeBuild(long steps) {}

    public void pause() {}

    public void resume() {}
}
