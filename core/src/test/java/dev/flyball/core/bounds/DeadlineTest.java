package dev.flyball.core.bounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.fail;

import dev.flyball.Budget;
import dev.flyball.BudgetExceededException;
import dev.flyball.BudgetExceededException.Reason;
import dev.flyball.Meter;
import dev.flyball.regex.Regex;
import dev.flyball.regex.RegexOptions;
import dev.flyball.regex.RegexSet;
import dev.flyball.regex.RegexSyntaxException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A search ends when its time is over, when it is cancelled and when its thread is interrupted, whatever it searches. */
class DeadlineTest {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static final Duration TIME = Duration.ofMillis(2);

    private static final int RUNS = 1_000;
    private static final int ATTEMPTS = 5;

    private static final Budget ENDLESS = Budget.of(Budget.MAX_STEPS, Duration.ofHours(1));

    /** The hostile cases that compile. */
    private static final List<Endless> ENDLESS_SEARCHES = endless();

    private static List<Endless> endless() {
        List<Endless> endless = new ArrayList<>();
        for (Hostile.Case test : Hostile.cases()) {
            Regex regex;
            try {
                regex = Regex.compile(
                        test.pattern().get(),
                        RegexOptions.builder()
                                .caseInsensitive(test.caseInsensitive())
                                .build());
            } catch (RegexSyntaxException | BudgetExceededException e) {
                continue; // refused, which is another test's subject
            }
            endless.add(new Endless(test.name(), regex, test.input().get()));
        }
        return endless;
    }

    /** Searches again and again, so that there is no end but the meter's. */
    private record Endless(String name, Regex regex, String input) {
        void run(Meter meter) {
            while (true) {
                regex.containsMatchIn(input, meter);
                regex.matches(input, meter);
                regex.findAll(input, meter);
            }
        }

        BudgetExceededException end(Meter meter) {
            return catchThrowableOfType(BudgetExceededException.class, () -> run(meter));
        }
    }

    /**
     * CPU time counts, so that other programs on the machine do not: a thread cannot use more of it than has passed, so
     * what it used beyond the time of its budget is overshoot. What is left of the machine's noise shows in a loop that
     * does nothing but charge, measured in turn with the searches. A busy machine gets several chances: what the engine
     * does too long, it does in each of them.
     */
    @Test
    void deadlinesAreOvershotByLessThanAMillisecondOfCpuTime() {
        List<Endless> searches = ENDLESS_SEARCHES;
        assertThat(searches).hasSizeGreaterThan(30);
        // The first rounds compile the code that is measured after them.
        for (int run = 0; run < 2 * searches.size(); run++) {
            Endless search = searches.get(run % searches.size());
            overshoot(search.name(), search::run);
        }
        List<String> attempts = new ArrayList<>();
        while (attempts.size() < ATTEMPTS) {
            List<Long> overshoots = new ArrayList<>();
            List<Long> noise = new ArrayList<>();
            for (int run = 0; run < RUNS; run++) {
                Endless search = searches.get(run % searches.size());
                overshoots.add(overshoot(search.name(), search::run));
                noise.add(overshoot("control", DeadlineTest::chargeOnly));
            }
            if (high(overshoots) < 1_000_000 + high(noise)) {
                return;
            }
            attempts.add(high(overshoots) + " with a noise of " + high(noise));
        }
        fail("overshoot in nanoseconds, 99.9th percentile: " + attempts);
    }

    private static long overshoot(String name, Consumer<Meter> use) {
        Meter meter = Budget.of(Budget.MAX_STEPS, TIME).start();
        long start = THREADS.getCurrentThreadCpuTime();
        BudgetExceededException end = catchThrowableOfType(BudgetExceededException.class, () -> use.accept(meter));
        long used = THREADS.getCurrentThreadCpuTime() - start;
        assertThat(end.reason()).as(name).isEqualTo(Reason.DEADLINE);
        return Math.max(0, used - TIME.toNanos());
    }

    private static void chargeOnly(Meter meter) {
        while (true) {
            meter.charge(meter.stride());
        }
    }

    private static long high(List<Long> nanos) {
        List<Long> sorted = nanos.stream().sorted().toList();
        return sorted.get((int) Math.ceil(0.999 * sorted.size()) - 1);
    }

    @Test
    void manyShortCallsOnOneMeterMeetItsDeadline() {
        Regex regex = Regex.compile("(a+)(b*)c");
        RegexSet set = RegexSet.compile(List.of("a+b", "^c", "b$"));
        callOften(regex, set, ENDLESS.start());
        long start = THREADS.getCurrentThreadCpuTime();
        Meter meter = Budget.of(Budget.MAX_STEPS, Duration.ofMillis(5)).start();
        BudgetExceededException end =
                catchThrowableOfType(BudgetExceededException.class, () -> callOften(regex, set, meter));
        long millis = (THREADS.getCurrentThreadCpuTime() - start) / 1_000_000;
        assertThat(end).as("300,000 calls in 5 ms").isNotNull();
        assertThat(end.reason()).isEqualTo(Reason.DEADLINE);
        assertThat(millis).isLessThan(20);
    }

    private static void callOften(Regex regex, RegexSet set, Meter meter) {
        for (int call = 0; call < 100_000; call++) {
            regex.containsMatchIn("aab", meter);
            regex.find("xaabc", meter);
            set.matchesAny("x", meter);
        }
    }

    @Test
    void cancellingFromAnotherThreadEndsEverySearch() throws InterruptedException {
        for (Endless search : ENDLESS_SEARCHES) {
            Meter meter = ENDLESS.start();
            CountDownLatch started = new CountDownLatch(1);
            Thread other = new Thread(() -> {
                try {
                    started.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                meter.cancel();
            });
            other.start();
            started.countDown();
            assertThat(search.end(meter).reason()).as(search.name()).isEqualTo(Reason.CANCELLED);
            other.join();
        }
    }

    @Test
    void interruptingEndsEverySearchAndLeavesTheFlag() throws InterruptedException {
        for (Endless search : ENDLESS_SEARCHES) {
            Reason[] reason = {null};
            boolean[] flag = {false};
            Thread searcher = new Thread(() -> {
                reason[0] = search.end(ENDLESS.start()).reason();
                flag[0] = Thread.currentThread().isInterrupted();
            });
            searcher.start();
            searcher.interrupt();
            searcher.join();
            assertThat(reason[0]).as(search.name()).isEqualTo(Reason.INTERRUPTED);
            assertThat(flag[0]).as(search.name()).isTrue();
        }
    }

    @Test
    void compilingEndsAtADeadlineToo() {
        List<Long> overshoots = new ArrayList<>();
        int ended = 0;
        for (int round = 0; round < 3; round++) {
            for (Hostile.Case test : Hostile.cases()) {
                String pattern = test.pattern().get();
                RegexOptions options = RegexOptions.builder()
                        .caseInsensitive(test.caseInsensitive())
                        .build();
                long start = THREADS.getCurrentThreadCpuTime();
                try {
                    Regex.compile(
                            pattern, options, Budget.of(Budget.MAX_STEPS, TIME).start());
                } catch (RegexSyntaxException e) {
                    continue; // refused before its time
                } catch (BudgetExceededException e) {
                    assertThat(e.reason()).isEqualTo(Reason.DEADLINE);
                    ended++;
                }
                if (round > 0) {
                    overshoots.add(Math.max(0, THREADS.getCurrentThreadCpuTime() - start - TIME.toNanos()));
                }
            }
        }
        assertThat(ended).as("patterns that take longer").isPositive();
        Collections.sort(overshoots);
        assertThat(overshoots.get(overshoots.size() / 2))
                .as("nanoseconds, half of the patterns")
                .isLessThan(1_000_000);
        assertThat(overshoots.get(overshoots.size() - 1))
                .as("nanoseconds, at most")
                .isLessThan(50_000_000);
    }
}
