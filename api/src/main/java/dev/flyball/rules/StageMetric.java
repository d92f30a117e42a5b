package dev.flyball.rules;

/** What a stage of a rollout measures of each key: see {@link GuardRails}. */
public enum StageMetric {
    /** The share of evaluations that the new rules block and the live ones do not. */
    NEWLY_BLOCKED("newly blocked"),
    /** The share of evaluations in which more of the new rules are unfinished than of the live ones. */
    NEWLY_UNFINISHED("newly unfinished"),
    /**
     * How many times the live rules' scan steps the new ones take, of all evaluations of the key together, up to 10 × {@link
     * GuardRails#stepsFactor()} − 9 times. No evaluation has fewer than {@link GuardRails#freeSteps()}.
     */
    STEPS_MEAN("mean of the scan steps"),
    /**
     * Whether the new rules take more than {@link GuardRails#stepsFactor()} times the scan steps that the live ones take on the same
     * request, and than the 99th percentile of what the live ones take, in one evaluation of the key that is chosen by chance.
     */
    STEPS_P99("newly above p99 of the scan steps"),
    /** The share of evaluations that the new rules block. */
    BLOCKED("blocked"),
    /** The share of evaluations in which rules are unfinished. */
    UNFINISHED("unfinished"),
    /** The share of evaluations that take more than {@link GuardRails#maxSteps()}. */
    EXPENSIVE("above the cap of scan steps");

    private final String words;

    StageMetric(String words) {
        this.words = words;
    }

    /** What it is, in words. */
    public String words() {
        return words;
    }
}
