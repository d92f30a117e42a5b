package dev.flyball.core.bounds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.Budget;
import dev.flyball.Meter;
import dev.flyball.regex.Match;
import dev.flyball.regex.Regex;
import dev.flyball.regex.RegexSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * Threads that share patterns, while all of them build states and caches are replaced, find what one thread finds alone,
 * in as many scan steps.
 */
class SharedAutomataTest {
    private static final Budget BUDGET = Budget.of(1L << 40, Duration.ofMinutes(10));
    private static final int THREADS = 8;
    private static final int TEXTS = 60;
    private static final int ROUNDS = 10;

    /** The first four fill their caches again and again, the fourth while it remembers places; the others take turns in all engines. */
    private static final List<String> PATTERNS = List.of(
            "a[ab]{14}c",
            "(?:a|b[ab]{9}c){3}d",
            "[ab]{4}[\\s\\S]{0,40}d[\\s\\S]{0,40}(é)",
            "(?s).*?a.{12}\\t|.",
            "(a+)(b+)c",
            "\\b[ab]{3,5}\\b",
            "(?:c|.*d)a",
            ".*[^ab]|[ab]",
            "ab(?:c|d)$",
            "[a-d]+ [a-d]+");

    /** What a search found, and the scan steps that it took. */
    private record Answer(List<String> found, long scanSteps) {}

    private static List<String> texts() {
        Random random = new Random(20190702);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < TEXTS; i++) {
            StringBuilder text = new StringBuilder();
            int length = 1 + random.nextInt(400);
            for (int k = 0; k < length; k++) {
                text.append("aaaabbbbcd é\n".charAt(random.nextInt(13)));
            }
            texts.add(text.toString());
        }
        return texts;
    }

    private static Answer ask(List<Regex> patterns, RegexSet set, String text) {
        Meter meter = BUDGET.start();
        List<String> found = new ArrayList<>();
        for (Regex pattern : patterns) {
            found.add(pattern.containsMatchIn(text, meter) + " " + pattern.matches(text, meter));
            for (Match match : pattern.findAll(text, meter)) {
                StringBuilder spans = new StringBuilder();
                for (int group = 0; group <= match.groupCount(); group++) {
                    spans.append(match.start(group))
                            .append('-')
                            .append(match.end(group))
                            .append(' ');
                }
                found.add(spans.toString());
            }
        }
        BitSet ids = set.matches(text, meter);
        found.add(ids.toString());
        return new Answer(found, meter.scanSteps());
    }

    @Test
    void threadsThatBuildTogetherFindWhatOneFindsAlone() throws Exception {
        List<String> texts = texts();
        List<Answer> expected = new ArrayList<>();
        List<Regex> alone = compiled();
        RegexSet setAlone = RegexSet.compile(PATTERNS);
        texts.forEach(text -> expected.add(ask(alone, setAlone, text)));
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                List<Regex> shared = compiled();
                RegexSet set = RegexSet.compile(PATTERNS);
                CyclicBarrier begin = new CyclicBarrier(THREADS);
                List<Callable<Integer>> tasks = new ArrayList<>();
                for (int thread = 0; thread < THREADS; thread++) {
                    Random order = new Random(round * THREADS + thread);
                    tasks.add(() -> {
                        begin.await();
                        int right = 0;
                        for (int i = 0; i < TEXTS; i++) {
                            int text = order.nextInt(TEXTS);
                            assertThat(ask(shared, set, texts.get(text))).isEqualTo(expected.get(text));
                            right++;
                        }
                        return right;
                    });
                }
                for (Future<Integer> done : threads.invokeAll(tasks)) {
                    assertThat(done.get()).isEqualTo(TEXTS);
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<Regex> compiled() {
        return PATTERNS.stream().map(Regex::compile).toList();
    }
}
