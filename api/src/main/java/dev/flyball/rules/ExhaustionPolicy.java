package dev.flyball.rules;

/**
 * What becomes of a request when a rule does not finish: its allowance or the request's ran out, it was cancelled, or a
 * fact that it needs could not be computed. The policy acts at the rule's place in the order, for rules that would block.
 *
 * <p>An unfinished rule of another kind counts as not matched, but for one that adds to scores: whether it would have is not
 * known, so a later rule that asks for one of them does not finish either, unless its condition is the same with and without
 * these points. An unfinished {@code skip} skips nothing, but the points of rules that it may have skipped are not
 * known either, and under {@link #BLOCK} an {@code allow} that it may have skipped does not decide. An unfinished {@code tag}
 * or {@code log} tags or logs nothing.
 */
public enum ExhaustionPolicy {
    /**
     * The rule counts as not matched, and the evaluation goes on. Open to evasion: a request that is padded until a
     * blocking rule runs out slips past it.
     */
    SKIP_RULE,
    /** If the rule would block, the request is allowed: for hosts where letting pass is always better than refusing. */
    ALLOW,
    /**
     * If the rule would block, the request is blocked. Nothing slips past a blocking rule by making it fail, or a rule on
     * whose score it depends, but a budget that is too small for ordinary requests refuses them.
     */
    BLOCK
}
