package dev.flyball.core.rules.gate;

/**
 * What was seen of one key so far: how many evaluations, in how many of them each of three things happened, the sums of both rule
 * sets' steps, and both steps of one evaluation that was chosen by chance (reservoir sampling). Immutable.
 *
 * @param hash of the key
 * @param comparable in how many of the evaluations more was compared than what is blocked
 */
record KeySample(
        long hash,
        long evaluations,
        long comparable,
        long blocked,
        long unfinished,
        long expensive,
        double liveSteps,
        double newSteps,
        long liveChosen,
        long newChosen) {
    /** Nothing of a key yet. */
    static KeySample of(long hash) {
        return new KeySample(hash, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    /** With one more evaluation by the new rules. */
    KeySample withJudged(boolean isBlocked, boolean isUnfinished, boolean isExpensive) {
        return new KeySample(
                hash,
                evaluations + 1,
                comparable + 1,
                blocked + (isBlocked ? 1 : 0),
                unfinished + (isUnfinished ? 1 : 0),
                expensive + (isExpensive ? 1 : 0),
                0,
                0,
                0,
                0);
    }

    /** With one more evaluation by both of which it is only known whether the new rules blocked what the live ones did not. */
    KeySample withBlocked(boolean isBlocked) {
        return new KeySample(
                hash,
                evaluations + 1,
                comparable,
                blocked + (isBlocked ? 1 : 0),
                unfinished,
                expensive,
                liveSteps,
                newSteps,
                liveChosen,
                newChosen);
    }

    /**
     * With one more evaluation by both.
     *
     * @param random any 64 bits
     */
    KeySample withCompared(boolean isBlocked, boolean isUnfinished, long live, long now, long random) {
        return withBlocked(isBlocked).withSteps(isUnfinished, live, now, random);
    }

    /** With what an evaluation by both took, of which it is not known whether it is blocked, or that was counted already. */
    KeySample withSteps(boolean isUnfinished, long live, long now, long random) {
        boolean isChosen = Long.remainderUnsigned(random, comparable + 1) == 0;
        return new KeySample(
                hash,
                evaluations,
                comparable + 1,
                blocked,
                unfinished + (isUnfinished ? 1 : 0),
                0,
                liveSteps + live,
                newSteps + now,
                isChosen ? live : liveChosen,
                isChosen ? now : newChosen);
    }

    /** In which share of the evaluations something was blocked. */
    double blockedShare() {
        return (double) blocked / evaluations;
    }

    /** The share of the comparable evaluations that a count of them is. */
    double share(long count) {
        return (double) count / comparable;
    }

    /** The mean of the live rules' steps. */
    double liveMean() {
        return liveSteps / comparable;
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
