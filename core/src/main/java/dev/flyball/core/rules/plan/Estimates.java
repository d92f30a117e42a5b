package dev.flyball.core.rules.plan;

import dev.flyball.core.rules.runtime.IntSet;
import dev.flyball.core.rules.runtime.IpSet;
import dev.flyball.core.rules.runtime.Relation;
import dev.flyball.core.rules.typed.Typed;

/**
 * Rough figures by which a plan chooses: how long a condition takes, in nanoseconds, and how probable it is. They change
 * how fast rules are, never what they say.
 */
final class Estimates {
    /** A value is several: how many are expected. */
    private static final int ELEMENTS = 8;

    private static final double LEAST = 1e-6;

    private Estimates() {}

    static double cost(ValueNode value, Typed.Test test) {
        double once = testCost(test);
        return value.typed.isLifted() ? cost(value) + ELEMENTS * (once + 5) : cost(value) + once;
    }

    private static double testCost(Typed.Test test) {
        if (test instanceof Typed.Matches) {
            return 200;
        }
        if (test instanceof Typed.Contains || test instanceof Typed.Wildcard) {
            return 40;
        }
        return test instanceof Typed.In ? 15 : 4;
    }

    private static double cost(ValueNode value) {
        double cost = 0;
        for (ValueNode part : value.parts) { // a stream would take several frames of the stack for each nesting
            cost += cost(part);
        }
        if (value.typed instanceof Typed.Call call) {
            boolean affix = isAffix(call);
            return cost + (call.isForEach() ? ELEMENTS : 1) * (affix ? 10 : 60);
        }
        return cost + (value.typed instanceof Typed.Place ? 15 : 2);
    }

    /** Whether it is {@code starts_with} or {@code ends_with}. */
    static boolean isAffix(Typed.Call call) {
        String name = call.function().name();
        return name.equals("starts_with") || name.equals("ends_with");
    }

    /** How probable it is that one value passes a test. */
    static double probability(ValueNode value, Typed.Test test) {
        if (test instanceof Typed.CompareBytes compare) {
            return compare.relation() == Relation.EQUAL
                    ? equal(value, compare.operand().length())
                    : compare.relation() == Relation.NOT_EQUAL ? 0.9 : 0.5;
        }
        if (test instanceof Typed.CompareInt compare) {
            return compare.relation() == Relation.EQUAL
                    ? Math.min(1.0 / 16, 1.0 / (1 + value.equalities))
                    : compare.relation() == Relation.NOT_EQUAL ? 0.9 : 0.5;
        }
        if (test instanceof Typed.CompareIp compare) {
            return compare.relation() == Relation.EQUAL ? 1e-4 : compare.relation() == Relation.NOT_EQUAL ? 0.9 : 0.5;
        }
        if (test instanceof Typed.In in) {
            return in(value, in);
        }
        if (test instanceof Typed.IsTrue) {
            return value.typed instanceof Typed.Call call && isAffix(call) ? affix(value) : 0.5;
        }
        return test instanceof Typed.HasBits ? 0.5 : 0.05;
    }

    private static double equal(ValueNode value, int length) {
        return Math.max(LEAST, Math.min(1.0 / (1 + value.equalities), Math.pow(2, -length / 2.0)));
    }

    private static double in(ValueNode value, Typed.In in) {
        if (in.members() instanceof IpSet addresses) {
            return addresses.size() == 1 && addresses.range(0).isOne() ? 1e-4 : 0.1;
        }
        if (in.members() instanceof IntSet) {
            return 0.2;
        }
        return Math.min(0.5, in.members().size() * Math.max(LEAST, 1.0 / (1 + value.equalities)));
    }

    /** A prefix or suffix is as improbable as it is long. */
    private static double affix(ValueNode call) {
        return call.parts.get(1).typed instanceof Typed.Constant constant && constant.value() instanceof String text
                ? affix(text.length())
                : 0.2;
    }

    static double affix(int length) {
        return Math.max(0.001, Math.pow(2, -length / 2.0));
    }
}
