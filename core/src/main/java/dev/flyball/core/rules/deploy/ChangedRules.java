package dev.flyball.core.rules.deploy;

import dev.flyball.core.rules.runtime.CompiledRuleSet;
import dev.flyball.core.rules.runtime.MemberSet;
import dev.flyball.rules.Rule;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which rules of a rule set run otherwise than in the one that it is to replace: those that were not there, and those of another
 * mode, action or condition, or with other members in a list. Making it takes a time in proportion to the rules and the members of
 * their lists. Immutable.
 */
final class ChangedRules {
    private final Set<String> changed = new HashSet<>();

    ChangedRules(CompiledRuleSet before, CompiledRuleSet now) {
        // Rules share the sets of named lists: each pair is compared once.
        IdentityHashMap<MemberSet, Map<MemberSet, Boolean>> compared = new IdentityHashMap<>();
        for (Rule rule : now.rules()) {
            Rule was = before.rule(rule.id());
            boolean isSame = was != null
                    && was.mode() == rule.mode()
                    && was.action().equals(rule.action())
                    && was.condition().equals(rule.condition())
                    && areSame(before.memberSets(rule.id()), now.memberSets(rule.id()), compared);
            if (!isSame) {
                changed.add(rule.id());
            }
        }
    }

    private static boolean areSame(
            List<MemberSet> some,
            List<MemberSet> others,
            IdentityHashMap<MemberSet, Map<MemberSet, Boolean>> compared) {
        boolean same = some.size() == others.size();
        for (int i = 0; same && i < some.size(); i++) {
            MemberSet one = some.get(i);
            same = compared.computeIfAbsent(one, any -> new IdentityHashMap<>())
                    .computeIfAbsent(others.get(i), one::equals);
        }
        return same;
    }

    /** Whether the rule of that id, which the new rule set has, is new or changed. */
    boolean contains(String ruleId) {
        return changed.contains(ruleId);
    }
}
