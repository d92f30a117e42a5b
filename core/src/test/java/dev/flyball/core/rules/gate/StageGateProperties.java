package dev.flyball.core.rules.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.flyball.rules.GuardRails;
import dev.flyball.rules.MetricHistogram;
import dev.flyball.rules.Rollout;
import dev.flyball.rules.Rollout.Stage;
import dev.flyball.rules.StageCounts;
import dev.flyball.rules.StageMetric;
import dev.flyball.rules.StageVerdict;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class StageGateProperties {
    private static final Duration TIME = Duration.ofMinutes(10);
    private static final Rollout ROLLOUT =
            Rollout.of("a test", Stage.simulate(100, TIME, 100), Stage.share(100, TIME, 100));

    /** Counts of the first stage, in which some keys were newly blocked and none did anything else. */
    private static StageCounts counts(int keys, int blocked) {
        Map<StageMetric, MetricHistogram> metrics = new EnumMap<>(StageMetric.class);
        for (Limit limit : Limit.of(ROLLOUT.stages().get(0), ROLLOUT.guardRails())) {
            long[] bins = new long[limit.bins()];
            bins[0] = keys;
            if (limit.metric() == StageMetric.NEWLY_BLOCKED) {
                bins[0] -= blocked;
                bins[bins.length - 1] = blocked;
            }
            metrics.put(limit.metric(), MetricHistogram.of(limit.lower(), limit.upper(), bins));
        }
        return StageCounts.of("v2", 0, 100, 0, 0, metrics);
    }

    private static StageVerdict.Kind judge(int keys, int blocked) {
        return judge(keys, blocked, TIME);
    }

    private static StageVerdict.Kind judge(int keys, int blocked, Duration inStage) {
        return StageGate.judge(counts(keys, blocked), ROLLOUT, inStage, 1).kind();
    }

    @Property
    void aVerdictStandsWithoutAnyOneKey(
            @ForAll @IntRange(min = 0, max = 3_000) int keys, @ForAll @IntRange(min = 0, max = 300) int blocked) {
        int bad = Math.min(keys, blocked);
        StageVerdict.Kind kind = judge(keys, bad);
        if (kind == StageVerdict.Kind.FAIL) {
            assertThat(BettingTest.above(observed(keys - 1, bad - 1), 0.02, 1))
                    .isGreaterThanOrEqualTo(Math.log(59 * 60 / 30.0 * 7 / 0.01) - 1e-9);
        } else if (kind == StageVerdict.Kind.ADVANCE) {
            assertThat(BettingTest.below(observed(keys - 1, bad), 0.02, 1)).isGreaterThanOrEqualTo(Math.log(25) - 1e-9);
        }
        if (keys < 50) {
            assertThat(kind).isEqualTo(StageVerdict.Kind.HOLD);
        }
    }

    private static MetricHistogram observed(int keys, int blocked) {
        return counts(keys, blocked).metrics().get(StageMetric.NEWLY_BLOCKED);
    }

    @Property
    void moreBlockedKeysNeverMakeItBetter(
            @ForAll @IntRange(min = 0, max = 2_000) int keys, @ForAll @IntRange(min = 0, max = 100) int blocked) {
        int bad = Math.min(keys, blocked);
        int worse = Math.min(keys, blocked + 1);
        List<StageVerdict.Kind> fromBest =
                List.of(StageVerdict.Kind.ADVANCE, StageVerdict.Kind.HOLD, StageVerdict.Kind.FAIL);
        assertThat(fromBest.indexOf(judge(keys, worse))).isGreaterThanOrEqualTo(fromBest.indexOf(judge(keys, bad)));
    }

    @Example
    void theKeysThatAreNeededAreTheOnesInTheDocumentation() {
        int keys = 50;
        while (judge(keys, 0) != StageVerdict.Kind.ADVANCE) {
            keys++;
        }
        assertThat(keys).isBetween(270, 290);
        assertThat(StageGate.judge(counts(100, 0), ROLLOUT, TIME, 1).why()).contains("about 177 more keys");
    }

    @Example
    void rulesThatTakeTheSameStepsAreShownToBeWithinAnyLimitByAsManyKeys() {
        for (double factor : new double[] {1.01, 1.3, 1.5, 3, 1_000}) {
            GuardRails rails = GuardRails.builder().stepsFactor(factor).build();
            Limit limit = Limit.of(ROLLOUT.stages().get(0), rails).get(3);
            long[] bins = new long[limit.bins()];
            double evidence = 0;
            int keys = 0;
            while (evidence < Math.log(25)) {
                bins[limit.bin(1, keys++ % 10 / 10.0)]++;
                MetricHistogram same = MetricHistogram.of(limit.lower(), limit.upper(), bins);
                assertThat(same.mean()).isCloseTo(1, within(1e-6));
                evidence = BettingTest.below(same, limit.limit(), 1);
            }
            assertThat(keys).as("factor " + factor).isBetween(48, 55);
        }
    }

    @Example
    void stepsOfAllKeysTogetherThatAreAboveTheLimitHoldAStage() {
        StageCounts within =
                StageCounts.of("v2", 0, 100, 10_000, 15_000, counts(300, 0).metrics());
        assertThat(StageGate.judge(within, ROLLOUT, TIME, 1).kind()).isEqualTo(StageVerdict.Kind.ADVANCE);
        StageCounts above =
                StageCounts.of("v2", 0, 100, 10_000, 15_100, counts(300, 0).metrics());
        assertThat(StageGate.judge(above, ROLLOUT, TIME, 1).why())
                .isEqualTo(
                        "waits: the scan steps of all keys together are 1.51 times the live rules', more than 1.50 times");
        assertThat(StageGate.of(within, ROLLOUT, TIME, 1).isShown()).isTrue();
        assertThat(StageGate.of(above, ROLLOUT, TIME, 1).isShown()).isFalse();
    }

    @Example
    void aStageOfSharesTakesTheKeysOfTheDocumentation() {
        int keys = 1;
        while (StageGate.judge(ofShares(keys, 0), ROLLOUT, TIME, 1).kind() != StageVerdict.Kind.ADVANCE) {
            keys++;
        }
        assertThat(keys).isBetween(52, 54);
        // Where others suffer, fewer are enough to fail.
        assertThat(StageGate.judge(ofShares(19, 19), ROLLOUT, TIME, 1).kind()).isEqualTo(StageVerdict.Kind.HOLD);
        assertThat(StageGate.judge(ofShares(20, 20), ROLLOUT, TIME, 1).kind()).isEqualTo(StageVerdict.Kind.FAIL);
        assertThat(judge(49, 49)).isEqualTo(StageVerdict.Kind.HOLD);
        assertThat(judge(50, 50)).isEqualTo(StageVerdict.Kind.FAIL);
    }

    /** Counts of the second stage, in which some keys had unfinished rules and none did anything else. */
    private static StageCounts ofShares(int keys, int unfinished) {
        Map<StageMetric, MetricHistogram> metrics = new EnumMap<>(StageMetric.class);
        for (Limit limit : Limit.of(ROLLOUT.stages().get(1), ROLLOUT.guardRails())) {
            long[] bins = new long[limit.bins()];
            int bad = limit.metric() == StageMetric.UNFINISHED ? unfinished : 0;
            bins[0] = keys - bad;
            bins[bins.length - 1] = bad;
            metrics.put(limit.metric(), MetricHistogram.of(limit.lower(), limit.upper(), bins));
        }
        return StageCounts.of("v2", 1, 100, 0, 0, metrics);
    }

    @Example
    void keysThatWereCountedInSeveralProcessesNeedAsManyTimesTheCounts() {
        StageCounts one = counts(300, 0);
        assertThat(StageGate.judge(one, ROLLOUT, TIME, 1).kind()).isEqualTo(StageVerdict.Kind.ADVANCE);
        assertThat(StageGate.judge(one.plus(one), ROLLOUT, TIME, 4).kind()).isEqualTo(StageVerdict.Kind.HOLD);
        assertThat(StageGate.judge(one.plus(one), ROLLOUT, TIME, 2).kind()).isEqualTo(StageVerdict.Kind.ADVANCE);
        StageCounts bad = counts(200, 30);
        assertThat(StageGate.judge(bad, ROLLOUT, TIME, 1).kind()).isEqualTo(StageVerdict.Kind.FAIL);
        assertThat(StageGate.judge(bad, ROLLOUT, TIME, 4).kind()).isEqualTo(StageVerdict.Kind.HOLD);
    }

    @Property(tries = 50)
    void overAllLooksAndTriesOfAStageTheOddsAddUpToThoseOfOneTest(
            @ForAll @IntRange(min = 1, max = 2_000) int seconds, @ForAll @IntRange(min = 1, max = 5_000) int looks) {
        Rollout rollout = Rollout.of("a test", Stage.simulate(100, Duration.ofSeconds(seconds), 100));
        Stage stage = rollout.stages().get(0);
        double falseAlarms = 0;
        double missed = 0;
        long look = -1;
        int tried = -1;
        for (long millis = 0; look + 1 < looks; millis += 250) {
            StageGate gate = StageGate.of(counts(0, 0), rollout, Duration.ofMillis(millis), 1);
            if (StageGate.lookAt(stage, millis * 1_000_000) > look) {
                assertThat(StageGate.lookAt(stage, millis * 1_000_000)).isEqualTo(++look);
                falseAlarms += 4 * Math.exp(-gate.failsAt());
            }
            if (StageGate.tryAt(stage, millis * 1_000_000) > tried) {
                tried = StageGate.tryAt(stage, millis * 1_000_000);
                missed += Math.exp(-gate.holdsAt());
            }
        }
        assertThat(falseAlarms).isBetween(0.01 * looks / (looks + 30) - 1e-9, 0.01);
        assertThat(missed).isLessThanOrEqualTo(0.05);
    }

    @Example
    void theLaterALookTheMoreKeysItTakesToFail() {
        Duration late = Duration.ofDays(300);
        assertThat(judge(60, 12, Duration.ofSeconds(20))).isEqualTo(StageVerdict.Kind.FAIL);
        assertThat(judge(60, 12, late)).isEqualTo(StageVerdict.Kind.HOLD);
        assertThat(judge(60, 60, late)).isEqualTo(StageVerdict.Kind.FAIL);
    }

    @Example
    void aLaterTryToGoOnTakesMoreKeys() {
        assertThat(judge(300, 0)).isEqualTo(StageVerdict.Kind.ADVANCE);
        assertThat(judge(300, 0, TIME.multipliedBy(2))).isEqualTo(StageVerdict.Kind.HOLD);
        assertThat(judge(700, 0, TIME.multipliedBy(20))).isEqualTo(StageVerdict.Kind.ADVANCE);
        StageGate notNow = StageGate.of(counts(300, 0), ROLLOUT, TIME, 1, 0);
        assertThat(notNow.verdictBefore(660_000_000_000L).why()).isEqualTo("waits: the next try to go on is at 660 s");
    }

    @Example
    void timeAndRequestsAreAsNecessaryAsKeys() {
        StageVerdict tooSoon = StageGate.judge(counts(1_000, 0), ROLLOUT, Duration.ofSeconds(599), 1);
        assertThat(tooSoon.kind()).isEqualTo(StageVerdict.Kind.HOLD);
        assertThat(tooSoon.why()).isEqualTo("waits: 599 of 600 s");
        Rollout longer = Rollout.of("a test", Stage.simulate(100, TIME, 101));
        assertThat(StageGate.judge(counts(1_000, 0), longer, TIME, 1).why()).isEqualTo("waits: 100 of 101 requests");
    }

    @Example
    void countsOfAnotherStageOrOtherGuardRailsAreRefused() {
        StageCounts counts = counts(10, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> counts.judge(Rollout.of("a test", Stage.share(1, TIME, 1)), TIME, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> counts.judge(ROLLOUT.guarded(GuardRails.none()), TIME, 1));
        GuardRails others = GuardRails.builder().stepsFactor(2).build();
        assertThatIllegalArgumentException().isThrownBy(() -> counts.judge(ROLLOUT.guarded(others), TIME, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> counts.judge(Rollout.immediate("now"), TIME, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> counts.judge(ROLLOUT, TIME, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> counts.judge(ROLLOUT, Duration.ofSeconds(-5), 1))
                .withMessageContaining("negative");
    }
}
