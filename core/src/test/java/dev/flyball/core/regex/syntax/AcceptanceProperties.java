package dev.flyball.core.regex.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.google.re2j.PatternSyntaxException;
import dev.flyball.Budget;
import dev.flyball.BudgetExceededException;
import dev.flyball.regex.RegexOptions;
import dev.flyball.regex.RegexSyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

/** The parser accepts what RE2/J accepts, and nothing else; and it ends in a tree, a refusal, or an empty budget. */
class AcceptanceProperties {
    private static final List<String> PIECES = List.of(
            ("a b k z 0 1 9 é \u017F \uD83D\uDE00 \uD800 \uDC00 ( (? (?: (?i (?P< (?< n> (?i) (?s-m: (?U) (?- ) : [ [^ ] []"
                            + " - [: :] [:alpha:] [:^word:] [:foo:] ^ $ . | * + ? { } {2} {2,} {1,3} {3,1} {01} {0} , = ! # P"
                            + " && \\ \\Q \\E \\A \\z \\b \\B \\d \\W \\s \\p \\pL \\pN \\p{Greek} \\P{^Lu} \\p{ Any} ^L}"
                            + " \\x \\x{ 41 1C7F} \\1 \\0 \\12 \\C \\n \\_ \\- \\é _ \n")
                    .split(" "));

    /** RE2/J takes a literal brace for a quantifier when it looks for nested ones, and refuses <code>{*</code>. */
    private static final Pattern QUANTIFIED_BRACE = Pattern.compile("(?s).*\\{([*+?]|\\{\\d).*");

    /** RE2/J does not end when it folds a range that has U+1C80 to U+1C88, whose orbits it knows in part only. */
    private static final Pattern FOLDED_RANGE = Pattern.compile("(?s).*\\(\\?i.*-.*");

    static Arbitrary<String> anyPatterns() {
        return Arbitraries.of(PIECES).list().ofMaxSize(12).map(pieces -> String.join("", pieces));
    }

    @Provide
    Arbitrary<String> patterns() {
        return anyPatterns();
    }

    @Property(tries = 20_000)
    void acceptsWhatRe2jAccepts(@ForAll("patterns") String pattern) {
        assumeThat(pattern).doesNotMatch(QUANTIFIED_BRACE).doesNotMatch(FOLDED_RANGE);
        assertThat(accepts(pattern)).describedAs("accepts %s", pattern).isEqualTo(re2jAccepts(pattern));
    }

    @Property(tries = 5_000)
    void endsInATreeOrARefusal(@ForAll("patterns") String pattern, @ForAll boolean bytes, @ForAll boolean folded) {
        RegexOptions options = RegexOptions.builder()
                .bytes(bytes)
                .unicodeClasses(!bytes)
                .caseInsensitive(folded)
                .build();
        try {
            ParsedRegex parsed = Trees.parse(pattern, options);
            assertThat(parsed.root().size()).isLessThanOrEqualTo(options.maxProgramSize());
        } catch (RegexSyntaxException e) {
            assertThat(e.index()).isBetween(0, pattern.length());
            assertThat(e.description()).isNotBlank();
        }
    }

    @Property(tries = 2_000)
    void anEmptyBudgetIsTheOnlyOtherEnd(
            @ForAll("patterns") String pattern, @ForAll @LongRange(min = 1, max = 60) long steps) {
        var meter = Budget.of(steps, Duration.ofMinutes(1)).start();
        try {
            Parser.parse(pattern, RegexOptions.defaults(), meter);
            assertThat(meter.stepsUsed()).isGreaterThanOrEqualTo(pattern.codePointCount(0, pattern.length()) / 8);
        } catch (BudgetExceededException e) {
            assertThat(meter.stepsUsed()).isEqualTo(steps);
        } catch (RegexSyntaxException e) {
            assertThat(meter.stepsRemaining()).isNotNegative();
        }
    }

    static boolean accepts(String pattern) {
        try {
            Trees.parse(pattern, RegexOptions.defaults());
            return true;
        } catch (RegexSyntaxException e) {
            return false;
        }
    }

    static boolean re2jAccepts(String pattern) {
        try {
            com.google.re2j.Pattern.compile(pattern);
            return true;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }
}
