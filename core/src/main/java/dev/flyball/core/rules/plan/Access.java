package dev.flyball.core.rules.plan;

import dev.flyball.core.rules.runtime.IntSet;
import dev.flyball.core.rules.runtime.IpSet;
import dev.flyball.core.rules.runtime.MemberSet;
import dev.flyball.regex.Regex;
import java.util.ArrayList;
import java.util.List;

/**
 * A way to find a rule by an index: one of these predicates is true whenever the rule's condition is. Immutable.
 *
 * @param entries at least one
 * @param probability that any is true, as estimated
 * @param probeCost what looking it up adds to a probe, in nanoseconds, as estimated
 * @param isExact whether the condition is true, too, when one of them is
 */
record Access(List<Entry> entries, double probability, double probeCost, boolean isExact) {
    /** A predicate of one value that an index holds. */
    record Entry(ValueNode value, Key key) {}

    /** What an index looks for. */
    sealed interface Key permits Equal, Affix, Integers, Addresses, Members, True, Pattern {}

    record Equal(String text) implements Key {}

    record Affix(boolean isSuffix, String text) implements Key {}

    record Integers(List<IntSet.Range> ranges) implements Key {}

    record Addresses(List<IpSet.Range> ranges) implements Key {}

    /** A set that is too large for another index: asked by itself. */
    record Members(MemberSet set) implements Key {}

    record True() implements Key {}

    record Pattern(Regex regex) implements Key {}

    /** This or the other. */
    static Access anyOf(List<Access> all) {
        List<Entry> entries = new ArrayList<>();
        double probability = 0;
        double cost = 0;
        boolean exact = true;
        for (Access access : all) {
            entries.addAll(access.entries);
            probability += access.probability;
            cost += access.probeCost;
            exact &= access.isExact;
        }
        return new Access(entries, Math.min(1, probability), cost, exact);
    }

    /** The time for each request that a rule takes which hangs here, if the rest of its condition takes so long. */
    double costWith(double rest) {
        return probeCost + probability * rest;
    }
}
