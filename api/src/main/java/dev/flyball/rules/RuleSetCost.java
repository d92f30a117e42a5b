package dev.flyball.rules;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * The most steps that a rule set and each of its rules can take, as it follows from the plan and the limits of facts.
 * These are bounds, not expectations: what happens together is far below the sum. Immutable.
 */
public final class RuleSetCost {
    private final long total;
    private final long indexes;
    private final List<RuleCost> rules;

    private RuleSetCost(long total, long indexes, List<RuleCost> rules) {
        this.total = total;
        this.indexes = indexes;
        this.rules = List.copyOf(rules);
    }

    /** The cost of a rule set. */
    public static RuleSetCost of(long total, long indexes, List<RuleCost> rules) {
        return new RuleSetCost(total, indexes, rules);
    }

    /**
     * The most steps that one evaluation can charge to the request's meter: all indexes and all enforced rules, and what one
     * of these computes in vain where the slice for shared work ends. {@link Long#MAX_VALUE} where the bound is larger.
     */
    public long total() {
        return total;
    }

    /** The most steps of finding the enforced rules that can match, and of ruling some out: indexes and regex sets. */
    public long indexes() {
        return indexes;
    }

    /** The cost of each rule, in the order of the file. */
    public List<RuleCost> rules() {
        return rules;
    }

    /**
     * The cost of one rule.
     *
     * @throws IllegalArgumentException if there is no such rule
     */
    public RuleCost of(String ruleId) {
        Objects.requireNonNull(ruleId, "ruleId");
        return rules.stream()
                .filter(rule -> rule.ruleId().equals(ruleId))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no rule \"" + ruleId + "\""));
    }

    /** The rules with the highest costs, the highest first. */
    public List<RuleCost> mostExpensive(int count) {
        return rules.stream()
                .sorted(Comparator.comparingLong(RuleCost::steps).reversed())
                .limit(count)
                .toList();
    }

    @Override
    public String toString() {
        return total + " steps at most, " + indexes + " of them for indexes; " + rules.size() + " rules";
    }
}
