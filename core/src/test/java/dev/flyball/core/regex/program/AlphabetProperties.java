package dev.flyball.core.regex.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.Budget;
import dev.flyball.Meter;
import dev.flyball.core.regex.syntax.CodePointSet;
import dev.flyball.core.regex.syntax.ConditionSets;
import dev.flyball.core.regex.syntax.ParsedRegex;
import dev.flyball.core.regex.syntax.Parser;
import dev.flyball.regex.RegexOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Two code points are in one class exactly if no instruction and no distinguished set tells them apart. */
class AlphabetProperties {
    private static Meter meter() {
        return Budget.of(100_000_000, Duration.ofSeconds(60)).start();
    }

    private static Program program(String pattern) {
        ParsedRegex parsed = Parser.parse(pattern, RegexOptions.defaults(), meter());
        return Compiler.compile(parsed, meter());
    }

    @Provide
    Arbitrary<List<String>> patterns() {
        Arbitrary<String> atom = Arbitraries.of(
                "a",
                "b",
                "z",
                "\\x{FF}",
                "\\x{100}",
                "\\x{D7FF}",
                "\\x{E000}",
                "\\x{D800}",
                "\\x{FFFF}",
                "\\x{10000}",
                "\\x{10FFFF}",
                "\\x{0}",
                ".",
                "\\w",
                "[^a-c]",
                "[a-cx]",
                "(?i:k)",
                "(?i:[r-t])",
                "\\pL",
                "\\p{Han}",
                "[^\\x{0}-\\x{FFFF}]",
                "[\\x{FE}-\\x{101}]",
                "[\\x{4E00}-\\x{5000}]",
                "[\\x{DFFF}-\\x{E100}]",
                "\\PN");
        Arbitrary<String> pattern = atom.list().ofMinSize(1).ofMaxSize(6).map(atoms -> String.join("", atoms));
        return pattern.list().ofMinSize(1).ofMaxSize(3);
    }

    @Property(tries = 200)
    void classesAreWhatTheInstructionsTellApart(@ForAll("patterns") List<String> patterns) {
        List<Program> programs =
                patterns.stream().map(AlphabetProperties::program).toList();
        List<CodePointSet> distinguished = List.of(ConditionSets.newline(), ConditionSets.asciiWord());
        Alphabet alphabet = Objects.requireNonNull(Alphabet.of(programs, distinguished, meter()));
        Map<BitSet, Integer> classes = new HashMap<>();
        for (int c : codePoints(programs)) {
            int characterClass = alphabet.classOfCodePoint(c);
            Integer known = classes.putIfAbsent(signature(c, programs, distinguished), characterClass);
            assertThat(characterClass).isBetween(0, alphabet.classCount() - 1);
            assertThat(known == null ? characterClass : known).isEqualTo(characterClass);
            assertThat(signature(alphabet.representative(characterClass), programs, distinguished))
                    .isEqualTo(signature(c, programs, distinguished));
            if (c < 0x10000) {
                boolean surrogate = Character.isSurrogate((char) c);
                assertThat((int) alphabet.pages()[alphabet.pageOffsets()[c >> 8] + (c & 0xFF)])
                        .isEqualTo(surrogate ? alphabet.classCount() : characterClass);
            }
        }
        assertThat(classes).hasSize(alphabet.classCount());
    }

    @Test
    void moreSingleCharactersThanATableIsWorthHaveNoAlphabet() {
        StringBuilder pattern = new StringBuilder();
        for (int c = 0x4E00; c < 0x4E00 + 2_001; c++) {
            pattern.appendCodePoint(c);
        }
        assertThat(Alphabet.of(List.of(program(pattern.toString())), List.of(), meter()))
                .isNull();
        assertThat(Alphabet.of(List.of(program(pattern.substring(2))), List.of(), meter()))
                .isNotNull();
    }

    /** All ASCII, and the code points on both sides of every boundary that an instruction may draw. */
    private static List<Integer> codePoints(List<Program> programs) {
        BitSet all = new BitSet();
        all.set(0, 0x80);
        for (Program program : programs) {
            for (int pc = 0; pc < program.size(); pc++) {
                if (program.op(pc) == Program.CHAR) {
                    all.set(Math.max(0, program.arg(pc) - 1), program.arg(pc) + 2);
                } else if (program.op(pc) == Program.SET) {
                    CodePointSet set = program.set(pc);
                    for (int range = 0; range < set.rangeCount(); range++) {
                        all.set(Math.max(0, set.first(range) - 1), set.first(range) + 1);
                        all.set(set.last(range), set.last(range) + 2);
                    }
                }
            }
        }
        all.clear(Character.MAX_CODE_POINT + 1, Character.MAX_CODE_POINT + 3);
        return all.stream().boxed().toList();
    }

    private static BitSet signature(int c, List<Program> programs, List<CodePointSet> distinguished) {
        List<Boolean> answers = new ArrayList<>();
        for (Program program : programs) {
            for (int pc = 0; pc < program.size(); pc++) {
                answers.add(program.consumes(pc, c));
            }
        }
        distinguished.forEach(set -> answers.add(set.contains(c)));
        BitSet signature = new BitSet();
        for (int i = 0; i < answers.size(); i++) {
            signature.set(i, answers.get(i));
        }
        return signature;
    }
}
