package dev.flyball.re2j;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Random patterns and inputs that are small, but use every construct. */
final class Patterns {
    private static final List<String> ATOMS = List.of(
            "a",
            "b",
            "ab",
            ".",
            "\\d",
            "\\pL",
            "\\p{Lu}",
            "\\x{1F600}",
            "\\x41",
            "[ab]",
            "[^a]",
            "[]a]",
            "[^]]",
            "[[:alpha:]\\]]",
            "[a\\]{2}]",
            "^",
            "$",
            "\\b",
            "\\Qa*b\\E",
            "\\Q\\E",
            "{",
            "{,2}",
            "a{x}",
            "\\(",
            "(?i:k)",
            "é");
    private static final List<String> OPERATORS =
            List.of("", "", "", "*", "+?", "??", "{3}", "{0}", "{0,2}", "{2,}", "{1,3}?", "{0,}");
    private static final List<String> OPENINGS = List.of("(", "(?:", "(?P<n%d>", "(?<n%d>", "(?s-i:", "(?i)(");

    private Patterns() {}

    static Arbitrary<String> patterns() {
        return pattern(3).map(Patterns::numbered);
    }

    /** Group names must differ. */
    private static String numbered(String pattern) {
        StringBuilder text = new StringBuilder(pattern);
        int number = 0;
        for (int at = text.indexOf("%d"); at >= 0; at = text.indexOf("%d", at)) {
            text.replace(at, at + 2, Integer.toString(++number));
        }
        return text.toString();
    }

    private static Arbitrary<String> pattern(int depth) {
        Arbitrary<String> atom = Arbitraries.of(ATOMS);
        if (depth == 0) {
            return atom;
        }
        Arbitrary<String> smaller = Arbitraries.lazy(() -> pattern(depth - 1));
        Arbitrary<String> group = Combinators.combine(Arbitraries.of(OPENINGS), smaller, Arbitraries.of(OPERATORS))
                .as((open, body, operator) -> open + body + ")" + operator);
        Arbitrary<String> repeated = Combinators.combine(
                        Arbitraries.of("a", "\\pL", "[ab]", "\\x{1F600}", "."), Arbitraries.of(OPERATORS))
                .as((one, operator) -> one + operator);
        Arbitrary<String> part = Arbitraries.oneOf(atom, group, repeated);
        return Arbitraries.oneOf(
                part,
                part.list().ofMinSize(2).ofMaxSize(4).map(parts -> String.join("", parts)),
                part.list().ofMinSize(2).ofMaxSize(3).map(parts -> String.join("|", parts)));
    }

    static Arbitrary<String> inputs() {
        return Arbitraries.of("a", "b", "ab", "K", "\u212A", "\uD83D\uDE00", "1", "]", " ", "é", "{")
                .list()
                .ofMaxSize(10)
                .map(parts -> String.join("", parts));
    }
}
