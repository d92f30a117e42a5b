package dev.flyball.rules;

/**
 * What becomes of a request when a rule does not finish: its allowance or the request's ran out, it was cancelled, or a
 * fact that it needs could not be computed. The policy acts at the rule's place in the order.
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
     * If the rule would block, the request is blocked; an unfinished rule of another kind counts as not matched. Nothing
     * slips past, but a budget that is too small for ordinary requests refuses them.
     */
    BLOCK
}
