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
        assertThat(looked(recorder).keys()).isBetween(used.size() - 10L, (long) used.size());
        assertThat(recorder.counts().metrics().values())
                .extracting(MetricHistogram::total)
                .containsOnly(recorder.counts().keys());
    }

    @Property(tries = 100)
    void oneOfManyKeysHasItsShareHoweverMuchItSends(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 5_000) int sends) {
        StageRecorder recorder = recorder(0, seed);
        for (int i = 0; i < sends; i++) {
            recorder.compared("attacker", true, GOOD, BAD);
        }
        for (int i = 0; i < 99; i++) {
            recorder.compared("client-" + i, true, GOOD, GOOD);
        }
        StageCounts counts = looked(recorder);
        assertThat(mean(counts, StageMetric.NEWLY_BLOCKED)).isBetween(0.0, 1 / 90.0);
        assertThat(mean(counts, StageMetric.NEWLY_UNFINISHED)).isBetween(0.0, 1 / 90.0);
        assertThat(mean(counts, StageMetric.STEPS_P99)).isBetween(0.0, 1 / 90.0);
    }

    @Property(tries = 50)
    void whatIsCountedIsOnAverageWhatTheKeysDo(@ForAll long seed, @ForAll @IntRange(min = 0, max = 100) int percent) {
        StageRecorder recorder = recorder(0, seed);
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
        assertThat(mean(counts, StageMetric.STEPS_MEAN)).isBetween(1 + share / 2 - 0.03, 1 + share / 2 + 0.03);
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
    void inTheNextWindowAKeyCountsAgain() {
        StageRecorder recorder = recorder(0, 1);
        for (long window = 0; window < 5; window++) {
            for (int i = 0; i < 100; i++) {
                recorder.compared("client-" + i, true, GOOD, GOOD);
            }
            StageCounts counts = looked(recorder);
            assertThat(counts.keys()).isBetween(90L, 100L);
            assertThat(counts.requests()).isEqualTo(100 * (window + 1));
            recorder = recorder.next();
        }
        assertThat(recorder.counts().keys()).isZero();
    }

    /** What clients cost differs by a factor of 100; a few take most of all steps. */
    private static Outcome usual(int key) {
        return new Outcome(false, key % 50 == 0 ? 200_000 : 2_000, 0);
    }

    private static Outcome times(Outcome usual, double factor) {
        return new Outcome(false, Math.round(usual.scanSteps() * factor), 0);
    }

    @Example
    void aFewClientsWhoTakeMostStepsHaveNoMoreToSayThanOthers() {
        StageRecorder recorder = recorder(0, 1);
        for (int i = 0; i < 2_000; i++) {
            recorder.compared(
                    "client-" + i % 400, true, usual(i % 400), times(usual(i % 400), i % 400 % 50 == 0 ? 0.1 : 3));
        }
        assertThat(mean(looked(recorder), StageMetric.STEPS_MEAN)).isBetween(2.9, 3.0);
        recorder = recorder.next();
        for (int i = 0; i < 2_000; i++) {
            recorder.compared(
                    "client-" + i % 400, true, usual(i % 400), times(usual(i % 400), i % 400 % 50 == 0 ? 3 : 1));
        }
        assertThat(mean(looked(recorder), StageMetric.STEPS_MEAN)).isBetween(1.02, 1.06);
        assertThat(mean(recorder.counts(), StageMetric.STEPS_P99)).isBetween(0.01, 0.025);
    }

    @Example
    void allStepsTogetherAreThoseOfTheKeysWhoTakeMostUpToWhatMostTake() {
        StageRecorder recorder = recorder(0, 1);
        for (int i = 0; i < 2_000; i++) {
            int key = i % 200;
            // A tenth takes ten times as much; one key a thousand times, which no other does.
            Outcome live = key == 7 ? times(GOOD, 1_000) : key % 10 == 0 ? times(GOOD, 10) : GOOD;
            recorder.compared(
                    "client-" + key, true, live, key == 7 ? times(live, 10) : key % 10 == 0 ? times(live, 3) : live);
        }
        // 180 of 1 and 19 or 20 of 10, three times as much of these.
        assertThat(looked(recorder).stepsRatio()).isBetween(1.9, 2.2);
        assertThat(mean(recorder.counts(), StageMetric.STEPS_MEAN)).isBetween(1.2, 1.3);
    }

    @Example
    void oneKeyCountsForSoManyTimesAtMost() {
        StageRecorder recorder = recorder(0, 1);
        for (int i = 0; i < 1_000; i++) {
            recorder.compared("client-" + i % 100, true, GOOD, i % 10 == 7 ? times(GOOD, 1e6) : GOOD);
        }
        // 10 × 1.5 − 9 times for one of ten.
        assertThat(mean(looked(recorder), StageMetric.STEPS_MEAN)).isBetween(1.3, 1.65);
    }

    @Example
    void noEvaluationHasFewerThanTheFreeSteps() {
        StageRecorder recorder = recorder(0, 1);
        for (int i = 0; i < 100; i++) {
            recorder.compared("client-" + i, true, GOOD, new Outcome(false, 10, 0));
        }
        assertThat(mean(looked(recorder), StageMetric.STEPS_MEAN)).isBetween(0.49, 0.51);
        StageRecorder cheap = recorder(0, 1);
        for (int i = 0; i < 100; i++) {
            cheap.compared("client-" + i, true, new Outcome(false, 1, 0), new Outcome(false, 1_000, 0));
        }
        assertThat(mean(looked(cheap), StageMetric.STEPS_MEAN)).isBetween(0.99, 1.01);
    }

    @Example
    void cheapEvaluationsOfAKeyAreSeenBesideDearOnes() {
        // Two phases of a thousand steps and one of a hundred thousand between them.
        StageRecorder recorder = recorder(0, 1);
        for (int i = 0; i < 300; i++) {
            for (int phase = 0; phase < 3; phase++) {
                Outcome live = phase == 1 ? times(GOOD, 50) : new Outcome(false, 1_000, 0);
                Outcome now = new Outcome(false, phase == 1 ? 120_000 : 145_000, 0);
                recorder.compared("client-" + i, phase == 0, live, now);
            }
        }
        assertThat(mean(looked(recorder), StageMetric.STEPS_MEAN)).isBetween(3.9, 4.1);
    }

    @Example
    void whatWasStoppedCountsOnlyIfItTookMoreThanItMay() {
        StageRecorder recorder = recorder(0, 1);
        for (int i = 0; i < 300; i++) {
            recorder.comparedSoFar("client-" + i, true, GOOD, times(GOOD, 1.4));
        }
        assertThat(looked(recorder).keys()).isZero();
        for (int i = 0; i < 300; i++) {
            recorder.comparedSoFar("client-" + i, true, GOOD, times(GOOD, 3));
        }
        StageCounts counts = looked(recorder);
        assertThat(mean(counts, StageMetric.STEPS_MEAN)).isBetween(2.99, 3.01);
        assertThat(counts.metrics().get(StageMetric.NEWLY_BLOCKED).total()).isZero();
    }

    @Example
    void whatCannotBeComparedIsNotCountedAsEqual() {
        StageRecorder recorder = recorder(0, 1);
        for (int i = 0; i < 1_000; i++) {
            recorder.onlyBlocks("client-" + i % 500, true, i % 4 == 0);
            recorder.onlyBlocks("other-" + i % 500, true, false);
            recorder.compared("other-" + i % 500, true, GOOD, times(GOOD, 2));
        }
        StageCounts counts = looked(recorder);
        assertThat(counts.requests()).isEqualTo(3_000);
        assertThat(counts.metrics().get(StageMetric.NEWLY_BLOCKED).total()).isBetween(830L, 1_000L);
        assertThat(mean(counts, StageMetric.NEWLY_BLOCKED)).isBetween(0.1, 0.15);
        assertThat(counts.keys()).isBetween(400L, 500L);
        assertThat(mean(counts, StageMetric.STEPS_MEAN)).isBetween(1.95, 2.05);
        assertThat(counts.stepsRatio()).isBetween(1.99, 2.01);
    }

    @Property(tries = 50)
    void whatIsDearLaterIsSeenThoughFirstRequestsWereCheap(@ForAll long seed) {
        StageRecorder recorder = recorder(0, seed);
        for (int i = 0; i < 10_000; i++) {
            Outcome live = i < 500 ? GOOD : times(GOOD, 20);
            recorder.compared("client-" + i % 500, true, live, i < 500 ? live : times(live, 10));
        }
        StageCounts counts = looked(recorder);
        assertThat(mean(counts, StageMetric.STEPS_MEAN)).isGreaterThan(5.9);
        assertThat(mean(counts, StageMetric.STEPS_P99)).isGreaterThan(0.9);
    }

    @Property(tries = 50)
    void evaluationsAboveTheUsualAreCountedAsOftenAsTheyAre(
            @ForAll long seed, @ForAll @IntRange(min = 0, max = 100) int percent) {
        StageRecorder recorder = recorder(0, seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 20_000; i++) {
            // Half as much again is within the limit, and three times what a cheap request takes is nothing unusual.
            Outcome live = random.nextBoolean() ? GOOD : times(GOOD, 10);
            Outcome now = random.nextInt(100) < percent ? times(GOOD, 16) : times(live, live == GOOD ? 3 : 1.49);
            recorder.compared("client-" + i % 2_000, true, live, now);
        }
        double share = percent / 100.0;
        assertThat(mean(looked(recorder), StageMetric.STEPS_P99)).isBetween(share - 0.06, share + 0.06);
    }

    @Example
    void oneKeyOfFewThatIsFarAboveTheOthersDoesNotTellWhatIsUsual() {
        StageRecorder recorder = recorder(0, 1);
        for (int i = 0; i < 50; i++) {
            recorder.compared("client-" + i, true, i == 5 ? times(GOOD, 1_000) : GOOD, i == 5 ? GOOD : times(GOOD, 2));
        }
        assertThat(mean(looked(recorder), StageMetric.STEPS_P99)).isGreaterThan(0.9);
    }

    @Example
    void onlyWhatIsNewIsCountedInASimulation() {
        StageRecorder recorder = recorder(0, 1);
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

    @Example
    void withoutGuardRailsRequestsAreCountedAlone() {
        StageRecorder recorder =
                new StageRecorder(ROLLOUT.guarded(GuardRails.none()), 0, "v2", new SplittableRandom(1)::nextLong);
        recorder.compared("client", true, GOOD, BAD);
        assertThat(looked(recorder).metrics()).isEmpty();
        assertThat(recorder.counts().requests()).isEqualTo(1);
    }
}
