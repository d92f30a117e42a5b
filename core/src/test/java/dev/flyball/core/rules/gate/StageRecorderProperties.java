package dev.flyball.core.rules.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.rules.runtime.Outcome;
import dev.flyball.rules.GuardRails;
import dev.flyball.rules.MetricHistogram;
import dev.flyball.rules.Rollout;
import dev.flyball.rules.Rollout.Stage;
import dev.flyball.rules.StageCounts;
import dev.flyball.rules.StageMetric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class StageRecorderProperties {
    private static final Rollout ROLLOUT = Rollout.of(
            "a test", Stage.simulate(100, Duration.ofMinutes(10), 1), Stage.share(100, Duration.ofMinutes(10), 1));
    private static final Outcome GOOD = new Outcome(false, 2_000, 0);
    private static final Outcome BAD = new Outcome(true, 6_000, 1);
    private static final long ALLOWANCE = 10_000;
    private static final int FIRST = StepScale.first(GuardRails.defaults());

    private static StageRecorder recorder(int stage, long seed) {
        return new StageRecorder(ROLLOUT, stage, "v2", new SplittableRandom(seed)::nextLong);
    }

    private static StageCounts looked(StageRecorder recorder) {
        recorder.look();
        return recorder.counts();
    }

    private static double mean(StageCounts counts, StageMetric metric) {
        return counts.metrics().get(metric).mean();
    }

    @Property(tries = 200)
    void aKeyCountsOnceWhateverItSendsAndWhenever(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int keys, @ForAll boolean simulates) {
        StageRecorder recorder = recorder(simulates ? 0 : 1, seed);
        SplittableRandom random = new SplittableRandom(seed);
        if (simulates) {
            learn(recorder);
        }
        long before = looked(recorder).keys();
        Set<Integer> used = new HashSet<>();
        for (int i = 0; i < 3_000; i++) {
            int key = random.nextInt(keys);
            used.add(key);
            Outcome outcome = random.nextBoolean() ? GOOD : BAD;
            if (simulates) {
                recorder.compared("client-" + key, true, GOOD, outcome);
            } else {
                recorder.judged("client-" + key, true, outcome, ALLOWANCE);
            }
            if (random.nextInt(500) == 0) {
                recorder.look();
            }
        }
        // Of two keys with the same place one is measured, which is rare with so few of them.
        assertThat(looked(recorder).keys() - before).isBetween(used.size() - 10L, (long) used.size());
        assertThat(recorder.counts().metrics().values())
                .extracting(MetricHistogram::total)
                .containsOnly(recorder.counts().keys());
    }

    /** The keys that tell the scale of the steps; they are not counted before they come again. */
    private static void learn(StageRecorder recorder) {
        for (int i = 0; i < 2 * FIRST && looked(recorder).requests() < FIRST + 10; i++) {
            recorder.compared("first-" + i, true, GOOD, GOOD);
        }
        assertThat(looked(recorder).keys()).isBetween(0L, 10L);
    }

    @Property(tries = 100)
    void oneOfManyKeysHasItsShareHoweverMuchItSends(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 5_000) int sends) {
        StageRecorder recorder = recorder(0, seed);
        learn(recorder);
        for (int i = 0; i < sends; i++) {
            recorder.compared("attacker", true, GOOD, BAD);
        }
        for (int i = 0; i < 99; i++) {
            recorder.compared("client-" + i, true, GOOD, GOOD);
        }
        StageCounts counts = looked(recorder);
        assertThat(mean(counts, StageMetric.NEWLY_BLOCKED)).isBetween(0.0, 1 / 98.0);
        assertThat(mean(counts, StageMetric.NEWLY_UNFINISHED)).isBetween(0.0, 1 / 98.0);
        assertThat(mean(counts, StageMetric.STEPS_P99)).isBetween(0.0, 1 / 98.0);
    }

    @Property(tries = 50)
    void whatIsCountedIsOnAverageWhatTheKeysDo(@ForAll long seed, @ForAll @IntRange(min = 0, max = 100) int percent) {
        StageRecorder recorder = recorder(0, seed);
        learn(recorder);
        SplittableRandom random = new SplittableRandom(seed);
        for (int key = 0; key < 2_000; key++) {
            for (int i = 0; i < 5; i++) {
                boolean isBad = random.nextInt(100) < percent;
                recorder.compared("client-" + key, true, GOOD, isBad ? new Outcome(true, 3_000, 1) : GOOD);
            }
        }
        StageCounts counts = looked(recorder);
        double share = percent / 100.0;
        assertThat(mean(counts, StageMetric.NEWLY_BLOCKED)).isBetween(share - 0.06, share + 0.06);
        assertThat(mean(counts, StageMetric.NEWLY_UNFINISHED)).isBetween(share - 0.06, share + 0.06);
        assertThat(counts.stepsRatio()).isBetween(1 + share / 2 - 0.06, 1 + share / 2 + 0.06);
        // 2,000 steps are in a bucket that ends at 2,048, and the scale is 1.5 times that.
        double excess = (2_000 + 1_000 * share - 1.5 * 2_000) / (1.5 * 2_048);
        assertThat(mean(counts, StageMetric.STEPS_MEAN)).isBetween(excess - 0.03, excess + 0.03);
    }

    @Property(tries = 50)
    void whichKeysAreMeasuredDependsNeitherOnHowMuchTheySendNorOnWhen(@ForAll long seed) {
        StageRecorder recorder = recorder(1, seed);
        SplittableRandom random = new SplittableRandom(seed);
        int keys = 40_000;
        for (int i = 0; i < 5 * keys; i++) {
            // Those with small numbers come early and often.
            int key = (int) (random.nextDouble() * random.nextDouble() * Math.min(keys, i + 1));
            recorder.judged("client-" + key, true, key < 1_000 ? BAD : GOOD, ALLOWANCE);
        }
        for (int key = 0; key < keys; key++) {
            recorder.judged("client-" + key, true, key < 1_000 ? BAD : GOOD, ALLOWANCE);
        }
        assertThat(looked(recorder).keys()).isBetween(4_000L, 4_096L);
        assertThat(mean(recorder.counts(), StageMetric.BLOCKED)).isBetween(0.015, 0.035);
    }

    @Example
    void whatAKeyDoesAtAnyTimeCountsAlike() {
        for (int bad = 0; bad < 20; bad++) {
            StageRecorder recorder = recorder(1, 1);
            for (int i = 0; i < 20; i++) {
                for (int key = 0; key < 1_000; key++) {
                    recorder.judged("client-" + key, true, i == bad ? BAD : GOOD, ALLOWANCE);
                }
                recorder.look();
            }
            assertThat(mean(recorder.counts(), StageMetric.BLOCKED)).isBetween(0.0499, 0.0501);
        }
    }

    @Example
    void whoWantsFewKeysWaitsForFewToTellTheUsualSteps() {
        assertThat(FIRST).isEqualTo(32);
        for (int[] minKeys : new int[][] {{2, 16}, {16, 16}, {31, 16}, {33, 32}, {63, 32}, {64, 64}, {1_000_000, 64}}) {
            GuardRails rails = GuardRails.builder().minKeys(minKeys[0]).build();
            assertThat(StepScale.first(rails)).isEqualTo(minKeys[1]);
            StepScale scale = new StepScale(rails);
            for (int i = 1; i <= minKeys[1]; i++) {
                assertThat(scale.get()).isZero();
                scale.learn(2_000);
            }
            assertThat(scale.get()).isPositive();
        }
    }

    @Example
    void inTheNextWindowAKeyCountsAgain() {
        StageRecorder recorder = recorder(0, 1);
        learn(recorder);
        long before = recorder.counts().requests();
        for (long window = 0; window < 5; window++) {
            for (int i = 0; i < 100; i++) {
                recorder.compared("client-" + i, true, GOOD, GOOD);
            }
            StageCounts counts = looked(recorder);
            // The keys that told the usual steps are not needed a second time.
            assertThat(counts.keys()).isBetween(90L, 110L);
            assertThat(counts.requests()).isEqualTo(before + 100 * (window + 1));
            recorder = recorder.next();
        }
        assertThat(recorder.counts().keys()).isZero();
    }

    @Example
    void oneKeyOfFewThatIsFarAboveTheOthersDoesNotMakeTheScale() {
        for (int keys : new int[] {16, 64}) {
            StepScale scale = new StepScale(GuardRails.builder().minKeys(keys).build());
            for (int i = 0; i < keys; i++) {
                scale.learn(i == 5 ? 1_000_000 : 2_000);
            }
            assertThat(scale.get()).isLessThan(4_000);
        }
    }

    @Example
    void onlyWhatIsNewIsCountedInASimulation() {
        StageRecorder recorder = recorder(0, 1);
        learn(recorder);
        for (int i = 0; i < 100; i++) {
            recorder.compared("client-" + i, true, BAD, BAD);
            recorder.compared("other-" + i, true, BAD, GOOD);
        }
        StageCounts counts = looked(recorder);
        assertThat(counts.keys()).isGreaterThan(170);
        assertThat(mean(counts, StageMetric.NEWLY_BLOCKED)).isZero();
        assertThat(mean(counts, StageMetric.NEWLY_UNFINISHED)).isZero();
        assertThat(mean(counts, StageMetric.STEPS_P99)).isZero();
    }

    @Example
    void whereRulesDecideAllThatTheyDoIsCounted() {
        StageRecorder recorder = recorder(1, 1);
        for (int i = 0; i < 100; i++) {
            recorder.judged("client-" + i, true, i % 2 == 0 ? BAD : GOOD, ALLOWANCE);
        }
        StageCounts counts = looked(recorder);
        assertThat(mean(counts, StageMetric.BLOCKED)).isBetween(0.45, 0.55);
        assertThat(mean(counts, StageMetric.UNFINISHED)).isBetween(0.45, 0.55);
        assertThat(mean(counts, StageMetric.EXPENSIVE)).isBetween(0.45, 0.55);
    }

    @Example
    void requestsWithoutAKeyAreOfClientsOfTheirOwn() {
        StageRecorder recorder = recorder(1, 1);
        for (int i = 0; i < 1_000; i++) {
            recorder.judged(null, true, GOOD, ALLOWANCE);
            recorder.judged(null, false, GOOD, ALLOWANCE);
        }
        assertThat(looked(recorder).keys()).isBetween(1_500L, 2_000L);
        assertThat(recorder.counts().requests()).isEqualTo(1_000);
    }

    @Example
    void threadsLoseNothingThatTheyCount() throws Exception {
        StageRecorder recorder = new StageRecorder(
                ROLLOUT, 1, "v2", () -> ThreadLocalRandom.current().nextLong());
        int threads = 4;
        int keys = 2_000;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Future<?>> all = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            all.add(pool.submit(() -> {
                for (int i = 0; i < 20 * keys; i++) {
                    recorder.judged("client-" + i % keys, true, BAD, ALLOWANCE);
                    if (i % 1_000 == 0) {
                        recorder.look();
                    }
                }
            }));
        }
        for (Future<?> one : all) {
            one.get();
        }
        pool.shutdown();
        StageCounts counts = looked(recorder);
        assertThat(recorder.counts().requests()).isEqualTo((long) threads * 20 * keys);
        // An evaluation may be left out where threads meet, but no key counts twice.
        assertThat(counts.keys()).isBetween(keys * 3 / 4L, (long) keys);
        assertThat(mean(counts, StageMetric.BLOCKED)).isEqualTo(1);
    }

    @Property(tries = 100)
    void theScaleIsTheFactorTimesTheNinetyNinthPercentile(
            @ForAll long seed, @ForAll @IntRange(min = 64, max = 4_096) int keys) {
        StepScale scale = new StepScale(GuardRails.defaults());
        SplittableRandom random = new SplittableRandom(seed);
        List<Long> learnt = new ArrayList<>();
        for (int i = 0; i < keys; i++) {
            long steps = (long) (1_000 / Math.pow(1 - random.nextDouble(), 1 / 1.5));
            learnt.add(steps);
            scale.learn(steps);
        }
        List<Long> used = new ArrayList<>(learnt.subList(0, Integer.highestOneBit(keys)));
        used.sort(null);
        long percentile = used.get(used.size() - 1 - Math.max(1, used.size() / 100));
        assertThat((double) scale.get()).isBetween(1.5 * percentile, 1.5 * percentile * 1.125 + 2);
    }

    @Example
    void withoutGuardRailsRequestsAreCountedAlone() {
        StageRecorder recorder =
                new StageRecorder(ROLLOUT.guarded(GuardRails.none()), 0, "v2", new SplittableRandom(1)::nextLong);
        recorder.compared("client", true, GOOD, BAD);
        assertThat(looked(recorder).metrics()).isEmpty();
        assertThat(recorder.counts().requests()).isEqualTo(1);
    }
}
