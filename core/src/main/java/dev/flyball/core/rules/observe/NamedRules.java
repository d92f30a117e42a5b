package dev.flyball.core.rules.observe;

import dev.flyball.rules.MetricReader;
import dev.flyball.rules.RuleAccount;
import dev.flyball.rules.RuleAccounts;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which rules of one rule set a reader tells by their ids. A rule that gets its name late begins at zero: what it counted
 * before stays with the others, so no sum ever falls, and all sums together are what all rules counted. Half of the names are
 * left for rules that become expensive later than the first. For one thread at a time.
 */
final class NamedRules {
    private final int max;

    /** What the rules had counted when they were named. */
    private final Map<String, Counts> before = new LinkedHashMap<>();

    private boolean isRead;

    NamedRules(int max) {
        this.max = max;
    }

    /** The counts of the named rules and, if there are more rules, of all others together. */
    Map<String, Counts> read(RuleAccounts accounts) {
        boolean all = accounts.rules().size() <= max;
        for (RuleAccount rule : all ? accounts.rules() : TopRules.of(accounts, (max + 1) / 2)) {
            if (before.size() < max) {
                // Before the first reading nobody was told what the others had counted.
                before.putIfAbsent(rule.ruleId(), isRead ? Counts.of(rule) : Counts.ZERO);
            }
        }
        isRead = true;
        Map<String, Counts> counts = new LinkedHashMap<>();
        Counts named = Counts.ZERO;
        for (Map.Entry<String, Counts> rule : before.entrySet()) {
            Counts own = Counts.of(accounts.of(rule.getKey())).minus(rule.getValue());
            counts.put(rule.getKey(), own);
            named = named.plus(own);
        }
        if (!all) {
            counts.put(MetricReader.OTHER_RULES, Counts.sum(accounts.rules()).minus(named));
        }
        return counts;
    }
}
