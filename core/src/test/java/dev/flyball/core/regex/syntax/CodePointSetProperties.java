package dev.flyball.core.regex.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Sets of code points do what a set of bits does. */
class CodePointSetProperties {
    private static final int END = Character.MAX_CODE_POINT + 1;

    private record Range(int first, int last) {}

    @Provide
    Arbitrary<List<Range>> ranges() {
        Arbitrary<Integer> points = Arbitraries.oneOf(
                Arbitraries.integers().between(0, 40),
                Arbitraries.integers().between(0xF0, 0x110),
                Arbitraries.integers().between(0, Character.MAX_CODE_POINT),
                Arbitraries.of(0, 0x7F, 0xFF, 0x100, 0xFFFF, 0x10000, Character.MAX_CODE_POINT));
        Arbitrary<Range> ranges =
                Combinators.combine(points, points).as((a, b) -> new Range(Math.min(a, b), Math.max(a, b)));
        Arbitrary<Range> singles = points.map(c -> new Range(c, c));
        return Arbitraries.oneOf(ranges, singles).list().ofMaxSize(20);
    }

    @Property
    void hasTheMembersThatWereAdded(@ForAll("ranges") List<Range> ranges) {
        assertThat(bits(set(ranges))).isEqualTo(bits(ranges));
    }

    @Property
    void keepsItsRangesInOrderWithGapsBetween(@ForAll("ranges") List<Range> ranges) {
        CodePointSet set = set(ranges);
        for (int i = 0; i < set.rangeCount(); i++) {
            assertThat(set.first(i)).isLessThanOrEqualTo(set.last(i));
            if (i > 0) {
                assertThat(set.first(i)).isGreaterThan(set.last(i - 1) + 1);
            }
        }
    }

    @Property
    void containsExactlyItsMembers(@ForAll("ranges") List<Range> ranges) {
        CodePointSet set = set(ranges);
        BitSet bits = bits(ranges);
        for (Range range : ranges) {
            for (int c = Math.max(0, range.first - 1); c < Math.min(END, range.first + 70); c++) {
                assertThat(set.contains(c)).isEqualTo(bits.get(c));
            }
            for (int c = Math.max(0, range.last - 70); c < Math.min(END, range.last + 2); c++) {
                assertThat(set.contains(c)).isEqualTo(bits.get(c));
            }
        }
    }

    @Property
    void theComplementHasAllOthers(@ForAll("ranges") List<Range> ranges) {
        BitSet others = bits(ranges);
        others.flip(0, END);
        CodePointSet complement = set(ranges).complement(Character.MAX_CODE_POINT, Work.once());
        assertThat(bits(complement)).isEqualTo(others);
    }

    @Property
    void isTheSameWhateverTheOrder(@ForAll("ranges") List<Range> ranges) {
        CodePointSetBuilder reversed = new CodePointSetBuilder(Work.once());
        for (int i = ranges.size() - 1; i >= 0; i--) {
            reversed.add(ranges.get(i).first, ranges.get(i).last);
        }
        assertThat(reversed.build()).isEqualTo(set(ranges)).hasSameHashCodeAs(set(ranges));
    }

    @Property
    void aBuilderGoesOnAfterBuilding(@ForAll("ranges") List<Range> some, @ForAll("ranges") List<Range> more) {
        CodePointSetBuilder builder = builder(some);
        builder.build();
        builder.add(builder(more));
        BitSet all = bits(some);
        all.or(bits(more));
        assertThat(bits(builder.build())).isEqualTo(all);
    }

    @Test
    void sortsMoreRangesThanOneRunHolds() {
        CodePointSetBuilder builder = new CodePointSetBuilder(Work.once());
        BitSet bits = new BitSet();
        for (int i = 0, c = 0; i < 30_000; i++, c = (c + 77_773 * 3) % END) {
            builder.add(c);
            bits.set(c);
        }
        assertThat(bits(builder.build())).isEqualTo(bits);
    }

    private static CodePointSetBuilder builder(List<Range> ranges) {
        CodePointSetBuilder builder = new CodePointSetBuilder(Work.once());
        ranges.forEach(range -> builder.add(range.first, range.last));
        return builder;
    }

    /** Tables of sets are bounded only if their order and their equality agree. */
    @Property
    void isOrderedAsItIsEqual(@ForAll("ranges") List<Range> some, @ForAll("ranges") List<Range> others) {
        CodePointSet a = set(some);
        CodePointSet b = set(others);
        assertThat(a.compareTo(b) == 0).isEqualTo(a.equals(b));
        assertThat(Integer.signum(a.compareTo(b))).isEqualTo(-Integer.signum(b.compareTo(a)));
        assertThat(a).isEqualByComparingTo(set(some));
    }

    private static CodePointSet set(List<Range> ranges) {
        return builder(ranges).build();
    }

    private static BitSet bits(List<Range> ranges) {
        BitSet bits = new BitSet();
        ranges.forEach(range -> bits.set(range.first, range.last + 1));
        return bits;
    }

    static BitSet bits(CodePointSet set) {
        BitSet bits = new BitSet();
        for (int i = 0; i < set.rangeCount(); i++) {
            bits.set(set.first(i), set.last(i) + 1);
        }
        return bits;
    }
}
