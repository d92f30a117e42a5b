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
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Measures one window of a stage of a rollout. A key counts once: as the average of up to {@link KeySample#MAX} of its
 * evaluations, each of which is taken with half the probability of the one before, so that they are spread over what the key
 * does. Its samples are in a table of fixed size until others need the place or {@link #flush} comes. So a key that sends
 * a million requests has no more to say than one that sends ten, and memory does not depend on the number of keys.
 *
 * <p>What is counted is told as of the last {@link #flush}, all keys that came before it together: whose samples were complete
 * first, which are the busy ones, is not seen before the others.
 *
 * <p>Recording takes a time that depends on the length of the key alone, and allocates nothing. Thread-safe, without locks: a
 * sample that meets others at its place more than {@link #TRIES} times is left out.
 */
final class StageRecorder {
    private static final int TABLE = 1 << 12;
    private static final int TRIES = 4;

    private final Rollout rollout;
    private final int stage;
    private final String version;
    private final long windowsBefore;
    private final long undecidedBefore;
    private final boolean compares;
    private final double factor;
    private final long freeSteps;
    private final long maxSteps;
    private final List<Limit> limits;
    private final int[] offsets;
    private final LongSupplier random;
    private final LongAdder requests;
    private final LongAdder liveSteps = new LongAdder();
    private final LongAdder newSteps = new LongAdder();
    private final KeyFilter seen = new KeyFilter();
    private final StepScale scale;
    private final AtomicLongArray table;
    private final AtomicLongArray counts;
    private volatile Sums told;

    /**
     * The first of a stage that begins.
     *
     * @param version of the new rules
     * @param stage from 0
     * @param random 64 random bits each time; called by all threads
     */
    StageRecorder(Rollout rollout, int stage, String version, LongSupplier random) {
        this(rollout, stage, version, random, 0, 0, new LongAdder(), new StepScale(rollout.guardRails()));
    }

    private StageRecorder(
            Rollout rollout,
            int stage,
            String version,
            LongSupplier random,
            long windowsBefore,
            long undecidedBefore,
            LongAdder requests,
            StepScale scale) {
        GuardRails rails = rollout.guardRails();
        this.rollout = rollout;
        this.stage = stage;
        this.version = version;
        this.windowsBefore = windowsBefore;
        this.undecidedBefore = undecidedBefore;
        this.requests = requests;
        this.compares = rollout.stages().get(stage).isSimulation();
        this.factor = rails.stepsFactor();
        this.freeSteps = rails.freeSteps();
        this.maxSteps = rails.maxSteps();
        this.limits = Limit.of(rollout.stages().get(stage), rails);
        this.random = random;
        this.scale = scale;
        this.table = new AtomicLongArray(limits.isEmpty() ? 0 : TABLE);
        this.offsets = new int[limits.size()];
        int bins = 0;
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = bins;
            bins += limits.get(i).bins();
        }
        this.counts = new AtomicLongArray(bins);
        this.told = sums();
    }

    /**
     * That of the next window: no key has been counted, the requests of the stage and what the live rules' steps usually are have not
     * been forgotten.
     *
     * @param isUndecided whether this window could have shown that the rules are within all limits, and did not
     */
    StageRecorder next(boolean isUndecided) {
        return new StageRecorder(
                rollout,
                stage,
                version,
                random,
                windowsBefore + 1,
                undecidedBefore + (isUndecided ? 1 : 0),
                requests,
                scale);
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
        if (most == 0) {
            // The first keys tell the scale, and nothing else.
            if (key == null || seen.add(hash)) {
                scale.learn(before);
            }
            return;
        }
        add(
                hash,
                key == null,
                !live.blocked() && candidate.blocked(),
                candidate.unfinished() > live.unfinished(),
                now > most && before <= most,
                before,
                now,
                most);
    }

    /**
     * The new rules judged a request, or a phase of one.
     *
     * @param allowance how many steps the request had
     */
    void judged(@Nullable String key, boolean isFirst, Outcome candidate, long allowance) {
        count(isFirst);
        if (!limits.isEmpty()) {
            boolean expensive = candidate.scanSteps() > Math.min(maxSteps, allowance / 2);
            add(hash(key), key == null, candidate.blocked(), candidate.unfinished() > 0, expensive, 0, 0, 1);
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

    private void add(
            long hash,
            boolean isAlone,
            boolean first,
            boolean second,
            boolean third,
            long before,
            long now,
            long most) {
        int partsBefore = parts(before, most);
        int partsNow = parts(now, most);
        if (isAlone) {
            learn(before);
            emit(KeySample.with(KeySample.of(hash), first, second, third, partsBefore, partsNow));
            return;
        }
        int place = (int) (hash >>> 30) & TABLE - 1;
        for (int i = 0; i < TRIES; i++) {
            long sample = table.get(place);
            boolean isKnown = KeySample.isOf(sample, hash);
            if (isKnown ? !isTaken(KeySample.evaluations(sample)) : !seen.add(hash)) {
                return;
            }
            long next =
                    KeySample.with(isKnown ? sample : KeySample.of(hash), first, second, third, partsBefore, partsNow);
            if (table.compareAndSet(place, sample, next)) {
                if (!isKnown) {
                    learn(before);
                    emit(sample);
                }
                return;
            }
            if (!isKnown) {
                return;
            }
        }
    }

    private void learn(long before) {
        if (compares) {
            scale.learn(before);
        }
    }

    /** Whether one more evaluation of a key is taken that has so many. */
    private boolean isTaken(int evaluations) {
        return evaluations < KeySample.MAX && random.getAsLong() >>> Long.SIZE - evaluations == 0;
    }

    private static int parts(long steps, long most) {
        return (int) Math.round((double) Math.min(steps, most) / most * KeySample.MAX_STEPS);
    }

    /** Counts the samples of a key that will not have more of them; those of no key are nothing. */
    private void emit(long sample) {
        if (sample == 0) {
            return;
        }
        if (compares) {
            liveSteps.add((long) KeySample.liveSteps(sample) * KeySample.PARTS / KeySample.evaluations(sample));
            newSteps.add((long) KeySample.newSteps(sample) * KeySample.PARTS / KeySample.evaluations(sample));
            counts.incrementAndGet(offsets[3] + stepsBin(sample, limits.get(3)));
        }
        for (int event = 0; event < 3; event++) {
            counts.incrementAndGet(offsets[event] + KeySample.share(sample, event));
        }
    }

    /** One of the two values of the grid between which the mean lies, by chance, so that the expectation is the mean. */
    private int stepsBin(long sample, Limit limit) {
        double all = (double) KeySample.MAX_STEPS * KeySample.evaluations(sample);
        double mean = (KeySample.newSteps(sample) - factor * KeySample.liveSteps(sample)) / all;
        double place = (mean - limit.lower()) / (limit.upper() - limit.lower()) * (limit.bins() - 1);
        int below = Math.min((int) place, limit.bins() - 2);
        double chance = (random.getAsLong() >>> 11) * 0x1p-53;
        return chance < place - below ? below + 1 : below;
    }

    /** Counts all keys that are in the table, which get no more samples, and tells of them. To be called from time to time. */
    void flush() {
        for (int place = 0; place < table.length(); place++) {
            if (table.get(place) != 0) {
                emit(table.getAndSet(place, 0));
            }
        }
        told = sums();
    }

    /** The requests until now, and what was counted until the last {@link #flush}. */
    StageCounts counts() {
        Sums keys = told;
        return StageCounts.of(
                version,
                stage,
                windowsBefore,
                undecidedBefore,
                requests.sum(),
                keys.liveSteps,
                keys.newSteps,
                keys.metrics);
    }

    private Sums sums() {
        EnumMap<StageMetric, MetricHistogram> metrics = new EnumMap<>(StageMetric.class);
        for (int i = 0; i < offsets.length; i++) {
            Limit limit = limits.get(i);
            long[] bins = new long[limit.bins()];
            for (int bin = 0; bin < bins.length; bin++) {
                bins[bin] = counts.get(offsets[i] + bin);
            }
            metrics.put(limit.metric(), MetricHistogram.of(limit.lower(), limit.upper(), bins));
        }
        return new Sums(liveSteps.sum(), newSteps.sum(), metrics);
    }

    /** What the keys add up to. */
    private record Sums(long liveSteps, long newSteps, Map<StageMetric, MetricHistogram> metrics) {}
}
