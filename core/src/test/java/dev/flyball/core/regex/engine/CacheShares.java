package dev.flyball.core.regex.engine;

import dev.flyball.Budget;
import java.time.Duration;

/** Tells what the accounts of caches add up to, by asking what would fit. */
public final class CacheShares {
    private static final int DIVISOR = 4;

    private CacheShares() {}

    /** Takes what earlier tests have built and nobody holds any more out of the accounts. */
    public static void settle() {
        for (int i = 0; i < 10 && CacheMemory.used() > 0; i++) {
            System.gc();
        }
    }

    /** What is built for rule sets that are simulated. */
    public static long candidates() {
        return used(CacheAccount.ofCandidate(), DIVISOR);
    }

    /** What is built for everything but simulation. */
    public static long live() {
        return used(CacheAccount.of(Budget.of(1, Duration.ofHours(1)).start()), 1);
    }

    private static long used(CacheAccount account, int divisor) {
        long low = 0;
        long high = 1L << 40;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (account.hasRoomFor(0, middle * divisor)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
