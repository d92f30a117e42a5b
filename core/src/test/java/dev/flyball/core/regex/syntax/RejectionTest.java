package dev.flyball.core.regex.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.flyball.regex.RegexOptions;
import dev.flyball.regex.RegexSyntaxException;
import dev.flyball.regex.RegexSyntaxException.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Why a pattern is refused: the reason, the place where the construct begins, and words that help. */
class RejectionTest {
    private static RegexSyntaxException refusal(String pattern, RegexOptions options) {
        RegexSyntaxException refusal =
                catchThrowableOfType(RegexSyntaxException.class, () -> Trees.parse(pattern, options));
        assertThat(refusal).as("refusal of %s", pattern).isNotNull();
        assertThat(refusal.pattern()).isEqualTo(pattern);
        return refusal;
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "  =>  ", quoteCharacter = '\1', textBlock = """
                    a(b  =>  1  =>  missing ) of the group
                    (a(b)  =>  0  =>  missing ) of the group
                    (?i:a  =>  0  =>  missing ) of the group
                    a)b  =>  1  =>  unexpected )
                    ())  =>  2  =>  unexpected )
                    a[bc  =>  1  =>  missing ] of the class
                    []  =>  0  =>  missing ] of the class
                    [^]  =>  0  =>  missing ] of the class
                    [a-  =>  0  =>  missing ] of the class
                    [[:alpha:]  =>  0  =>  missing ] of the class
                    x[b-a]  =>  2  =>  invalid range b-a: its end is before its start
                    [a-[:word:]]  =>  1  =>  invalid range a-[
                    a\\  =>  1  =>  trailing backslash
                    [\\  =>  1  =>  trailing backslash
                    *  =>  0  =>  nothing to repeat before *
                    a|*  =>  2  =>  nothing to repeat before *
                    (+)  =>  1  =>  nothing to repeat before +
                    (?i)?  =>  4  =>  nothing to repeat before ?
                    {2}  =>  0  =>  nothing to repeat before {2}
                    a**  =>  2  =>  quantifier * directly after another one
                    a*?+  =>  3  =>  quantifier + directly after another one
                    a{2}{3}  =>  4  =>  quantifier {3} directly after another one
                    a+?*  =>  3  =>  quantifier * directly after another one
                    a{3,2}  =>  1  =>  invalid repetition {3,2}: the minimum is above the maximum
                    (?P<n  =>  0  =>  invalid group name
                    a(?<>b)  =>  1  =>  invalid group name
                    (?P<a-b>c)  =>  0  =>  invalid group name
                    (?<é>c)  =>  0  =>  invalid group name
                    (?<n>a)(?P<n>b)  =>  7  =>  duplicate group name n
                    (?  =>  0  =>  unknown kind of group
                    (?i  =>  0  =>  unknown kind of group
                    (?i-)  =>  0  =>  unknown kind of group
                    (?-:a)  =>  0  =>  unknown kind of group
                    (?--i)  =>  0  =>  unknown kind of group
                    (?Pn)  =>  0  =>  unknown kind of group
                    a\\p  =>  1  =>  \\p needs the name of a class
                    \\p{Greek  =>  0  =>  missing } after \\p{
                    \\p{Greeek}  =>  0  =>  unknown Unicode class \\p{Greeek}: did you mean Greek?
                    \\P{^greek}  =>  0  =>  unknown Unicode class \\P{^greek}: did you mean Greek?
                    [a\\p{Old_italic}]  =>  2  =>  unknown Unicode class \\p{Old_italic}: did you mean Old_Italic?
                    \\p{Cn}  =>  0  =>  unknown Unicode class \\p{Cn}: did you mean
                    \\p{}  =>  0  =>  unknown Unicode class \\p{}
                    \\p^L  =>  0  =>  unknown Unicode class \\p^
                    [[:alpa:]]  =>  1  =>  unknown POSIX class [:alpa:]: did you mean alpha?
                    [a[:]]  =>  2  =>  unknown POSIX class [:]
                    \\x  =>  0  =>  \\x needs two hexadecimal digits
                    \\x4g  =>  0  =>  \\x needs two hexadecimal digits
                    \\x{}  =>  0  =>  \\x{…} needs hexadecimal digits and a closing brace
                    \\x{41  =>  0  =>  \\x{…} needs hexadecimal digits and a closing brace
                    \\x{110000}  =>  0  =>  \\x{…} is above the last code point
                    a\\q  =>  1  =>  unknown escape \\q
                    [\\i]  =>  1  =>  unknown escape \\i
                    a\\E  =>  1  =>  \\E without \\Q before it
                    [a-\\d]  =>  3  =>  \\d at the end of a range
                    [a-\\pL]  =>  3  =>  \\p at the end of a range
                    """)
    void malformed(String pattern, int index, String words) {
        RegexSyntaxException refusal = refusal(pattern, RegexOptions.defaults());
        assertThat(refusal.description()).contains(words);
        assertThat(refusal.reason()).isEqualTo(Reason.MALFORMED);
        assertThat(refusal.index()).isEqualTo(index);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "  =>  ", quoteCharacter = '\1', textBlock = """
                    (a)\\1  =>  3  =>  back-reference \\1 needs backtracking: capture both parts and compare them in code
                    (a)\\9  =>  3  =>  back-reference \\9
                    (?<n>a)\\k<n>  =>  7  =>  back-reference
                    (a)\\g{1}  =>  3  =>  back-reference or subroutine call \\g
                    (?<n>a)(?P=n)  =>  7  =>  back-reference (?P=…)
                    a(?=b)  =>  1  =>  lookahead (?=…) needs backtracking
                    a(?!b)  =>  1  =>  negative lookahead (?!…)
                    (?<=a)b  =>  0  =>  lookbehind (?<=…)
                    (?<!a)b  =>  0  =>  negative lookbehind (?<!…)
                    a(?>b)  =>  1  =>  atomic group (?>…)
                    ab*+  =>  2  =>  possessive quantifier *+
                    ab++  =>  2  =>  possessive quantifier ++
                    ab?+  =>  2  =>  possessive quantifier ?+
                    ab{2,3}+  =>  2  =>  possessive quantifier {2,3}+
                    (a)?(?(1)b|c)  =>  4  =>  conditional
                    a(?R)  =>  1  =>  recursion
                    (?1)  =>  0  =>  recursion
                    (?-1)  =>  0  =>  recursion
                    (?+1)  =>  0  =>  recursion
                    (?&n)  =>  0  =>  recursion
                    (?P>n)  =>  0  =>  recursion
                    (?#note)  =>  0  =>  comment
                    (?|a|b)  =>  0  =>  branch reset
                    (?'n'a)  =>  0  =>  named group (?'name'…) is not supported: write (?<name>…)
                    (?^:a)  =>  0  =>  (?^) is not supported
                    a(?x)  =>  1  =>  flag x, free spacing
                    (?ix:a)  =>  0  =>  flag x, free spacing
                    (?u)  =>  0  =>  RegexOptions.unicodeClasses
                    (?d)a  =>  0  =>  flag d is not supported: the flags are i, m, s and U
                    \\Ga  =>  0  =>  \\G, the end of the last match
                    a\\K  =>  1  =>  \\K
                    a\\R  =>  1  =>  \\R, a line break
                    \\X  =>  0  =>  \\X, a grapheme cluster
                    \\h  =>  0  =>  write [ \\t]
                    \\H  =>  0  =>  write [^ \\t]
                    \\V  =>  0  =>  \\V
                    \\N  =>  0  =>  write [^\\n]
                    a\\Z  =>  1  =>  write \\n?\\z
                    \\u20AC  =>  0  =>  write \\x{…}
                    \\cA  =>  0  =>  control character
                    \\e  =>  0  =>  write \\x1B
                    \\C  =>  0  =>  \\C, one byte
                    \\y  =>  0  =>  word boundary
                    [a\\b]  =>  2  =>  write \\x08
                    [\\Qa\\E]  =>  1  =>  \\Q…\\E in a class
                    [\\B]  =>  1  =>  \\B in a class
                    [\\A]  =>  1  =>  \\A in a class
                    [\\R]  =>  1  =>  \\R in a class
                    [\\1]  =>  1  =>  \\1 in a class is not supported: write \\01
                    """)
    void unsupported(String pattern, int index, String words) {
        RegexSyntaxException refusal = refusal(pattern, RegexOptions.defaults());
        assertThat(refusal.description()).contains(words);
        assertThat(refusal.reason()).isEqualTo(Reason.UNSUPPORTED);
        assertThat(refusal.index()).isEqualTo(index);
    }

    @Test
    void aReplacementThatTheMessageTellsIsAccepted() {
        for (String written : new String[] {
            "[ \\t]", "[^ \\t]", "(?:\\r\\n|[\\n-\\r])", "[^\\n-\\r]", "\\PM\\pM*", "\\n?\\z", "\\x1B", "(?s:.)"
        }) {
            Trees.parse(written, RegexOptions.defaults());
        }
    }

    @Test
    void longPiecesOfThePatternAreCutInTheDescription() {
        RegexSyntaxException refusal = refusal("\\p{" + "x".repeat(100_000) + "}", RegexOptions.defaults());
        assertThat(refusal.description()).hasSizeLessThan(100);
        refusal = refusal("a{2}{" + "9".repeat(100_000) + "}", RegexOptions.defaults());
        assertThat(refusal.description()).hasSizeLessThan(150);
    }

    @Test
    void aDescriptionIsOneLine() {
        for (String pattern : List.of("\\p{\nX}", "[[:\r\nx:]]", "[b-\n]")) {
            assertThat(refusal(pattern, RegexOptions.defaults()).description())
                    .as(pattern)
                    .doesNotContain("\n", "\r");
        }
    }

    @Test
    void theIndexCountsChars() {
        assertThat(refusal("😀😀)", RegexOptions.defaults()).index()).isEqualTo(4);
    }
}
