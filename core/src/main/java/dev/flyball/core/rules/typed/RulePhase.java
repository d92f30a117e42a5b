package dev.flyball.core.rules.typed;

import dev.flyball.rules.Phase;
import java.util.List;

/** The first phase of a request in which all fields of a condition are known. Recurses as deep as the condition nests. */
public final class RulePhase {
    private RulePhase() {}

    public static Phase of(Typed.Expression expression) {
        if (expression instanceof Typed.Logical logical) {
            Phase last = Phase.REQUEST;
            for (Typed.Expression operand : logical.operands()) {
                last = later(last, of(operand));
            }
            return last;
        }
        if (expression instanceof Typed.Not not) {
            return of(not.operand());
        }
        return expression instanceof Typed.Quantified quantified
                ? of(quantified.array())
                : of(((Typed.Predicate) expression).value());
    }

    private static Phase of(Typed.Value value) {
        if (value instanceof Typed.FieldValue field) {
            return field.field().phase();
        }
        if (value instanceof Typed.Place place) {
            return of(place.container());
        }
        Phase last = Phase.REQUEST;
        for (Typed.Value argument : value instanceof Typed.Call call ? call.arguments() : List.<Typed.Value>of()) {
            last = later(last, of(argument));
        }
        return last;
    }

    private static Phase later(Phase a, Phase b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
