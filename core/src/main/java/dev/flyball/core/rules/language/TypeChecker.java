package dev.flyball.core.rules.language;

import dev.flyball.Meter;
import dev.flyball.core.rules.function.FunctionTable;
import dev.flyball.core.rules.language.Syntax.Argument;
import dev.flyball.core.rules.typed.Typed;
import dev.flyball.core.rules.typed.Typed.LogicalKind;
import dev.flyball.rules.RuleOptions;
import dev.flyball.rules.Schema;
import dev.flyball.rules.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Syntax to typed conditions. Where something does not fit it tells so and gives null; the parts around it are looked at
 * all the same. It recurses as deep as the syntax nests.
 */
final class TypeChecker {
    private final Problems problems;
    private final ValueChecker values;
    private final TestChecker tests;

    TypeChecker(
            String text,
            Schema schema,
            FunctionTable functions,
            NamedLists lists,
            RuleOptions options,
            Problems problems,
            Meter meter) {
        this.problems = problems;
        RegexCompiler regexes = new RegexCompiler(options, problems, meter);
        this.values = new ValueChecker(schema, functions, regexes, problems, meter);
        this.tests = new TestChecker(text, lists, options, regexes, problems, meter);
    }

    /** The typed form of a whole condition, or null. */
    Typed.@Nullable Expression condition(Syntax.Expression syntax) {
        Typed.Expression typed = expression(syntax);
        if (typed != null && typed.isArray()) {
            problems.add(
                    syntax.span(), "this is an Array of Bool, one for each element: ask for any(…) or all(…) of them");
            return null;
        }
        return typed;
    }

    private Typed.@Nullable Expression expression(Syntax.Expression syntax) {
        if (syntax instanceof Syntax.Logical logical) {
            return logical(logical);
        }
        if (syntax instanceof Syntax.Not not) {
            Typed.Expression operand = expression(not.operand());
            return operand == null ? null : new Typed.Not(operand);
        }
        return syntax instanceof Syntax.Comparison comparison ? comparison(comparison) : null;
    }

    private Typed.@Nullable Expression logical(Syntax.Logical logical) {
        List<Typed.Expression> operands = new ArrayList<>();
        boolean fits = true;
        for (Syntax.Expression syntax : logical.operands()) {
            Typed.Expression operand = expression(syntax);
            if (operand == null) {
                fits = false;
                continue;
            }
            if (!operands.isEmpty() && operands.get(0).isArray() != operand.isArray()) {
                fits = false;
                problems.add(
                        syntax.span(),
                        "both sides of " + logical.operator().spelling()
                                + " must be Bool, or both Array of Bool: this is "
                                + (operand.isArray() ? "Array of Bool, so ask for any(…) of it" : "Bool"));
            }
            operands.add(operand);
        }
        LogicalKind kind = switch (logical.operator()) {
            case AND -> LogicalKind.AND;
            case XOR -> LogicalKind.XOR;
            case OR -> LogicalKind.OR;
        };
        return fits ? new Typed.Logical(kind, List.copyOf(operands)) : null;
    }

    private Typed.@Nullable Expression comparison(Syntax.Comparison comparison) {
        Syntax.Value syntax = comparison.value();
        if (syntax.base() instanceof Syntax.Call call
                && (call.name().equals("any") || call.name().equals("all"))) {
            return quantified(comparison, call);
        }
        Typed.Value value = values.value(syntax);
        Operator operator = comparison.operator();
        Syntax.Operand operand = comparison.operand();
        if (operator != null && operand != null) {
            // Without a value's type, the operand cannot be read; a regex can.
            Typed.Test test = tests.test(value == null ? null : value.type(), comparison, operator, operand);
            return value == null || test == null ? null : new Typed.Predicate(value, test);
        }
        return value == null ? null : alone(value, syntax.span());
    }

    /** A value without an operator. */
    private Typed.@Nullable Expression alone(Typed.Value value, Span span) {
        ValueType type = value.type();
        boolean bools = type.equals(ValueType.arrayOf(ValueType.BOOL)) && !value.isLifted();
        if (type.equals(ValueType.BOOL) || bools) {
            return new Typed.Predicate(value, new Typed.IsTrue());
        }
        problems.add(
                span.after(),
                "expected an operator: only a Bool stands alone, and this is " + (value.isLifted() ? "Array of " : "")
                        + type);
        return null;
    }

    private Typed.@Nullable Expression quantified(Syntax.Comparison comparison, Syntax.Call call) {
        if (comparison.operand() instanceof Syntax.BrokenOperand) {
            return null;
        }
        if (comparison.operator() != null || !comparison.value().indexes().isEmpty()) {
            problems.add(
                    comparison.operatorSpan(),
                    call.name() + "(…) is a Bool, which stands alone: no operator, no brackets");
            return null;
        }
        if (call.arguments().size() != 1) {
            problems.add(
                    call.span(),
                    call.name() + "(…) takes one condition over [*], not "
                            + call.arguments().size());
            return null;
        }
        Argument argument = call.arguments().get(0);
        if (!(argument instanceof Syntax.Expression expression)) {
            problems.add(argument.span(), call.name() + "(…) takes a condition over [*], not a literal");
            return null;
        }
        Typed.Expression array = expression(expression);
        if (array == null) {
            return null;
        }
        if (!array.isArray()) {
            problems.add(
                    argument.span(),
                    call.name()
                            + "(…) takes an Array of Bool, and this is Bool: is [*] missing, as in any(field[*] eq …)?");
            return null;
        }
        return new Typed.Quantified(call.name().equals("all"), array);
    }
}
