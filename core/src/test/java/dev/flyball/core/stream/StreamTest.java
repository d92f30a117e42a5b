package dev.flyball.core.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.flyball.Budget;
import dev.flyball.BudgetExceededException;
import dev.flyball.BudgetExceededException.Reason;
import dev.flyball.HandClock;
import dev.flyball.Meter;
import dev.flyball.regex.Regex;
import dev.flyball.regex.RegexSet;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a stream's time runs, how it ends, and what its user may do then. */
class StreamTest {
    private static final Budget BUDGET = Budget.of(Budget.MAX_STEPS, Duration.ofHours(1));
    private static final String LONG = "x".repeat(10_000);
    private static final RegexSet SET = RegexSet.compile(List.of("(?i)union\\s+select", "^a", "z$", "needle", "e\\b"));

    private static BitSet ids(int... ids) {
        BitSet set = new BitSet();
        for (int id : ids) {
            set.set(id);
        }
        return set;
    }

    private static Reason end(Runnable call) {
        return catchThrowableOfType(BudgetExceededException.class, call::run).reason();
    }

    @Test
    void aBodyInPiecesIsSearchedAsOne() {
        RegexSet.Stream stream = SET.stream(BUDGET.start());
        stream.feed("a=1 UNI");
        stream.feed(new StringBuilder("ON  sel"));
        stream.feed("-ect, union \n se-lect union se".toCharArray(), 0, 30);
        assertThat(stream.matchesSoFar()).isEqualTo(ids(1, 4));
        stream.feed("lect 1 need");
        assertThat(stream.matchesSoFar()).isEqualTo(ids(0, 1, 4));
        assertThat(stream.isDecided()).isFalse();
        BitSet into = ids(17);
        stream.feed("lez");
        stream.finish(into);
        assertThat(into).isEqualTo(ids(0, 1, 2, 3, 4));
    }

    /** Conditions on what follows wait for it, over the end of a piece. */
    @Test
    void conditionsAtTheEndAreDecidedWhenItComes() {
        RegexSet set = RegexSet.compile(List.of("a$", "a\\z", "(?m)a$", "a\\b", "a\\B", "(?:a|b$)$"));
        for (String[] pieces : new String[][] {{"a"}, {"", "a", ""}}) {
            RegexSet.Stream stream = set.stream(BUDGET.start());
            for (String piece : pieces) {
                stream.feed(piece);
                assertThat(stream.matchesSoFar().isEmpty()).isTrue();
            }
            assertThat(stream.finish()).isEqualTo(ids(0, 1, 2, 3, 5));
        }
        RegexSet.Stream stream = set.stream(BUDGET.start());
        stream.feed("a");
        stream.feed("\n");
        assertThat(stream.matchesSoFar()).isEqualTo(ids(2, 3));
        stream.feed("a");
        stream.feed("a");
        assertThat(stream.finish()).isEqualTo(ids(0, 1, 2, 3, 4, 5));
        assertThat(set.stream(BUDGET.start()).finish()).as("an empty text").isEqualTo(ids());
    }

    /** What is found of a text may be the end of a longer beginning of it. */
    @Test
    void aTextThatRepeatsItselfIsFoundOverCuts() {
        RegexSet set = RegexSet.compile(List.of("aab", "abacabab", "aaa"));
        for (int length : new int[] {1, 2, 3, 50}) {
            Cuts cuts = new Cuts(List.of(length));
            assertThat(cuts.answer(set, "aaab", BUDGET.start())).isEqualTo(ids(0, 2));
            assertThat(cuts.answer(set, "abacabacabab", BUDGET.start())).isEqualTo(ids(1));
        }
    }

    @Test
    void aHighSurrogateWaitsForItsOtherHalf() {
        RegexSet set = RegexSet.compile(List.of("^.$", "\\x{1F600}", "[\\x{D800}-\\x{DBFF}]", "^..$"));
        RegexSet.Stream whole = set.stream(BUDGET.start());
        whole.feed("\uD83D");
        assertThat(whole.matchesSoFar()).isEqualTo(ids());
        whole.feed("");
        whole.feed("\uDE00");
        assertThat(whole.finish()).isEqualTo(ids(0, 1));
        RegexSet.Stream half = set.stream(BUDGET.start());
        half.feed("\uD83D");
        assertThat(half.finish()).isEqualTo(set.matches("\uD83D", BUDGET.start()));
        RegexSet.Stream two = set.stream(BUDGET.start());
        two.feed("\uD83D");
        two.feed("\uD83D" + "\uDE00".repeat(1));
        assertThat(two.finish()).isEqualTo(set.matches("\uD83D\uD83D\uDE00", BUDGET.start()));
    }

    /** The design of the house: a body that waits for the network does not run into its deadline. */
    @Test
    void theClockStandsStillBetweenTheCalls() {
        HandClock clock = new HandClock();
        Meter meter = clock.start(Budget.MAX_STEPS, 1_000);
        RegexSet.Stream stream = SET.stream(meter);
        for (int i = 0; i < 20; i++) {
            clock.advance(900);
            stream.feed(i % 2 == 0 ? LONG : "y");
            stream.feed("");
            clock.advance(900);
            stream.matchesSoFar();
            stream.isDecided();
        }
        clock.advance(900);
        stream.finish();
        // After the end it goes on, also where nothing is charged.
        clock.advance(1_000);
        assertThat(end(() -> charge(meter))).isEqualTo(Reason.DEADLINE);
    }

    @Test
    void theClockRunsInsideTheCallsAndForOthersWhoChargeTheMeter() {
        Meter inside = new HandClock().startCountingLooks(Budget.MAX_STEPS, 1_000);
        RegexSet.Stream stream = SET.stream(inside);
        assertThat(end(() -> {
                    while (true) {
                        stream.feed(LONG);
                    }
                }))
                .isEqualTo(Reason.DEADLINE);
        HandClock clock = new HandClock();
        Meter shared = clock.start(Budget.MAX_STEPS, 1_000);
        RegexSet.Stream other = SET.stream(shared);
        other.feed(LONG);
        clock.advance(10_000);
        assertThat(Regex.compile("b").containsMatchIn(LONG, shared)).isFalse();
        clock.advance(1_000);
        assertThat(end(() -> charge(shared))).isEqualTo(Reason.DEADLINE);
    }

    private static void charge(Meter meter) {
        meter.charge(2L * Meter.MAX_STRIDE);
    }

    @Test
    void aCancelIsSeenByTheNextCallAndByARunningOne() throws InterruptedException {
        for (String piece : List.of("", "a", LONG)) {
            Meter meter = BUDGET.start();
            RegexSet.Stream stream = SET.stream(meter);
            stream.feed("ab");
            meter.cancel();
            assertThat(end(() -> stream.feed(piece))).isEqualTo(Reason.CANCELLED);
        }
        Meter meter = BUDGET.start();
        RegexSet.Stream stream = SET.stream(meter);
        CountDownLatch running = new CountDownLatch(1);
        Thread canceller = new Thread(() -> {
            try {
                running.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            meter.cancel();
        });
        canceller.start();
        String body = "y".repeat(1 << 20);
        assertThat(end(() -> {
                    while (true) {
                        stream.feed(body);
                        running.countDown();
                    }
                }))
                .isEqualTo(Reason.CANCELLED);
        canceller.join();
    }

    @Test
    void anInterruptEndsAStreamAndLeavesTheFlag() {
        RegexSet.Stream stream = SET.stream(BUDGET.start());
        Thread.currentThread().interrupt();
        try {
            assertThat(end(() -> stream.feed("a"))).isEqualTo(Reason.INTERRUPTED);
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
        assertThat(end(stream::finish)).isEqualTo(Reason.INTERRUPTED);
    }

    @Test
    void afterTheMeterHasEndedEveryCallThrowsTheSame() {
        Meter slice = BUDGET.start().slice(5_000);
        RegexSet.Stream stream = SET.stream(slice);
        BudgetExceededException first = catchThrowableOfType(BudgetExceededException.class, () -> {
            while (true) {
                stream.feed("xy");
            }
        });
        assertThat(first.reason()).isEqualTo(Reason.STEPS);
        assertThat(first.stepsUsed()).isEqualTo(5_000);
        // New steps do not bring back what was not read.
        slice.renew(1_000_000);
        assertThatThrownBy(() -> stream.feed("a")).isSameAs(first);
        assertThatThrownBy(() -> stream.feed(new char[1], 0, 1)).isSameAs(first);
        assertThatThrownBy(stream::matchesSoFar).isSameAs(first);
        assertThatThrownBy(stream::isDecided).isSameAs(first);
        assertThatThrownBy(stream::finish).isSameAs(first);
        assertThatThrownBy(() -> stream.finish(new BitSet())).isSameAs(first);
    }

    /** Wherever the steps run out, none too many are charged, and no answer is given. */
    @Test
    void aLimitEndsAStreamExactlyWhenItIsTooLow() {
        String text = LONG + "é UNION Ж select 😀 needle z";
        new Cuts(List.of(100, 5_000)).answer(SET, text, BUDGET.start());
        Meter measured = BUDGET.start();
        BitSet answer = new Cuts(List.of(100, 5_000)).answer(SET, text, measured);
        // What is built does not count here: it depends on the memory that others take.
        long needed = measured.scanSteps();
        for (long limit = 1; limit < needed; limit += 1 + needed / 500) {
            Meter tight = Budget.of(limit, Duration.ofHours(1)).start();
            assertThat(end(() -> new Cuts(List.of(100, 5_000)).answer(SET, text, tight)))
                    .isEqualTo(Reason.STEPS);
            assertThat(tight.stepsUsed()).isEqualTo(limit);
        }
        Meter enough = BUDGET.start();
        assertThat(new Cuts(List.of(100, 5_000)).answer(SET, text, enough)).isEqualTo(answer);
        assertThat(enough.scanSteps()).isEqualTo(needed);
    }

    @Test
    void afterTheEndEveryCallIsRefused() {
        RegexSet.Stream stream = SET.stream(BUDGET.start());
        stream.feed("abc");
        stream.finish();
        assertThatIllegalStateException().isThrownBy(() -> stream.feed("a"));
        assertThatIllegalStateException().isThrownBy(() -> stream.feed(new char[1], 0, 1));
        assertThatIllegalStateException().isThrownBy(stream::matchesSoFar);
        assertThatIllegalStateException().isThrownBy(stream::isDecided);
        assertThatIllegalStateException().isThrownBy(stream::finish);
        assertThatIllegalStateException().isThrownBy(() -> stream.finish(new BitSet()));
    }

    @Test
    void wrongArgumentsLeaveAStreamUsable() {
        RegexSet.Stream stream = SET.stream(BUDGET.start());
        stream.feed("need");
        assertThatNullPointerException().isThrownBy(() -> stream.feed(null));
        assertThatNullPointerException().isThrownBy(() -> stream.finish(null));
        assertThatThrownBy(() -> stream.feed(new char[3], 2, 4)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> stream.feed(new char[3], 2, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        stream.feed("le");
        assertThat(stream.finish()).isEqualTo(ids(3, 4));
    }

    @Test
    void aPieceThatFailsBreaksTheStream() {
        RegexSet.Stream stream = SET.stream(BUDGET.start());
        CharSequence failing = new CharSequence() {
            @Override
            public int length() {
                return 3;
            }

            @Override
            public char charAt(int index) {
                return 'a';
            }

            @Override
            public CharSequence subSequence(int start, int end) {
                return this;
            }

            @Override
            public String toString() {
                throw new UnsupportedOperationException("not now");
            }
        };
        assertThatThrownBy(() -> stream.feed(failing)).isInstanceOf(UnsupportedOperationException.class);
        assertThatIllegalStateException().isThrownBy(() -> stream.feed("a"));
        assertThatIllegalStateException().isThrownBy(stream::finish);
    }

    /** Patterns that are decided are not run any more. */
    @Test
    void whatIsDecidedCostsNoMore() {
        Meter meter = BUDGET.start();
        RegexSet set = RegexSet.compile(List.of("needle", "^a", "^x.*needle", "", "nee+dle"));
        RegexSet.Stream stream = set.stream(meter);
        stream.feed("x the needle");
        assertThat(stream.isDecided()).isTrue();
        long before = meter.stepsUsed();
        for (int i = 0; i < 100; i++) {
            stream.feed(LONG);
            stream.feed("y");
        }
        assertThat(meter.stepsUsed()).isEqualTo(before);
        assertThat(stream.finish()).isEqualTo(ids(0, 2, 3, 4));
        Meter one = BUDGET.start();
        RegexSet.Stream notAll = RegexSet.compile(List.of("[b-d]x", "[^a-z]")).stream(one);
        notAll.feed("bx");
        notAll.feed(LONG);
        assertThat(one.scanSteps()).as("one of two goes on reading").isBetween(10_000L, 11_000L);
    }

    /** Small pieces cost about as much as large ones, and large ones are read in strides. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1_000, 1 << 20})
    void theCutsHardlyMatter(int length) {
        String body = "The quick brown fox. ".repeat(50_000);
        RegexSet set = RegexSet.compile(List.of("[^ -~]", "jumps?", "fox!", "q[a-t]*x"));
        set.matches(body, BUDGET.start());
        Meter meter = BUDGET.start();
        assertThat(new Cuts(List.of(length)).answer(set, body, meter).isEmpty()).isTrue();
        assertThat(meter.stepsUsed()).isBetween(4L * body.length(), 5L * body.length());
    }

    @Test
    void whatIsReadIsPaidForAlsoByTheSimulation() {
        String large = "(?:[a-y]?){3000}(?:[a-y][a-y]?){3000}[0-9]";
        RegexSet set = RegexSet.compile(List.of(large));
        assertThat(set.get(0).explain()).contains("Pike VM");
        Meter meter = BUDGET.start();
        RegexSet.Stream stream = set.stream(meter);
        for (int i = 0; i < 200; i++) {
            stream.feed("a");
        }
        assertThat(stream.matchesSoFar()).isEqualTo(ids());
        assertThat(meter.scanSteps()).isGreaterThan(200 * 1_000);
        stream.feed("a".repeat(3_000) + "7");
        assertThat(stream.finish()).isEqualTo(ids(0));
        assertThat(meter.stepsUsed()).isLessThanOrEqualTo(set.streamCost().steps(3_201));
    }
}
