package dev.flyball.core.rules.gate;

import dev.flyball.rules.GuardRails;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Up to how many steps an evaluation is told apart from others: the live rules' 99th percentile times a factor. It is learnt
 * from one evaluation of each key, first after 16 to 64 keys and again whenever their number has doubled, so it depends on
 * evaluations before alone, and no key has more to say than another: of fewer than 200 keys it leaves out the greatest one, which
 * would make the scale by itself. Thread-safe.
 */
final class StepScale {
    private static final int LEAST_FIRST = 16;
    private static final int MOST_FIRST = 64;

    /** Buckets from one power of two to the next: steps are known to an eighth. */
    private static final int PER_OCTAVE = 8;

    private final double factor;
    private final int first;
    private final AtomicLong keys = new AtomicLong();
    private final AtomicLongArray buckets = new AtomicLongArray(Long.SIZE * PER_OCTAVE);
    private volatile long scale;

    StepScale(GuardRails rails) {
        this.factor = rails.stepsFactor();
        this.first = first(rails);
    }

    /** After how many keys there is a scale: at a site that is content with few keys for a verdict, after few. */
    static int first(GuardRails rails) {
        int first = LEAST_FIRST;
        while (2 * first <= Math.min(rails.minKeys(), MOST_FIRST)) {
            first *= 2;
        }
        return first;
    }

    /** The scale, at least 1, or 0 if it is not known yet. */
    long get() {
        return scale;
    }

    /** An evaluation of a key that is new. */
    void learn(long liveSteps) {
        buckets.incrementAndGet(bucket(Math.max(1, liveSteps)));
        long count = keys.incrementAndGet();
        if (count >= first && Long.bitCount(count) == 1) {
            scale = scale(count);
        }
    }

    private long scale(long count) {
        long above = Math.max(1, count / 100);
        int bucket = buckets.length() - 1;
        for (long seen = buckets.get(bucket); seen <= above && bucket > 0; seen += buckets.get(bucket)) {
            bucket--;
        }
        return (long) Math.min(0x1p62, Math.ceil(end(bucket) * factor));
    }

    private static int bucket(long steps) {
        int octave = 63 - Long.numberOfLeadingZeros(steps);
        long part = octave >= 3 ? steps >>> octave - 3 : steps << 3 - octave;
        return octave * PER_OCTAVE + (int) (part & PER_OCTAVE - 1);
    }

    /** Where a bucket ends. */
    private static double end(int bucket) {
        return Math.scalb((double) PER_OCTAVE + bucket % PER_OCTAVE + 1, bucket / PER_OCTAVE - 3);
    }
}
