package dev.flyball.core.rules.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.Budget;
import dev.flyball.BudgetExceededException;
import dev.flyball.Meter;
import dev.flyball.core.rules.runtime.Condition;
import dev.flyball.core.rules.runtime.FactsReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for all conditions. */
class ConditionPropertiesTest {
    private final Conditions conditions = new Conditions(Conditions.SCHEMA);

    @Property(tries = 5000)
    void aConditionMeansWhatTheNaiveReadingSays(@ForAll long seed) {
        Random random = new Random(seed);
        RandomConditions.Bool condition = new RandomConditions(random).condition(1 + random.nextInt(4));
        Condition compiled = conditions.compile(condition.text());
        for (int i = 0; i < 5; i++) {
            Map<String, Object> facts = new RandomConditions(random).facts();
            boolean result = compiled.test(new FactsReader(conditions.facts(facts)), Conditions.meter());
            assertThat(result)
                    .as("%s given %s", condition.text(), facts)
                    .isEqualTo(condition.meaning().apply(facts));
        }
    }

    @Property(tries = 300)
    void scanStepsAreTheSameInEveryRunAndAMeterWithFewerEndsIt(@ForAll long seed) {
        Random random = new Random(seed);
        RandomConditions.Bool condition = new RandomConditions(random).condition(3);
        Condition compiled = conditions.compile(condition.text());
        Map<String, Object> facts = new RandomConditions(random).facts();
        Meter first = Conditions.meter();
        boolean result = compiled.test(new FactsReader(conditions.facts(facts)), first);
        Meter second = Conditions.meter();
        compiled.test(new FactsReader(conditions.facts(facts)), second);
        assertThat(second.scanSteps()).isEqualTo(first.scanSteps()).isPositive();
        for (long steps = 1; steps < first.stepsUsed(); steps++) {
            Meter few = Budget.of(steps, Duration.ofMinutes(1)).start();
            try {
                assertThat(compiled.test(new FactsReader(conditions.facts(facts)), few))
                        .isEqualTo(result);
                // Build steps may be fewer by now, scan steps may not.
                assertThat(steps).isGreaterThanOrEqualTo(first.scanSteps());
            } catch (BudgetExceededException e) {
                assertThat(e.reason()).isEqualTo(BudgetExceededException.Reason.STEPS);
            }
        }
    }

    @Provide
    Arbitrary<String> soups() {
        Arbitrary<String> piece = Arbitraries.of(
                "n",
                "s",
                "ip",
                "as",
                "mas",
                "t",
                "(",
                ")",
                "[",
                "]",
                "{",
                "}",
                "[*]",
                "[0]",
                "[\"k\"]",
                "any(",
                "all(",
                "lower(",
                "concat(",
                "not",
                "!",
                "and",
                "or",
                "xor",
                "&&",
                "||",
                "^^",
                "eq",
                "ne",
                "==",
                "<",
                "in",
                "in {",
                "contains",
                "matches",
                "~",
                "wildcard",
                "strict",
                "\"a\"",
                "r\"a\"",
                "r#\"",
                "'a'",
                "\"",
                "\\",
                "#",
                "\n",
                "5",
                "-5",
                "0x1f",
                "10.0.0.0/8",
                "::1",
                "1..2",
                "61:62",
                "$office",
                "$",
                ",",
                "=",
                "é",
                "\ud83d",
                "\0",
                "true",
                "http.host",
                "xn",
                "[",
                "(?i)");
        return Arbitraries.oneOf(
                piece.list().ofMaxSize(14).map(pieces -> String.join(" ", pieces)),
                piece.list().ofMaxSize(14).map(pieces -> String.join("", pieces)),
                Arbitraries.strings().ofMaxLength(40),
                Arbitraries.strings().ascii().ofMaxLength(40));
    }

    @Property(tries = 20_000)
    void anyTextCompilesOrHasProblemsInIt(@ForAll("soups") String text) {
        checkProblems(text);
    }

    @Property(tries = 5_000)
    void anAlteredConditionCompilesOrHasProblemsInIt(@ForAll long seed) {
        Random random = new Random(seed);
        StringBuilder text =
                new StringBuilder(new RandomConditions(random).condition(3).text());
        for (int i = random.nextInt(3); i >= 0 && text.length() > 0; i--) {
            int at = random.nextInt(text.length());
            if (random.nextBoolean()) {
                text.deleteCharAt(at);
            } else {
                text.insert(at, text.charAt(random.nextInt(text.length())));
            }
        }
        checkProblems(text.toString());
    }

    private void checkProblems(String text) {
        List<Problem> problems = new ArrayList<>();
        Condition condition = conditions.compile(text, problems);
        assertThat(condition == null).isEqualTo(!problems.isEmpty());
        int before = -1;
        for (Problem problem : problems) {
            assertThat(problem.offset()).isGreaterThan(before).isLessThanOrEqualTo(text.length());
            assertThat(problem.length()).isBetween(0, text.length() - problem.offset());
            assertThat(problem.message()).isNotBlank();
            before = problem.offset();
        }
    }
}
