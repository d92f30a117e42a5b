package dev.flyball.re2j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.re2j.Pattern;
import dev.flyball.Budget;
import dev.flyball.BudgetExceededException;
import dev.flyball.Meter;
import dev.flyball.regex.Match;
import dev.flyball.regex.Regex;
import dev.flyball.regex.RegexOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class Re2jProperties {
    private static final RegexOptions RE2J =
            RegexOptions.builder().provider("re2j").build();

    @Provide
    Arbitrary<String> patterns() {
        return Patterns.patterns();
    }

    @Provide
    Arbitrary<String> inputs() {
        return Patterns.inputs();
    }

    private static Meter meter() {
        return Budget.of(1_000_000_000, Duration.ofMinutes(1)).start();
    }

    @Property(tries = 1_500, edgeCases = EdgeCasesMode.NONE)
    void aProgramIsNoLargerThanItsTextSays(@ForAll("patterns") String pattern) {
        Pattern compiled = Pattern.compile(pattern);
        Expansion expansion = Expansion.of(pattern);
        assertThat((long) compiled.programSize()).isLessThanOrEqualTo(expansion.instructions());
        assertThat(compiled.groupCount()).isGreaterThanOrEqualTo(expansion.highestGroup());
        assertThat(compiled.programSize())
                .isEqualTo(Regex.compile(pattern, RE2J).cost().perChar() / 6 - 3);
    }

    @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
    void bothProvidersGiveTheSameMatches(@ForAll("patterns") String pattern, @ForAll("inputs") String input) {
        Regex ours = Regex.compile(pattern);
        Regex theirs = Regex.compile(pattern, RE2J);
        assertThat(theirs.namedGroups()).isEqualTo(ours.namedGroups());
        assertThat(theirs.groupCount()).isEqualTo(ours.groupCount());
        assertThat(theirs.containsMatchIn(input, meter())).isEqualTo(ours.containsMatchIn(input, meter()));
        assertThat(theirs.matches(input, meter())).isEqualTo(ours.matches(input, meter()));
        assertThat(shown(theirs.findAll(input, meter()))).isEqualTo(shown(ours.findAll(input, meter())));
    }

    private static List<String> shown(List<Match> matches) {
        List<String> shown = new ArrayList<>();
        for (Match match : matches) {
            StringBuilder text = new StringBuilder();
            for (int group = 0; group <= match.groupCount(); group++) {
                text.append(match.start(group))
                        .append(',')
                        .append(match.end(group))
                        .append(' ');
            }
            shown.add(text.toString());
        }
        return shown;
    }

    @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
    void noSearchCostsMoreThanItsBound(@ForAll("patterns") String pattern, @ForAll("inputs") String input) {
        Regex regex = Regex.compile(pattern, RE2J);
        List<Function<Meter, Object>> searches = List.of(
                meter -> regex.containsMatchIn(input, meter),
                meter -> regex.matches(input, meter),
                meter -> String.valueOf(regex.find(input, meter)));
        for (Function<Meter, Object> search : searches) {
            Meter meter = meter();
            Object result = search.apply(meter);
            long needed = meter.stepsUsed();
            assertThat(needed).isBetween(1L, regex.cost().steps(input.length()));
            for (long limit = 1; limit <= needed; limit += 1 + needed / 50) {
                Meter tight = Budget.of(limit, Duration.ofMinutes(1)).start();
                if (limit < needed) {
                    assertThat(catchThrowableOfType(BudgetExceededException.class, () -> search.apply(tight))
                                    .reason())
                            .isEqualTo(BudgetExceededException.Reason.STEPS);
                }
            }
            assertThat(search.apply(Budget.of(needed, Duration.ofMinutes(1)).start()))
                    .isEqualTo(result);
        }
        Meter all = meter();
        regex.findAll(input, all);
        // The API charges each match for its groups.
        assertThat(all.stepsUsed())
                .isLessThanOrEqualTo(
                        regex.cost().findAllSteps(input.length()) + (input.length() + 1L) * (regex.groupCount() + 1));
    }
}
