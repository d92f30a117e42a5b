package dev.flyball.rules;

/** What a stage of a rollout measures of each key: see {@link GuardRails}. */
public enum StageMetric {
    /** The share of evaluations that the new rules block and the live ones do not. */
    NEWLY_BLOCKED("newly blocked"),
    /** The share of evaluations in which more of the new rules are unfinished than of the live ones. */
    NEWLY_UNFINISHED("newly unfinished"),
    /**
     * The mean of the new rules' scan steps, less the live ones' times {@link GuardRails#stepsFactor()}, both capped at and in
     * parts of what {@link #STEPS_P99} compares with.
     */
    STEPS_MEAN("mean of the scan steps"),
    /**
     * The share of evaluations in which the new rules take more scan steps than the live rules' 99th percentile times {@link
     * GuardRails#stepsFactor()}, and the live ones do not.
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
