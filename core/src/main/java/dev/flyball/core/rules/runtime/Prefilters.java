package dev.flyball.core.rules.runtime;

import dev.flyball.rules.FactLimits;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Predicates that rule out candidates before they are tried. Where an index finds many rules by one key, each of them has a
 * next operand to be asked for, often of the same value: all those of one value are looked up together, by an index over them,
 * when the walk comes to the first rule that has one: a bitmap filter, as databases have for star joins. Immutable.
 */
public final class Prefilters {
    /** There are none. */
    public static final Prefilters NONE = new Prefilters(List.of(), new int[0], new int[0]);

    /** What stands for no predicate. */
    public static final int NO_PREDICATE = -1;

    private final AccessGroup[] groups;
    private final int[] oneOf;

    /** The groups of the predicates. */
    private final int[] groupOf;

    /** By rules; empty if no rule has any. */
    private final int[] predicates;

    /**
     * Predicates, numbered from 0.
     *
     * @param groups of one value each, in which predicates hang as rules do in other groups, each in one of them
     * @param oneOf a number for each group: of those with the same number one at most has rules that are found for a request
     * @param predicates an operand of each rule that is an {@code and}, {@link Conditions.Junction}, or {@link #NO_PREDICATE}
     */
    public Prefilters(List<AccessGroup> groups, int[] oneOf, int[] predicates) {
        this.groups = groups.toArray(AccessGroup[]::new);
        this.oneOf = oneOf;
        this.predicates = groups.isEmpty() ? new int[0] : predicates;
        this.groupOf =
                new int[groups.stream().mapToInt(group -> group.rules().length).sum()];
        for (int group = 0; group < this.groups.length; group++) {
            for (int predicate : this.groups[group].rules()) {
                groupOf[predicate] = group;
            }
        }
    }

    /** How many predicates there are. */
    int size() {
        return groupOf.length;
    }

    int groups() {
        return groups.length;
    }

    AccessGroup group(int number) {
        return groups[number];
    }

    /** The group of a predicate. */
    int groupOf(int predicate) {
        return groupOf[predicate];
    }

    /** The predicate that is looked up for a rule, or {@link #NO_PREDICATE}. */
    int predicateOf(int rule) {
        return rule < predicates.length ? predicates[rule] : NO_PREDICATE;
    }

    /** The most steps of looking up all those of which rules can be found for one request. */
    long mostSteps(FactLimits limits) {
        Map<Integer, Long> most = new HashMap<>();
        for (int group = 0; group < groups.length; group++) {
            most.merge(oneOf[group], groups[group].mostSteps(limits), Math::max);
        }
        long sum = 0;
        for (long steps : most.values()) {
            sum = Cost.plus(sum, steps);
        }
        return sum;
    }
}
