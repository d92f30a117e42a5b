package dev.flyball.core.rules.plan;

import dev.flyball.core.rules.function.Calls;
import dev.flyball.core.rules.runtime.BoolArray;
import dev.flyball.core.rules.runtime.Condition;
import dev.flyball.core.rules.runtime.Conditions;
import dev.flyball.core.rules.runtime.ConstantValue;
import dev.flyball.core.rules.runtime.Elements;
import dev.flyball.core.rules.runtime.FieldValue;
import dev.flyball.core.rules.runtime.Path;
import dev.flyball.core.rules.runtime.Relation;
import dev.flyball.core.rules.runtime.ScoreComparison;
import dev.flyball.core.rules.runtime.ScoreValue;
import dev.flyball.core.rules.runtime.SharedCondition;
import dev.flyball.core.rules.runtime.SharedValue;
import dev.flyball.core.rules.runtime.Value;
import dev.flyball.core.rules.runtime.ValueTest;
import dev.flyball.core.rules.runtime.ValueTests;
import dev.flyball.core.rules.typed.Typed;
import dev.flyball.core.rules.typed.TypedTests;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * From the nodes of a plan to what evaluates them. What has several users becomes shared: it gets a place where its result
 * is kept during an evaluation. It recurses as deep as conditions nest. For one thread.
 */
final class ConditionBuilder {
    private final boolean absentNotEqual;
    private final boolean shares;
    private int conditionSlots;
    private int valueSlots;

    /**
     * A builder.
     *
     * @param absentNotEqual whether {@code ne} is true of an absent value
     * @param shares whether an evaluation keeps what has several users
     */
    ConditionBuilder(boolean absentNotEqual, boolean shares) {
        this.absentNotEqual = absentNotEqual;
        this.shares = shares;
    }

    /** How many conditions are shared so far. */
    int conditionSlots() {
        return conditionSlots;
    }

    /** How many values are shared so far. */
    int valueSlots() {
        return valueSlots;
    }

    /** The condition; it must not be an array. */
    Condition condition(Node node) {
        Condition known = node.compiled;
        if (known == null) {
            known = compute(node);
            if (shares && node.users > 1 && !node.changes) {
                known = new SharedCondition(known, conditionSlots++);
            }
            node.compiled = known;
        }
        return known;
    }

    private Condition compute(Node node) {
        return switch (node.kind) {
            case AND -> Conditions.and(conditions(node.operands));
            case OR -> Conditions.or(conditions(node.operands));
            case XOR -> Conditions.xor(conditions(node.operands));
            case NOT -> Conditions.not(condition(node.operands.get(0)));
            case ANY, ALL -> quantified(node.kind == Node.Kind.ALL, node.operands.get(0));
            case TEST -> predicate(valueOf(node), testOf(node));
        };
    }

    /** A call of {@code starts_with} or {@code ends_with} with a literal is a test of its first argument. */
    private Condition predicate(ValueNode value, Typed.Test test) {
        if (test instanceof Typed.IsTrue
                && value.users == 1
                && value.typed instanceof Typed.Call call
                && Estimates.isAffix(call)
                && !call.isForEach()
                && call.arguments().get(1) instanceof Typed.Constant constant) {
            boolean isSuffix = call.function().name().equals("ends_with");
            return Conditions.predicate(
                    value(value.first()), ValueTests.affix(isSuffix, (String) constant.value()), false);
        }
        if (value.typed instanceof Typed.Score score && test instanceof Typed.CompareInt compare) {
            return new ScoreComparison(new ScoreValue(score.name()), compare.relation(), compare.operand());
        }
        return Conditions.predicate(value(value), TypedTests.of(test), whenAbsent(test));
    }

    private List<Condition> conditions(List<Node> nodes) {
        List<Condition> conditions = new ArrayList<>();
        nodes.forEach(node -> conditions.add(condition(node)));
        return conditions;
    }

    private static ValueNode valueOf(Node test) {
        return Objects.requireNonNull(test.value);
    }

    private static Typed.Test testOf(Node test) {
        return Objects.requireNonNull(test.test);
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

    private Condition quantified(boolean every, Node array) {
        if (array.kind == Node.Kind.TEST) {
            Elements elements = elements(valueOf(array));
            ValueTest test = TypedTests.of(testOf(array));
            return every ? Conditions.all(elements, test) : Conditions.any(elements, test);
        }
        return every ? Conditions.all(array(array)) : Conditions.any(array(array));
    }

    private BoolArray array(Node node) {
        return switch (node.kind) {
            case AND -> BoolArray.combine(BoolArray.Combination.AND, arrays(node.operands));
            case OR -> BoolArray.combine(BoolArray.Combination.OR, arrays(node.operands));
            case XOR -> BoolArray.combine(BoolArray.Combination.XOR, arrays(node.operands));
            case NOT -> BoolArray.not(array(node.operands.get(0)));
            case TEST -> BoolArray.predicate(elements(valueOf(node)), TypedTests.of(testOf(node)));
            case ANY, ALL -> throw new IllegalStateException("a Bool is no array");
        };
    }

    private List<BoolArray> arrays(List<Node> nodes) {
        List<BoolArray> arrays = new ArrayList<>();
        nodes.forEach(node -> arrays.add(array(node)));
        return arrays;
    }

    /** The values of a lifted one, or the elements of an Array of Bool. */
    Elements elements(ValueNode node) {
        if (!node.typed.isLifted()) {
            return new Path(List.of(new Path.Every()), node.typed.type()).each(value(node));
        }
        Typed.Place place = (Typed.Place) node.typed;
        Path path = new Path(place.steps(), place.container().type());
        boolean streamed = place.container() instanceof Typed.Call call
                && call.isForEach()
                && place.steps().get(0) instanceof Path.Every;
        return streamed ? path.each(calls(node.first())) : path.each(value(node.first()));
    }

    /** One value; it must not be lifted. */
    Value value(ValueNode node) {
        Value known = node.compiled;
        if (known == null) {
            known = compute(node);
            boolean isMade = node.typed instanceof Typed.Call;
            if (shares && node.users > 1 && !node.changes && (isMade || node.typed instanceof Typed.Place)) {
                known = new SharedValue(known, valueSlots++, isMade);
            }
            node.compiled = known;
        }
        return known;
    }

    private Value compute(ValueNode node) {
        if (node.typed instanceof Typed.FieldValue field) {
            return new FieldValue(field.field());
        }
        if (node.typed instanceof Typed.Constant constant) {
            return new ConstantValue(constant.value());
        }
        if (node.typed instanceof Typed.Score score) {
            return new ScoreValue(score.name());
        }
        if (node.typed instanceof Typed.Place place) {
            return new Path(place.steps(), place.container().type()).from(value(node.first()));
        }
        Typed.Call call = (Typed.Call) node.typed;
        return call.isForEach()
                ? Calls.collected(call.function(), calls(node))
                : Calls.of(call.function(), values(node.parts));
    }

    private Elements calls(ValueNode node) {
        Typed.Call call = (Typed.Call) node.typed;
        return Calls.each(call.function(), elements(node.first()), values(node.parts.subList(1, node.parts.size())));
    }

    private List<Value> values(List<ValueNode> nodes) {
        List<Value> values = new ArrayList<>();
        nodes.forEach(node -> values.add(value(node)));
        return values;
    }
}
