package dev.flyball.core.regex.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.flyball.regex.RegexOptions;
import dev.flyball.regex.RegexSyntaxException;
import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The parser accepts what RE2/J accepts, and nothing else. */
class AcceptanceProperties {
    private static final List<String> PIECES = List.of(
            "a",
            "b",
            "k",
            "z",
            "0",
            "1",
            "9",
            "é",
            "\u017F",
            "\uD83D\uDE00",
            "\uD800",
            "\uDC00",
            "\n",
            " ",
            "\\",
            "(",
            "(?",
            "(?:",
            "(?i",
            "(?P<",
            "(?<",
            "n>",
            "(?i)",
            "(?s-m:",
            "(?U)",
            "(?-",
            ")",
            ":",
            "[",
            "[^",
            "]",
            "[]",
            "-",
            "[:",
            ":]",
            "[:alpha:]",
            "[:^word:]",
            "[:foo:]",
            "^",
            "$",
            ".",
            "|",
            "*",
            "+",
            "?",
            "{",
            "}",
            "{2}",
            "{2,}",
            "{1,3}",
            "{3,1}",
            "{01}",
            "{0}",
            ",",
            "\\Q",
            "\\E",
            "\\A",
            "\\z",
            "\\b",
            "\\B",
            "\\d",
            "\\W",
            "\\s",
            "\\p",
            "\\pL",
            "\\pN",
            "\\p{Greek}",
            "\\P{^Lu}",
            "\\p{",
            "Any}",
            "^L}",
            "\\x",
            "\\x{",
            "41",
            "10FFFF}",
            "\\1",
            "\\0",
            "\\12",
            "\\C",
            "\\n",
            "\\_",
            "\\-",
            "\\é",
            "&&",
            "=",
            "!",
            "#",
            "P");

    /**
     * RE2/J takes a literal brace for a quantifier when it looks for nested ones, and refuses {@code {*}; RE2 does not.
     */
    private static final Pattern QUANTIFIED_BRACE = Pattern.compile("(?s).*\\{([*+?]|\\{\\d).*");

    @Provide
    Arbitrary<String> patterns() {
        return Arbitraries.of(PIECES).list().ofMaxSize(12).map(pieces -> String.join("", pieces));
    }

    @Property(tries = 20_000)
    void acceptsWhatRe2jAccepts(@ForAll("patterns") String pattern) {
        assumeThat(pattern).doesNotMatch(QUANTIFIED_BRACE);
        assertThat(accepts(pattern)).describedAs("accepts %s", pattern).isEqualTo(re2jAccepts(pattern));
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
        } catch (com.google.re2j.PatternSyntaxException e) {
            return false;
        }
    }
}
