package dev.flyball.rules;

import java.util.Objects;

/** The most steps that one rule can take of its own. Immutable. */
public final class RuleCost {
    private final String ruleId;
    private final long steps;

    private RuleCost(String ruleId, long steps) {
        this.ruleId = Objects.requireNonNull(ruleId, "ruleId");
        this.steps = steps;
    }

    /** The cost of a rule. */
    public static RuleCost of(String ruleId, long steps) {
        return new RuleCost(ruleId, steps);
    }

    /** The rule. */
    public String ruleId() {
        return ruleId;
    }

    /**
     * The most steps of one evaluation of it, whatever the facts within the limits and whatever ran before, even if it has
     * to compute alone what it shares with others; {@link Long#MAX_VALUE} where the bound is larger than that. 0 for a
     * rule that is off.
     */
    public long steps() {
        return steps;
    }

    @Override
    public String toString() {
        return ruleId + ": " + steps + " steps at most";
    }
}
