package dev.flyball.regex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.flyball.Budget;
import dev.flyball.BudgetExceededException;
import dev.flyball.Meter;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The part of {@link Regex}, {@link RegexSet} and {@link Match} that is the API's own. */
class RegexTest {
    private static final RegexOptions JDK =
            RegexOptions.builder().provider("jdk").build();

    private final Meter meter = Budget.of(1_000_000, Duration.ofMinutes(1)).start();

    @Test
    void aMatchTellsPlacesTextsAndNames() {
        Regex regex = Regex.compile("(?<verb>get|put) (?<path>/\\w*)(?<rest>\\?.*)?", JDK);
        Match match = regex.find("-> put /a", meter);
        assertThat(match.start()).isEqualTo(3);
        assertThat(match.end()).isEqualTo(9);
        assertThat(match.group()).isEqualTo("put /a");
        assertThat(match.groupCount()).isEqualTo(3);
        assertThat(match.group("path")).isEqualTo("/a");
        assertThat(match.start("verb")).isEqualTo(3);
        assertThat(match.end("verb")).isEqualTo(6);
        assertThat(match.group(3)).isNull();
        assertThat(match.start(3)).isEqualTo(-1);
        assertThat(match.end("rest")).isEqualTo(-1);
        assertThat(match.namedGroups()).isEqualTo(Map.of("verb", 1, "path", 2, "rest", 3));
        assertThat(match.hasMatch()).isTrue();
        assertThat(match).hasToString("Match[3, 9)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> match.group("pathh"))
                .withMessageContaining("path");
        for (int group : new int[] {-1, 4}) {
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> match.start(group));
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> match.end(group));
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> match.group(group));
        }
    }

    @Test
    void aSearchFromAnIndexSeesWhatStandsBefore() {
        assertThat(Regex.compile("^a", JDK).find("aa", 1, meter)).isNull();
        assertThat(Regex.compile("\\ba", JDK).find("aa", 1, meter)).isNull();
        assertThat(Regex.compile("a", JDK).find("aa", 1, meter).start()).isEqualTo(1);
        assertThat(Regex.compile("$", JDK).find("aa", 2, meter).start()).isEqualTo(2);
        for (int from : new int[] {-1, 3}) {
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() -> Regex.compile("a", JDK).find("aa", from, meter));
        }
    }

    @Test
    void anInputThatIsNoStringIsCopiedOnceAndPaidFor() {
        int[] copies = {0};
        CharSequence input = new CharSequence() {
            @Override
            public int length() {
                return 640;
            }

            @Override
            public char charAt(int index) {
                throw new AssertionError("read in place");
            }

            @Override
            public CharSequence subSequence(int start, int end) {
                throw new AssertionError("read in place");
            }

            @Override
            public String toString() {
                copies[0]++;
                return "a".repeat(640);
            }
        };
        assertThat(Regex.compile("a+", JDK).find(input, meter).end()).isEqualTo(640);
        assertThat(copies[0]).isEqualTo(1);
        assertThat(meter.stepsUsed()).isEqualTo(640 / 64 + 1 + 641);
    }

    @Test
    void findingAllMatchesChargesEachByItsGroups() {
        Meter one = Budget.of(1_000_000, Duration.ofMinutes(1)).start();
        Meter many = Budget.of(1_000_000, Duration.ofMinutes(1)).start();
        Regex.compile("a", JDK).findAll("a".repeat(100), one);
        Regex.compile("(((((a)))))", JDK).findAll("a".repeat(100), many);
        assertThat(many.stepsUsed() - one.stepsUsed()).isEqualTo(500);
    }

    @Test
    void replacingChargesEachReferenceOfTheTemplateForEachMatch() {
        Meter one = Budget.of(1_000_000, Duration.ofMinutes(1)).start();
        Meter many = Budget.of(1_000_000, Duration.ofMinutes(1)).start();
        Regex optional = Regex.compile("a(b)?", JDK);
        String input = "a".repeat(100);
        assertThat(optional.replaceAll(input, "$1", one)).isEmpty();
        assertThat(optional.replaceAll(input, "$1".repeat(51), many)).isEmpty();
        int parsed = 100; // chars more of the template
        assertThat(many.stepsUsed() - one.stepsUsed()).isEqualTo(parsed + 50 * 100);
    }

    @Test
    void anEndedMeterIsNeverNoMatch() {
        Regex regex = Regex.compile("b", JDK);
        RegexSet set = RegexSet.compile(List.of("b", "c"), JDK);
        Meter ended = Budget.of(5, Duration.ofMinutes(1)).start();
        ended.charge(5);
        StringBuilder input = new StringBuilder("aaaa");
        List<Runnable> uses = List.of(
                () -> regex.containsMatchIn(input, ended),
                () -> regex.matches("aaaa", ended),
                () -> regex.find("aaaa", ended),
                () -> regex.findAll("aaaa", ended),
                () -> regex.replaceAll("aaaa", "", ended),
                () -> regex.replaceFirst("aaaa", "", ended),
                () -> regex.split("aaaa", ended),
                () -> set.matches("aaaa", ended),
                () -> set.matchesAny("aaaa", ended),
                () -> set.first("aaaa", ended),
                () -> Regex.compile("a", JDK, ended),
                () -> RegexSet.compile(List.of("a"), JDK, ended));
        for (Runnable use : uses) {
            assertThat(catchThrowableOfType(BudgetExceededException.class, use::run)
                            .reason())
                    .isEqualTo(BudgetExceededException.Reason.STEPS);
        }
    }

    @Test
    void aSetAnswersAsItsMembersDo() {
        RegexSet set = RegexSet.compile(List.of("a+b", "^c", "b$"), JDK);
        assertThat(set.size()).isEqualTo(3);
        assertThat(set.get(1).pattern()).isEqualTo("^c");
        BitSet ids = set.matches("xxaab", meter);
        assertThat(ids.stream()).containsExactly(0, 2);
        BitSet into = new BitSet();
        into.set(7);
        set.matches("c", meter, into);
        assertThat(into.stream()).containsExactly(1);
        assertThat(set.first("xxb", meter)).isEqualTo(2);
        assertThat(set.first("x", meter)).isEqualTo(-1);
        assertThat(set.matchesAny("x", meter)).isFalse();
        assertThat(set.matchesAny("b", meter)).isTrue();
        assertThat(RegexSet.compile(List.of(), JDK).matches("x", meter)).isEqualTo(new BitSet());
        assertThat(set).hasToString("RegexSet of 3 patterns");
    }

    @Test
    void splitsAreListsThatStandOnTheirOwn() {
        assertThat(Regex.compile(",", JDK).split("a,b,,c,,", meter)).containsExactly("a", "b", "", "c");
        assertThat(Regex.compile(",", JDK).split("a,b,,c,,", -1, meter)).containsExactly("a", "b", "", "c", "", "");
        assertThat(Regex.compile(",", JDK).split("a,b,,c,,", 2, meter)).containsExactly("a", "b,,c,,");
        assertThat(Regex.compile(",", JDK).split("", meter)).containsExactly("");
    }

    @Test
    void nullsAreRefused() {
        assertThatNullPointerException().isThrownBy(() -> Regex.compile(null));
        assertThatNullPointerException().isThrownBy(() -> Regex.compile("a", JDK, null));
    }

    @Test
    void aRegexTellsWhatItIs() {
        Regex regex = Regex.compile("(?<a>x)", JDK);
        assertThat(regex).hasToString("(?<a>x)");
        assertThat(regex.options()).isSameAs(JDK);
        assertThat(regex.groupCount()).isEqualTo(1);
        assertThat(regex.explain()).isEqualTo("java.util.regex");
        assertThat(regex.cost().steps(3)).isEqualTo(4);
    }

    @Test
    void anErrorShowsThePlace() {
        RegexSyntaxException error =
                new RegexSyntaxException(RegexSyntaxException.Reason.MALFORMED, "what is wrong", "ab(cd", 2);
        assertThat(error).hasMessage("what is wrong at index 2\nab(cd\n  ^");
        String longPattern = "x".repeat(100) + "\n(" + "y".repeat(100);
        String[] lines = new RegexSyntaxException(RegexSyntaxException.Reason.MALFORMED, "w", longPattern, 101)
                .getMessage()
                .split("\n");
        assertThat(lines).hasSize(3);
        assertThat(lines[1]).startsWith("…xxx").endsWith("yyy…").hasSizeLessThan(90);
        assertThat(lines[1].charAt(lines[2].indexOf('^'))).isEqualTo('(');
    }

    @Test
    void aProviderWithoutStreamsSaysWhatToDoInstead() {
        RegexSet set = RegexSet.compile(List.of("a"), JDK);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> set.stream(meter))
                .withMessageContaining("use matches");
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(set::streamCost);
    }
}
