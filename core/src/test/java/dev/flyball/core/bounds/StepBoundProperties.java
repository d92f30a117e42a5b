package dev.flyball.core.bounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.flyball.Budget;
import dev.flyball.BudgetExceededException;
import dev.flyball.BudgetExceededException.Reason;
import dev.flyball.Meter;
import dev.flyball.core.differential.RegexCases;
import dev.flyball.core.differential.RegexCases.Case;
import dev.flyball.regex.Match;
import dev.flyball.regex.Regex;
import dev.flyball.regex.RegexOptions;
import dev.flyball.regex.RegexSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps are bounded by what is told before, and a limit of steps ends a search exactly where they run out. */
class StepBoundProperties {
    private static final Duration LONG = Duration.ofHours(1);

    @Provide
    Arbitrary<Case> cases() {
        // Some inputs are long, so that what counts for each char outweighs what does not.
        Arbitrary<Integer> times = Arbitraries.of(1, 1, 2, 50);
        return RegexCases.cases()
                .flatMap(test -> times.map(
                        n -> new Case(test.rx(), test.options(), test.input().repeat(n))));
    }

    private static Meter meter() {
        return Budget.of(Budget.MAX_STEPS, LONG).start();
    }

    /** Every search that a pattern can be asked for. */
    private static List<Function<Meter, Object>> searches(Regex regex, String input) {
        return List.of(
                meter -> regex.containsMatchIn(input, meter),
                meter -> regex.matches(input, meter),
                meter -> shown(regex.find(input, meter)),
                meter -> shown(regex.find(input, input.length() / 2, meter)));
    }

    private static long bound(Regex regex, int search, int length) {
        return search < 2 ? regex.cost().steps(length) : regex.cost().findSteps(length);
    }

    /** Asks where only the meter is of interest, or what is thrown. */
    private static void ask(Function<Meter, Object> search, Meter meter) {
        Object unused = search.apply(meter);
    }

    private static String shown(Match match) {
        if (match == null) {
            return "none";
        }
        StringBuilder text = new StringBuilder();
        for (int group = 0; group <= match.groupCount(); group++) {
            text.append(match.start(group)).append(',').append(match.end(group)).append(' ');
        }
        return text.toString();
    }

    @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void noSearchTakesMoreStepsThanItsCost(@ForAll("cases") Case test) {
        String input = test.input();
        for (int search = 0; search < 4; search++) {
            // A new pattern each time: caches are cold.
            Regex regex = Regex.compile(test.pattern(), test.options());
            Meter cold = meter();
            ask(searches(regex, input).get(search), cold);
            assertThat(cold.stepsUsed())
                    .as("cold search " + search)
                    .isBetween(1L, bound(regex, search, input.length()));
            Meter warm = meter();
            ask(searches(regex, input).get(search), warm);
            assertThat(warm.stepsUsed()).as("warm search " + search).isLessThanOrEqualTo(cold.stepsUsed());
            assertThat(warm.scanSteps()).as("scan steps of search " + search).isEqualTo(cold.scanSteps());
        }
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void findingAllTakesNoMoreStepsThanItsCost(@ForAll("cases") Case test) {
        String input = test.input();
        Regex regex = Regex.compile(test.pattern(), test.options());
        Meter meter = meter();
        List<Match> matches = regex.findAll(input, meter);
        // The API charges every match for its groups.
        long forGroups = (long) matches.size() * (regex.groupCount() + 1);
        assertThat(meter.stepsUsed() - forGroups)
                .isLessThanOrEqualTo(regex.cost().findAllSteps(input.length()));
        Meter splitting = meter();
        regex.split(input, splitting);
        assertThat(splitting.stepsUsed())
                .isLessThanOrEqualTo(regex.cost().findAllSteps(input.length()) + input.length());
        Meter replacing = meter();
        String replaced = regex.replaceAll(input, "<$0>", replacing);
        assertThat(replacing.stepsUsed())
                .isLessThanOrEqualTo(regex.cost().findAllSteps(input.length()) + replaced.length() + 4);
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void matchesInTurnTakeTheSameScanStepsWhateverIsBuiltAndEndWhereTheyAreNotWanted(
            @ForAll("cases") Case test, @ForAll @IntRange(min = 1, max = 40) int wanted) {
        Regex regex = Regex.compile(test.pattern(), test.options());
        List<String> all = new ArrayList<>();
        regex.forEachMatch(test.input(), match -> all.add(shown(match)), meter());
        for (int groups = 0; groups < 2; groups++) {
            long[] scanSteps = new long[3];
            for (int run = 0; run < scanSteps.length; run++) {
                List<String> some = new ArrayList<>();
                Meter meter = meter();
                if (groups == 0) {
                    regex.forEachSpan(
                            test.input(), (start, end) -> some.add(start + "," + end) && some.size() < wanted, meter);
                } else {
                    regex.forEachMatch(test.input(), match -> some.add(shown(match)) && some.size() < wanted, meter);
                    assertThat(some).isEqualTo(all.subList(0, Math.min(wanted, all.size())));
                }
                scanSteps[run] = meter.scanSteps();
                if (run == 0) {
                    regex = Regex.compile(test.pattern(), test.options());
                }
            }
            assertThat(scanSteps[1]).as("cold, after warm").isEqualTo(scanSteps[0]);
            assertThat(scanSteps[2]).as("warm again").isEqualTo(scanSteps[0]);
        }
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void aLimitEndsASearchExactlyWhenItIsTooLow(@ForAll("cases") Case test) {
        Regex regex = Regex.compile(test.pattern(), test.options());
        for (Function<Meter, Object> search : searches(regex, test.input())) {
            ask(search, meter());
            Meter measured = meter();
            Object result = search.apply(measured);
            long needed = measured.stepsUsed();
            for (long limit = 1; limit < needed; limit += 1 + needed / 20) {
                Meter tight = Budget.of(limit, LONG).start();
                BudgetExceededException end =
                        catchThrowableOfType(BudgetExceededException.class, () -> search.apply(tight));
                assertThat(end).as("with " + limit + " of " + needed).isNotNull();
                assertThat(end.reason()).isEqualTo(Reason.STEPS);
                assertThat(end.stepsUsed()).isEqualTo(limit);
                Meter slice = meter().slice(limit);
                assertThat(catchThrowableOfType(BudgetExceededException.class, () -> search.apply(slice)))
                        .isNotNull();
            }
            Meter enough = Budget.of(needed, LONG).start();
            assertThat(search.apply(enough)).isEqualTo(result);
            assertThat(enough.stepsUsed()).isEqualTo(needed);
        }
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void aLimitEndsCompilingExactlyWhenItIsTooLow(@ForAll("cases") Case test) {
        Meter measured = meter();
        Regex.compile(test.pattern(), test.options(), measured);
        long needed = measured.stepsUsed();
        assertThat(needed).isGreaterThanOrEqualTo(1);
        for (long limit = 1; limit < needed; limit += 1 + needed / 20) {
            Meter tight = Budget.of(limit, LONG).start();
            assertThat(catchThrowableOfType(
                                    BudgetExceededException.class,
                                    () -> Regex.compile(test.pattern(), test.options(), tight))
                            .reason())
                    .isEqualTo(Reason.STEPS);
        }
        Regex.compile(test.pattern(), test.options(), Budget.of(needed, LONG).start());
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void aSetTakesNoMoreStepsThanItsCost(@ForAll("cases") Case one, @ForAll("cases") Case other) {
        RegexSet set = RegexSet.compile(List.of(one.pattern(), other.pattern()), RegexOptions.defaults());
        for (String input : List.of(one.input(), other.input())) {
            for (Function<Meter, Object> question : List.<Function<Meter, Object>>of(
                    meter -> set.matches(input, meter),
                    meter -> set.matchesAny(input, meter),
                    meter -> set.first(input, meter))) {
                Meter meter = meter();
                ask(question, meter);
                assertThat(meter.stepsUsed()).isBetween(1L, set.cost().steps(input.length()));
            }
        }
    }

    /** However long the input, a search reads no further than its steps allow. */
    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void aSearchIsStoppedWithinItsSteps(@ForAll("cases") Case test, @ForAll @IntRange(min = 1, max = 5_000) int limit) {
        String input = test.input().isEmpty() ? "a" : test.input();
        String endless = input.repeat(200_000 / input.length());
        Regex regex = Regex.compile(test.pattern(), test.options());
        for (Function<Meter, Object> search : searches(regex, endless)) {
            Meter meter = Budget.of(limit, LONG).start();
            try {
                ask(search, meter);
            } catch (BudgetExceededException e) {
                assertThat(e.reason()).isEqualTo(Reason.STEPS);
            }
            assertThat(meter.stepsUsed()).isLessThanOrEqualTo(limit);
        }
    }

    /** Every engine pays for each char that it reads: what has to be read to the end costs no less than a step a char. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[a-y]+[0-9]",
                "([a-y]|b)*([0-9])",
                "[a-y]*?\\b[0-9]",
                "[^a!]",
                "(?i)zz|yy|xx|ww",
                "aab",
                "[a-y]{20}z",
                "[b-z][a-y]+$"
            })
    void whatIsReadIsPaidFor(String pattern) {
        assertThatReadingIsPaidFor(pattern, 20_000);
    }

    /** The same in the Pike VM, which the automata leave large programs to. */
    @Test
    void whatThePikeVmReadsIsPaidFor() {
        assertThatReadingIsPaidFor("(?:[a-y]?){3000}(?:[a-y][a-y]?){3000}[0-9]", 200);
    }

    private static void assertThatReadingIsPaidFor(String pattern, int length) {
        Regex regex = Regex.compile(pattern);
        Meter meter = meter();
        assertThat(regex.containsMatchIn("a".repeat(length), meter)).isFalse();
        assertThat(meter.scanSteps()).as(regex.explain()).isGreaterThanOrEqualTo(length / 64);
        Meter whole = meter();
        assertThat(Regex.compile("(?:" + pattern + "|a)*").matches("a".repeat(length) + "!", whole))
                .isFalse();
        assertThat(whole.scanSteps()).isGreaterThanOrEqualTo(length);
        Meter all = meter();
        Regex.compile("(?:" + pattern + "|a)").findAll("a".repeat(length), all);
        assertThat(all.scanSteps()).isGreaterThanOrEqualTo(3L * length);
    }

    /** Searches that read to the end of the input, and come back with one char, take no square: see RememberingScan. */
    @ParameterizedTest
    @ValueSource(strings = {".*[^A-Z]|[A-Z]", "A*b|A", "A[^b]*b|A", "(A+b|A)*?c|A", "(?s)(A).*b|(A)"})
    void findingAllIsLinearWhereSearchesReadFarBehindTheirMatches(String pattern) {
        Regex regex = Regex.compile(pattern);
        long[] steps = new long[2];
        for (int i = 0; i < 2; i++) {
            Meter meter = meter();
            String text = "A".repeat(20_000 << i);
            assertThat(regex.findAll(text, meter)).hasSize(text.length());
            steps[i] = meter.scanSteps();
        }
        assertThat(steps[1]).isLessThan(3 * steps[0]).isLessThan(40 * 40_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {65_530, 65_536, 65_540, 70_000, 140_000})
    void whatIsRememberedOfALongTextHidesNoMatch(int gap) {
        Regex regex = Regex.compile("[A-Y].*Z|[A-Y]");
        String text = "A".repeat(5) + "x".repeat(gap) + "A" + "x".repeat(9);
        List<Match> matches = regex.findAll(text, meter());
        assertThat(matches).hasSize(6);
        assertThat(matches.get(5).start()).isEqualTo(5 + gap);
    }
}
