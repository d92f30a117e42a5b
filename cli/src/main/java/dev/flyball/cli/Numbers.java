package dev.flyball.cli;

/** Options that take a number. */
final class Numbers {
    private Numbers() {}

    /**
     * Refuses a number that is out of range.
     *
     * @param option as the user writes it
     * @throws IllegalArgumentException if it is
     */
    static void check(String option, long number, long min, long max) {
        if (number < min || number > max) {
            String range = max == Long.MAX_VALUE
                    ? "at least " + String.format("%,d", min)
                    : "from " + String.format("%,d to %,d", min, max);
            throw new IllegalArgumentException(option + " is a number " + range + ", not " + number);
        }
    }

    /** Refuses what is no part of a whole: nothing is more than {@code NaN} percent. */
    static void checkPercent(String option, double percent) {
        if (!(percent >= 0) || Double.isInfinite(percent)) {
            throw new IllegalArgumentException(option + " is a number of percent, 0 or more, not " + percent);
        }
    }
}
