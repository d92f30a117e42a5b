package dev.flyball.core.rules.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.Budget;
import dev.flyball.Meter;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Wildcards: the results of the JDK's regexes, in linear steps. */
class WildcardTest {
    private static Meter meter() {
        return Budget.of(1_000_000_000, Duration.ofMinutes(5)).start();
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars("aAbZ*\u00e9\n").ofMaxLength(12);
    }

    @Property(tries = 3000)
    void wildcardsMatchWhatTheirRegexDoes(
            @ForAll("texts") String text, @ForAll("wildcards") List<String> parts, @ForAll boolean ignoreCase) {
        String regex = parts.stream().map(Pattern::quote).collect(Collectors.joining(".*"));
        Pattern expected = Pattern.compile(regex, Pattern.DOTALL | (ignoreCase ? Pattern.CASE_INSENSITIVE : 0));
        for (String input : List.of(text, String.join("", parts), String.join(text, parts), text + parts.get(0))) {
            assertThat(new Wildcard(parts, ignoreCase).test(input, meter()))
                    .as("%s on %s", parts, input)
                    .isEqualTo(expected.matcher(input).matches());
        }
    }

    @Provide
    Arbitrary<List<String>> wildcards() {
        return Arbitraries.strings()
                .withChars("abA\u00e9\n")
                .ofMaxLength(3)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    @Test
    void wildcardsTakeLinearStepsHoweverManyStars() {
        String text = "a".repeat(1_000_000);
        for (boolean ignoreCase : new boolean[] {true, false}) {
            for (String part : List.of("a", "aab", "ab", "")) {
                Meter meter = meter();
                List<String> parts = Collections.nCopies(1_000, part);
                new Wildcard(parts, ignoreCase).test(text, meter);
                assertThat(meter.scanSteps()).isLessThanOrEqualTo(4L * text.length() + 1_000 * 70L);
            }
        }
    }
}
