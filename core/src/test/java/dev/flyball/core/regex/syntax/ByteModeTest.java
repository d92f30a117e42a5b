package dev.flyball.core.regex.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flyball.core.regex.syntax.Node.CharClass;
import dev.flyball.core.regex.syntax.Node.Literal;
import dev.flyball.regex.RegexOptions;
import dev.flyball.regex.RegexSyntaxException;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In byte mode the tree is over bytes: what a pattern writes as text is its UTF-8. */
class ByteModeTest {
    private static final RegexOptions BYTES = RegexOptions.builder().bytes(true).build();

    @ParameterizedTest
    @CsvSource(delimiterString = "  =>  ", quoteCharacter = '\1', textBlock = """
                    a  =>  a
                    é  =>  cat(C3 A9)
                    é*  =>  rep0,(cat(C3 A9))
                    aé  =>  cat(a C3 A9)
                    €😀  =>  cat(E2 82 AC F0 9F 98 80)
                    \\xE9  =>  E9
                    \\x{E9}\\351  =>  cat(E9 E9)
                    \\x{100}  =>  cat(C4 80)
                    \\é  =>  cat(C3 A9)
                    .  =>  [00-09 0B-FF]
                    (?s).  =>  [00-FF]
                    (?i)kS1é  =>  cat([K k] [S s] 1 C3 A9)
                    (?i)\\xC3  =>  C3
                    (?i)[k\\xE9]  =>  [K k E9]
                    (?i)[^k]  =>  [00-J L-j l-FF]
                    (?i)\\w  =>  [0-9 A-Z _ a-z]
                    (?i)[[:upper:]]  =>  [A-Z a-z]
                    \\D  =>  [00-/ :-FF]
                    [^a]  =>  [00-` b-FF]
                    [\\x80-\\xff]  =>  [80-FF]
                    [^\\x00-\\x7f]  =>  [80-FF]
                    [^\\x00-\\xff]  =>  never
                    [a-\\xff]  =>  [a-FF]
                    [é]  =>  cat(C3 A9)
                    [éè]  =>  cat(C3 [A8-A9])
                    [aé]  =>  alt(a cat(C3 A9))
                    [aé\\xff]  =>  alt([a FF] cat(C3 A9))
                    [é€]  =>  alt(cat(C3 A9) cat(E2 82 AC))
                    [a-é]  =>  alt([a-7F] cat(C2 [80-BF]) cat(C3 [80-A9]))
                    [\\x{100}-\\x{13F}]  =>  cat(C4 [80-BF])
                    [^é]  =>  alt([00-7F] cat(C2 [80-BF]) cat(C3 [80-A8 AA-BF]) cat([C4-DF] [80-BF]) \
                    cat(E0 [A0-BF] [80-BF]) cat([E1-EC] [80-BF] [80-BF]) cat(ED [80-9F] [80-BF]) \
                    cat([EE-EF] [80-BF] [80-BF]) cat(F0 [90-BF] [80-BF] [80-BF]) \
                    cat([F1-F3] [80-BF] [80-BF] [80-BF]) cat(F4 [80-8F] [80-BF] [80-BF]))
                    [^a-zé-\\x{10FFFF}]  =>  alt([00-` {-7F] cat(C2 [80-BF]) cat(C3 [80-A8]))
                    (?i)[^aé-\\x{10FFFF}]  =>  alt([00-@ B-` b-7F] cat(C2 [80-BF]) cat(C3 [80-A8]))
                    [\\Wé]  =>  alt([00-/ :-@ [-^ ` {-FF] cat(C3 A9))
                    [\\x{D800}-\\x{DFFF}]  =>  never
                    a|\\xff|é|b  =>  alt([a FF] cat(C3 A9) b)
                    [--]  =>  -
                    [a-]  =>  [- a]
                    [\\&&]  =>  &
                    \\b{2}  =>  WORD_BOUNDARY
                    \\b  =>  WORD_BOUNDARY
                    """)
    void makesThisTree(String pattern, String expected) {
        assertThat(Trees.tree(pattern, BYTES)).isEqualTo(expected);
    }

    @Test
    void aLiteralIsItsUtf8() {
        RegexOptions literal =
                BYTES.toBuilder().literal(true).caseInsensitive(true).build();
        assertThat(Trees.tree("k.é", literal)).isEqualTo("cat([K k] . C3 A9)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\pL",
                "\\p{Greek}",
                "\\p{Any}",
                "[\\PL]",
                "[^é\\xff]",
                "[^\\Wé]",
                "[\\x80-é]",
                "[é-\\xff]",
                "[\\x80-\\x{100}]",
                "\uD800",
                "[a\uDC00]",
                "[a&&b]",
                "[&&b]",
                "[a--b]",
                "[--b]",
                "[+--]",
                "[\\w--b]",
                "[a~~b]",
                "\\b{start}",
                "(?u)a"
            })
    void refuses(String pattern) {
        assertThatThrownBy(() -> Trees.parse(pattern, BYTES))
                .isInstanceOfSatisfying(
                        RegexSyntaxException.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(RegexSyntaxException.Reason.UNSUPPORTED));
    }

    @Test
    void saysWhyAClassIsRefused() {
        assertThatThrownBy(() -> Trees.parse("a\\p{Greek}", BYTES))
                .hasMessageContaining(
                        "\\p{Greek} in byte mode is not supported: it is a class of characters, not of bytes");
        assertThatThrownBy(() -> Trees.parse("[a&&b]", BYTES))
                .hasMessageContaining("class operation && is not supported: write out the class");
    }

    @Property
    void nothingInTheTreeIsAboveTheLastByte(@ForAll("patterns") String pattern) {
        Node root;
        try {
            root = Trees.parse(pattern, BYTES).root();
        } catch (RegexSyntaxException e) {
            return;
        }
        for (Node node : Trees.nodes(root)) {
            if (node instanceof Literal literal) {
                assertThat(literal.codePoint()).isLessThan(0x100);
            } else if (node instanceof CharClass charClass) {
                assertThat(charClass.set().last(charClass.set().rangeCount() - 1))
                        .isLessThan(0x100);
            }
        }
    }

    @Provide
    Arbitrary<String> patterns() {
        return AcceptanceProperties.anyPatterns();
    }
}
