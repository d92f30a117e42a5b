package dev.flyball.core.regex.syntax;

import dev.flyball.Meter;
import org.jspecify.annotations.Nullable;

/** Charges the steps of parsing to a meter, in strides. */
final class Work {
    private final @Nullable Meter meter;
    private int pending;
    private int stride;

    Work(Meter meter) {
        this.meter = meter;
        this.stride = meter.stride();
    }

    private Work() {
        this.meter = null;
        this.stride = Integer.MAX_VALUE;
    }

    /**
     * Charges nobody: for what is derived from the Unicode tables once a process and then kept. It is bounded by their
     * size, and who comes first must not pay for all.
     */
    static Work once() {
        return new Work();
    }

    /** Counts steps that are about to be done, or were done just now. */
    void add(int steps) {
        pending += steps;
        if (pending >= stride) {
            flush();
        }
    }

    /** Charges what is still owed. */
    void flush() {
        int owed = pending;
        pending = 0;
        if (meter != null && owed > 0) {
            meter.charge(owed);
            stride = meter.stride();
        }
    }
}
