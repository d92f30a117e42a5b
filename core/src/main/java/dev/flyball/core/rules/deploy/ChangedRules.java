package dev.flyball.core.rules.deploy;

import dev.flyball.core.rules.runtime.CompiledRuleSet;
import dev.flyball.rules.Rule;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which rules of a rule set run otherwise than in the one that it is to replace: those that were not there, and those of another
 * mode or condition, or with other members in a list. An answer is remembered, since a list may have a million members. Thread-safe.
 */
final class ChangedRules {
    private final CompiledRuleSet before;
    private final CompiledRuleSet now;
    private final Map<String, Boolean> known = new ConcurrentHashMap<>();

    ChangedRules(CompiledRuleSet before, CompiledRuleSet now) {
        this.before = before;
        this.now = now;
    }

    /** Whether the rule of that id, which the new rule set has, is new or changed. */
    boolean contains(String ruleId) {
        Boolean answer = known.get(ruleId);
        if (answer == null) {
            answer = !isAsBefore(ruleId);
            known.put(ruleId, answer);
        }
        return answer;
    }

    private boolean isAsBefore(String ruleId) {
        Rule was = before.rule(ruleId);
        Rule is = now.rule(ruleId);
        return was != null
                && is != null
                && was.mode() == is.mode()
                && was.condition().equals(is.condition())
                && before.memberSets(ruleId).equals(now.memberSets(ruleId));
    }
}
