package dev.flyball.core.rules.gate;

import dev.flyball.core.rules.runtime.Outcome;
import dev.flyball.core.text.SaltedHash;
import dev.flyball.rules.GuardRails;
import dev.flyball.rules.MetricHistogram;
import dev.flyball.rules.Rollout;
import dev.flyball.rules.RuleEngine;
import dev.flyball.rules.StageCounts;
import dev.flyball.rules.StageMetric;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Measures one window of a stage of a rollout. A key counts once: as the average of all its evaluations in the window. So a key
 * that sends a million requests has no more to say than one that sends ten.
 *
 * <p>Of many keys some thousand are measured. Each has one place in a table, by its hash, and of all keys with the same place the
 * one with the least hash is measured (the sketch of one permutation hashing: Li, Owen and Zhang, "One Permutation Hashing", NIPS
 * 2012): so they are chosen by chance alone, neither the busy ones nor the first, whatever their number.
 *
 * <p>What was counted is told as of the last {@link #look}. Recording takes a time that depends on the length of the key alone.
 * Thread-safe, without locks: an evaluation that meets others at its place more than {@link #TRIES} times is left out.
 */
final class StageRecorder {
    private static final int TABLE = 1 << 12;
    private static final int TRIES = 4;

    private final Rollout rollout;
    private final int stage;
    private final String version;
    private final boolean compares;
    private final double factor;
    private final long freeSteps;
    private final long maxSteps;
    private final List<Limit> limits;
    private final LongSupplier random;
    private final LongAdder requests;
    private final StepScale scale;
    private final AtomicReferenceArray<@Nullable KeySample> table;
    private volatile Sums told;

    /**
     * The first of a stage that begins.
     *
     * @param version of the new rules
     * @param stage from 0
     * @param random 64 random bits each time; called by all threads
     */
    StageRecorder(Rollout rollout, int stage, String version, LongSupplier random) {
        this(rollout, stage, version, random, new LongAdder(), new StepScale(rollout.guardRails()));
    }

    private StageRecorder(
            Rollout rollout, int stage, String version, LongSupplier random, LongAdder requests, StepScale scale) {
        GuardRails rails = rollout.guardRails();
        this.rollout = rollout;
        this.stage = stage;
        this.version = version;
        this.requests = requests;
        this.compares = rollout.stages().get(stage).isSimulation();
        this.factor = rails.stepsFactor();
        this.freeSteps = rails.freeSteps();
        this.maxSteps = rails.maxSteps();
        this.limits = Limit.of(rollout.stages().get(stage), rails);
        this.random = random;
        this.scale = scale;
        this.table = new AtomicReferenceArray<>(limits.isEmpty() ? 0 : TABLE);
        this.told = sums();
    }

    /**
     * That of the next window: no key has been counted, the requests of the stage and what the live rules' steps usually are
     * have not been forgotten.
     */
    StageRecorder next() {
        return new StageRecorder(rollout, stage, version, random, requests, scale);
    }

    /**
     * The new rules were tried on a request, or on a phase of one, beside those that decided.
     *
     * @param key what the host tells clients apart by, or null for a request that is as one of a client of its own
     * @param isFirst whether it is the request's first phase
     */
    void compared(@Nullable String key, boolean isFirst, Outcome live, Outcome candidate) {
        count(isFirst);
        if (limits.isEmpty()) {
            return;
        }
        long before = Math.max(freeSteps, live.scanSteps());
        long now = Math.max(freeSteps, candidate.scanSteps());
        long hash = hash(key);
        long most = scale.get();
        // The first keys tell the scale; what they do counts when there is one.
        if (measures(hash, before) && most > 0) {
            add(
                    hash,
                    !live.blocked() && candidate.blocked(),
                    candidate.unfinished() > live.unfinished(),
                    now > most && before <= most,
                    (double) Math.min(before, most),
                    (double) Math.min(now, most));
        }
    }

    /**
     * The new rules judged a request, or a phase of one.
     *
     * @param allowance how many steps the request had
     */
    void judged(@Nullable String key, boolean isFirst, Outcome candidate, long allowance) {
        count(isFirst);
        if (limits.isEmpty()) {
            return;
        }
        long hash = hash(key);
        if (measures(hash, 0)) {
            boolean expensive = candidate.scanSteps() > Math.min(maxSteps, allowance / 2);
            add(hash, candidate.blocked(), candidate.unfinished() > 0, expensive, 0, 0);
        }
    }

    private void count(boolean isFirst) {
        if (isFirst) {
            requests.increment();
        }
    }

    private long hash(@Nullable String key) {
        return key == null ? random.getAsLong() : SaltedHash.longOf(key, RuleEngine.MAX_KEY_LENGTH);
    }

    private static int place(long hash) {
        return (int) (hash >>> 30) & TABLE - 1;
    }

    /** Whether a key is measured; it is from now on if it has the least hash at its place. */
    private boolean measures(long hash, long before) {
        int place = place(hash);
        for (int i = 0; i < TRIES; i++) {
            KeySample held = table.get(place);
            int order = held == null ? -1 : Long.compareUnsigned(hash, held.hash());
            if (order >= 0) {
                return order == 0;
            }
            if (table.compareAndSet(place, held, KeySample.of(hash))) {
                if (compares) {
                    scale.learn(before);
                }
                return true;
            }
        }
        return false;
    }

    private void add(long hash, boolean first, boolean second, boolean third, double before, double now) {
        int place = place(hash);
        for (int i = 0; i < TRIES; i++) {
            KeySample held = table.get(place);
            if (held == null
                    || held.hash() != hash
                    || table.compareAndSet(place, held, held.with(first, second, third, before, now))) {
                return;
            }
        }
    }

    /** Looks at what all keys have done until now, and tells it. To be called from time to time. */
    void look() {
        told = sums();
    }

    /** The requests until now, and what was seen of the keys at the last {@link #look}. */
    StageCounts counts() {
        Sums keys = told;
        return StageCounts.of(version, stage, requests.sum(), keys.liveSteps, keys.newSteps, keys.metrics);
    }

    private Sums sums() {
        long[][] counts = new long[limits.size()][];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = new long[limits.get(i).bins()];
        }
        double live = 0;
        double now = 0;
        for (int place = 0; place < table.length(); place++) {
            KeySample sample = table.get(place);
            if (sample != null && sample.evaluations() > 0) {
                for (int event = 0; event < 3; event++) {
                    counts[event][limits.get(event).bin(sample.share(event), sample.chance())]++;
                }
                if (compares) {
                    live += sample.liveMean();
                    now += sample.newMean();
                    double excess = (sample.newMean() - factor * sample.liveMean()) / scale.get();
                    counts[3][limits.get(3).bin(excess, sample.chance())]++;
                }
            }
        }
        EnumMap<StageMetric, MetricHistogram> metrics = new EnumMap<>(StageMetric.class);
        for (int i = 0; i < counts.length; i++) {
            Limit limit = limits.get(i);
            metrics.put(limit.metric(), MetricHistogram.of(limit.lower(), limit.upper(), counts[i]));
        }
        return new Sums((long) live, (long) now, metrics);
    }

    /** What the keys add up to. */
    private record Sums(long liveSteps, long newSteps, Map<StageMetric, MetricHistogram> metrics) {}
}
