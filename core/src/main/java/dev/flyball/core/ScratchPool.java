package dev.flyball.core;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Lends working memory to searches. A bounded number of objects for the whole process, whoever the threads are: what does
 * not find a free place is left to the garbage collector.
 */
public final class ScratchPool<T> {
    private static final int PROBES = 4;

    /** An object that has grown to more ints than this counts as large: 1 MB. */
    private static final int LARGE = 1 << 18;

    /** The most ints that all large objects in a pool may have together: 16 MB. */
    private static final int MAX_LARGE_TOGETHER = 1 << 22;

    private final ThreadLanes lanes = ThreadLanes.perProcessor(4, 32);
    private final AtomicReferenceArray<@Nullable T> places = new AtomicReferenceArray<>(lanes.count());
    private final Supplier<T> maker;
    private final ToIntFunction<T> size;
    private final AtomicInteger largeTogether = new AtomicInteger();

    /** A pool whose objects are made by {@code maker} where none is left. */
    public ScratchPool(Supplier<T> maker) {
        this(maker, scratch -> 0);
    }

    /**
     * A pool of objects that grow with their use.
     *
     * @param size how many ints an object holds on to; it does not change while nobody uses the object
     */
    public ScratchPool(Supplier<T> maker, ToIntFunction<T> size) {
        this.maker = maker;
        this.size = size;
    }

    /** An object for the caller alone. */
    public T take() {
        int start = lanes.mine();
        for (int i = 0; i < PROBES; i++) {
            int at = (start + i) & (places.length() - 1);
            // Reading first keeps the cache line shared while the place is empty.
            if (places.get(at) != null) {
                T found = places.getAndSet(at, null);
                if (found != null) {
                    int ints = size.applyAsInt(found);
                    if (ints > LARGE) {
                        largeTogether.addAndGet(-ints);
                    }
                    return found;
                }
            }
        }
        return maker.get();
    }

    /** Takes an object back, for others. */
    public void giveBack(T scratch) {
        int ints = size.applyAsInt(scratch);
        if (ints > LARGE && largeTogether.addAndGet(ints) > MAX_LARGE_TOGETHER) {
            largeTogether.addAndGet(-ints);
            return;
        }
        int start = lanes.mine();
        for (int i = 0; i < PROBES; i++) {
            int at = (start + i) & (places.length() - 1);
            if (places.get(at) == null && places.compareAndSet(at, null, scratch)) {
                return;
            }
        }
        if (ints > LARGE) {
            largeTogether.addAndGet(-ints);
        }
    }
}
