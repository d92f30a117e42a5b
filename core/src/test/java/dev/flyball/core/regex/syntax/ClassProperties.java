package dev.flyball.core.regex.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.google.re2j.Pattern;
import dev.flyball.core.regex.syntax.Node.CharClass;
import dev.flyball.core.regex.syntax.Node.Literal;
import dev.flyball.regex.RegexOptions;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A class has the members that RE2/J gives it, as far as its older Unicode tables know them. */
class ClassProperties {
    /** ASCII, Latin-1, members of larger orbits, and characters whose properties no version of Unicode has changed (unlike those of § ª ¶ º). */
    private static final int[] SAMPLE = IntStream.concat(
                    IntStream.range(0, 0x100),
                    "\u0130\u0131\u017Fς\u03C3\u03A3\u03BC\u039Cǅǆ\u2126\u1E9E\u212A\u212Bяあ漢١\u0301\u2028\u3000€∀\uE000\uD800\uDC00"
                            .codePoints())
            .filter(c -> c != 0xA7 && c != 0xAA && c != 0xB6 && c != 0xBA)
            .toArray();

    /** No hyphen alone: RE2/J does not end when it folds a range that it makes with U+1C80 to U+1C88 inside. */
    private static final List<String> MEMBERS =
            List.of(("a k s z A K S Z 0 _ é ß µ \u017F \u212A ǅ я 漢 a-c K-T s-t à-ý \\x00-\\x1F"
                            + " \\d \\D \\s \\S \\w \\W [:alpha:] [:^alpha:] [:lower:] [:^upper:] [:word:] [:^word:] [:punct:] [:ascii:]"
                            + " [:^ascii:] \\pL \\PL \\p{Lu} \\P{Lu} \\p{Ll} \\p{^Ll} \\p{Lt} \\pN \\p{Greek} \\P{Greek} \\p{^Latin}"
                            + " \\p{Any} \\n \\- \\] ^ \\x{2028}")
                    .split(" "));

    @Provide
    Arbitrary<String> classes() {
        Arbitrary<String> members =
                Arbitraries.of(MEMBERS).list().ofMinSize(1).ofMaxSize(4).map(list -> String.join("", list));
        return Combinators.combine(Arbitraries.of("[", "[^", "(?i)[", "(?i)[^"), members)
                .as((open, m) -> open + m + "]");
    }

    @Property
    void hasTheMembersThatRe2jGivesIt(@ForAll("classes") String pattern) {
        // RE2/J does not fold \p{Ll}: (?i)\p{Lu} matches a, but (?i)\p{Ll} does not match A. RE2 and we fold both.
        assumeThat(pattern).doesNotMatch("\\(\\?i\\).*Ll}.*");
        Pattern reference;
        try {
            reference = Pattern.compile(pattern);
        } catch (com.google.re2j.PatternSyntaxException e) {
            assertThat(AcceptanceProperties.accepts(pattern)).isFalse();
            return;
        }
        Node node = Trees.parse(pattern, RegexOptions.defaults()).root();
        for (int c : SAMPLE) {
            if (contains(node, c) != reference.matches(Character.toString(c))) {
                assertThat(String.format("%X in %s", c, pattern)).isEqualTo("the same in both");
            }
        }
    }

    private static boolean contains(Node node, int c) {
        return node instanceof Literal literal && literal.codePoint() == c
                || node instanceof CharClass charClass && charClass.set().contains(c);
    }
}
