package dev.flyball.core.regex.engine;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lends working memory to searches. A bounded number of objects for the whole process, whoever the threads are: what does
 * not find a free place is left to the garbage collector.
 */
public final class ScratchPool<T> {
    private static final int PROBES = 4;

    private final AtomicReferenceArray<@Nullable T> places;
    private final Supplier<T> maker;

    /** A pool whose objects are made by {@code maker} where none is left. */
    public ScratchPool(Supplier<T> maker) {
        int processors = Runtime.getRuntime().availableProcessors();
        this.places = new AtomicReferenceArray<>(Integer.highestOneBit(Math.min(processors, 32)) * 4);
        this.maker = maker;
    }

    /** An object for the caller alone. */
    public T take() {
        int start = place();
        for (int i = 0; i < PROBES; i++) {
            int at = (start + i) & (places.length() - 1);
            // Reading first keeps the cache line shared while the place is empty.
            if (places.get(at) != null) {
                T found = places.getAndSet(at, null);
                if (found != null) {
                    return found;
                }
            }
        }
        return maker.get();
    }

    /** Takes an object back, for others. */
    public void giveBack(T scratch) {
        int start = place();
        for (int i = 0; i < PROBES; i++) {
            int at = (start + i) & (places.length() - 1);
            if (places.get(at) == null && places.compareAndSet(at, null, scratch)) {
                return;
            }
        }
    }

    /** Where this thread looks first: spread by its id, so that threads seldom meet. */
    private int place() {
        long id = Thread.currentThread().getId();
        return (int) (id * 0x9E3779B97F4A7C15L >>> 40) & (places.length() - 1);
    }
}
