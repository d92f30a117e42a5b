package dev.flyball.core.rules.typed;

import dev.flyball.core.rules.function.Function;
import dev.flyball.core.rules.runtime.MemberSet;
import dev.flyball.core.rules.runtime.Path;
import dev.flyball.core.rules.runtime.Relation;
import dev.flyball.regex.Regex;
import dev.flyball.rules.Field;
import dev.flyball.rules.IpAddress;
import dev.flyball.rules.ValueType;
import java.util.List;

/** A condition whose names are resolved and whose types fit. Immutable. */
public final class Typed {
    private Typed() {}

    /** What is true or false, or, over {@code [*]}, a Bool for each element. */
    public sealed interface Expression permits Logical, Not, Quantified, Predicate {
        /** Whether it is an Array of Bool. */
        boolean isArray();
    }

    /** Operands, two or more, that are all arrays or none. */
    public record Logical(LogicalKind kind, List<Expression> operands) implements Expression {
        @Override
        public boolean isArray() {
            return operands.get(0).isArray();
        }
    }

    /** What joins operands. */
    public enum LogicalKind {
        AND,
        XOR,
        OR
    }

    public record Not(Expression operand) implements Expression {
        @Override
        public boolean isArray() {
            return operand.isArray();
        }
    }

    /** {@code any(…)} or, if {@code every}, {@code all(…)} over an array. */
    public record Quantified(boolean every, Expression array) implements Expression {
        @Override
        public boolean isArray() {
            return false;
        }
    }

    /** A test of a value, or of each of several. */
    public record Predicate(Value value, Test test) implements Expression {
        @Override
        public boolean isArray() {
            return value.isLifted() || value.type().isContainer();
        }
    }

    public sealed interface Value permits FieldValue, Constant, Score, Call, Place {
        /** Its type; if it is lifted, that of each of its values. */
        ValueType type();

        /** Whether it is several values: {@code [*]} is in its brackets. */
        boolean isLifted();
    }

    public record FieldValue(Field field) implements Value {
        @Override
        public ValueType type() {
            return field.type();
        }

        @Override
        public boolean isLifted() {
            return false;
        }
    }

    /** A literal in a call, held in the Java type that its type says. */
    public record Constant(Object value, ValueType type) implements Value {
        @Override
        public boolean isLifted() {
            return false;
        }
    }

    /** What the rules before have added to a score. */
    public record Score(String name) implements Value {
        @Override
        public ValueType type() {
            return ValueType.INT;
        }

        @Override
        public boolean isLifted() {
            return false;
        }
    }

    /** A call; if its first argument is lifted, its value is the array of the results. */
    public record Call(Function function, List<Value> arguments, ValueType type) implements Value {
        /** Whether it is a call for each value of the first argument. */
        public boolean isForEach() {
            return arguments.get(0).isLifted();
        }

        @Override
        public boolean isLifted() {
            return false;
        }
    }

    /** What stands in brackets after a value that is not lifted. */
    public record Place(Value container, List<Path.Step> steps, ValueType type) implements Value {
        @Override
        public boolean isLifted() {
            return steps.stream().anyMatch(Path.Every.class::isInstance);
        }
    }

    public sealed interface Test
            permits IsTrue, CompareInt, CompareBytes, CompareIp, HasBits, Contains, Matches, Wildcard, In {}

    /** Of a Bool, or of each in an Array of Bool. */
    public record IsTrue() implements Test {}

    public record CompareInt(Relation relation, long operand) implements Test {}

    public record CompareBytes(Relation relation, String operand) implements Test {}

    public record CompareIp(Relation relation, IpAddress operand) implements Test {}

    public record HasBits(long bits) implements Test {}

    public record Contains(String needle) implements Test {}

    public record Matches(Regex regex) implements Test {}

    /** Literal parts, one or more, with any run of bytes between them. */
    public record Wildcard(List<String> parts, boolean ignoreCase) implements Test {}

    public record In(MemberSet members) implements Test {}
}
