package dev.flyball.core.regex.engine;

import dev.flyball.Meter;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The memory of all DFA caches of the process, and its limit. What a cache has claimed counts until the garbage collector
 * has seen that nobody holds it any more: that a newer one has replaced it is not enough. Claims of collected caches are
 * settled by whoever asks next, so there is no thread for it.
 *
 * <p>The limit is that of what is live; simulation has shares besides, see {@link CacheAccount}. Where memory is short a cache is
 * emptied instead of grown; searches then build more of their states for themselves, and stay exact.
 */
public final class CacheMemory {
    /** The share of the largest heap, and the least, that caches may take unless the host says otherwise. */
    private static final int SHARE_OF_HEAP = 8;

    private static final long LEAST = 16L << 20;

    private static final Set<Claim> CLAIMS = ConcurrentHashMap.newKeySet();
    private static final ReferenceQueue<Object> COLLECTED = new ReferenceQueue<>();
    private static volatile long limit = Math.max(LEAST, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);

    private CacheMemory() {}

    /** What one cache has claimed. For one thread at a time. */
    static final class Claim extends PhantomReference<Object> {
        private long bytes;
        private @Nullable CacheAccount account;

        private Claim(Object cache) {
            super(cache, COLLECTED);
        }

        void add(long more) {
            bytes += more;
            if (account != null) {
                account.add(more);
            }
        }

        /**
         * Says who builds in the cache now. It counts for the first one, and what simulation has built for whoever goes on
         * with it.
         */
        void builtBy(Meter meter) {
            CacheAccount before = account;
            if (before == null || !before.isLive()) {
                CacheAccount after = CacheAccount.of(meter);
                if (before != after) {
                    after.add(bytes);
                    if (before != null) {
                        before.add(-bytes);
                    }
                    account = after;
                }
            }
        }

        /** Whether the cache may grow by so many bytes. */
        boolean hasRoomFor(long more) {
            settle();
            CacheAccount now = account;
            return now == null || now.hasRoomFor(more, limit);
        }

        long bytes() {
            return bytes;
        }
    }

    /** The claim of a cache, which counts as soon as somebody builds in it. */
    static Claim claim(Object cache) {
        settle();
        Claim claim = new Claim(cache);
        CLAIMS.add(claim);
        return claim;
    }

    private static void settle() {
        for (Object found = COLLECTED.poll(); found != null; found = COLLECTED.poll()) {
            Claim claim = (Claim) found;
            CacheAccount account = claim.account;
            if (CLAIMS.remove(claim) && account != null) {
                account.add(-claim.bytes);
            }
        }
    }

    /** How many bytes all caches take, about. */
    public static long used() {
        settle();
        return CacheAccount.used();
    }

    /** How many bytes they may take together, but for simulation. */
    public static long limit() {
        return limit;
    }

    /** Sets how many bytes they may take together, but for simulation; what is taken already is not given back. */
    public static void setLimit(long bytes) {
        limit = bytes;
    }
}
