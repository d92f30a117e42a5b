package dev.flyball.core.regex.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Closing a set under case folding adds exactly the orbits of its members. */
class CaseFoldingProperties {
    private static final Map<Integer, List<Integer>> ORBITS = UnicodeTableGenerator.orbits();

    @Provide
    Arbitrary<CodePointSet> sets() {
        Arbitrary<Integer> points = Arbitraries.oneOf(
                Arbitraries.of(List.copyOf(ORBITS.keySet())),
                Arbitraries.integers().between(0, 0x250),
                Arbitraries.integers().between(0, 0x1FFFF));
        Arbitrary<Integer> lengths = Arbitraries.frequencyOf(
                Tuple.of(9, Arbitraries.integers().between(0, 40)),
                Tuple.of(1, Arbitraries.integers().between(0, 0x20000)));
        return Combinators.combine(points, lengths)
                .as((first, length) -> new int[] {first, Math.min(first + length, Character.MAX_CODE_POINT)})
                .list()
                .ofMaxSize(5)
                .map(ranges -> {
                    CodePointSetBuilder builder = new CodePointSetBuilder(Work.once());
                    ranges.forEach(range -> builder.add(range[0], range[1]));
                    return builder.build();
                });
    }

    @Property
    void addsExactlyTheOrbitsOfTheMembers(@ForAll("sets") CodePointSet set) {
        BitSet expected = CodePointSetProperties.bits(set);
        BitSet members = CodePointSetProperties.bits(set);
        ORBITS.forEach((c, orbit) -> {
            if (members.get(c)) {
                orbit.forEach(expected::set);
            }
        });
        assertThat(CodePointSetProperties.bits(CaseFolding.close(set, Work.once())))
                .isEqualTo(expected);
    }
}
