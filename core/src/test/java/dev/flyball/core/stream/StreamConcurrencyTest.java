package dev.flyball.core.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.Budget;
import dev.flyball.regex.RegexSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Streams of one set do not disturb each other, while its caches are built and replaced under them. */
class StreamConcurrencyTest {
    private static final Budget BUDGET = Budget.of(Budget.MAX_STEPS, Duration.ofHours(1));
    private static final int THREADS = 8;

    /** Automata that fill their caches, beside some that do not. */
    private static final List<String> PATTERNS = List.of(
            "a[ab]{13}c",
            "a[ab]{14}c",
            "b[ab]{15}$",
            "(?:a[ab]{12}|b{9})\\b",
            "^[ab]*$",
            "abba.*c",
            "ш",
            "a{17}",
            "cab");

    /** A text that is cut. */
    private record Body(String text, Cuts cuts) {
        static Body of(long seed) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            while (text.length() < 12_000) {
                text.append("ab".charAt(random.nextInt(2)));
            }
            for (int i = random.nextInt(3); i > 0; i--) {
                text.insert(
                        random.nextInt(text.length()),
                        List.of("c", "ш", " ", "😀").get(random.nextInt(4)));
            }
            List<Integer> lengths = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                lengths.add(1 + random.nextInt(random.nextBoolean() ? 20 : 6_000));
            }
            return new Body(text.toString(), new Cuts(lengths));
        }

        BitSet expected() {
            return RegexSet.compile(PATTERNS).matches(text, BUDGET.start());
        }
    }

    @Test
    void manyThreadsGetTheirOwnAnswers() throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            RegexSet set = RegexSet.compile(PATTERNS);
            CountDownLatch start = new CountDownLatch(1);
            List<Future<BitSet>> answers = new ArrayList<>();
            List<Body> bodies = new ArrayList<>();
            for (int seed = 0; seed < 3 * THREADS; seed++) {
                Body body = Body.of(seed);
                bodies.add(body);
                Callable<BitSet> work = () -> {
                    start.await();
                    return body.cuts().answer(set, body.text(), BUDGET.start());
                };
                answers.add(threads.submit(work));
            }
            start.countDown();
            for (int i = 0; i < answers.size(); i++) {
                assertThat(answers.get(i).get())
                        .as("body " + i)
                        .isEqualTo(bodies.get(i).expected());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** The caches that a stream has left are replaced by others before it comes back. */
    @Test
    void streamsInTurnGetTheirOwnAnswers() {
        RegexSet set = RegexSet.compile(PATTERNS);
        List<Body> bodies = new ArrayList<>();
        List<RegexSet.Stream> streams = new ArrayList<>();
        for (int seed = 100; seed < 106; seed++) {
            bodies.add(Body.of(seed));
            streams.add(set.stream(BUDGET.start()));
        }
        boolean more = true;
        for (int turn = 0; more; turn++) {
            more = false;
            for (int i = 0; i < streams.size(); i++) {
                List<String> pieces = bodies.get(i).cuts().pieces(bodies.get(i).text());
                if (turn < pieces.size()) {
                    streams.get(i).feed(pieces.get(turn));
                    more = true;
                }
            }
        }
        for (int i = 0; i < streams.size(); i++) {
            assertThat(streams.get(i).finish())
                    .as("body " + i)
                    .isEqualTo(bodies.get(i).expected());
        }
    }
}
