package dev.flyball.regex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.flyball.Budget;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class RegexOptionsTest {
    private static final List<UnaryOperator<RegexOptions.Builder>> CHANGES = List.of(
            b -> b.caseInsensitive(true),
            b -> b.multiLine(true),
            b -> b.dotAll(true),
            b -> b.ungreedy(true),
            b -> b.unicodeClasses(true),
            b -> b.literal(true),
            b -> b.bytes(true),
            b -> b.maxPatternLength(17),
            b -> b.maxNesting(17),
            b -> b.maxProgramSize(17),
            b -> b.maxClassRanges(17),
            b -> b.compileBudget(Budget.of(17, Duration.ofSeconds(1))),
            b -> b.provider("re2j"));

    @Test
    void everyOptionCountsForEqualityAndSurvivesTheWayThroughABuilder() {
        for (UnaryOperator<RegexOptions.Builder> change : CHANGES) {
            RegexOptions changed = change.apply(RegexOptions.builder()).build();
            assertThat(changed).isNotEqualTo(RegexOptions.defaults());
            assertThat(changed.toBuilder().build()).isEqualTo(changed).hasSameHashCodeAs(changed);
        }
        assertThat(RegexOptions.builder().build()).isEqualTo(RegexOptions.defaults());
    }

    @Test
    void limitsAreAlwaysFinite() {
        for (int wrong : new int[] {Integer.MIN_VALUE, -1, 0}) {
            RegexOptions.Builder builder = RegexOptions.builder();
            assertThatIllegalArgumentException().isThrownBy(() -> builder.maxPatternLength(wrong));
            assertThatIllegalArgumentException().isThrownBy(() -> builder.maxNesting(wrong));
            assertThatIllegalArgumentException().isThrownBy(() -> builder.maxProgramSize(wrong));
            assertThatIllegalArgumentException().isThrownBy(() -> builder.maxClassRanges(wrong));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RegexOptions.builder().maxNesting(10_001));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RegexOptions.builder().maxProgramSize(10_000_001));
    }

    @Test
    void byteModeHasNoUnicodeClasses() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        RegexOptions.builder().bytes(true).unicodeClasses(true).build());
    }
}
