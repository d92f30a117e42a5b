package dev.flyball.regex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.flyball.Budget;
import dev.flyball.Meter;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Replacing and splitting are what {@code java.util.regex} makes of the same matches. */
class ReplaceAndSplitProperties {
    @Provide
    Arbitrary<String> patterns() {
        return Arbitraries.of(
                "a",
                "b*",
                "",
                "(a)|(b)",
                "(?<x>a+)(?<y>b)?",
                "a|",
                "^",
                "$",
                "\\b",
                "(a)(b)(a)(b)(a)(b)(a)(b)(a)(b)(a)",
                "(a*)*",
                "[^a]",
                "ab",
                "(x)?");
    }

    @Provide
    Arbitrary<String> inputs() {
        return Arbitraries.strings()
                .withChars("ab ,")
                .withChars('\u00e9', '\u4e00')
                .ofMaxLength(14);
    }

    @Provide
    Arbitrary<String> templates() {
        return Arbitraries.oneOf(
                Arbitraries.strings().withChars("$\\{}01239xyz-").ofMaxLength(8),
                Arbitraries.of("$0", "$1", "$2", "$12", "${x}", "${y}-$1", "\\$1", "a\\\\b", "${0}", "<$0>"));
    }

    private static final RegexOptions JDK =
            RegexOptions.builder().provider("jdk").build();

    private static Meter meter() {
        return Budget.of(10_000_000, Duration.ofMinutes(1)).start();
    }

    @Property
    void replacingAgreesWithTheJdk(
            @ForAll("patterns") String pattern, @ForAll("inputs") String input, @ForAll("templates") String template) {
        Regex regex = Regex.compile(pattern, JDK);
        // ${0}, a group by its number, is more than the JDK has; the JDK accepts a bad template where nothing matches.
        boolean more = template.matches("(?s).*\\$\\{[0-9]+\\}.*");
        Pattern jdk = Pattern.compile(pattern);
        Throwable ours = catchThrowable(() -> regex.replaceAll(input, template, meter()));
        if (ours != null) {
            assertThat(ours).isInstanceOfAny(IllegalArgumentException.class, IndexOutOfBoundsException.class);
            if (!more && jdk.matcher(input).find()) {
                assertThat(catchThrowable(() -> jdk.matcher(input).replaceAll(template)))
                        .isInstanceOfAny(IllegalArgumentException.class, IndexOutOfBoundsException.class);
            }
        } else if (!more) {
            assertThat(regex.replaceAll(input, template, meter()))
                    .isEqualTo(jdk.matcher(input).replaceAll(template));
            assertThat(regex.replaceFirst(input, template, meter()))
                    .isEqualTo(jdk.matcher(input).replaceFirst(template));
        }
    }

    @Property
    void splittingAgreesWithTheJdk(
            @ForAll("patterns") String pattern,
            @ForAll("inputs") String input,
            @ForAll @IntRange(min = -1, max = 6) int limit) {
        Regex regex = Regex.compile(pattern, JDK);
        String[] expected = Pattern.compile(pattern).split(input, limit);
        assertThat(regex.split(input, limit, meter())).isEqualTo(List.of(expected));
        if (limit == 0) {
            assertThat(regex.split(input, meter())).isEqualTo(List.of(expected));
        }
    }

    @Property
    void aQuotedTextMatchesItselfAndNothingElse(@ForAll String text, @ForAll String other) {
        Regex regex = Regex.compile(Regex.quote(text), JDK);
        assertThat(regex.matches(text, meter())).isTrue();
        assertThat(regex.matches(other, meter())).isEqualTo(other.equals(text));
    }

    @Property
    void whatIsWrittenIsCharged(@ForAll @IntRange(min = 0, max = 50) int matches) {
        Regex regex = Regex.compile("a", JDK);
        Meter meter = meter();
        String template = "x".repeat(100);
        String result = regex.replaceAll("a".repeat(matches), template, meter);
        assertThat(result).hasSize(100 * matches);
        assertThat(meter.stepsUsed()).isGreaterThanOrEqualTo(100L * matches);
    }
}
