package dev.flyball.core.rules.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.rules.runtime.Outcome;
import dev.flyball.rules.GuardRails;
import dev.flyball.rules.Rollout;
import dev.flyball.rules.Rollout.Stage;
import dev.flyball.rules.StageVerdict;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** When windows of a stage begin and end, at sites of any size. */
class StageWindowsTest {
    private static final Outcome GOOD = new Outcome(false, 2_000, 0);
    private static final Outcome BLOCKED = new Outcome(true, 2_000, 0);
    private static final Outcome UNFINISHED = new Outcome(false, 2_000, 1);
    private static final int LOOK_SECONDS = 5;

    private int now;

    private static StageWindows everywhere(Duration time) {
        return new StageWindows(
                Rollout.of("a test", Stage.share(100, time, 10)), 0, "v2", new SplittableRandom(1)::nextLong);
    }

    /**
     * Traffic until there is a verdict, or for so long.
     *
     * @param rate requests a second, each of the next of the clients in turn
     */
    private StageVerdict.Kind run(
            StageWindows windows, int seconds, double rate, BiFunction<Integer, Integer, Outcome> rules, int clients) {
        for (int end = now + seconds; now < end; ) {
            now++;
            for (int i = (int) ((now - 1) * rate); i < (int) (now * rate); i++) {
                int client = i % clients;
                windows.judged("client-" + client, true, rules.apply(client, now), 10_000_000);
            }
            if (now % LOOK_SECONDS == 0) {
                StageVerdict.Kind kind = windows.verdict(now * 1_000_000_000L).kind();
                if (kind != StageVerdict.Kind.HOLD) {
                    return kind;
                }
            }
        }
        return StageVerdict.Kind.HOLD;
    }

    @Test
    void whatGoesWrongAfterAllClientsWereCountedIsSeenByTheNextWindow() {
        for (Outcome bad : new Outcome[] {BLOCKED, UNFINISHED}) {
            for (int from : new int[] {10, 301, 900, 2_950}) {
                now = 0;
                StageWindows windows = everywhere(Duration.ofHours(1));
                BiFunction<Integer, Integer, Outcome> rules = (client, second) -> second > from ? bad : GOOD;
                assertThat(run(windows, 4_000, 200, rules, 1_000)).isEqualTo(StageVerdict.Kind.FAIL);
                assertThat(now).isBetween(from, from + 400);
            }
        }
    }

    @Test
    void whatIsGoodGoesOnWhenItsTimeIsOver() {
        StageWindows windows = everywhere(Duration.ofHours(1));
        assertThat(run(windows, 4_000, 200, (client, second) -> GOOD, 1_000)).isEqualTo(StageVerdict.Kind.ADVANCE);
        assertThat(now).isEqualTo(3_600);
        assertThat(windows.windowsBefore()).isEqualTo(11);
    }

    @Test
    void aSmallSiteGetsTheKeysThatItNeeds() {
        // 60 clients, each of whom comes once in 20 minutes: 53 of them are enough.
        StageWindows windows = everywhere(Duration.ofMinutes(10));
        assertThat(run(windows, 7_200, 0.05, (client, second) -> GOOD, 60)).isEqualTo(StageVerdict.Kind.ADVANCE);
        assertThat(now).isBetween(1_060, 2_100);
        now = 0;
        StageWindows longer = everywhere(Duration.ofHours(1));
        assertThat(run(longer, 7_200, 0.05, (client, second) -> GOOD, 60)).isEqualTo(StageVerdict.Kind.ADVANCE);
        assertThat(now).isBetween(3_600, 3_600 + 1_200);
        assertThat(longer.windowsBefore()).isBetween(2, 3);
    }

    @Test
    void aWindowThatCannotDecideEndsWhenNoNewKeysCome() {
        // 45 % are blocked, of 50 %: that takes thousands of keys.
        StageWindows windows = everywhere(Duration.ofMinutes(10));
        BiFunction<Integer, Integer, Outcome> near = (client, second) -> client * 7 % 20 < 9 ? BLOCKED : GOOD;
        assertThat(run(windows, 3_000, 50, near, 300)).isEqualTo(StageVerdict.Kind.HOLD);
        assertThat(windows.windowsBefore()).isBetween(8, 10);
        BiFunction<Integer, Integer, Outcome> broken = (client, second) -> UNFINISHED;
        assertThat(run(windows, 400, 50, broken, 300)).isEqualTo(StageVerdict.Kind.FAIL);
    }

    @Test
    void aWindowThatCannotDecideGoesOnWhileNewKeysCome() {
        StageWindows windows = everywhere(Duration.ofMinutes(10));
        BiFunction<Integer, Integer, Outcome> near = (client, second) -> client * 37L % 100 < 49 ? BLOCKED : GOOD;
        assertThat(run(windows, 3_000, 1, near, Integer.MAX_VALUE)).isEqualTo(StageVerdict.Kind.HOLD);
        assertThat(windows.windowsBefore()).isZero();
        assertThat(windows.counts().keys()).isGreaterThan(1_900);
    }

    @Test
    void aWindowWithTooFewKeysForAnyVerdictDoesNotEnd() {
        StageWindows windows = everywhere(Duration.ofMinutes(10));
        assertThat(run(windows, 7_200, 50, (client, second) -> UNFINISHED, 19)).isEqualTo(StageVerdict.Kind.HOLD);
        assertThat(windows.windowsBefore()).isZero();
        // Two may have the same place.
        assertThat(windows.counts().keys()).isBetween(16L, 19L);
    }

    @Test
    void noWindowBeginsShortlyBeforeTheStageIsOver() {
        StageWindows windows = everywhere(Duration.ofSeconds(700));
        assertThat(run(windows, 1_000, 50, (client, second) -> GOOD, 300)).isEqualTo(StageVerdict.Kind.ADVANCE);
        assertThat(now).isEqualTo(700);
        assertThat(windows.windowsBefore()).isEqualTo(1);
    }

    @Test
    void whatClientsDoLateIsSeenAsWellAsWhatTheyDoFirst() {
        // Clients who come and go: of their requests, 5 s apart, the last but one is blocked, 5 % in all, where 2 % are
        // let through.
        Rollout simulation = Rollout.of("a test", Stage.simulate(100, Duration.ofMinutes(10), 10));
        StageWindows windows = new StageWindows(simulation, 0, "v2", new SplittableRandom(1)::nextLong);
        StageVerdict.Kind kind = StageVerdict.Kind.HOLD;
        for (int second = 1; second <= 3_600 && kind == StageVerdict.Kind.HOLD; second++) {
            for (int client = Math.max(0, second - 100); client < second; client++) {
                int age = second - client;
                if (age % 5 == 0) {
                    windows.compared("client-" + client, true, GOOD, age == 95 ? BLOCKED : GOOD);
                }
            }
            kind = windows.verdict(second * 1_000_000_000L).kind();
            now = second;
        }
        assertThat(kind).isEqualTo(StageVerdict.Kind.FAIL);
        assertThat(now).isLessThan(900);
    }

    /** A simulation in which some of the clients take a hundred times as much as the others. */
    private StageVerdict.Kind simulate(int clients, int heavy, BiFunction<Integer, Boolean, Double> times) {
        Rollout simulation = Rollout.of("a test", Stage.simulate(100, Duration.ofMinutes(10), 10));
        StageWindows windows = new StageWindows(simulation, 0, "v2", new SplittableRandom(1)::nextLong);
        StageVerdict.Kind kind = StageVerdict.Kind.HOLD;
        for (now = 1; now <= 1_800 && kind == StageVerdict.Kind.HOLD; now++) {
            for (int i = 0; i < 10; i++) {
                int client = (now * 10 + i) % clients;
                boolean isHeavy = client < heavy;
                long steps = isHeavy ? 200_000 : 2_000;
                Outcome candidate = new Outcome(false, Math.round(steps * times.apply(client, isHeavy)), 0);
                windows.compared("client-" + client, true, new Outcome(false, steps, 0), candidate);
            }
            kind = windows.verdict(now * 1_000_000_000L).kind();
        }
        return kind;
    }

    @Test
    void clientsWhoTakeMostOfTheStepsNeitherKeepAVersionBackNorCarryIt() {
        for (int[] site : new int[][] {{400, 1}, {400, 5}, {400, 60}, {1_000, 15}}) {
            assertThat(simulate(site[0], site[1], (client, heavy) -> 1.0)).isEqualTo(StageVerdict.Kind.ADVANCE);
            assertThat(now).isEqualTo(601);
            // A noisy version that is equal on the average.
            assertThat(simulate(site[0], site[1], (client, heavy) -> client % 2 == 0 ? 0.8 : 1.2))
                    .isEqualTo(StageVerdict.Kind.ADVANCE);
            assertThat(simulate(site[0], site[1], (client, heavy) -> heavy ? 0.1 : 3))
                    .isEqualTo(StageVerdict.Kind.FAIL);
        }
        assertThat(simulate(400, 60, (client, heavy) -> heavy ? 3.0 : 1)).isEqualTo(StageVerdict.Kind.FAIL);
        // Too few to be shown, but most of the steps.
        assertThat(simulate(400, 6, (client, heavy) -> heavy ? 3.0 : 1)).isEqualTo(StageVerdict.Kind.HOLD);
        assertThat(simulate(1_000, 1, (client, heavy) -> heavy ? 3.0 : 1)).isEqualTo(StageVerdict.Kind.ADVANCE);
    }

    @Test
    void afterRulesWereSwitchedOffANewWindowBeginsAndTheTimeDoesNotCount() {
        StageWindows windows = everywhere(Duration.ofMinutes(10));
        BiFunction<Integer, Integer, Outcome> rules = (client, second) -> second > 260 ? BLOCKED : GOOD;
        assertThat(run(windows, 260, 50, rules, 300)).isEqualTo(StageVerdict.Kind.HOLD);
        for (int second = 260; second <= 660; second += 5) {
            windows.suspend(second * 1_000_000_000L);
        }
        assertThat(windows.verdict(660_000_000_000L).why()).isEqualTo("waits: a window has just begun");
        now = 660;
        assertThat(run(windows, 2_000, 50, rules, 300)).isEqualTo(StageVerdict.Kind.FAIL);
        assertThat(now).isBetween(661, 720);

        now = 0;
        StageWindows good = everywhere(Duration.ofMinutes(10));
        assertThat(run(good, 260, 50, (client, second) -> GOOD, 300)).isEqualTo(StageVerdict.Kind.HOLD);
        good.suspend(260_000_000_000L);
        now = 660;
        assertThat(run(good, 2_000, 50, (client, second) -> GOOD, 300)).isEqualTo(StageVerdict.Kind.ADVANCE);
        assertThat(now).isBetween(600 + 400, 600 + 410);
    }

    @Test
    void noStageGoesOnByAWindowThatHasJustBegun() {
        StageWindows windows = everywhere(Duration.ofMinutes(10));
        assertThat(run(windows, 590, 50, (client, second) -> GOOD, 300)).isEqualTo(StageVerdict.Kind.HOLD);
        windows.suspend(590_000_000_000L);
        now = 1_000;
        assertThat(run(windows, 30, 500, (client, second) -> GOOD, 300)).isEqualTo(StageVerdict.Kind.HOLD);
        // Half a window after the kill, whose 410 s do not count.
        assertThat(windows.verdict(now * 1_000_000_000L).why()).isEqualTo("waits: the next try to go on is at 740 s");
        assertThat(run(windows, 2_000, 50, (client, second) -> GOOD, 300)).isEqualTo(StageVerdict.Kind.ADVANCE);
        assertThat(now).isBetween(1_000 + 150, 1_000 + 180);
    }

    @Test
    void whatNobodyAskedAboutForLongIsNoReasonToGoOn() {
        StageWindows windows = everywhere(Duration.ofMinutes(10));
        assertThat(run(windows, 290, 50, (client, second) -> GOOD, 300)).isEqualTo(StageVerdict.Kind.HOLD);
        assertThat(windows.verdict(10_000_000_000_000L).kind()).isEqualTo(StageVerdict.Kind.HOLD);
        now = 10_000;
        assertThat(run(windows, 200, 50, (client, second) -> BLOCKED, 300)).isEqualTo(StageVerdict.Kind.FAIL);
    }

    @Test
    void aWindowIsAtMostHalfOfItsStage() {
        GuardRails week = GuardRails.builder().window(Duration.ofDays(7)).build();
        Rollout rollout =
                Rollout.of("a test", Stage.share(100, Duration.ofHours(2), 10)).guarded(week);
        StageWindows windows = new StageWindows(rollout, 0, "v2", new SplittableRandom(1)::nextLong);
        BiFunction<Integer, Integer, Outcome> rules = (client, second) -> second > 3_700 ? BLOCKED : GOOD;
        assertThat(run(windows, 8_000, 10, rules, 300)).isEqualTo(StageVerdict.Kind.FAIL);
        assertThat(now).isLessThan(5_500);
    }

    @Test
    void askingForAVerdictDoesNotChangeIt() {
        StageWindows windows = everywhere(Duration.ofMinutes(10));
        assertThat(run(windows, 600, 50, (client, second) -> GOOD, 300)).isEqualTo(StageVerdict.Kind.ADVANCE);
        for (int second = 600; second < 6_000; second += 50) {
            assertThat(windows.verdict(second * 1_000_000_000L).kind()).isEqualTo(StageVerdict.Kind.ADVANCE);
        }
        assertThat(windows.verdict(-1).kind()).isEqualTo(StageVerdict.Kind.ADVANCE);
        assertThat(everywhere(Duration.ofMinutes(10)).verdict(-1).why()).startsWith("waits: 0 of 600 s; ");
    }
}
