package dev.flyball.core.rules.lint;

import dev.flyball.Meter;
import dev.flyball.core.rules.runtime.FactsException;
import dev.flyball.core.rules.runtime.Relation;
import dev.flyball.core.rules.typed.Typed;
import dev.flyball.core.rules.typed.TypedTests;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a predicate is, when one value that it is about is known and all else in it is literal. */
final class ValueOf {
    private ValueOf() {}

    /** Whether a value is that one, or a function of nothing but that one and literals. */
    static boolean dependsOnlyOn(Typed.Value known, Typed.Value value) {
        if (value.equals(known)) {
            return true;
        }
        if (!(value instanceof Typed.Call call) || call.isForEach()) {
            return false;
        }
        return call.arguments().stream().allMatch(a -> a instanceof Typed.Constant || dependsOnlyOn(known, a));
    }

    /**
     * Whether the predicate is true.
     *
     * @param value what the known value is, or null if it is absent
     * @param absentNotEqual whether {@code ne} is true of an absent value
     * @throws FactsException if a function fails
     */
    static boolean isTrue(
            Typed.Predicate predicate, Typed.Value known, @Nullable Object value, boolean absentNotEqual, Meter meter) {
        Object operand = of(predicate.value(), known, value, meter);
        if (operand == null) {
            return absentNotEqual && relation(predicate.test()) == Relation.NOT_EQUAL;
        }
        return TypedTests.of(predicate.test()).test(operand, meter);
    }

    private static @Nullable Object of(Typed.Value value, Typed.Value known, @Nullable Object is, Meter meter) {
        if (value.equals(known)) {
            return is;
        }
        if (value instanceof Typed.Constant constant) {
            return constant.value();
        }
        Typed.Call call = (Typed.Call) value;
        List<Typed.Value> arguments = call.arguments();
        @Nullable Object[] values = new @Nullable Object[arguments.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = of(arguments.get(i), known, is, meter);
            if (values[i] == null && !call.function().skipsAbsent()) {
                return null;
            }
        }
        return call.function().call(values, meter);
    }

    static @Nullable Relation relation(Typed.Test test) {
        if (test instanceof Typed.CompareInt compare) {
            return compare.relation();
        }
        if (test instanceof Typed.CompareBytes compare) {
            return compare.relation();
        }
        return test instanceof Typed.CompareIp compare ? compare.relation() : null;
    }
}
