package dev.flyball.core.rules.gate;

/**
 * What was seen of one key so far: how many evaluations, in how many of them each of three things happened, the sums of both rule
 * sets' steps, and both steps of one evaluation that was chosen by chance (reservoir sampling). Immutable.
 *
 * @param hash of the key
 */
record KeySample(
        long hash,
        long evaluations,
        long blocked,
        long unfinished,
        long expensive,
        double liveSteps,
        double newSteps,
        long liveChosen,
        long newChosen) {
    /** Nothing of a key yet. */
    static KeySample of(long hash) {
        return new KeySample(hash, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    /** With one more evaluation by the new rules. */
    KeySample withJudged(boolean isBlocked, boolean isUnfinished, boolean isExpensive) {
        return new KeySample(
                hash,
                evaluations + 1,
                blocked + (isBlocked ? 1 : 0),
                unfinished + (isUnfinished ? 1 : 0),
                expensive + (isExpensive ? 1 : 0),
                0,
                0,
                0,
                0);
    }

    /**
     * With one more evaluation by both.
     *
     * @param most how many times the live rules' steps the new ones' count for at most
     * @param random any 64 bits
     */
    KeySample withCompared(boolean isBlocked, boolean isUnfinished, long live, long now, double most, long random) {
        boolean isChosen = Long.remainderUnsigned(random, evaluations + 1) == 0;
        return new KeySample(
                hash,
                evaluations + 1,
                blocked + (isBlocked ? 1 : 0),
                unfinished + (isUnfinished ? 1 : 0),
                0,
                liveSteps + live,
                newSteps + Math.min((double) now, most * live),
                isChosen ? live : liveChosen,
                isChosen ? now : newChosen);
    }

    /** The share of the evaluations that a count of them is. */
    double share(long count) {
        return (double) count / evaluations;
    }

    /** The mean of the live rules' steps. */
    double liveMean() {
        return liveSteps / evaluations;
    }

    /** How many times the live rules' steps the new ones took. */
    double stepsRatio() {
        return newSteps / liveSteps;
    }

    /** A number from 0 to 1, without 1, that is always the same for the key. */
    double chance() {
        // The bits that neither choose the place in a table nor who gets it.
        return (hash & (1L << 30) - 1) * 0x1p-30;
    }
}
