package dev.flyball.core.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.Budget;
import dev.flyball.Meter;
import dev.flyball.core.SharedData;
import dev.flyball.core.regex.engine.PikeVm;
import dev.flyball.core.regex.literal.CaseFold;
import dev.flyball.core.regex.literal.LiteralFinder;
import dev.flyball.core.regex.literal.Literals;
import dev.flyball.core.regex.program.Compiler;
import dev.flyball.core.regex.syntax.Parser;
import dev.flyball.regex.Match;
import dev.flyball.regex.Regex;
import dev.flyball.regex.RegexOptions;
import dev.flyball.regex.RegexSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** A set answers what each of its patterns answers by itself, whatever literals they have. */
class RegexSetProperties {
    private static final Budget BUDGET = Budget.of(1L << 40, Duration.ofMinutes(10));

    /** Texts that overlap, differ in case, leave ASCII and Latin-1, or fold into them. */
    private static final List<String> WORDS = List.of(
            "a",
            "ab",
            "abc",
            "abcd",
            "bcd",
            "select",
            "SELECT",
            "Selected",
            "é",
            "É",
            "straße",
            "ſelect",
            "K",
            "k",
            "мир",
            "МИР",
            "😀",
            "(",
            "()",
            "x.y",
            " ");

    @Provide
    Arbitrary<String> pattern() {
        Arbitrary<String> word = Arbitraries.of(WORDS).map(Regex::quote);
        Arbitrary<String> part = Arbitraries.oneOf(
                word,
                word,
                Arbitraries.of(
                        ".",
                        "\\w+",
                        "\\s*",
                        "[ab]",
                        "^",
                        "$",
                        "\\b",
                        "(?i:select)",
                        "(?:abc|мир|x)",
                        "(?:ab)?",
                        "k{2}"));
        Arbitrary<String> sequence = part.list().ofMinSize(1).ofMaxSize(4).map(parts -> String.join("", parts));
        Arbitrary<String> branches =
                sequence.list().ofMinSize(1).ofMaxSize(3).map(list -> "(?:" + String.join("|", list) + ")");
        return Arbitraries.oneOf(
                sequence, branches, branches.map(text -> "(?i)" + text), branches.map(text -> text + "+"));
    }

    @Provide
    Arbitrary<String> input() {
        Arbitrary<String> piece = Arbitraries.oneOf(
                Arbitraries.of(WORDS),
                Arbitraries.strings().withChars("abcdkKsé \uD83D\u212A").ofMaxLength(3));
        return piece.list().ofMaxSize(8).map(pieces -> String.join("", pieces));
    }

    @Provide
    Arbitrary<List<String>> patterns() {
        return pattern().list().ofMinSize(1).ofMaxSize(70);
    }

    @Property(tries = 500)
    void aSetAnswersWhatItsMembersAnswer(
            @ForAll("patterns") List<String> patterns, @ForAll("input") String input, @ForAll boolean ignoreCase) {
        RegexOptions options =
                RegexOptions.builder().caseInsensitive(ignoreCase).build();
        BitSet expected = new BitSet();
        for (int id = 0; id < patterns.size(); id++) {
            expected.set(id, pikeVmFinds(patterns.get(id), options, input));
        }
        RegexSet set = RegexSet.compile(patterns, options);
        assertThat(set.matches(input, BUDGET.start())).isEqualTo(expected);
        assertThat(set.first(input, BUDGET.start())).isEqualTo(expected.nextSetBit(0));
        assertThat(set.matchesAny(input, BUDGET.start())).isEqualTo(!expected.isEmpty());
    }

    /** The engine that looks for no literals. */
    private static boolean pikeVmFinds(String pattern, RegexOptions options, String input) {
        Meter meter = BUDGET.start();
        return new PikeVm(Compiler.compile(Parser.parse(pattern, options, meter), meter)).contains(input, 0, meter);
    }

    @Property(tries = 500)
    void aSetIsChargedNoMoreThanItsCost(@ForAll("patterns") List<String> patterns, @ForAll("input") String input) {
        RegexSet set = RegexSet.compile(patterns);
        Meter meter = BUDGET.start();
        set.matches(input, meter);
        assertThat(meter.stepsUsed()).isLessThanOrEqualTo(set.cost().steps(input.length()));
    }

    @Property(tries = 1000)
    void everyMatchContainsARequiredLiteralAndBeginsWithAPrefix(
            @ForAll("pattern") String pattern, @ForAll("input") String input) {
        Meter meter = BUDGET.start();
        LiteralFinder literals = LiteralFinder.of(
                Parser.parse(pattern, RegexOptions.defaults(), meter).root(), meter);
        for (Match match : Regex.compile(pattern).findAll(input, meter)) {
            assertThat(literals.required().texts())
                    .anyMatch(text -> folded(match.group(), literals.required()).contains(text));
            assertThat(literals.prefix().texts())
                    .anyMatch(text -> folded(match.group(), literals.prefix()).startsWith(text));
        }
    }

    private static String folded(String text, Literals literals) {
        return literals.ignoresCase() ? CaseFold.fold(text) : text;
    }

    @Test
    void theCoreRuleSetAsASetAnswersWhatItsPatternsAnswer() throws IOException {
        Path patternFile = SharedData.path("corpus/crs/patterns.tsv");
        Path valueFile = SharedData.path("corpus/crs/values.tsv");
        Assumptions.assumeTrue(
                Files.exists(patternFile) && Files.exists(valueFile), "no corpus/crs beside the project");
        List<String> patterns = Files.readAllLines(patternFile).stream()
                .map(line -> line.split("\t", 5)[4])
                .toList();
        RegexSet set = RegexSet.compile(patterns);
        int hits = 0;
        for (String line : Files.readAllLines(valueFile)) {
            String value = new String(HexFormat.of().parseHex(line.split("\t")[2]), StandardCharsets.ISO_8859_1);
            BitSet ids = set.matches(value, BUDGET.start());
            for (int id = 0; id < patterns.size(); id++) {
                assertThat(ids.get(id))
                        .describedAs("%s in %s", patterns.get(id), value)
                        .isEqualTo(set.get(id).containsMatchIn(value, BUDGET.start()));
            }
            hits += ids.cardinality();
        }
        assertThat(hits).isPositive();
    }

    @Property
    void patternsThatAreLeftOutChangeNothingForTheOthers(
            @ForAll("patterns") List<String> patterns, @ForAll("input") String input, @ForAll long left) {
        RegexSet set = RegexSet.compile(patterns);
        BitSet except = BitSet.valueOf(new long[] {left});
        except.clear(patterns.size(), Math.max(patterns.size(), except.length()));
        BitSet expected = set.matches(input, BUDGET.start());
        expected.andNot(except);
        BitSet found = new BitSet();
        set.matches(input, BUDGET.start(), found, except);
        assertThat(found).isEqualTo(expected);
    }
}
