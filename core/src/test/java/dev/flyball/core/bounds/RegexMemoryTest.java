package dev.flyball.core.bounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.flyball.Budget;
import dev.flyball.regex.Regex;
import dev.flyball.regex.RegexMemory;
import dev.flyball.regex.RegexSet;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The automata of all patterns together stay within one limit, and answer the same when there is no room for them. */
class RegexMemoryTest {
    private static final Budget BUDGET = Budget.of(1L << 40, Duration.ofMinutes(10));

    private final long before = RegexMemory.limit();

    @AfterEach
    void restore() {
        RegexMemory.setLimit(before);
    }

    /** Patterns whose automata have thousands of states on a text of a and b. */
    private static List<String> exploding(int count) {
        List<String> patterns = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            patterns.add("a[ab]{" + (20 + i) + "}c");
        }
        return patterns;
    }

    private static String text() {
        Random random = new Random(5);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 3_000; i++) {
            text.append("ab".charAt(random.nextInt(2)));
        }
        return text.append("c").toString();
    }

    @Test
    void manyPatternsTogetherKeepNoMoreThanTheLimitAndTheirFirstStates() {
        List<String> patterns = exploding(100);
        String text = text();
        BitSet expected = RegexSet.compile(patterns.subList(0, 10)).matches(text, BUDGET.start());
        long limit = RegexMemory.used() + (4 << 20);
        RegexMemory.setLimit(limit);
        List<Regex> singles = patterns.stream().map(Regex::compile).toList();
        BitSet found = new BitSet();
        for (int i = 0; i < singles.size(); i++) {
            found.set(i, singles.get(i).containsMatchIn(text, BUDGET.start()));
        }
        // Without the limit each would keep a megabyte.
        assertThat(RegexMemory.used()).isLessThan(limit + (2 << 20));
        assertThat(found.get(0, 10)).isEqualTo(expected);
        Reference.reachabilityFence(singles);
    }

    @Test
    void noMemoryAtAllChangesNoAnswer() {
        List<String> patterns = exploding(5);
        String text = text();
        BitSet expected = RegexSet.compile(patterns).matches(text, BUDGET.start());
        RegexMemory.setLimit(0);
        RegexSet set = RegexSet.compile(patterns);
        assertThat(set.matches(text, BUDGET.start())).isEqualTo(expected);
        assertThat(set.matches(text, BUDGET.start())).isEqualTo(expected);
    }

    @Test
    void whatCollectedPatternsKeptIsFreeAgain() {
        long base = usedBy(exploding(20));
        for (int i = 0; i < 100 && RegexMemory.used() > base / 2; i++) {
            System.gc();
        }
        assertThat(RegexMemory.used()).isLessThan(base / 2);
    }

    private static long usedBy(List<String> patterns) {
        List<Regex> singles = patterns.stream().map(Regex::compile).toList();
        String text = text();
        for (Regex single : singles) {
            assertThat(single.matches(text, BUDGET.start())).isFalse();
            assertThat(single.findAll(text, BUDGET.start())).hasSizeLessThan(text.length());
        }
        long used = RegexMemory.used();
        assertThat(used).isGreaterThan(1 << 20);
        Reference.reachabilityFence(singles);
        return used;
    }

    @Test
    void aNegativeLimitIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RegexMemory.setLimit(-1))
                .withMessageContaining("-1");
    }
}
