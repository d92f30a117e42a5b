package dev.flyball.core.bounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.flyball.Budget;
import dev.flyball.BudgetExceededException;
import dev.flyball.Meter;
import dev.flyball.regex.Regex;
import dev.flyball.regex.RegexOptions;
import dev.flyball.regex.RegexSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Work that an author can make large is charged where it is done, also where it is not reading an input. */
class ChargingTest {
    private static Meter meter() {
        return Budget.of(1_000_000_000, Duration.ofMinutes(10)).start();
    }

    @ParameterizedTest
    @ValueSource(strings = {"qzxj", "qzxj(d|e)+", "(d|e)+qzxj", "(?i)qzxj", "^a", "a$", "\\bqzxj", "(abc|abd)+x"})
    void everySearchChargesAndSeesThatTheMeterHasEnded(String pattern) {
        Regex regex = Regex.compile(pattern);
        List<BiConsumer<String, Meter>> questions = List.of(
                regex::containsMatchIn,
                regex::matches,
                regex::find,
                (input, meter) -> regex.find(input, input.length(), meter));
        for (String input : List.of("", "x", "qzxj")) {
            for (BiConsumer<String, Meter> question : questions) {
                Meter running = meter();
                question.accept(input, running);
                assertThat(running.stepsUsed()).isPositive();
                Meter cancelled = meter();
                cancelled.cancel();
                assertThatExceptionOfType(BudgetExceededException.class)
                        .isThrownBy(() -> question.accept(input, cancelled));
            }
        }
    }

    /** At each place the slots of all groups are emptied, before a condition says that no match begins there. */
    @Test
    void slotsAreChargedWhereNoMatchBegins() {
        Regex regex = Regex.compile("\\b\\d" + "()".repeat(10_000));
        Meter meter = meter();
        regex.find(" ".repeat(1_000), meter);
        assertThat(meter.scanSteps()).isGreaterThan(1_000 * 20_000 / 8);
        assertThat(meter.stepsUsed()).isLessThanOrEqualTo(regex.cost().steps(1_000));
    }

    @Test
    void slotsForManyGroupsAreChargedWhereALiteralIsMissing() {
        Meter meter = meter();
        Regex.compile("qzxj" + "()".repeat(10_000)).find("", meter);
        assertThat(meter.stepsUsed()).isGreaterThan(20_000 / 64);
    }

    /** Literals whose grams an author has chosen to meet in one place of a filter's table. */
    @Test
    void literalsThatMeetInOnePlaceAreChargedForIt() {
        List<String> literals = new ArrayList<>();
        long inverse = 0xF1DE_83E1_9937_733DL; // of the filter's multiplier: their product is 1
        for (long product = 1; literals.size() < 1_000; product++) {
            long gram = inverse * product;
            char[] chars = {(char) (gram >>> 48), (char) (gram >>> 32), (char) (gram >>> 16), (char) gram};
            String literal = new String(chars);
            if (literal.chars().noneMatch(c -> c < 0x100 || Character.isSurrogate((char) c) || Character.isLetter(c))) {
                literals.add(literal);
            }
        }
        Meter compiling = meter();
        RegexSet set =
                RegexSet.compile(literals, RegexOptions.builder().literal(true).build(), compiling);
        assertThat(compiling.stepsUsed()).isGreaterThan(1_000 * 1_000 / 2);
        String input = String.join(" ", literals);
        Meter meter = meter();
        assertThat(set.matches(input, meter).cardinality()).isEqualTo(1_000);
        assertThat(meter.stepsUsed()).isGreaterThan(1_000 * 1_000 / 2);
        assertThat(meter.stepsUsed()).isLessThanOrEqualTo(set.cost().steps(input.length()));
    }

    @Test
    void joiningTheLiteralsOfAlternativesIsCharged() {
        Meter plain = meter();
        Regex.compile("[^a-h][^a-h]yz".repeat(1_000), RegexOptions.defaults(), plain);
        Meter meter = meter();
        Regex.compile("[a-h][a-h]y.".repeat(1_000), RegexOptions.defaults(), meter);
        assertThat(meter.stepsUsed() - plain.stepsUsed())
                .as("sixty-four texts, joined twice in each of a thousand places")
                .isGreaterThan(1_000 * 2 * 64);
    }

    /** Whether a pattern that ends where the input does matches is found out from there, backwards. */
    @Test
    void theFirstSearchThatReadsBackwardsPaysForTheProgramThatDoes() {
        Regex regex = Regex.compile("(?:ab|[cd]e){200}$");
        Meter first = meter();
        assertThat(regex.containsMatchIn("", first)).isFalse();
        Meter second = meter();
        assertThat(regex.containsMatchIn("", second)).isFalse();
        assertThat(first.scanSteps()).isEqualTo(second.scanSteps());
        assertThat(first.buildSteps()).isGreaterThan(200 * 5);
        assertThat(second.buildSteps()).isZero();
        assertThat(first.stepsUsed()).isLessThanOrEqualTo(regex.cost().steps(0));
    }

    @Test
    void aSearchThatEndsWhileTheProgramIsReversedLeavesItToTheNext() {
        Regex regex = Regex.compile("(?:ab|[cd]e){200}$");
        Boolean found = null;
        int refused = 0;
        for (long steps = 1; found == null; steps += 50) {
            try {
                found = regex.containsMatchIn(
                        "ab".repeat(200),
                        Budget.of(steps, Duration.ofSeconds(10)).start());
            } catch (BudgetExceededException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(200 * 5 / 50);
        assertThat(found).isTrue();
    }
}
