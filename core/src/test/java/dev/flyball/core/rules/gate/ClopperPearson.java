package dev.flyball.core.rules.gate;

/** The upper end of an exact confidence interval for a probability (Clopper and Pearson, 1934). */
final class ClopperPearson {
    private ClopperPearson() {}

    /** Above which the probability is with a confidence of at most 5 %, when so many of so many trials succeeded. */
    static double upperBound(int successes, int trials) {
        if (successes == trials) {
            return 1;
        }
        double least = (double) successes / trials;
        double most = 1;
        for (int i = 0; i < 60; i++) {
            double middle = (least + most) / 2;
            if (atMost(successes, trials, middle) > 0.05) {
                least = middle;
            } else {
                most = middle;
            }
        }
        return most;
    }

    /** The probability of at most so many successes. */
    private static double atMost(int successes, int trials, double probability) {
        double logOfTerm = trials * Math.log1p(-probability);
        double sum = Math.exp(logOfTerm);
        for (int i = 1; i <= successes; i++) {
            logOfTerm += Math.log((double) (trials - i + 1) / i) + Math.log(probability) - Math.log1p(-probability);
            sum += Math.exp(logOfTerm);
        }
        return sum;
    }
}
