package dev.flyball.core.rules.plan;

import dev.flyball.Meter;
import dev.flyball.core.rules.plan.Access.Entry;
import dev.flyball.core.rules.runtime.AccessGroup;
import dev.flyball.core.rules.runtime.AccessProbe;
import dev.flyball.core.rules.runtime.AffixProbe;
import dev.flyball.core.rules.runtime.EqualityProbe;
import dev.flyball.core.rules.runtime.IntSet;
import dev.flyball.core.rules.runtime.IntervalProbe;
import dev.flyball.core.rules.runtime.IpSet;
import dev.flyball.core.rules.runtime.MemberSet;
import dev.flyball.core.rules.runtime.RegexProbe;
import dev.flyball.core.rules.runtime.TestProbe;
import dev.flyball.core.rules.runtime.ValueTests;
import dev.flyball.regex.Regex;
import dev.flyball.regex.RegexSet;
import dev.flyball.rules.IpAddress;
import dev.flyball.rules.Phase;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the rules that hang on one value, and makes the indexes over it. For one thread. */
final class GroupBuilder {
    private final ValueNode value;
    private final Meter meter;
    private final List<Integer> rules = new ArrayList<>();
    private final Set<Phase> phases = EnumSet.noneOf(Phase.class);

    private final Map<String, List<Integer>> equal = new LinkedHashMap<>();
    private final Map<String, List<Integer>> prefixes = new LinkedHashMap<>();
    private final Map<String, List<Integer>> suffixes = new LinkedHashMap<>();
    private final List<IntervalProbe.Range<Long>> integers = new ArrayList<>();
    private final List<IntervalProbe.Range<IpAddress>> addresses = new ArrayList<>();
    private final Map<MemberSet, List<Integer>> members = new LinkedHashMap<>();
    private final List<Integer> whenTrue = new ArrayList<>();
    private final Map<String, List<Integer>> patterns = new LinkedHashMap<>();
    private final List<Regex> regexes = new ArrayList<>();

    GroupBuilder(ValueNode value, Meter meter) {
        this.value = value;
        this.meter = meter;
    }

    /** Lets a rule hang here, too: rules come in their order, each with all its entries. */
    void add(int rule, Phase phase, Entry entry) {
        meter.charge(1);
        if (rules.isEmpty() || rules.get(rules.size() - 1) != rule) {
            rules.add(rule);
        }
        phases.add(phase);
        if (entry.key() instanceof Access.Equal key) {
            put(equal, key.text(), rule);
        } else if (entry.key() instanceof Access.Affix key) {
            put(key.isSuffix() ? suffixes : prefixes, key.text(), rule);
        } else if (entry.key() instanceof Access.Integers key) {
            for (IntSet.Range range : key.ranges()) {
                integers.add(new IntervalProbe.Range<>(range.first(), range.last(), rule));
            }
        } else if (entry.key() instanceof Access.Addresses key) {
            for (IpSet.Range range : key.ranges()) {
                addresses.add(new IntervalProbe.Range<>(range.first(), range.last(), rule));
            }
        } else if (entry.key() instanceof Access.Members key) {
            put(members, key.set(), rule);
        } else if (entry.key() instanceof Access.Pattern key) {
            if (!patterns.containsKey(key.regex().pattern())) {
                regexes.add(key.regex());
            }
            put(patterns, key.regex().pattern(), rule);
        } else {
            whenTrue.add(rule);
        }
    }

    private static <K> void put(Map<K, List<Integer>> map, K key, int rule) {
        map.computeIfAbsent(key, any -> new ArrayList<>(1)).add(rule);
    }

    /** Is given rules that are found together. */
    @FunctionalInterface
    interface Together {
        /**
         * These are found together.
         *
         * @param others stands for keys of which a request has one at most, of which this is one; null if there are none
         */
        void found(List<Integer> rules, @Nullable Object others);
    }

    /** Gives the rules that are found together, by one key; those of ranges are not. */
    void forEachKey(Together given) {
        Object ofOneValue = value.typed.isLifted() ? null : this;
        equal.values().forEach(hanging -> given.found(hanging, ofOneValue));
        for (Map<?, List<Integer>> hanging : List.of(prefixes, suffixes, members, patterns)) {
            hanging.values().forEach(some -> given.found(some, null));
        }
        given.found(whenTrue, null);
    }

    AccessGroup build(ConditionBuilder conditions) {
        List<AccessProbe> probes = new ArrayList<>();
        if (!equal.isEmpty()) {
            probes.add(new EqualityProbe(arrays(equal)));
        }
        if (!prefixes.isEmpty()) {
            probes.add(new AffixProbe(false, arrays(prefixes)));
        }
        if (!suffixes.isEmpty()) {
            probes.add(new AffixProbe(true, arrays(suffixes)));
        }
        if (!integers.isEmpty()) {
            probes.add(IntervalProbe.ofIntegers(integers, meter));
        }
        if (!addresses.isEmpty()) {
            probes.add(IntervalProbe.ofAddresses(addresses, meter));
        }
        members.forEach((set, hanging) -> probes.add(new TestProbe(set, hanging)));
        if (!whenTrue.isEmpty()) {
            probes.add(new TestProbe(ValueTests.isTrue(), whenTrue));
        }
        if (regexes.size() == 1) {
            Regex only = regexes.get(0);
            probes.add(new TestProbe(ValueTests.matches(only), patterns.getOrDefault(only.pattern(), List.of())));
        } else if (regexes.size() > 1) {
            int[][] hanging =
                    patterns.values().stream().map(GroupBuilder::array).toArray(int[][]::new);
            probes.add(new RegexProbe(RegexSet.of(regexes, meter), hanging));
        }
        int[] all = array(rules);
        return value.typed.isLifted()
                ? AccessGroup.ofEach(conditions.elements(value), probes, all, phases)
                : AccessGroup.of(conditions.value(value), probes, all, phases);
    }

    private static Map<String, int[]> arrays(Map<String, List<Integer>> lists) {
        Map<String, int[]> arrays = new LinkedHashMap<>();
        lists.forEach((key, list) -> arrays.put(key, array(list)));
        return arrays;
    }

    private static int[] array(List<Integer> list) {
        return list.stream().mapToInt(Integer::intValue).toArray();
    }
}
