package dev.flyball.core.rules.gate;

import dev.flyball.core.rules.runtime.Outcome;
import dev.flyball.core.text.SaltedHash;
import dev.flyball.rules.GuardRails;
import dev.flyball.rules.MetricHistogram;
import dev.flyball.rules.Rollout;
import dev.flyball.rules.RuleEngine;
import dev.flyball.rules.StageCounts;
import dev.flyball.rules.StageMetric;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
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
    private final double mostSteps;
    private final long freeSteps;
    private final long maxSteps;
    private final List<Limit> limits;
    private final LongSupplier random;
    private final LongAdder requests;
    private final AtomicReferenceArray<@Nullable KeySample> table;
    private volatile Measured told;

    /**
     * The first of a stage that begins.
     *
     * @param version of the new rules
     * @param stage from 0
     * @param random 64 random bits each time; called by all threads
     */
    StageRecorder(Rollout rollout, int stage, String version, LongSupplier random) {
        this(rollout, stage, version, random, new LongAdder());
    }

    private StageRecorder(Rollout rollout, int stage, String version, LongSupplier random, LongAdder requests) {
        GuardRails rails = rollout.guardRails();
        this.rollout = rollout;
        this.stage = stage;
        this.version = version;
        this.requests = requests;
        this.compares = rollout.stages().get(stage).isSimulation();
        this.factor = rails.stepsFactor();
        this.mostSteps = Limit.mostSteps(factor);
        this.freeSteps = rails.freeSteps();
        this.maxSteps = rails.maxSteps();
        this.limits = Limit.of(rollout.stages().get(stage), rails);
        this.random = random;
        this.table = new AtomicReferenceArray<>(limits.isEmpty() ? 0 : TABLE);
        this.told = measured();
    }

    /** That of the next window: no key has been counted, the requests of the stage have not been forgotten. */
    StageRecorder next() {
        return new StageRecorder(rollout, stage, version, random, requests);
    }

    /**
     * The new rules were tried on a request, or on a phase of one, beside those that decided.
     *
     * @param key what the host tells clients apart by, or null for a request that is as one of a client of its own
     * @param isFirst whether it is the request's first phase
     */
    void compared(@Nullable String key, boolean isFirst, Outcome live, Outcome candidate) {
        boolean blocked = !live.blocked() && candidate.blocked();
        boolean unfinished = candidate.unfinished() > live.unfinished();
        long before = Math.max(freeSteps, live.scanSteps());
        long now = Math.max(freeSteps, candidate.scanSteps());
        long choice = random.getAsLong();
        record(key, isFirst, held -> held.withCompared(blocked, unfinished, before, now, choice));
    }

    /**
     * The same of a request on which the new rules were stopped: it counts if they took more steps than they may by then, and says nothing
     * of what they would have blocked.
     */
    void comparedSoFar(@Nullable String key, boolean isFirst, Outcome live, Outcome candidate) {
        boolean unfinished = candidate.unfinished() > live.unfinished();
        long before = Math.max(freeSteps, live.scanSteps());
        long choice = random.getAsLong();
        if (candidate.scanSteps() > factor * before) {
            record(key, isFirst, held -> held.withSteps(unfinished, before, candidate.scanSteps(), choice));
        } else {
            count(isFirst);
        }
    }

    /**
     * The new rules judged a request, or a phase of one.
     *
     * @param allowance how many steps the request had
     */
    void judged(@Nullable String key, boolean isFirst, Outcome candidate, long allowance) {
        boolean expensive = candidate.scanSteps() > Math.min(maxSteps, allowance / 2);
        record(key, isFirst, held -> held.withJudged(candidate.blocked(), candidate.unfinished() > 0, expensive));
    }

    /**
     * A request of which nothing else is known than whether the new rules blocked it: in a simulation, what the live ones do not block.
     */
    void onlyBlocks(@Nullable String key, boolean isFirst, boolean blocked) {
        record(key, isFirst, held -> held.withBlocked(blocked));
    }

    private void record(@Nullable String key, boolean isFirst, UnaryOperator<KeySample> evaluation) {
        count(isFirst);
        if (!limits.isEmpty()) {
            long hash = hash(key);
            if (measures(hash)) {
                add(hash, evaluation);
            }
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
    private boolean measures(long hash) {
        int place = place(hash);
        for (int i = 0; i < TRIES; i++) {
            KeySample held = table.get(place);
            int order = held == null ? -1 : Long.compareUnsigned(hash, held.hash());
            if (order >= 0) {
                return order == 0;
            }
            if (table.compareAndSet(place, held, KeySample.of(hash))) {
                return true;
            }
        }
        return false;
    }

    private void add(long hash, UnaryOperator<KeySample> evaluation) {
        int place = place(hash);
        for (int i = 0; i < TRIES; i++) {
            KeySample held = table.get(place);
            if (held == null || held.hash() != hash || table.compareAndSet(place, held, evaluation.apply(held))) {
                return;
            }
        }
    }

    /** Looks at what all keys have done until now, and tells it. To be called from time to time. */
    void look() {
        told = measured();
    }

    /** The requests until now, and what was seen of the keys at the last {@link #look}. */
    StageCounts counts() {
        Measured keys = told;
        return StageCounts.of(version, stage, requests.sum(), keys.liveSteps, keys.newSteps, keys.metrics);
    }

    private Measured measured() {
        List<KeySample> samples = new ArrayList<>();
        for (int place = 0; place < table.length(); place++) {
            KeySample sample = table.get(place);
            if (sample != null) {
                samples.add(sample);
            }
        }
        List<KeySample> judged =
                samples.stream().filter(sample -> sample.evaluations() > 0).toList();
        List<KeySample> comparable =
                samples.stream().filter(sample -> sample.comparable() > 0).toList();
        double usual = compares ? ninetyNinth(comparable, KeySample::liveChosen) : 0;
        EnumMap<StageMetric, MetricHistogram> metrics = new EnumMap<>(StageMetric.class);
        for (Limit limit : limits) {
            long[] counts = new long[limit.bins()];
            boolean isOfBlocks = limit.metric() == StageMetric.NEWLY_BLOCKED || limit.metric() == StageMetric.BLOCKED;
            for (KeySample sample : isOfBlocks ? judged : comparable) {
                counts[limit.bin(value(limit.metric(), sample, usual), sample.chance())]++;
            }
            metrics.put(limit.metric(), MetricHistogram.of(limit.lower(), limit.upper(), counts));
        }
        return compares ? withSteps(comparable, metrics) : new Measured(0, 0, metrics);
    }

    private Measured withSteps(List<KeySample> samples, Map<StageMetric, MetricHistogram> metrics) {
        double most = ninetyNinth(samples, KeySample::liveMean);
        double live = 0;
        double excess = 0;
        double greatest = 0;
        double itsLive = 0;
        for (KeySample sample : samples) {
            double own = Math.min(most, sample.liveMean());
            double more = own * (Math.min(mostSteps, sample.stepsRatio()) - 1);
            live += own;
            excess += more;
            if (more > greatest) {
                greatest = more;
                itsLive = own;
            }
        }
        live -= itsLive;
        return new Measured((long) live, (long) (live + excess - greatest), metrics);
    }

    private double value(StageMetric metric, KeySample sample, double usual) {
        return switch (metric) {
            case NEWLY_BLOCKED, BLOCKED -> sample.blockedShare();
            case NEWLY_UNFINISHED, UNFINISHED -> sample.share(sample.unfinished());
            case EXPENSIVE -> sample.share(sample.expensive());
            case STEPS_MEAN -> sample.stepsRatio();
            case STEPS_P99 -> sample.newChosen() > factor * Math.max(usual, (double) sample.liveChosen()) ? 1 : 0;
        };
    }

    /** The 99th percentile of the live rules' steps; of few keys it leaves out the greatest, which would be it by itself. */
    private static double ninetyNinth(List<KeySample> samples, ToDoubleFunction<KeySample> liveSteps) {
        double[] steps = samples.stream().mapToDouble(liveSteps).sorted().toArray();
        int above = Math.max(1, steps.length / 100);
        return steps.length > above ? steps[steps.length - 1 - above] : 0;
    }

    /** What the keys add up to. */
    private record Measured(long liveSteps, long newSteps, Map<StageMetric, MetricHistogram> metrics) {}
}
