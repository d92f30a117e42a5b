package dev.flyball.core.rules.plan;

import dev.flyball.core.rules.function.Calls;
import dev.flyball.core.rules.runtime.BoolArray;
import dev.flyball.core.rules.runtime.Condition;
import dev.flyball.core.rules.runtime.Conditions;
import dev.flyball.core.rules.runtime.Elements;
import dev.flyball.core.rules.runtime.Path;
import dev.flyball.core.rules.runtime.Relation;
import dev.flyball.core.rules.runtime.Value;
import dev.flyball.core.rules.runtime.ValueTest;
import dev.flyball.core.rules.runtime.ValueTests;
import dev.flyball.core.rules.typed.Typed;
import java.util.ArrayList;
import java.util.List;

/**
 * Typed conditions to evaluable ones, each for itself, in the order in which they are written. It recurses as deep as the
 * condition nests. Immutable.
 */
public final class Planner {
    private final boolean absentNotEqual;

    /**
     * A planner.
     *
     * @param absentNotEqual whether {@code ne} is true of an absent value
     */
    public Planner(boolean absentNotEqual) {
        this.absentNotEqual = absentNotEqual;
    }

    /** The condition; it must not be an array. */
    public Condition condition(Typed.Expression expression) {
        if (expression instanceof Typed.Logical logical) {
            List<Condition> operands = new ArrayList<>();
            for (Typed.Expression operand : logical.operands()) {
                operands.add(condition(operand));
            }
            return switch (logical.kind()) {
                case AND -> Conditions.and(operands);
                case XOR -> Conditions.xor(operands);
                case OR -> Conditions.or(operands);
            };
        }
        if (expression instanceof Typed.Not not) {
            return Conditions.not(condition(not.operand()));
        }
        if (expression instanceof Typed.Quantified quantified) {
            return quantified(quantified);
        }
        Typed.Predicate predicate = (Typed.Predicate) expression;
        return Conditions.predicate(value(predicate.value()), test(predicate.test()), whenAbsent(predicate.test()));
    }

    private boolean whenAbsent(Typed.Test test) {
        Relation relation = null;
        if (test instanceof Typed.CompareInt compare) {
            relation = compare.relation();
        } else if (test instanceof Typed.CompareBytes compare) {
            relation = compare.relation();
        } else if (test instanceof Typed.CompareIp compare) {
            relation = compare.relation();
        }
        return relation == Relation.NOT_EQUAL && absentNotEqual;
    }

    private Condition quantified(Typed.Quantified quantified) {
        if (quantified.array() instanceof Typed.Predicate predicate) {
            Elements elements = elements(predicate);
            ValueTest test = test(predicate.test());
            return quantified.every() ? Conditions.all(elements, test) : Conditions.any(elements, test);
        }
        BoolArray array = array(quantified.array());
        return quantified.every() ? Conditions.all(array) : Conditions.any(array);
    }

    private BoolArray array(Typed.Expression expression) {
        if (expression instanceof Typed.Logical logical) {
            BoolArray.Combination combination = switch (logical.kind()) {
                case AND -> BoolArray.Combination.AND;
                case XOR -> BoolArray.Combination.XOR;
                case OR -> BoolArray.Combination.OR;
            };
            List<BoolArray> operands = new ArrayList<>();
            for (Typed.Expression operand : logical.operands()) {
                operands.add(array(operand));
            }
            return BoolArray.combine(combination, operands);
        }
        if (expression instanceof Typed.Not not) {
            return BoolArray.not(array(not.operand()));
        }
        Typed.Predicate predicate = (Typed.Predicate) expression;
        return BoolArray.predicate(elements(predicate), test(predicate.test()));
    }

    /** What an array's predicate is asked of: lifted values, or the elements of an Array of Bool. */
    private Elements elements(Typed.Predicate predicate) {
        Typed.Value value = predicate.value();
        return value.isLifted()
                ? elements(value)
                : new Path(List.of(new Path.Every()), value.type()).each(value(value));
    }

    private Elements elements(Typed.Value lifted) {
        Typed.Place place = (Typed.Place) lifted;
        Path path = new Path(place.steps(), place.container().type());
        boolean streamed = place.container() instanceof Typed.Call call
                && call.isForEach()
                && place.steps().get(0) instanceof Path.Every;
        return streamed ? path.each(calls((Typed.Call) place.container())) : path.each(value(place.container()));
    }

    private Value value(Typed.Value value) {
        if (value instanceof Typed.FieldValue field) {
            return (facts, meter) -> facts.value(field.field(), meter);
        }
        if (value instanceof Typed.Constant constant) {
            Object literal = constant.value();
            return (facts, meter) -> literal;
        }
        if (value instanceof Typed.Place place) {
            return new Path(place.steps(), place.container().type()).from(value(place.container()));
        }
        Typed.Call call = (Typed.Call) value;
        return call.isForEach()
                ? Calls.collected(call.function(), calls(call))
                : Calls.of(call.function(), values(call.arguments()));
    }

    private Elements calls(Typed.Call call) {
        List<Typed.Value> arguments = call.arguments();
        Elements first = elements(arguments.get(0));
        return Calls.each(call.function(), first, values(arguments.subList(1, arguments.size())));
    }

    private List<Value> values(List<Typed.Value> typed) {
        List<Value> values = new ArrayList<>();
        for (Typed.Value value : typed) {
            values.add(value(value));
        }
        return values;
    }

    private static ValueTest test(Typed.Test test) {
        if (test instanceof Typed.CompareInt compare) {
            return ValueTests.compare(compare.relation(), compare.operand());
        }
        if (test instanceof Typed.CompareBytes compare) {
            return ValueTests.compare(compare.relation(), compare.operand());
        }
        if (test instanceof Typed.CompareIp compare) {
            return ValueTests.compare(compare.relation(), compare.operand());
        }
        if (test instanceof Typed.HasBits hasBits) {
            return ValueTests.hasBits(hasBits.bits());
        }
        if (test instanceof Typed.Contains contains) {
            return ValueTests.contains(contains.needle());
        }
        if (test instanceof Typed.Matches matches) {
            return ValueTests.matches(matches.regex());
        }
        if (test instanceof Typed.Wildcard wildcard) {
            return ValueTests.wildcard(wildcard.parts(), wildcard.ignoreCase());
        }
        return test instanceof Typed.In in ? in.members() : ValueTests.isTrue();
    }
}
