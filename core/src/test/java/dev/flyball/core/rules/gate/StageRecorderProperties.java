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

    private static StageCounts flushed(StageRecorder recorder) {
        recorder.flush();
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
        long before = flushed(recorder).keys();
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
                recorder.flush();
            }
        }
        // A new key that the filter takes for an old one is rare with so few of them.
        assertThat(flushed(recorder).keys() - before).isBetween(used.size() - 1L, (long) used.size());
        assertThat(recorder.counts().metrics().values())
                .extracting(MetricHistogram::total)
                .containsOnly(recorder.counts().keys());
    }

    /** The keys that tell the scale of the steps, and nothing else. */
    private static void learn(StageRecorder recorder) {
        for (int i = 0; i < FIRST; i++) {
            recorder.compared("first-" + i, true, GOOD, BAD);
        }
        assertThat(flushed(recorder).keys()).isZero();
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
        StageCounts counts = flushed(recorder);
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
        StageCounts counts = flushed(recorder);
        double share = percent / 100.0;
        assertThat(mean(counts, StageMetric.NEWLY_BLOCKED)).isBetween(share - 0.06, share + 0.06);
        assertThat(mean(counts, StageMetric.NEWLY_UNFINISHED)).isBetween(share - 0.06, share + 0.06);
        assertThat(counts.stepsRatio()).isBetween(1 + share / 2 - 0.06, 1 + share / 2 + 0.06);
        // 2,000 steps are in a bucket that ends at 2,048, and the scale is 1.5 times that.
        double excess = (2_000 + 1_000 * share - 1.5 * 2_000) / (1.5 * 2_048);
        assertThat(mean(counts, StageMetric.STEPS_MEAN)).isBetween(excess - 0.03, excess + 0.03);
    }

    @Property(tries = 100)
    void busyKeysAreNotSeenBeforeOthers(@ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int busy) {
        StageRecorder recorder = recorder(1, seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 10_000; i++) {
            boolean isBusy = random.nextBoolean();
            int key = random.nextInt(isBusy ? busy : 200);
            recorder.judged((isBusy ? "busy-" : "client-") + key, true, isBusy ? BAD : GOOD, ALLOWANCE);
            if (i % 1_000 == 0) {
                assertThat(recorder.counts().keys()).isZero();
            }
        }
        assertThat(mean(flushed(recorder), StageMetric.BLOCKED)).isBetween(busy / 222.0, busy / 198.0);
    }

    @Example
    void whatAKeyDoesLaterCountsAsWell() {
        StageRecorder recorder = recorder(1, 1);
        for (int key = 0; key < 2_000; key++) {
            for (int i = 0; i < 60; i++) {
                recorder.judged("client-" + key, true, i < 6 ? GOOD : BAD, ALLOWANCE);
            }
            recorder.flush();
        }
        // The first is always taken, the fifth by one in 16: of the six nearly half are of those after the sixth.
        assertThat(mean(recorder.counts(), StageMetric.BLOCKED)).isBetween(0.3, 0.6);
    }

    @Example
    void whoWantsFewKeysWaitsForFewToTellTheUsualSteps() {
        assertThat(FIRST).isEqualTo(64);
        for (int[] minKeys : new int[][] {{2, 16}, {16, 16}, {17, 32}, {33, 64}, {1_000_000, 64}}) {
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
        for (long window = 0; window < 5; window++) {
            for (int i = 0; i < 100; i++) {
                recorder.compared("client-" + i, true, GOOD, GOOD);
            }
            StageCounts counts = flushed(recorder);
            // The keys that told the usual steps are not needed a second time.
            assertThat(counts.keys()).isBetween(99L, 100L);
            assertThat(counts.requests()).isEqualTo(FIRST + 100 * (window + 1));
            assertThat(counts.windowsBefore()).isEqualTo(window);
            assertThat(counts.undecidedBefore()).isEqualTo((window + 1) / 2);
            recorder = recorder.next(window % 2 == 0);
        }
        assertThat(recorder.counts().keys()).isZero();
    }

    @Example
    void onlyWhatIsNewIsCountedInASimulation() {
        StageRecorder recorder = recorder(0, 1);
        learn(recorder);
        for (int i = 0; i < 100; i++) {
            recorder.compared("client-" + i, true, BAD, BAD);
            recorder.compared("other-" + i, true, BAD, GOOD);
        }
        StageCounts counts = flushed(recorder);
        assertThat(counts.keys()).isGreaterThan(190);
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
        StageCounts counts = flushed(recorder);
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
        assertThat(flushed(recorder).keys()).isEqualTo(2_000);
        assertThat(recorder.counts().requests()).isEqualTo(1_000);
    }

    @Example
    void aFloodOfKeysEndsInTheFilterAndNotInMemory() {
        StageRecorder recorder = recorder(1, 1);
        int keys = 300_000;
        for (int i = 0; i < keys; i++) {
            recorder.judged("client-" + i, true, GOOD, ALLOWANCE);
        }
        assertThat(flushed(recorder).keys()).isBetween(keys / 2L, (long) keys);
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
                        recorder.flush();
                    }
                }
            }));
        }
        for (Future<?> one : all) {
            one.get();
        }
        pool.shutdown();
        StageCounts counts = flushed(recorder);
        assertThat(recorder.counts().requests()).isEqualTo((long) threads * 20 * keys);
        // A sample may be left out where threads meet, but no key counts twice.
        assertThat(counts.keys()).isBetween(keys * 9 / 10L, (long) keys);
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
        long percentile = used.get(used.size() - 1 - used.size() / 100);
        assertThat((double) scale.get()).isBetween(1.5 * percentile, 1.5 * percentile * 1.125 + 2);
    }

    @Example
    void withoutGuardRailsRequestsAreCountedAlone() {
        StageRecorder recorder =
                new StageRecorder(ROLLOUT.guarded(GuardRails.none()), 0, "v2", new SplittableRandom(1)::nextLong);
        recorder.compared("client", true, GOOD, BAD);
        assertThat(flushed(recorder).metrics()).isEmpty();
        assertThat(recorder.counts().requests()).isEqualTo(1);
    }
}
