package dev.flyball.core.rules.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.rules.MetricHistogram;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Whatever was observed before, no distribution within the limit makes who bets on the contrary richer on the average. */
class BettingTestProperties {
    private static final int BINS = 9;

    /** What was observed, and how the next observation is distributed. */
    record Case(MetricHistogram before, double[] next) {
        double meanOfNext() {
            double mean = 0;
            for (int bin = 0; bin < next.length; bin++) {
                mean += next[bin] * before.value(bin);
            }
            return mean;
        }
    }

    @Provide
    Arbitrary<Case> cases() {
        Arbitrary<long[]> counts =
                Arbitraries.longs().between(0, 40).array(long[].class).ofSize(BINS);
        Arbitrary<double[]> next = Arbitraries.doubles()
                .between(0, 1)
                .edgeCases(edges -> edges.add(0.0))
                .array(double[].class)
                .ofSize(BINS)
                .map(BettingTestProperties::normalized);
        return Combinators.combine(Arbitraries.doubles().between(-2, 0), counts, next)
                .as((lower, before, after) -> new Case(MetricHistogram.of(lower, 1, before), after));
    }

    private static double[] normalized(double[] weights) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        double[] shares = new double[weights.length];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = sum == 0 ? 1.0 / shares.length : weights[i] / sum;
        }
        return shares;
    }

    /** With one observation more, counted by so many processes. */
    private static MetricHistogram with(MetricHistogram before, int bin, int times) {
        long[] counts = new long[before.bins()];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = before.count(i) + (i == bin ? times : 0);
        }
        return MetricHistogram.of(before.lower(), before.upper(), counts);
    }

    @Property
    void theFortuneIsASupermartingaleOnEitherSide(
            @ForAll("cases") Case one, @ForAll @IntRange(min = 1, max = 4) int replicas) {
        double mean = one.meanOfNext();
        MetricHistogram before = one.before;
        if (mean - before.lower() < 1e-3 || before.upper() - mean < 1e-3) {
            return;
        }
        double above = 0;
        double below = 0;
        for (int bin = 0; bin < BINS; bin++) {
            MetricHistogram after = with(before, bin, replicas);
            above += one.next[bin]
                    * Math.exp(BettingTest.above(after, mean, replicas) - BettingTest.above(before, mean, replicas));
            below += one.next[bin]
                    * Math.exp(BettingTest.below(after, mean, replicas) - BettingTest.below(before, mean, replicas));
        }
        assertThat(above).isLessThanOrEqualTo(1 + 1e-9);
        assertThat(below).isLessThanOrEqualTo(1 + 1e-9);
    }

    @Property
    void nothingObservedIsNoEvidence(@ForAll @IntRange(min = 1, max = 9) int replicas) {
        MetricHistogram nothing = MetricHistogram.of(0, 1, new long[BINS]);
        assertThat(BettingTest.above(nothing, 0.5, replicas)).isBetween(-1e-12, 1e-12);
        assertThat(BettingTest.below(nothing, 0.5, replicas)).isBetween(-1e-12, 1e-12);
    }

    @Property
    void theLowerBoundIsShownAndNotMoreThanTheMean(@ForAll("cases") Case one) {
        double enough = Math.log(100);
        double bound = BettingTest.lowerBound(one.before, enough, 1);
        if (one.before.total() > 0) {
            assertThat(bound).isBetween(one.before.lower(), Math.max(one.before.lower(), one.before.mean()));
        }
        if (bound > one.before.lower()) {
            assertThat(BettingTest.above(one.before, bound, 1)).isGreaterThanOrEqualTo(enough);
        }
    }

    @Property
    void evidenceGrowsWithoutEndWhereTheMeanIsBeyondTheLimit(@ForAll @IntRange(min = 3, max = 50) int percent) {
        MetricHistogram many = MetricHistogram.of(0, 1, (100 - percent) * 1_000L, percent * 1_000L);
        assertThat(BettingTest.above(many, (percent - 2) / 100.0, 1)).isGreaterThan(Math.log(1e6));
        assertThat(BettingTest.below(many, (percent + 2) / 100.0, 1)).isGreaterThan(Math.log(1e6));
        assertThat(BettingTest.above(many, (percent + 2) / 100.0, 1)).isNegative();
        assertThat(BettingTest.below(many, (percent - 2) / 100.0, 1)).isNegative();
    }
}
