package dev.flyball.core.differential;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import dev.flyball.Budget;
import dev.flyball.Meter;
import dev.flyball.core.differential.RegexCases.Alphabet;
import dev.flyball.core.differential.RegexCases.Case;
import dev.flyball.core.engines.Engine;
import dev.flyball.core.engines.FlyballEngine;
import dev.flyball.core.engines.JdkEngine;
import dev.flyball.regex.Regex;
import dev.flyball.regex.RegexOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/**
 * Flyball's results are RE2/J's, and the JDK's where the two agree. {@code -Dflyball.soak=n} tries n times as many
 * cases.
 */
class DifferentialProperties {
    private static final Engine FLYBALL = new FlyballEngine();
    private static final Engine JDK = new JdkEngine();
    private static final int SOAK = Integer.getInteger("flyball.soak", 1);

    private static Meter meter() {
        return Budget.of(100_000_000, Duration.ofMinutes(1)).start();
    }

    @Provide
    Arbitrary<List<Case>> cases() {
        return RegexCases.cases().list().ofSize(SOAK);
    }

    @Provide
    Arbitrary<List<Case>> narrowCases() {
        return Arbitraries.of(Alphabet.TINY, Alphabet.ASCII)
                .flatMap(RegexCases::cases)
                .list()
                .ofSize(SOAK);
    }

    @Provide
    Arbitrary<List<Case>> wideCases() {
        return RegexCases.cases(Alphabet.WIDE).list().ofSize(SOAK);
    }

    @Property(tries = 4_000, shrinking = ShrinkingMode.BOUNDED, edgeCases = EdgeCasesMode.NONE)
    void resultsAreThoseOfRe2j(@ForAll("cases") List<Case> cases) {
        cases.stream().filter(test -> !test.rx().hasChoiceOfMixedCase()).forEach(test -> {
            Re2jComparison.compare(
                    test.pattern(), test.options(), test.input(), test.rx().hasDroppedGroup());
        });
    }

    /** The first search finds no state built, the later ones some: none may be charged more than it was said to be. */
    @Property(tries = 2_000, shrinking = ShrinkingMode.BOUNDED, edgeCases = EdgeCasesMode.NONE)
    void noOperationIsChargedMoreThanItsCost(@ForAll("cases") List<Case> cases) {
        for (Case test : cases) {
            Regex regex = Regex.compile(test.pattern(), test.options());
            int length = test.input().length();
            List<Consumer<Meter>> searches = List.of(
                    meter -> regex.find(test.input(), meter),
                    meter -> regex.find(test.input(), length / 2, meter),
                    meter -> regex.matches(test.input(), meter),
                    meter -> regex.containsMatchIn(test.input(), meter));
            for (int search = 0; search < searches.size(); search++) {
                Meter meter = meter();
                searches.get(search).accept(meter);
                long bound = search < 2
                        ? regex.cost().findSteps(length)
                        : regex.cost().steps(length);
                assertThat(meter.stepsUsed()).isPositive().isLessThanOrEqualTo(bound);
            }
            Meter meter = meter();
            long groups = (regex.groupCount() + 1L)
                    * regex.findAll(test.input(), meter).size();
            assertThat(meter.stepsUsed()).isLessThanOrEqualTo(regex.cost().findAllSteps(length) + groups);
        }
    }

    @Property(tries = 2_000, shrinking = ShrinkingMode.BOUNDED, edgeCases = EdgeCasesMode.NONE)
    void resultsAreThoseOfTheJdkWhereItAgreesWithRe2(@ForAll("narrowCases") List<Case> cases) {
        for (Case test : cases) {
            // The JDK has its own way with empty iterations, and backtracks. It has no (?U).
            if (!test.rx().hasNullableLoop() && test.input().length() <= 30) {
                RegexOptions options = test.options().toBuilder()
                        .ungreedy(false)
                        .multiLine(false)
                        .build();
                Engine.Program ours = FLYBALL.compile(
                        test.pattern(),
                        options.toBuilder()
                                .multiLine(test.options().multiLine())
                                .build());
                Engine.Program theirs = JDK.compile(test.rx().jdk(test.options().multiLine()), options);
                try {
                    compareWithJdk(ours, theirs, test.input(), test.rx().hasGroupInLoop());
                } catch (JdkEngine.TooLong e) {
                    // The case says nothing then.
                    continue;
                }
            }
        }
    }

    /** The JDK does not always put a group back where it was when it backtracks out of counted or nested loops. */
    private static void compareWithJdk(
            Engine.Program ours, Engine.Program theirs, String input, boolean onlyWholeMatches) {
        assertThat(ours.matches(input)).as("matches").isEqualTo(theirs.matches(input));
        for (int from = 0; from <= input.length(); from++) {
            assertThat(cut(ours.find(input, from), onlyWholeMatches))
                    .as("find from " + from)
                    .isEqualTo(cut(theirs.find(input, from), onlyWholeMatches));
        }
        assertThat(ours.findAll(input).stream()
                        .map(match -> Arrays.toString(cut(match, onlyWholeMatches)))
                        .toList())
                .as("findAll")
                .isEqualTo(theirs.findAll(input).stream()
                        .map(match -> Arrays.toString(cut(match, onlyWholeMatches)))
                        .toList());
    }

    private static int[] cut(int[] match, boolean onlyWhole) {
        return match != null && onlyWhole ? Arrays.copyOf(match, 2) : match;
    }

    @Property(tries = 2_000, shrinking = ShrinkingMode.BOUNDED, edgeCases = EdgeCasesMode.NONE)
    void replacingAndSplittingAreThoseOfRe2j(@ForAll("narrowCases") List<Case> cases) {
        for (Case test : cases) {
            if (test.rx().hasChoiceOfMixedCase()) {
                continue;
            }
            String input = test.input();
            RegexOptions options = test.options().toBuilder().ungreedy(false).build();
            Regex regex = Regex.compile(test.pattern(), options);
            Pattern re2j = Pattern.compile(
                    test.pattern(),
                    (options.caseInsensitive() ? Pattern.CASE_INSENSITIVE : 0)
                            | (options.multiLine() ? Pattern.MULTILINE : 0)
                            | (options.dotAll() ? Pattern.DOTALL : 0));
            String template = regex.groupCount() > 0 && !test.rx().hasDroppedGroup() ? "<$0|$1>" : "<$0>\\$";
            assertThat(regex.replaceAll(input, template, meter()))
                    .isEqualTo(re2j.matcher(input).replaceAll(template));
            assertThat(regex.replaceFirst(input, template, meter()))
                    .isEqualTo(re2j.matcher(input).replaceFirst(template));
            for (int limit = -1; limit <= 3; limit++) {
                List<String> expected = Arrays.asList(re2j.split(input, limit));
                // Of a text that is all separators the JDK leaves nothing, RE2/J an empty text; we do as the JDK.
                boolean allSeparators = limit == 0 && !input.isEmpty() && expected.equals(List.of(""));
                assertThat(regex.split(input, limit, meter()))
                        .as("split in " + limit)
                        .isEqualTo(allSeparators ? List.of() : expected);
            }
        }
    }

    /** Where nothing can match a part of a character, its bytes are found where the character is. */
    @Property(tries = 2_000, shrinking = ShrinkingMode.BOUNDED, edgeCases = EdgeCasesMode.NONE)
    void byteModeFindsTheBytesOfWhatTextModeFinds(@ForAll("wideCases") List<Case> cases) {
        for (Case test : cases) {
            boolean splits = test.rx()
                    .contains(rx -> rx.hasCodePoint(RegexCases::isSurrogate)
                            // In byte mode, \\xHH is a byte.
                            || rx instanceof Rx.Literal literal
                                    && literal.escaped()
                                    && literal.codePoint() >= 0x80
                                    && literal.codePoint() <= 0xFF
                            || rx instanceof Rx.OneOf one && one.re2().matches("(?s)\\[\\^.*|\\.|\\\\[WDS]")
                            || rx instanceof Rx.Empty empty && empty.re2().equals("\\B")
                            || rx instanceof Rx.OneOf range && range.re2().matches("(?s).*[^\\\\]-.*"));
            boolean loneSurrogate = test.input().codePoints().anyMatch(RegexCases::isSurrogate);
            if (splits || loneSurrogate) {
                continue;
            }
            // (?i) is ASCII only in byte mode.
            RegexOptions options =
                    test.options().toBuilder().caseInsensitive(false).build();
            if (test.pattern().contains("(?i:")) {
                continue;
            }
            Engine.Program text = FLYBALL.compile(test.pattern(), options);
            Engine.Program bytes = FLYBALL.compile(
                    test.pattern(), options.toBuilder().bytes(true).build());
            String input = test.input();
            String inputBytes = latin1(input);
            assertThat(bytes.containsMatchIn(inputBytes)).isEqualTo(text.containsMatchIn(input));
            assertThat(bytes.matches(inputBytes)).isEqualTo(text.matches(input));
            int[] found = text.find(input, 0);
            int[] expected = found == null
                    ? null
                    : Arrays.stream(found)
                            .map(place -> place < 0
                                    ? -1
                                    : latin1(input.substring(0, place)).length())
                            .toArray();
            assertThat(bytes.find(inputBytes, 0)).isEqualTo(expected);
        }
    }

    private static String latin1(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** Unicode word boundaries are where one neighbour is a Unicode word character and the other is not. */
    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void unicodeWordBoundariesAreThoseOfUnicodeWords(@ForAll("inputs") String input) {
        RegexOptions options = RegexOptions.builder().unicodeClasses(true).build();
        Engine.Program word = FLYBALL.compile("\\w", options);
        Engine.Program boundary = FLYBALL.compile("\\b", options);
        Engine.Program noBoundary = FLYBALL.compile("\\B", options);
        int at = 0;
        boolean before = false;
        while (true) {
            boolean after = at < input.length() && word.matches(Character.toString(input.codePointAt(at)));
            assertThat(startsAt(boundary, input, at)).as("\\b at " + at).isEqualTo(before != after);
            assertThat(startsAt(noBoundary, input, at)).as("\\B at " + at).isEqualTo(before == after);
            if (at == input.length()) {
                return;
            }
            at += Character.charCount(input.codePointAt(at));
            before = after;
        }
    }

    private static boolean startsAt(Engine.Program program, String input, int at) {
        int[] match = program.find(input, at);
        return match != null && match[0] == at;
    }

    @Provide
    Arbitrary<String> inputs() {
        Arbitrary<Integer> characters = Arbitraries.oneOf(
                Arbitraries.of(
                        (int) 'a',
                        (int) '_',
                        (int) '0',
                        (int) ' ',
                        (int) '\n',
                        0xE9,
                        0x301,
                        0x200D,
                        0x661,
                        0x203F,
                        0x4E00,
                        0x1F600,
                        0x10400,
                        0xD800),
                Arbitraries.integers().between(0, 0x10FFFF));
        return characters
                .list()
                .ofMaxSize(8)
                .map(list -> list.stream().map(Character::toString).reduce("", String::concat));
    }
}
