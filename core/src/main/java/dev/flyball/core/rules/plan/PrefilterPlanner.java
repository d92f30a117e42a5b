package dev.flyball.core.rules.plan;

import dev.flyball.Meter;
import dev.flyball.core.rules.runtime.AccessGroup;
import dev.flyball.core.rules.runtime.Prefilters;
import dev.flyball.rules.Phase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the rules of which a predicate is looked up by an index before they are tried: those that an index finds together,
 * as far as the operand that each of them would evaluate first asks about the same value. So no value is asked for that a rule
 * would not ask for. For one thread, for one program.
 */
final class PrefilterPlanner {
    /** For fewer rules a look-up saves little. */
    private static final int LEAST = 4;

    private final AccessFinder finder;
    private final Meter meter;
    private final BitSet chosen = new BitSet();

    PrefilterPlanner(AccessFinder finder, Meter meter) {
        this.finder = finder;
        this.meter = meter;
    }

    /**
     * Chooses among rules that an index finds by the same key.
     *
     * @param first the operand that a rule evaluates first, or null if its condition is no {@code and}
     */
    void choose(List<Integer> together, IntFunction<@Nullable Node> first) {
        if (together.size() < LEAST) {
            return;
        }
        meter.charge(2L * together.size());
        Map<ValueNode, Integer> counts = new HashMap<>();
        for (int rule : together) {
            ValueNode value = valueOf(first.apply(rule));
            if (value != null) {
                counts.merge(value, 1, Integer::sum);
            }
        }
        for (int rule : together) {
            ValueNode value = valueOf(first.apply(rule));
            if (value != null && counts.getOrDefault(value, 0) >= LEAST) {
                chosen.set(rule);
            }
        }
    }

    /** The one value of a predicate that an index can tell the truth of, at a cost that is known; else null. */
    private @Nullable ValueNode valueOf(@Nullable Node predicate) {
        Access access = predicate == null ? null : finder.find(predicate);
        if (access == null || !access.isExact()) {
            return null;
        }
        meter.charge(access.entries().size());
        ValueNode value = access.entries().get(0).value();
        for (Access.Entry entry : access.entries()) {
            boolean isSearch = entry.key() instanceof Access.Equal
                    || entry.key() instanceof Access.Affix
                    || entry.key() instanceof Access.Integers
                    || entry.key() instanceof Access.Addresses;
            if (!isSearch || !entry.value().equals(value)) {
                return null;
            }
        }
        return value;
    }

    /** The predicates of all chosen rules. */
    Prefilters plan(IntFunction<@Nullable Node> first, ConditionBuilder conditions) {
        int[] predicates = new int[chosen.length()];
        Arrays.fill(predicates, Prefilters.NO_PREDICATE);
        Map<Node, Integer> numbers = new HashMap<>();
        Map<ValueNode, GroupBuilder> builders = new LinkedHashMap<>();
        for (int rule = chosen.nextSetBit(0); rule >= 0; rule = chosen.nextSetBit(rule + 1)) {
            Node predicate = first.apply(rule);
            Access access = predicate == null ? null : finder.find(predicate);
            if (predicate == null || access == null) {
                continue;
            }
            Integer known = numbers.get(predicate);
            int number = known == null ? numbers.size() : known;
            if (known == null) {
                numbers.put(predicate, number);
                for (Access.Entry entry : access.entries()) {
                    builders.computeIfAbsent(entry.value(), value -> new GroupBuilder(value, meter))
                            .add(number, Phase.REQUEST, entry);
                }
            }
            predicates[rule] = number;
        }
        List<AccessGroup> groups = new ArrayList<>();
        builders.values().forEach(builder -> groups.add(builder.build(conditions)));
        return new Prefilters(groups, predicates);
    }
}
