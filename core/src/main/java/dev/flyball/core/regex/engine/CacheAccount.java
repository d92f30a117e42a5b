package dev.flyball.core.regex.engine;

import dev.flyball.Meter;
import dev.flyball.spi.MeterOwner;
import java.util.concurrent.atomic.AtomicLong;

/**
 * For whom caches are kept. What simulation builds is counted apart, in shares of its own, so that it takes no room from
 * what requests are judged by: one share for all simulated rules, one for all rule sets that are simulated in a rollout.
 * A meter tells whose searches it is charged for; without a note they are live. Thread-safe, without locks.
 */
public final class CacheAccount {
    /** What accounts together take and may take. */
    private static final class Share {
        static final Share LIVE = new Share(1);
        static final Share CANDIDATES = new Share(4);
        static final Share RULES = new Share(4);

        private final int divisor;
        private final AtomicLong used = new AtomicLong();

        private Share(int divisor) {
            this.divisor = divisor;
        }
    }

    private static final CacheAccount LIVE = new CacheAccount(Share.LIVE);
    private static final CacheAccount RULES = new CacheAccount(Share.RULES);

    /** Bit 0 tells that the share is the live one; the others how many bytes there are. */
    private final AtomicLong bytesAndLive;

    private final Share first;

    private CacheAccount(Share share) {
        this.first = share;
        this.bytesAndLive = new AtomicLong(share == Share.LIVE ? 1 : 0);
    }

    /** The account of all simulated rules. */
    public static CacheAccount ofSimulatedRules() {
        return RULES;
    }

    /** An account for a rule set that is simulated as a whole. */
    public static CacheAccount ofCandidate() {
        return new CacheAccount(Share.CANDIDATES);
    }

    /** The account that searches under this meter build for. */
    static CacheAccount of(Meter meter) {
        return MeterOwner.of(meter) instanceof CacheAccount account ? account : LIVE;
    }

    /** Lets a meter's searches build for this account. */
    public void own(Meter meter) {
        MeterOwner.set(meter, this);
    }

    /** Counts what there is, and what is to come, among what is live. */
    public void goLive() {
        long before = bytesAndLive.getAndUpdate(word -> word | 1);
        Share share = share(before);
        if (share != Share.LIVE) {
            // Whoever has added to the account by now has added, or is about to add, to the share of that moment.
            long bytes = before >> 1;
            Share.LIVE.used.addAndGet(bytes);
            share.used.addAndGet(-bytes);
        }
    }

    /** Whether it is none of a simulation, or no longer. */
    boolean isLive() {
        return share(bytesAndLive.get()) == Share.LIVE;
    }

    private Share share(long word) {
        return (word & 1) != 0 ? Share.LIVE : first;
    }

    /** Takes more bytes, or gives some back. */
    void add(long bytes) {
        long before = bytesAndLive.getAndAdd(bytes << 1);
        share(before).used.addAndGet(bytes);
    }

    /** Whether so many bytes fit into the share that this account has a part in. */
    boolean hasRoomFor(long bytes, long limit) {
        Share share = share(bytesAndLive.get());
        return share.used.get() + bytes <= limit / share.divisor;
    }

    /** What all accounts take. */
    static long used() {
        return Share.LIVE.used.get() + Share.CANDIDATES.used.get() + Share.RULES.used.get();
    }
}
