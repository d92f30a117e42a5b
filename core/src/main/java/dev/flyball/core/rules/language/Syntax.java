package dev.flyball.core.rules.language;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A condition as it is written, before names and types are looked at. Immutable. A tree is no deeper than the condition
 * nests, which the parser bounds: chains of one operator are flat.
 */
final class Syntax {
    private Syntax() {}

    /** What can be an argument of a function. */
    sealed interface Argument permits Expression, Operand {
        Span span();
    }

    /** What is true or false. */
    sealed interface Expression extends Argument permits Logical, Not, Comparison, Broken {}

    /** {@code a and b and c}: two operands or more. */
    record Logical(LogicalOperator operator, List<Expression> operands, Span span) implements Expression {}

    record Not(Expression operand, Span span) implements Expression {}

    /** {@code value operator operand}, or a value alone. */
    record Comparison(
            Value value,
            @Nullable Operator operator,
            @Nullable Operand operand,
            Span operatorSpan,
            Span span) implements Expression {}

    /** A part that was not understood, and told so. */
    record Broken(Span span) implements Expression {}

    /** A field or a call, with what stands in brackets after it. */
    record Value(Base base, List<Index> indexes, Span span) {}

    sealed interface Base permits FieldName, Call {
        /** Of the name alone. */
        Span span();
    }

    record FieldName(String name, Span span) implements Base {}

    record Call(String name, List<Argument> arguments, Span span, Span end) implements Base {}

    sealed interface Index permits Key, Position, Every {
        Span span();
    }

    record Key(String bytes, Span span) implements Index {}

    record Position(int index, Span span) implements Index {}

    record Every(Span span) implements Index {}

    /** What stands at the right of an operator: literals and lists. */
    sealed interface Operand extends Argument permits Text, Pattern, Word, Members, ListName, BrokenOperand {}

    /** A string, as bytes. */
    record Text(String bytes, Span span) implements Operand {}

    /** A string after {@code matches}. */
    record Pattern(String pattern, Origins origins, Span span) implements Operand {}

    /** A number, an address, bytes {@code 61:62}, or what was meant as one. */
    record Word(String text, Span span) implements Operand {}

    /** {@code { … }}. */
    record Members(List<Operand> members, Span span) implements Operand {}

    /** {@code $name}. */
    record ListName(String name, Span span) implements Operand {}

    /** An operand that was not understood, and told so. */
    record BrokenOperand(Span span) implements Operand {}
}
