package dev.flyball.core.rules.plan;

import dev.flyball.Meter;
import dev.flyball.core.rules.plan.Access.Entry;
import dev.flyball.core.rules.runtime.AccessGroup;
import dev.flyball.core.rules.runtime.CompiledRule;
import dev.flyball.core.rules.runtime.Program;
import dev.flyball.regex.RegexOptions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Plans the rules of one mode together: equal parts of their conditions become one, operands are put in the order in which
 * they are expected to decide soonest, and each rule hangs on the predicate that is expected to find it least often in
 * vain. None of that changes what a condition is true of. For one thread, for one program.
 */
final class ProgramPlanner {
    /** How often rules are taken out of groups that are too small; what is left then may stay small. */
    private static final int ROUNDS = 3;

    private final RegexOptions regexOptions;
    private final Meter meter;
    private final Interner interner;
    private final ConditionBuilder conditions;

    /** What a rule is made of while it is planned. */
    private record Planned(TypedRule rule, int position, Node root) {}

    /** Regexes are in groups of their own, so that they wait until a rule needs them. */
    private record GroupKey(ValueNode value, boolean isPattern) {
        static GroupKey of(Entry entry) {
            return new GroupKey(entry.value(), entry.key() instanceof Access.Pattern);
        }
    }

    private final boolean isEnforced;
    private final List<Planned> rules = new ArrayList<>();

    /**
     * A planner without rules.
     *
     * @param isEnforced else enforced rules may skip a rule just before it is tried, so nothing is looked up before that
     */
    ProgramPlanner(boolean isEnforced, boolean absentNotEqual, RegexOptions regexOptions, Meter meter) {
        this.isEnforced = isEnforced;
        this.regexOptions = regexOptions;
        this.meter = meter;
        this.interner = new Interner(meter);
        this.conditions = new ConditionBuilder(absentNotEqual, true);
    }

    /** Adds the next rule. */
    void add(TypedRule rule, int position) {
        Node root = interner.node(rule.condition());
        root.users++;
        rules.add(new Planned(rule, position, root));
    }

    /**
     * The program of all rules.
     *
     * @param skippedIds the rules that any rule of the file skips
     * @param skippedTags the tags that any rule of the file skips
     */
    Program plan(Set<String> skippedIds, Set<String> skippedTags) {
        for (Node node : interner.nodes()) {
            estimate(node);
        }
        AccessFinder finder = new AccessFinder(regexOptions, meter);
        List<@Nullable Access> accesses = new ArrayList<>();
        for (Planned rule : rules) {
            accesses.add(finder.find(rule.root));
        }
        for (int round = 0; round < ROUNDS; round++) {
            leaveSmallGroups(accesses);
        }
        List<CompiledRule> compiled = new ArrayList<>();
        for (Planned rule : rules) {
            compiled.add(new CompiledRule(rule.rule.rule(), conditions.condition(rule.root), rule.position));
        }
        int[] known = new int[rules.size()];
        for (int i = 0; i < known.length; i++) {
            known[i] = accesses.get(i) == null ? Program.NOTHING : known(rules.get(i).root, finder);
        }
        // A rule that hangs on several keys would be looked up among those that are found by another one.
        IntFunction<@Nullable Node> first =
                rule -> hangsOnOneKey(accesses.get(rule)) ? first(rules.get(rule).root, known[rule]) : null;
        PrefilterPlanner prefilters = new PrefilterPlanner(finder, meter);
        List<AccessGroup> groups = groups(accesses, (together, others) -> {
            if (isEnforced) {
                prefilters.choose(together, others, first);
            }
        });
        Program.Builder program = Program.builder(compiled)
                .groups(groups)
                .known(known)
                .prefilters(prefilters.plan(rules.size(), conditions))
                .slots(conditions.conditionSlots(), conditions.valueSlots())
                .skipped(skippedIds, skippedTags);
        return program.build();
    }

    private static int known(Node root, AccessFinder finder) {
        if (root.kind != Node.Kind.AND) {
            Access access = finder.find(root);
            return access != null && access.isExact() ? Program.EVERYTHING : Program.NOTHING;
        }
        int best = finder.best(root);
        Access access = best < 0 ? null : finder.find(root.operands.get(best));
        return access != null && access.isExact() ? best : Program.NOTHING;
    }

    private static boolean hangsOnOneKey(@Nullable Access access) {
        return access != null && access.entries().size() == 1;
    }

    /** The operand of a conjunction that is evaluated first, if one is known from the rule's group. */
    private static @Nullable Node first(Node root, int known) {
        return root.kind == Node.Kind.AND ? root.operands.get(known == 0 ? 1 : 0) : null;
    }

    /** A group for one rule saves nothing: the rule is tried always instead, and pays for itself. */
    private void leaveSmallGroups(List<@Nullable Access> accesses) {
        Map<GroupKey, Integer> sizes = new HashMap<>();
        for (Access access : accesses) {
            if (access != null) {
                keys(access).forEach(key -> sizes.merge(key, 1, Integer::sum));
            }
        }
        for (int i = 0; i < accesses.size(); i++) {
            Access access = accesses.get(i);
            if (access != null && keys(access).stream().anyMatch(key -> sizes.getOrDefault(key, 0) == 1)) {
                accesses.set(i, null);
            }
        }
    }

    private Set<GroupKey> keys(Access access) {
        meter.charge(access.entries().size());
        Set<GroupKey> keys = new HashSet<>();
        access.entries().forEach(entry -> keys.add(GroupKey.of(entry)));
        return keys;
    }

    private List<AccessGroup> groups(List<@Nullable Access> accesses, GroupBuilder.Together foundTogether) {
        Map<GroupKey, GroupBuilder> builders = new LinkedHashMap<>();
        for (int i = 0; i < accesses.size(); i++) {
            Access access = accesses.get(i);
            if (access == null) {
                continue;
            }
            for (Entry entry : access.entries()) {
                builders.computeIfAbsent(GroupKey.of(entry), key -> new GroupBuilder(key.value(), meter))
                        .add(i, rules.get(i).rule.rule().phase(), entry);
            }
        }
        List<AccessGroup> groups = new ArrayList<>();
        for (GroupBuilder builder : builders.values()) {
            builder.forEachKey(foundTogether);
            groups.add(builder.build(conditions));
        }
        return groups;
    }

    /** Estimates how probable a node is, whose operands come before it, and puts these in their order. */
    private void estimate(Node node) {
        meter.charge(1L + node.operands.size());
        switch (node.kind) {
            case TEST -> {
                if (node.value != null && node.test != null) {
                    node.probability = Estimates.probability(node.value, node.test);
                }
            }
            case NOT -> node.probability = 1 - node.operands.get(0).probability;
            case ANY, ALL -> node.probability = node.operands.get(0).probability;
            case XOR -> node.probability = 0.5;
            case AND -> {
                node.probability = 1;
                node.operands.forEach(operand -> node.probability *= operand.probability);
                if (!node.isArray) {
                    node.operands = sorted(node.operands, operand -> operand.cost / (1.001 - operand.probability));
                }
            }
            case OR -> {
                double none = 1;
                for (Node operand : node.operands) {
                    none *= 1 - operand.probability;
                }
                node.probability = 1 - none;
                if (!node.isArray) {
                    node.operands = sorted(node.operands, operand -> operand.cost / (0.001 + operand.probability));
                }
            }
        }
    }

    /** Stable, so that equal ones stay as they are written. */
    private static List<Node> sorted(List<Node> operands, ToDoubleFunction<Node> rank) {
        List<Node> sorted = new ArrayList<>(operands);
        sorted.sort(Comparator.comparingDouble(rank));
        return List.copyOf(sorted);
    }
}
