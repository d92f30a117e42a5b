package dev.flyball.rules;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What became of one rule in the evaluations so far. Immutable. */
public final class RuleAccount {
    private final String ruleId;
    private final long candidates;
    private final long matched;
    private final long unfinished;
    private final long steps;
    private final @Nullable Instant lastMatch;

    private RuleAccount(
            String ruleId, long candidates, long matched, long unfinished, long steps, @Nullable Instant lastMatch) {
        this.ruleId = Objects.requireNonNull(ruleId, "ruleId");
        this.candidates = candidates;
        this.matched = matched;
        this.unfinished = unfinished;
        this.steps = steps;
        this.lastMatch = lastMatch;
    }

    /** The account of a rule. */
    public static RuleAccount of(
            String ruleId, long candidates, long matched, long unfinished, long steps, @Nullable Instant lastMatch) {
        return new RuleAccount(ruleId, candidates, matched, unfinished, steps, lastMatch);
    }

    /** The rule. */
    public String ruleId() {
        return ruleId;
    }

    /**
     * How often it was tried: its indexed predicates did not rule it out, and no rule before it had decided. A rule that decided
     * by policy counts as well if the request's meter had ended before it was tried.
     */
    public long candidates() {
        return candidates;
    }

    /** How often it matched, or, if it is simulated, would have. */
    public long matched() {
        return matched;
    }

    /** How often it was such a candidate and did not finish. */
    public long unfinished() {
        return unfinished;
    }

    /** The scan steps that were its own; what rules share is not among them. */
    public long steps() {
        return steps;
    }

    /** When it matched last, or null if it never did. */
    public @Nullable Instant lastMatch() {
        return lastMatch;
    }

    @Override
    public String toString() {
        return ruleId + ": " + candidates + " times candidate, " + matched + " matched, " + unfinished + " unfinished, "
                + steps + " steps" + (lastMatch == null ? "" : ", last match " + lastMatch);
    }
}
