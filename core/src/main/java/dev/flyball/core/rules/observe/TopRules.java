package dev.flyball.core.rules.observe;

import dev.flyball.rules.RuleAccount;
import dev.flyball.rules.RuleAccounts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The rules of a rule set with the most steps of their own: one pass, in memory for no more than are wanted. */
final class TopRules {
    private static final Comparator<RuleAccount> BY_STEPS = Comparator.comparingLong(RuleAccount::steps)
            .thenComparingLong(RuleAccount::candidates)
            .thenComparing(RuleAccount::ruleId, Comparator.reverseOrder());

    private TopRules() {}

    /** The rules with the most steps, from the most to the fewest, and of those only such as were tried. */
    static List<RuleAccount> of(RuleAccounts accounts, int max) {
        PriorityQueue<RuleAccount> top = new PriorityQueue<>(BY_STEPS);
        for (RuleAccount rule : accounts.rules()) {
            if (rule.candidates() > 0) {
                top.add(rule);
                if (top.size() > max) {
                    top.remove();
                }
            }
        }
        List<RuleAccount> ordered = new ArrayList<>(top);
        ordered.sort(BY_STEPS.reversed());
        return ordered;
    }
}
