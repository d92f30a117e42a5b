package dev.flyball.core.rules.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flyball.Budget;
import dev.flyball.BudgetExceededException;
import dev.flyball.Meter;
import dev.flyball.core.rules.runtime.Condition;
import dev.flyball.core.rules.runtime.FactsReader;
import dev.flyball.regex.RegexOptions;
import dev.flyball.rules.RuleOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Conditions are bounded: in length, nesting, regexes, members, steps; and each bound says so. */
class LimitsTest {
    private final Conditions conditions = new Conditions(Conditions.SCHEMA);

    private static Conditions with(RuleOptions.Builder options) {
        return new Conditions(Conditions.SCHEMA, options.build());
    }

    private static void refuses(Conditions conditions, String text, String message) {
        List<Problem> problems = conditions.problems(text);
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).message()).contains(message);
    }

    @Test
    void lengthIsCountedInBytes() {
        String shell = "s eq \"\"";
        assertThat(conditions.problems("s eq \"" + "x".repeat(4_096 - shell.length()) + "\""))
                .isEmpty();
        refuses(conditions, "s eq \"" + "x".repeat(4_097 - shell.length()) + "\"", "4096 bytes");
        int euros = (4_096 - shell.length()) / 3;
        assertThat(conditions.problems("s eq \"" + "€".repeat(euros) + "\"")).isEmpty();
        refuses(conditions, "s eq \"" + "€".repeat(euros + 1) + "\"", "4096 bytes");
        int faces = (4_096 - shell.length()) / 4;
        assertThat(conditions.problems("s eq \"" + "😀".repeat(faces) + "\"")).isEmpty();
        refuses(conditions, "s eq \"" + "😀".repeat(faces + 1) + "\"", "4096 bytes");
        refuses(conditions, "x".repeat(50_000_000), "4096 bytes");
    }

    @Test
    void nestingIsBounded() {
        for (String[] nested : new String[][] {
            {"(", "t", ")"}, {"not ", "t", ""}, {"!", "t", ""}, {"lower(", "s", ")"}, {"not (", "t", ")"}
        }) {
            int levels = nested[0].startsWith("not (") ? 64 : 128;
            String end = nested[1].equals("s") ? " eq \"\"" : "";
            String deepest = nested[0].repeat(levels) + nested[1] + nested[2].repeat(levels) + end;
            assertThat(conditions.problems(deepest)).as(deepest).isEmpty();
            refuses(
                    conditions,
                    nested[0] + nested[0].repeat(levels) + nested[1] + nested[2].repeat(levels),
                    "128 deep");
            refuses(conditions, nested[0].repeat(600), "128 deep");
        }
    }

    @Test
    void theDeepestNestingThatOptionsAllowFitsASmallStack() throws InterruptedException {
        Conditions deep = with(RuleOptions.builder().maxNesting(256).maxExpressionLength(1_000_000));
        List<String> texts = List.of(
                "(".repeat(256) + "t" + ")".repeat(256),
                "not ".repeat(256) + "t",
                "not (".repeat(128) + "t" + ")".repeat(128),
                "(t and ".repeat(256) + "t" + ")".repeat(256),
                "(f or (t xor ".repeat(128) + "f" + "))".repeat(128),
                "lower(".repeat(256) + "s" + ")".repeat(256) + " eq \"\"",
                "any(" + "(not ".repeat(127) + "ab" + ")".repeat(127) + ")");
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread thread = new Thread(
                null,
                () -> {
                    for (String text : texts) {
                        deep.test(text, Map.of("t", true, "f", false, "s", "", "ab", List.of(true)));
                    }
                },
                "small stack",
                512 * 1024);
        thread.setUncaughtExceptionHandler((t, e) -> failure.set(e));
        thread.start();
        thread.join();
        assertThat(failure.get()).isNull();
    }

    @Test
    void longChainsAreFlat() {
        Conditions large = with(RuleOptions.builder().maxExpressionLength(10_000_000));
        for (String operator : List.of(" or ", " xor ", " or t and ")) {
            String text = String.join(operator, Collections.nCopies(50_000, "f"));
            assertThat(large.test(text, Map.of("f", false, "t", true))).isFalse();
        }
        assertThat(large.test(String.join(" and ", Collections.nCopies(50_000, "t")), Map.of("t", true)))
                .isTrue();
    }

    @Test
    void regexesOfAConditionAreCounted() {
        Conditions two = with(RuleOptions.builder().maxRegexesPerRule(2));
        assertThat(two.problems("s matches \"a\" or s matches \"b\"")).isEmpty();
        refuses(two, "s matches \"a\" or s ~ \"b\" or s matches \"c\" or s matches \"d\"", "2 regexes at most");
    }

    @Test
    void membersOfASetAreCounted() {
        Conditions large = with(RuleOptions.builder().maxExpressionLength(10_000_000));
        String members = IntStream.range(0, 100_000).mapToObj(i -> i * 2 + " ").collect(Collectors.joining());
        Condition condition = large.compile("n in {" + members + "}");
        Meter meter = Conditions.meter();
        assertThat(condition.test(new FactsReader(large.facts(Map.of("n", 99_998))), meter))
                .isTrue();
        assertThat(meter.scanSteps()).isLessThan(30);
        refuses(large, "n in {" + members + " 7}", "100000 members at most");
    }

    @Test
    void compilingIsChargedAndEndsWithTheMeter() {
        Conditions large = with(RuleOptions.builder().maxExpressionLength(10_000_000));
        String text = "s contains \"" + "x".repeat(1_000_000) + "\"";
        List<Problem> problems = new ArrayList<>();
        ConditionCompiler compiler = new ConditionCompiler(
                Conditions.SCHEMA,
                NamedLists.builder().build(),
                RuleOptions.builder().maxExpressionLength(10_000_000).build());
        assertThatThrownBy(() -> compiler.compile(
                        text, problems, Budget.of(1_000, Duration.ofMinutes(1)).start()))
                .isInstanceOf(BudgetExceededException.class);
        assertThat(large.problems(text)).isEmpty();
    }

    @Test
    void aRegexThatIsTooExpensiveIsAProblemOfItsOwn() {
        RegexOptions regexes = RegexOptions.builder()
                .compileBudget(Budget.of(20, Duration.ofSeconds(10)))
                .build();
        Conditions few = with(RuleOptions.builder().regexOptions(regexes));
        refuses(few, "s matches \"(a{5}|b){7}[a-z]{9}\"", "20 steps");
    }

    @Test
    void problemsOfOneConditionAreBounded() {
        Conditions large = with(RuleOptions.builder().maxExpressionLength(10_000_000));
        Meter meter = Conditions.meter();
        List<Problem> problems = new ArrayList<>();
        String text = String.join(" or ", Collections.nCopies(10_000, "unknown_field eq 5"));
        assertThat(large.compile(text, problems)).isNull();
        assertThat(problems).hasSize(20);
        assertThat(meter.stepsUsed()).isLessThan(10_000_000);
    }

    @Test
    void aLongNeedleInALongTextIsLinear() {
        Conditions large = with(RuleOptions.builder().maxExpressionLength(10_000_000));
        String needle = "a".repeat(10_000);
        for (String operator : List.of("contains \"" + needle + "b\"", "wildcard \"*" + needle + "b*\"")) {
            Condition condition = large.compile("s " + operator);
            Meter meter = Conditions.meter();
            String text = "a".repeat(1_000_000);
            assertThat(condition.test(new FactsReader(large.facts(Map.of("s", text))), meter))
                    .isFalse();
            assertThat(meter.scanSteps()).isBetween(900_000L, 4 * (1_000_000L + 10_001));
        }
    }

    @Test
    void everyOperatorAndFunctionChargesForTheLengthOfItsValue() {
        Conditions large = with(RuleOptions.builder().maxExpressionLength(10_000_000));
        int length = 640_000;
        String text = "x".repeat(length);
        Map<String, Object> facts = Map.of("s", text, "s2", text, "as", Collections.nCopies(length, "x"));
        Map<String, Integer> fewest = Map.ofEntries(
                Map.entry("s eq \"" + text + "\"", length / 64),
                Map.entry("s lt \"" + text + "\"", length / 64),
                Map.entry("s in {\"" + text + "\"}", length / 16),
                Map.entry("s contains \"y\"", length),
                Map.entry("s contains \"xy\"", length),
                Map.entry("s wildcard \"*y*\"", length),
                Map.entry("s strict wildcard \"" + text + "\"", length),
                Map.entry("s matches \"[yz]\"", length),
                Map.entry("lower(s) eq \"\"", length),
                Map.entry("upper(s) eq \"\"", length),
                Map.entry("url_decode(concat(s, \"+\")) eq \"\"", length),
                Map.entry("concat(s, s2) eq \"\"", length / 32),
                Map.entry("substring(s, 1) eq \"\"", length / 64),
                Map.entry("starts_with(s, s2)", length / 64),
                Map.entry("ends_with(s, s2)", length / 64),
                Map.entry("len(concat(as, as)) eq 0", length * 2),
                Map.entry("any(as[*] eq \"y\")", length),
                Map.entry("all((as[*] eq \"x\" and not as[*] eq \"x\"))", length * 2),
                Map.entry("len(lower(as[*])) eq 0", length));
        fewest.forEach((condition, steps) -> {
            Meter meter = Conditions.meter();
            large.compile(condition).test(new FactsReader(large.facts(facts)), meter);
            assertThat(meter.scanSteps())
                    .as(condition.substring(0, Math.min(40, condition.length())))
                    .isGreaterThanOrEqualTo(steps)
                    .isLessThan(steps + 4L * length);
        });
    }
}
