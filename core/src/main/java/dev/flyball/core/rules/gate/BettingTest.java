package dev.flyball.core.rules.gate;

import dev.flyball.rules.MetricHistogram;

/**
 * Tests on the mean of bounded observations by betting, valid at any time of looking (Waudby-Smith and Ramdas, "Estimating means of
 * bounded random variables by betting", JRSS-B 2024). Who bets on each observation that it is above a limit, in fair
 * bets if the mean is the limit and in unfair ones if it is below, does not get rich: the fortune is a supermartingale, and the
 * probability that it ever is c times what it was is at most 1/c (Ville's inequality).
 *
 * <p>The fortune is shared out beforehand among {@link #STAKES} gamblers, each of whom always stakes the same fraction. So it is a
 * function of how often which value was observed, in whatever order: fortunes over counts of two processes are those over
 * the sums of the counts.
 */
final class BettingTest {
    /** How many gamblers there are. */
    static final int STAKES = 10;

    /** What the boldest stakes of what a bet can lose at most; each other one half of the one before. */
    private static final double BOLDEST = 0.99;

    private BettingTest() {}

    /**
     * The natural logarithm of the evidence that the mean is above a limit.
     *
     * @param limit above the least possible value
     * @param replicas how many of the observations can be of the same key: they are then not independent, so that each is
     *     worth that much less. By Hölder's inequality the product of their bets to the power of 1/replicas is again no
     *     better than a fair bet.
     */
    static double above(MetricHistogram observed, double limit, int replicas) {
        return evidence(observed, limit, limit - observed.lower(), 1, replicas);
    }

    /**
     * The natural logarithm of the evidence that the mean is below a limit.
     *
     * @param limit below the greatest possible value
     */
    static double below(MetricHistogram observed, double limit, int replicas) {
        return evidence(observed, limit, observed.upper() - limit, -1, replicas);
    }

    /** The greatest limit above which the mean is with that evidence, to a millionth of the range; the least value if none. */
    static double lowerBound(MetricHistogram observed, double evidence, int replicas) {
        double least = observed.lower();
        double most = observed.mean();
        double step = (observed.upper() - observed.lower()) / 1_000_000;
        while (most - least > step) {
            double middle = least + (most - least) / 2;
            if (above(observed, middle, replicas) >= evidence) {
                least = middle;
            } else {
                most = middle;
            }
        }
        return least;
    }

    /**
     * How much evidence each key gives, on average, to the gambler who did best.
     *
     * @param sign 1 for above, −1 for below
     */
    static double bestRate(MetricHistogram observed, double limit, int sign, int replicas) {
        double room = sign > 0 ? limit - observed.lower() : observed.upper() - limit;
        double best = Double.NEGATIVE_INFINITY;
        for (double stake : stakes()) {
            best = Math.max(best, fortune(observed, limit, sign * stake / room));
        }
        return best / replicas / Math.max(1, observed.total());
    }

    private static double evidence(MetricHistogram observed, double limit, double room, int sign, int replicas) {
        double[] fortunes = stakes();
        double greatest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < fortunes.length; i++) {
            fortunes[i] = fortune(observed, limit, sign * fortunes[i] / room) / replicas;
            greatest = Math.max(greatest, fortunes[i]);
        }
        double sum = 0;
        for (double fortune : fortunes) {
            sum += Math.exp(fortune - greatest);
        }
        return greatest + Math.log(sum / fortunes.length);
    }

    private static double fortune(MetricHistogram observed, double limit, double stake) {
        double sum = 0;
        for (int bin = 0; bin < observed.bins(); bin++) {
            long count = observed.count(bin);
            if (count > 0) {
                sum += count * Math.log1p(stake * (observed.value(bin) - limit));
            }
        }
        return sum;
    }

    private static double[] stakes() {
        double[] stakes = new double[STAKES];
        for (int i = 0; i < STAKES; i++) {
            stakes[i] = Math.scalb(BOLDEST, -i);
        }
        return stakes;
    }
}
