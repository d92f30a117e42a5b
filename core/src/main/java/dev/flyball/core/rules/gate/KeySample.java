package dev.flyball.core.rules.gate;

/**
 * What was seen of one key so far: how many evaluations, in how many of them each of three things happened, and the sums of
 * both rule sets' steps. Immutable.
 *
 * @param hash of the key
 */
record KeySample(long hash, long evaluations, long first, long second, long third, double liveSteps, double newSteps) {
    /** Nothing of a key yet. */
    static KeySample of(long hash) {
        return new KeySample(hash, 0, 0, 0, 0, 0, 0);
    }

    /** With one more evaluation. */
    KeySample with(boolean isFirst, boolean isSecond, boolean isThird, double live, double now) {
        return new KeySample(
                hash,
                evaluations + 1,
                first + (isFirst ? 1 : 0),
                second + (isSecond ? 1 : 0),
                third + (isThird ? 1 : 0),
                liveSteps + live,
                newSteps + now);
    }

    /** In which share of the evaluations something happened. */
    double share(int event) {
        long happened = event == 0 ? first : event == 1 ? second : third;
        return (double) happened / evaluations;
    }

    /** The mean of the live rules' steps. */
    double liveMean() {
        return liveSteps / evaluations;
    }

    /** The mean of the new rules' steps. */
    double newMean() {
        return newSteps / evaluations;
    }

    /** A number from 0 to 1, without 1, that is always the same for the key. */
    double chance() {
        // The bits that neither choose the place in a table nor who gets it.
        return (hash & (1L << 30) - 1) * 0x1p-30;
    }
}
