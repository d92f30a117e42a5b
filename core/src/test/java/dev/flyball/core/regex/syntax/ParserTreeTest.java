package dev.flyball.core.regex.syntax;

import static dev.flyball.core.regex.syntax.Trees.tree;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.regex.syntax.Node.CharClass;
import dev.flyball.regex.RegexOptions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What trees the parser makes: one example for each construct of the syntax. */
class ParserTreeTest {
    @ParameterizedTest
    @CsvSource(delimiterString = "  =>  ", quoteCharacter = '\1', textBlock = """
                    a  =>  a
                    ab  =>  cat(a b)
                    é😀  =>  cat(E9 1F600)
                    a|bc|d  =>  alt(a cat(b c) d)
                    a|b|c  =>  [a-c]
                    ab|c|d|ef  =>  alt(cat(a b) [c-d] cat(e f))
                    a|a  =>  a
                    a|  =>  alt(a empty)
                    |  =>  alt(empty empty)
                    ()  =>  group1(empty)
                    (a)(?P<x>b)(?<y>c)  =>  cat(group1(a) group2<x>(b) group3<y>(c))
                    (?:a)  =>  a
                    (?:ab)c  =>  cat(a b c)
                    (?:ab)*c  =>  cat(rep0,(cat(a b)) c)
                    (?:a|bc)|d  =>  alt(a cat(b c) d)
                    a|(?:b|cd)  =>  alt([a-b] cat(c d))
                    a|(?:b|c)|(?:d|(?:e|f))  =>  [a-f]
                    x(?:a|bc)  =>  cat(x alt(a cat(b c)))
                    (?:a|bc)*  =>  rep0,(alt(a cat(b c)))
                    a(?:)b  =>  cat(a b)
                    (?:)*  =>  empty
                    a*  =>  rep0,(a)
                    a+?  =>  rep1,?(a)
                    a??  =>  rep0,1?(a)
                    ab*  =>  cat(a rep0,(b))
                    a{2}  =>  rep2,2(a)
                    a{2,}?  =>  rep2,?(a)
                    a{2,3}  =>  rep2,3(a)
                    a{0}b  =>  b
                    (a){0}  =>  empty
                    a{1}  =>  a
                    a{,2}  =>  cat(a { , 2 })
                    a{2  =>  cat(a { 2)
                    a{01}  =>  cat(a { 0 1 })
                    a{2,03}  =>  cat(a { 2 , 0 3 })
                    a{-1}{2}  =>  cat(a { - 1 rep2,2(}))
                    {  =>  {
                    a]}  =>  cat(a ] })
                    (?:a*)*  =>  rep0,(a)
                    (?:a+)+  =>  rep1,(a)
                    (?:a?)?  =>  rep0,1(a)
                    (?:a+)?  =>  rep0,(a)
                    (?:a?)+  =>  rep0,(a)
                    (?:a+)*  =>  rep0,(a)
                    (?:a*?)*?  =>  rep0,?(a)
                    (?:a*?)*  =>  rep0,(rep0,?(a))
                    (?:a{2})*  =>  rep0,(rep2,2(a))
                    (?:(a|)*)*  =>  rep0,(rep0,(group1(alt(a empty))))
                    (a*)*  =>  rep0,(group1(rep0,(a)))
                    a(?i)*  =>  rep0,(a)
                    a*(?i){2}  =>  rep2,2(rep0,(a))
                    a\\Q\\E*  =>  rep0,(a)
                    \\Qa.b\\E*  =>  cat(a . rep0,(b))
                    \\Qa  =>  a
                    ^$  =>  cat(BEGIN_TEXT END_TEXT)
                    (?m)^$  =>  cat(BEGIN_LINE END_LINE)
                    (?m)\\A\\z  =>  cat(BEGIN_TEXT END_TEXT)
                    (?-m)$  =>  END_TEXT
                    \\b\\B  =>  cat(WORD_BOUNDARY NOT_WORD_BOUNDARY)
                    ^*  =>  empty
                    ^+  =>  BEGIN_TEXT
                    .  =>  [00-09 0B-10FFFF]
                    (?s).  =>  [00-10FFFF]
                    (?s:.).  =>  cat([00-10FFFF] [00-09 0B-10FFFF])
                    (?i)k  =>  [K k 212A]
                    (?i)S  =>  [S s 17F]
                    (?i)1  =>  1
                    (?i)я  =>  [42F 44F]
                    (?i)ǅ  =>  [1C4-1C6]
                    (?i:a)b  =>  cat([A a] b)
                    (?i)a(?-i)b  =>  cat([A a] b)
                    (?:(?i)a)b  =>  cat([A a] b)
                    (?i)a|b  =>  [A-B a-b]
                    (?i-i:a)  =>  a
                    (?U)a*b*?  =>  cat(rep0,?(a) rep0,(b))
                    (?U-U:a+)a+  =>  cat(rep1,(a) rep1,(a))
                    (?)a  =>  a
                    (?i)(?U:a+)b  =>  cat(rep1,?([A a]) [B b])
                    """)
    void makesThisTree(String pattern, String expected) {
        assertThat(tree(pattern)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "  =>  ", quoteCharacter = '\1', textBlock = """
                    [abc]  =>  [a-c]
                    [cab]  =>  [a-c]
                    [a]  =>  a
                    [^a]  =>  [00-` b-10FFFF]
                    []a]  =>  [] a]
                    [^]a]  =>  [00-\\ ^-` b-10FFFF]
                    [a-]  =>  [- a]
                    [-a]  =>  [- a]
                    [--0]  =>  [--0]
                    [a-b-c]  =>  [- a-c]
                    [\\w-a]  =>  [- 0-9 A-Z _ a-z]
                    [[a]  =>  [[ a]
                    [a[:digit:]]  =>  [0-9 a]
                    [[:^digit:]]  =>  [00-/ :-10FFFF]
                    [[:foo]  =>  [: [ f o]
                    [:alpha:]  =>  [: a h l p]
                    [[:word:]]  =>  [0-9 A-Z _ a-z]
                    [[:space:]]  =>  [09-0D 20]
                    [[:cntrl:][:blank:]]  =>  [00-20 7F]
                    [a&&b]  =>  [& a-b]
                    \\d  =>  [0-9]
                    \\D  =>  [00-/ :-10FFFF]
                    \\s  =>  [09-0A 0C-0D 20]
                    \\w  =>  [0-9 A-Z _ a-z]
                    [^\\W]  =>  [0-9 A-Z _ a-z]
                    [\\s\\S]  =>  [00-10FFFF]
                    [^\\s\\S]  =>  never
                    [^\\x00-\\x{10FFFF}]*  =>  empty
                    (?i)[k]  =>  [K k 212A]
                    (?i)[^k]  =>  [00-J L-j l-2129 212B-10FFFF]
                    (?i)\\w  =>  [0-9 A-Z _ a-z 17F 212A]
                    (?i)[[:lower:]]  =>  [A-Z a-z 17F 212A]
                    (?i)[a-c]  =>  [A-C a-c]
                    \\p{Zl}  =>  2028
                    \\p{Co}  =>  [E000-F8FF F0000-FFFFD 100000-10FFFD]
                    \\p{^Co}  =>  [00-DFFF F900-EFFFF FFFFE-FFFFF 10FFFE-10FFFF]
                    \\P{^Zl}  =>  2028
                    [\\p{Zl}\\p{Zp}]  =>  [2028-2029]
                    \\p{Any}  =>  [00-10FFFF]
                    \\P{Any}  =>  never
                    \\pZ  =>  [20 A0 1680 2000-200A 2028-2029 202F 205F 3000]
                    \\p{Ogham}  =>  [1680-169C]
                    \\x41\\x{42}\\103\\0  =>  cat(A B C 00)
                    \\x{10FFFF}  =>  10FFFF
                    \\x{000041}  =>  A
                    \\08  =>  cat(00 8)
                    \\777  =>  1FF
                    \\1234  =>  cat(S 4)
                    \\a\\f\\t\\n\\r\\v  =>  cat(07 0C 09 0A 0D 0B)
                    \\.\\_\\-\\é\\/  =>  cat(. _ - E9 /)
                    [\\]\\x41-\\103\\n]  =>  [0A A-C ]]
                    [😀-😂]  =>  [1F600-1F602]
                    """)
    void readsThisClassOrEscape(String pattern, String expected) {
        assertThat(tree(pattern)).isEqualTo(expected);
    }

    @Test
    void numbersAndNamesGroupsFromLeftToRight() {
        ParsedRegex parsed = Trees.parse("(a(?P<in>b))(?:c)(?<out>d){0}", RegexOptions.defaults());
        assertThat(parsed.groupCount()).isEqualTo(3);
        assertThat(parsed.groupNames()).containsExactly(Map.entry("in", 2), Map.entry("out", 3));
    }

    @Test
    void loneSurrogatesAreLiteralsOfThemselves() {
        assertThat(tree("\uD800a")).isEqualTo("cat(D800 a)");
        assertThat(tree("[\uDC00\uD800]")).isEqualTo("[D800 DC00]");
        assertThat(tree("\uDC00\uD800")).isEqualTo("cat(DC00 D800)");
        assertThat(tree("\\x{D800}\\x{DC00}")).isEqualTo("cat(D800 DC00)");
    }

    @Test
    void optionsSetTheFlagsToBeginWith() {
        RegexOptions options = RegexOptions.builder()
                .caseInsensitive(true)
                .multiLine(true)
                .dotAll(true)
                .ungreedy(true)
                .build();
        assertThat(tree("^a+.", options)).isEqualTo("cat(BEGIN_LINE rep1,?([A a]) [00-10FFFF])");
        assertThat(tree("(?-imsU)^a+.", options)).isEqualTo("cat(BEGIN_TEXT rep1,(a) [00-09 0B-10FFFF])");
    }

    @Test
    void aLiteralHasNoSpecialCharacters() {
        RegexOptions options = RegexOptions.builder().literal(true).build();
        assertThat(tree("a.(*\\Q|\\E[", options)).isEqualTo("cat(a . ( * \\ Q | \\ E [)");
        assertThat(tree("", options)).isEqualTo("empty");
        assertThat(tree("k+", options.toBuilder().caseInsensitive(true).build()))
                .isEqualTo("cat([K k 212A] +)");
    }

    @Test
    void unicodeClassesFollowUnicodeExceptPosixOnes() {
        RegexOptions options = RegexOptions.builder().unicodeClasses(true).build();
        assertThat(tree("\\b\\B", options)).isEqualTo("cat(UNICODE_WORD_BOUNDARY NOT_UNICODE_WORD_BOUNDARY)");
        assertThat(((CharClass) Trees.parse("\\w", options).root()).set()).isEqualTo(NamedClasses.unicodeWord());
        assertThat(tree("\\s", options)).isEqualTo("[09-0D 20 85 A0 1680 2000-200A 2028-2029 202F 205F 3000]");
        assertThat(tree("\\d", options)).isEqualTo(tree("\\p{Nd}"));
        assertThat(tree("[^\\D]", options)).isEqualTo(tree("\\p{Nd}"));
        assertThat(tree("[[:digit:]]", options)).isEqualTo("[0-9]");
    }

    @Test
    void everyAppearanceOfAClassSharesItsSet() {
        for (String pattern : List.of("\\pL\\pL", "\\D\\D", "(?i)\\p{Lu}\\p{Lu}", "\\P{Greek}\\P{Greek}")) {
            List<CodePointSet> sets = Trees.nodes(
                            Trees.parse(pattern, RegexOptions.defaults()).root())
                    .stream()
                    .filter(CharClass.class::isInstance)
                    .map(node -> ((CharClass) node).set())
                    .toList();
            assertThat(sets).hasSize(2);
            assertThat(sets.get(0)).isSameAs(sets.get(1));
        }
    }

    @Test
    void foldedUnicodeClassesAreClosedBeforeTheyAreNegated() {
        assertThat(((CharClass) Trees.parse("(?i)\\p{Lu}", RegexOptions.defaults())
                                .root())
                        .set()
                        .contains('a'))
                .isTrue();
        assertThat(((CharClass) Trees.parse("(?i)\\P{Lu}", RegexOptions.defaults())
                                .root())
                        .set()
                        .contains('a'))
                .isFalse();
    }
}
