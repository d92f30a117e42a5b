package dev.flyball.core.regex.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flyball.Budget;
import dev.flyball.BudgetExceededException;
import dev.flyball.Meter;
import dev.flyball.core.regex.syntax.Node.CharClass;
import dev.flyball.regex.RegexOptions;
import dev.flyball.regex.RegexSyntaxException;
import dev.flyball.regex.RegexSyntaxException.Reason;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What parsing may cost: limits are exact and name their setting, steps are in proportion to the pattern. */
class ParserLimitsTest {
    private static final RegexOptions LARGE = RegexOptions.builder()
            .maxPatternLength(10_000_000)
            .maxNesting(10_000)
            .maxProgramSize(10_000_000)
            .maxClassRanges(10_000_000)
            .build();

    private static void refused(String pattern, RegexOptions options, String setting, int index) {
        assertThatThrownBy(() -> Trees.parse(pattern, options))
                .isInstanceOfSatisfying(RegexSyntaxException.class, e -> {
                    assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE);
                    assertThat(e.description()).contains("RegexOptions." + setting);
                    assertThat(e.index()).isEqualTo(index);
                });
    }

    @Test
    void aPatternMayBeAsLongAsTheLimit() {
        RegexOptions options = RegexOptions.builder().maxPatternLength(5).build();
        Trees.parse("abcde", options);
        refused("abcdef", options, "maxPatternLength", 5);
        refused("abcdef", options.toBuilder().literal(true).build(), "maxPatternLength", 5);
    }

    @Test
    void groupsAndRepetitionsMayNestAsDeepAsTheLimit() {
        RegexOptions options = RegexOptions.builder().maxNesting(4).build();
        Trees.parse("((((a))))", options);
        Trees.parse("((a*)*)", options);
        Trees.parse("a*(?i)*(?i){2}(?i)*", options);
        refused("(((((a)))))", options, "maxNesting", 4);
        refused("(?:(?:(?:(?:(?:a)))))", options, "maxNesting", 12);
        refused("b((a*)*)*", options, "maxNesting", 8);
        refused("a*(?i)*(?i){2}(?i)*(?i){3}", options, "maxNesting", 23);
    }

    @Test
    void repetitionsMayExpandToTheLimit() {
        RegexOptions options = RegexOptions.builder().maxProgramSize(1_000).build();
        assertThat(Trees.parse("a{1000}", options).root().size()).isEqualTo(1_000);
        Trees.parse("(?:a{100}){10}", options);
        Trees.parse("a{500}b{500}", options);
        refused("xya{1001}", options, "maxProgramSize", 3);
        refused("(?:a{100}){11}", options, "maxProgramSize", 10);
        refused("a{500}b{501}", options, "maxProgramSize", 7);
        refused("a{1000}|b", options, "maxProgramSize", 7);
        refused("a{1000}bc", options, "maxProgramSize", 7);
        refused("(a{999})", options, "maxProgramSize", 7);
    }

    @Test
    void noRepetitionIsTooLargeToBeRefused() {
        refused("((a{100}){100}){100}", RegexOptions.defaults(), "maxProgramSize", 15);
        refused("a{99999999999999999999}", RegexOptions.defaults(), "maxProgramSize", 1);
        refused("a{0,2147483647}", RegexOptions.defaults(), "maxProgramSize", 1);
        refused("(?:(?:(?:a{1000}){1000}){1000}){1000}", RegexOptions.defaults(), "maxProgramSize", 17);
        Trees.parse("(?:){99999999999999999999}^{99999999999}", RegexOptions.defaults());
    }

    @Test
    void charactersThatAreJoinedToAClassCountOnce() {
        RegexOptions options = RegexOptions.builder().maxProgramSize(4).build();
        assertThat(Trees.parse("a|b|c|d|e|f|g", options).root().size()).isEqualTo(1);
    }

    @Test
    void classesMayHaveAsManyRangesAsTheLimit() {
        RegexOptions options = RegexOptions.builder().maxClassRanges(6).build();
        Trees.parse("[ac][eg]x[i-km-o]", options);
        refused("[ac][eg]x[i-km-o].", options, "maxClassRanges", 17);
        refused("\\pL", options, "maxClassRanges", 0);
        Trees.parse("(?i)" + "k".repeat(100), options);
    }

    @Test
    void manyAppearancesOfAClassShareOneSet() {
        Node root = Trees.parse("\\pL".repeat(10_000), LARGE).root();
        assertThat(Trees.nodes(root).stream()
                        .filter(CharClass.class::isInstance)
                        .map(node -> System.identityHashCode(((CharClass) node).set()))
                        .distinct())
                .hasSize(1);
    }

    /** Patterns by the number of their parts. */
    enum Family {
        LITERAL("ab"::repeat),
        FOLDED_LITERAL(n -> "(?i)" + "ks".repeat(n)),
        QUOTED(n -> "\\Q" + "a\\".repeat(n)),
        QUOTATIONS("\\Qa\\E"::repeat),
        CLASS_IN_DESCENDING_ORDER(n -> "["
                + IntStream.range(0, n)
                        .mapToObj(i -> Character.toString(0x20000 + 2 * (n - i)))
                        .collect(Collectors.joining())
                + "]"),
        CLASS_IN_RANDOM_ORDER(n -> "(?i)["
                + IntStream.range(0, n)
                        .mapToObj(i -> String.format("\\x{%X}", 0x10000 + (i * 7_919L) % 0x100000))
                        .collect(Collectors.joining())
                + "]"),
        CLASSES("[^abx-z]"::repeat),
        FOLDED_WIDE_CLASSES(n -> "(?i)" + "[b-\\x{10FFFF}]".repeat(n)),
        NAMED_CLASSES("[[:alpha:]\\d\\PN]"::repeat),
        UNICODE_CLASSES("\\pL"::repeat),
        SAME_UNICODE_CLASS(n -> "[" + "\\pL\\PN".repeat(n) + "]"),
        UNENDED_POSIX_CLASSES(n -> "[" + "[:".repeat(n) + "x]"),
        ALTERNATIVES(n -> "x" + "|ab".repeat(n)),
        SINGLE_ALTERNATIVES(n -> "a" + "|\uFFFD|b".repeat(n)),
        EMPTY_ALTERNATIVES("|"::repeat),
        FLAGS("(?i)"::repeat),
        FLAG_GROUPS(n -> "(?i:a)b".repeat(n)),
        LONG_FLAGS(n -> "(?" + "ims".repeat(n) + ")"),
        GROUPS("(a)"::repeat),
        NAMED_GROUPS(n -> IntStream.range(0, n).mapToObj(i -> "(?<n" + i + ">)").collect(Collectors.joining())),
        BRACES("{"::repeat),
        OPEN_COUNTS("a{1"::repeat),
        LONG_COUNTS(n -> "a{" + "1".repeat(n) + "}".repeat(2)),
        OPTIONS("a?"::repeat),
        COUNTED("a{0,2}"::repeat),
        LONG_ESCAPE(n -> "\\x{" + "0".repeat(n) + "}"),
        ESCAPES("\\x{41}"::repeat),
        NESTED_SEQUENCES(n -> nested(n, "(?:", "ab)")),
        NESTED_BRANCHES(n -> nested(n, "(?:", "|bc)")),
        NESTED_SINGLE_BRANCHES(n -> nested(n, "(?:", "|b)")),
        NESTED_LAST_BRANCHES(n -> nested(n, "(?:x|", ")")),
        NESTED_LAST_WORDS(n -> nested(n, "(?:xy|", ")")),
        NESTED_CAPTURES(n -> nested(n, "(", "a)"));

        /** Those that byte mode refuses. */
        private static final Set<Family> OF_CHARACTERS = EnumSet.of(NAMED_CLASSES, UNICODE_CLASSES, SAME_UNICODE_CLASS);

        private final IntFunction<String> pattern;

        Family(IntFunction<String> pattern) {
            this.pattern = pattern;
        }

        /** A long text under many levels, so that a copy of it at each level would show. */
        private static String nested(int n, String open, String close) {
            int levels = Math.min(n, 9_000);
            return open.repeat(levels) + "xy".repeat(n) + "|z" + close.repeat(levels);
        }
    }

    @ParameterizedTest
    @MethodSource("families")
    void theStepsGrowWithTheLengthOfThePattern(Family family, boolean bytes) {
        RegexOptions options = LARGE.toBuilder().bytes(bytes).build();
        long few = steps(family.pattern.apply(1_000), options);
        long many = steps(family.pattern.apply(8_000), options);
        assertThat(many).isLessThan(12 * few);
        assertThat(many).isGreaterThanOrEqualTo(family.pattern.apply(8_000).length() / 20);
    }

    static Stream<Arguments> families() {
        return Stream.concat(
                Stream.of(Family.values()).map(family -> Arguments.of(family, false)),
                EnumSet.complementOf(EnumSet.copyOf(Family.OF_CHARACTERS)).stream()
                        .map(family -> Arguments.of(family, true)));
    }

    private static long steps(String pattern, RegexOptions options) {
        Meter meter = Trees.meter();
        try {
            Parser.parse(pattern, options, meter);
        } catch (RegexSyntaxException e) {
            assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE);
        }
        return meter.stepsUsed();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 1_000, 5_000, 50_000})
    void parsingEndsWithTheBudget(long maxSteps) {
        Meter meter = Budget.of(maxSteps, Duration.ofMinutes(1)).start();
        assertThatThrownBy(() -> Parser.parse("[b-y]a|".repeat(30_000), LARGE, meter))
                .isInstanceOf(BudgetExceededException.class);
        assertThat(meter.stepsUsed()).isEqualTo(maxSteps);
    }

    @Test
    void aRefusalIsChargedToo() {
        Meter meter = Trees.meter();
        assertThatThrownBy(() -> Parser.parse("abcdefghij)", RegexOptions.defaults(), meter))
                .isInstanceOf(RegexSyntaxException.class);
        assertThat(meter.stepsUsed()).isGreaterThanOrEqualTo(10);
    }

    @Test
    void theStepsAreTheSameInEveryRun() {
        String pattern = "(?i)[\\pL\\d]k|\\p{Greek}{3}[^é-ü]";
        long first = steps(pattern, RegexOptions.defaults());
        assertThat(steps(pattern, RegexOptions.defaults())).isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "(?:", "(?i:a|(b", "(?:(?:a)b|"})
    void theDeepestNestingNeedsLittleStack(String open) throws InterruptedException {
        int opened = (int) open.chars().filter(c -> c == '(').count();
        int repetitions = 10_000 / opened;
        String closes = open.equals("(?:(?:a)b|") ? ")" : ")".repeat(opened);
        String pattern = open.repeat(repetitions / 2) + "a" + (closes + "*").repeat(repetitions / 2);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread thread = new Thread(
                null,
                () -> {
                    try {
                        Trees.parse(pattern, LARGE);
                    } catch (Throwable e) {
                        failure.set(e);
                    }
                },
                "small stack",
                256 * 1024);
        thread.start();
        thread.join();
        assertThat(failure.get()).isNull();
    }
}
