package dev.flyball.regex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Bounds are exact where they fit, and saturate where they do not. */
class CostBoundProperties {
    private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);

    @Provide
    Arbitrary<Long> sizes() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(0, 100),
                Arbitraries.longs().between(0, 1L << 32),
                Arbitraries.longs().between(0, Long.MAX_VALUE),
                Arbitraries.of(Long.MAX_VALUE, Long.MAX_VALUE - 1, 1L << 31, 1L << 62));
    }

    private static long saturated(BigInteger exact) {
        return exact.min(MAX).longValueExact();
    }

    private static BigInteger big(long value) {
        return BigInteger.valueOf(value);
    }

    @Property
    void aSearchIsLinearAndSaturates(
            @ForAll("sizes") long perChar, @ForAll("sizes") long fixed, @ForAll("sizes") long n) {
        CostBound bound = CostBound.linear(perChar, fixed);
        assertThat(bound.steps(n))
                .isEqualTo(saturated(big(perChar).multiply(big(n)).add(big(fixed))));
        assertThat(bound.perChar()).isEqualTo(perChar);
        assertThat(bound.fixed()).isEqualTo(fixed);
    }

    @Property
    void findingAllCoversASearchFromEveryIndexAndSaturates(
            @ForAll("sizes") long perChar, @ForAll("sizes") long fixed, @ForAll("sizes") long n) {
        CostBound bound = CostBound.linear(perChar, fixed);
        BigInteger searches = big(n).add(big(2));
        BigInteger each = big(perChar).multiply(big(n)).add(big(fixed));
        BigInteger needed = searches.multiply(each).add(big(n));
        assertThat(bound.findAllSteps(n)).isGreaterThanOrEqualTo(saturated(needed));
        assertThat(bound.isFindAllLinear()).isEqualTo(perChar == 0);
    }

    @Property
    void twoBoundsAddUp(
            @ForAll("sizes") long a, @ForAll("sizes") long b, @ForAll("sizes") long c, @ForAll("sizes") long n) {
        CostBound one = CostBound.linear(a, b);
        CostBound other = CostBound.linear(c, a);
        CostBound both = one.plus(other);
        assertThat(both.steps(n)).isEqualTo(saturated(big(one.steps(n)).add(big(other.steps(n)))));
        assertThat(both).isEqualTo(other.plus(one)).hasSameHashCodeAs(other.plus(one));
    }

    @Property
    void aLongerInputNeverCostsLess(@ForAll("sizes") long perChar, @ForAll("sizes") long n, @ForAll("sizes") long m) {
        CostBound bound = CostBound.linear(perChar, 7);
        assertThat(bound.steps(Math.max(n, m))).isGreaterThanOrEqualTo(bound.steps(Math.min(n, m)));
        assertThat(bound.findAllSteps(Math.max(n, m))).isGreaterThanOrEqualTo(bound.findAllSteps(Math.min(n, m)));
    }

    @Example
    void iterationsCanBeLinearToo() {
        CostBound bound = CostBound.linear(3, 4).withLinearFindAll(5, 6);
        assertThat(bound.steps(10)).isEqualTo(34);
        assertThat(bound.findAllSteps(10)).isEqualTo(56);
        assertThat(bound.isFindAllLinear()).isTrue();
        assertThat(bound).hasToString("3·n + 4").isNotEqualTo(CostBound.linear(3, 4));
    }

    @Example
    void negativeNumbersAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> CostBound.linear(-1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> CostBound.linear(0, -1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CostBound.linear(1, 1).steps(-1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CostBound.linear(1, 1).findAllSteps(-1));
    }
}
