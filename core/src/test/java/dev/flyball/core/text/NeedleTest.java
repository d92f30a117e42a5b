package dev.flyball.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flyball.Budget;
import dev.flyball.BudgetExceededException;
import dev.flyball.Meter;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Looking for texts: the same results as the JDK's, in a bounded number of steps. */
class NeedleTest {
    private static Meter meter() {
        return Budget.of(1_000_000_000, Duration.ofMinutes(5)).start();
    }

    /** Few letters, so that there are many near misses; a rare one; some long runs. */
    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> pieces = Arbitraries.oneOf(
                Arbitraries.strings().withChars("ab").ofMaxLength(6),
                Arbitraries.strings().withChars("aAbZ*\u00e9").ofMaxLength(6),
                Arbitraries.integers().between(1, 200).map("a"::repeat),
                Arbitraries.integers().between(1, 60).map("ab"::repeat));
        return pieces.list().ofMaxSize(6).map(list -> String.join("", list));
    }

    @Property(tries = 3000)
    void findsWhatIndexOfFinds(@ForAll("texts") String haystack, @ForAll("texts") String needle) {
        assertThat(new Needle(needle, false).indexIn(haystack, 0, meter())).isEqualTo(haystack.indexOf(needle));
    }

    @Property(tries = 1000)
    void findsPartsOfTheText(@ForAll("texts") String haystack, @ForAll int a, @ForAll int b, @ForAll int c) {
        int from = Math.floorMod(a, haystack.length() + 1);
        int to = Math.floorMod(b, haystack.length() + 1);
        String needle = haystack.substring(Math.min(from, to), Math.max(from, to));
        int start = Math.floorMod(c, haystack.length() + 1);
        assertThat(new Needle(needle, false).indexIn(haystack, start, meter()))
                .isEqualTo(haystack.indexOf(needle, start));
    }

    @Property(tries = 1000)
    void ignoresTheCaseOfAsciiLettersOnly(@ForAll("texts") String haystack, @ForAll("texts") String needle) {
        assertThat(new Needle(needle, true).indexIn(haystack, 0, meter()))
                .isEqualTo(Ascii.lower(haystack).indexOf(Ascii.lower(needle)));
    }

    @Property(tries = 3000)
    void takesLinearSteps(@ForAll("texts") String haystack, @ForAll("texts") String needle) {
        Meter meter = meter();
        new Needle(needle, false).indexIn(haystack, 0, meter);
        assertThat(meter.scanSteps()).isLessThanOrEqualTo(3L * haystack.length() + needle.length() + 64);
    }

    @Test
    void takesLinearStepsWithHostileNeedles() {
        String letters = "a".repeat(1_000_000);
        String fibonacci = "a";
        for (String last = "b"; fibonacci.length() < 1_000_000; ) {
            String next = fibonacci + last;
            last = fibonacci;
            fibonacci = next;
        }
        for (String haystack :
                List.of(letters, fibonacci, "ab".repeat(500_000), ("a".repeat(99) + "b").repeat(10_000))) {
            for (String needle : List.of(
                    "a".repeat(10_000) + "b",
                    "b" + "a".repeat(10_000),
                    "a".repeat(5_000) + "b" + "a".repeat(5_000),
                    "ab".repeat(5_000) + "c",
                    "c" + "ab".repeat(5_000),
                    fibonacci.substring(0, 10_000) + "bb",
                    "ba",
                    "bb")) {
                Meter meter = meter();
                boolean found = new Needle(needle, false).indexIn(haystack, 0, meter) >= 0;
                assertThat(found)
                        .isEqualTo(Pattern.compile(needle, Pattern.LITERAL)
                                .matcher(haystack)
                                .find());
                assertThat(meter.scanSteps()).isLessThanOrEqualTo(3L * haystack.length() + needle.length() + 64);
            }
        }
    }

    @Test
    void endsWithTheMeter() {
        Meter meter = Budget.of(1_000, Duration.ofMinutes(1)).start();
        assertThatThrownBy(() -> new Needle("b", false).indexIn("a".repeat(1_000_000), 0, meter))
                .isInstanceOf(BudgetExceededException.class);
        Meter cancelled = meter();
        cancelled.cancel();
        assertThatThrownBy(() -> new Needle("aab", true).indexIn("aaa", 0, cancelled))
                .isInstanceOf(BudgetExceededException.class);
    }

    @Property(tries = 500)
    void scansLikeIndexOf(@ForAll("texts") String text, @ForAll int from) {
        String large = "x".repeat(70_000) + text;
        int start = Math.floorMod(from, large.length() + 1);
        for (char c : new char[] {'a', 'Z', '\u00e9', 'x'}) {
            Meter meter = meter();
            int found = Scan.indexOf(large, c, start, meter);
            assertThat(found).isEqualTo(large.indexOf(c, start));
            assertThat(meter.scanSteps()).isEqualTo((found < 0 ? large.length() : found + 1) - start);
        }
    }
}
