package dev.flyball.core.rules.plan;

import dev.flyball.Meter;
import dev.flyball.core.rules.runtime.AccessGroup;
import dev.flyball.core.rules.runtime.Prefilters;
import dev.flyball.rules.Phase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the rules of which a predicate is looked up by an index before they are tried: those that an index finds together,
 * as far as the operand that each of them would evaluate first asks about the same value. So no value is asked for that a rule
 * would not ask for, and what a look-up takes depends on the rules that are found together alone. For one thread, for one program.
 */
final class PrefilterPlanner {
    /** For fewer predicates a look-up saves little. */
    private static final int LEAST = 4;

    private final AccessFinder finder;
    private final Meter meter;

    /** The values of predicates that were asked for. */
    private final IdentityHashMap<Node, Optional<ValueNode>> values = new IdentityHashMap<>();

    private final List<GroupBuilder> builders = new ArrayList<>();

    /** For each of them, what stands for those of which one at most is looked up for each value. */
    private final List<Object> oneOf = new ArrayList<>();

    /** The number of the predicate of each rule that is chosen. */
    private final Map<Integer, Integer> chosen = new HashMap<>();

    private int predicates;

    PrefilterPlanner(AccessFinder finder, Meter meter) {
        this.finder = finder;
        this.meter = meter;
    }

    /**
     * Chooses among rules that an index finds by the same key, and by no other one.
     *
     * @param others stands for keys of which a request has one at most, of which this is one; or null
     * @param first the operand that a rule evaluates first, or null if its condition is no {@code and}
     */
    void choose(List<Integer> together, @Nullable Object others, IntFunction<@Nullable Node> first) {
        if (together.size() < LEAST) {
            return;
        }
        meter.charge(2L * together.size());
        Map<ValueNode, Map<Node, List<Integer>>> asking = new LinkedHashMap<>();
        for (int rule : together) {
            Node predicate = first.apply(rule);
            ValueNode value = valueOf(predicate);
            if (predicate != null && value != null) {
                asking.computeIfAbsent(value, any -> new LinkedHashMap<>())
                        .computeIfAbsent(predicate, any -> new ArrayList<>())
                        .add(rule);
            }
        }
        asking.forEach((value, rules) -> {
            if (rules.size() >= LEAST) {
                GroupBuilder group = new GroupBuilder(value, meter);
                builders.add(group);
                oneOf.add(others == null ? group : List.of(others, value));
                rules.forEach((predicate, ofPredicate) -> add(predicate, ofPredicate, group));
            }
        });
    }

    private void add(Node predicate, List<Integer> rules, GroupBuilder group) {
        int number = predicates++;
        Access access = Objects.requireNonNull(finder.find(predicate), "it has a value");
        access.entries().forEach(entry -> group.add(number, Phase.REQUEST, entry));
        rules.forEach(rule -> chosen.put(rule, number));
    }

    private static int[] numbered(List<Object> keys) {
        Map<Object, Integer> numbers = new HashMap<>();
        return keys.stream()
                .mapToInt(key -> numbers.computeIfAbsent(key, any -> numbers.size()))
                .toArray();
    }

    /** The one value of a predicate that an index can tell the truth of, at a cost that is known; else null. */
    private @Nullable ValueNode valueOf(@Nullable Node predicate) {
        return predicate == null
                ? null
                : values.computeIfAbsent(predicate, node -> Optional.ofNullable(onlyValue(node)))
                        .orElse(null);
    }

    private @Nullable ValueNode onlyValue(Node predicate) {
        Access access = finder.find(predicate);
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
    Prefilters plan(int rules, ConditionBuilder conditions) {
        int[] predicateOf = new int[chosen.isEmpty() ? 0 : rules];
        Arrays.fill(predicateOf, Prefilters.NO_PREDICATE);
        chosen.forEach((rule, number) -> predicateOf[rule] = number);
        List<AccessGroup> groups = new ArrayList<>();
        builders.forEach(builder -> groups.add(builder.build(conditions)));
        return new Prefilters(groups, numbered(oneOf), predicateOf);
    }
}
