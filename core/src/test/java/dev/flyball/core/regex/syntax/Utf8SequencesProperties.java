package dev.flyball.core.regex.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The UTF-8 sequences of a set accept exactly the encodings of its members. */
class Utf8SequencesProperties {
    @Provide
    Arbitrary<CodePointSet> sets() {
        Arbitrary<Integer> points = Arbitraries.oneOf(
                Arbitraries.integers().between(0, Character.MAX_CODE_POINT),
                Arbitraries.integers().between(0x70, 0x900),
                Arbitraries.of(0x7F, 0x80, 0x7FF, 0x800, 0xFFFF, 0x10000, 0xD7FF, 0xD800, 0xDFFF, 0xE000, 0x10FFFF));
        Arbitrary<Integer> lengths = Arbitraries.integers().between(0, 0x3000);
        return Combinators.combine(points, lengths)
                .as((first, length) -> new int[] {first, Math.min(first + length, Character.MAX_CODE_POINT)})
                .list()
                .ofMaxSize(6)
                .map(ranges -> {
                    CodePointSetBuilder builder = new CodePointSetBuilder(Work.once());
                    ranges.forEach(range -> builder.add(range[0], range[1]));
                    return builder.build();
                });
    }

    /** As many byte strings are accepted as there are members, and every member's encoding is one of them. */
    @Property(tries = 300)
    void acceptExactlyTheEncodingsOfTheMembers(@ForAll("sets") CodePointSet set) {
        List<List<CodePointSet>> sequences = Utf8Sequences.of(set, Work.once());
        long accepted = 0;
        for (List<CodePointSet> sequence : sequences) {
            accepted += sequence.stream()
                    .mapToLong(bytes -> CodePointSetProperties.bits(bytes).cardinality())
                    .reduce(1, (a, b) -> a * b);
        }
        long members = 0;
        for (int i = 0; i < set.rangeCount(); i++) {
            for (int c = set.first(i); c <= set.last(i); c++) {
                if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
                    members++;
                    if (!accepts(sequences, Character.toString(c))) {
                        assertThat(c).as("accepted").isNull();
                    }
                }
            }
        }
        assertThat(accepted).isEqualTo(members);
    }

    private static boolean accepts(List<List<CodePointSet>> sequences, String character) {
        byte[] bytes = character.getBytes(StandardCharsets.UTF_8);
        return sequences.stream().anyMatch(sequence -> {
            boolean all = sequence.size() == bytes.length;
            for (int i = 0; all && i < bytes.length; i++) {
                all = sequence.get(i).contains(bytes[i] & 0xFF);
            }
            return all;
        });
    }

    @Property
    void encodeAsTheLibraryDoes(@ForAll("sets") CodePointSet set) {
        for (int i = 0; i < set.rangeCount(); i++) {
            int c = set.first(i);
            if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
                byte[] expected = Character.toString(c).getBytes(StandardCharsets.UTF_8);
                int[] actual = Utf8Sequences.encode(c);
                assertThat(actual).hasSameSizeAs(expected);
                for (int j = 0; j < expected.length; j++) {
                    assertThat(actual[j]).isEqualTo(expected[j] & 0xFF);
                }
            }
        }
    }

    @Test
    void allCharactersNeedAsFewSequencesAsTheStandardNames() {
        CodePointSet all = new CodePointSet(new int[] {0x80, Character.MAX_CODE_POINT});
        assertThat(Utf8Sequences.of(all, Work.once())).hasSize(8);
    }

    @Test
    void sequencesThatDifferInTheirLastByteAreOne() {
        CodePointSetBuilder accents = new CodePointSetBuilder(Work.once());
        "àéèü".codePoints().forEach(accents::add);
        assertThat(Utf8Sequences.of(accents.build(), Work.once())).hasSize(1);
    }
}
