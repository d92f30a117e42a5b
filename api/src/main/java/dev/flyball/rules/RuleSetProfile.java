package dev.flyball.rules;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * The most steps that were seen of each rule of a file, beside what it can take at most. What was seen is a lower bound of
 * the worst case, {@link RuleProfile#bound()} an upper one. Immutable.
 */
public final class RuleSetProfile {
    private final String file;
    private final boolean complete;
    private final List<RuleProfile> rules;

    private RuleSetProfile(String file, boolean complete, List<RuleProfile> rules) {
        this.file = Objects.requireNonNull(file, "file");
        this.complete = complete;
        this.rules = List.copyOf(rules);
    }

    /** What was seen; for implementations. */
    public static RuleSetProfile of(String file, boolean complete, List<RuleProfile> rules) {
        return new RuleSetProfile(file, complete, rules);
    }

    /** The name of the file. */
    public String file() {
        return file;
    }

    /** Whether the budget of the profile sufficed for all rules; the most expensive ones come first. */
    public boolean isComplete() {
        return complete;
    }

    /** What was seen of each rule, in the order of the file. */
    public List<RuleProfile> rules() {
        return rules;
    }

    /**
     * What was seen of one rule.
     *
     * @throws IllegalArgumentException if there is no such rule
     */
    public RuleProfile of(String ruleId) {
        Objects.requireNonNull(ruleId, "ruleId");
        return rules.stream()
                .filter(rule -> rule.ruleId().equals(ruleId))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no rule \"" + ruleId + "\""));
    }

    /** The rules with the most scan steps, the most first. */
    public List<RuleProfile> mostExpensive(int count) {
        return rules.stream()
                .sorted(Comparator.comparingLong(RuleProfile::scanSteps).reversed())
                .limit(count)
                .toList();
    }

    @Override
    public String toString() {
        return file + ": " + rules.size() + " rules, the most scan steps of one "
                + rules.stream().mapToLong(RuleProfile::scanSteps).max().orElse(0)
                + (complete ? "" : ", not complete: the budget did not suffice for all rules");
    }
}
