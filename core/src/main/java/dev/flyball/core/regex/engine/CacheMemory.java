package dev.flyball.core.regex.engine;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory of all DFA caches of the process, and its limit. What a cache has claimed counts until the garbage collector
 * has seen that nobody holds it any more: that a newer one has replaced it is not enough. Claims of collected caches are
 * settled by whoever asks next, so there is no thread for it.
 *
 * <p>Where memory is short a cache is emptied instead of grown; searches then build more of their states for themselves,
 * and stay exact.
 */
public final class CacheMemory {
    /** The share of the largest heap, and the least, that caches may take unless the host says otherwise. */
    private static final int SHARE_OF_HEAP = 8;

    private static final long LEAST = 16L << 20;

    private static final AtomicLong USED = new AtomicLong();
    private static final Set<Claim> CLAIMS = ConcurrentHashMap.newKeySet();
    private static final ReferenceQueue<Object> COLLECTED = new ReferenceQueue<>();
    private static volatile long limit = Math.max(LEAST, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);

    private CacheMemory() {}

    /** What one cache has claimed. For one thread at a time. */
    static final class Claim extends PhantomReference<Object> {
        private long bytes;

        private Claim(Object cache) {
            super(cache, COLLECTED);
        }

        void add(long more) {
            bytes += more;
            USED.addAndGet(more);
        }

        long bytes() {
            return bytes;
        }
    }

    /** Opens the account of a cache. */
    static Claim claim(Object cache) {
        settle();
        Claim claim = new Claim(cache);
        CLAIMS.add(claim);
        return claim;
    }

    /** Whether a cache may grow by so many bytes. */
    static boolean hasRoomFor(long bytes) {
        settle();
        return USED.get() + bytes <= limit;
    }

    private static void settle() {
        for (Object found = COLLECTED.poll(); found != null; found = COLLECTED.poll()) {
            Claim claim = (Claim) found;
            if (CLAIMS.remove(claim)) {
                USED.addAndGet(-claim.bytes);
            }
        }
    }

    /** How many bytes all caches take, about. */
    public static long used() {
        settle();
        return USED.get();
    }

    /** How many bytes they may take together. */
    public static long limit() {
        return limit;
    }

    /** Sets how many bytes they may take together; what is taken already is not given back. */
    public static void setLimit(long bytes) {
        limit = bytes;
    }
}
