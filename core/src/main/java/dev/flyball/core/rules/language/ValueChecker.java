package dev.flyball.core.rules.language;

import dev.flyball.Meter;
import dev.flyball.core.rules.function.Function;
import dev.flyball.core.rules.function.FunctionTable;
import dev.flyball.core.rules.function.Parameter;
import dev.flyball.core.rules.language.Syntax.Argument;
import dev.flyball.core.rules.runtime.Path;
import dev.flyball.core.rules.typed.Typed;
import dev.flyball.rules.Field;
import dev.flyball.rules.Schema;
import dev.flyball.rules.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fields, calls and brackets: resolves the names and finds the types. Recurses as deep as calls nest. */
final class ValueChecker {
    private static final String SCORE = "score";

    private final Schema schema;
    private final FunctionTable functions;
    private final RegexCompiler regexes;
    private final Problems problems;
    private final Meter meter;

    ValueChecker(Schema schema, FunctionTable functions, RegexCompiler regexes, Problems problems, Meter meter) {
        this.schema = schema;
        this.functions = functions;
        this.regexes = regexes;
        this.problems = problems;
        this.meter = meter;
    }

    /** The typed value, or null after telling why not. */
    Typed.@Nullable Value value(Syntax.Value syntax) {
        Typed.Value base =
                syntax.base() instanceof Syntax.FieldName name ? field(name) : call((Syntax.Call) syntax.base());
        if (base == null || syntax.indexes().isEmpty()) {
            return base;
        }
        List<Path.Step> steps = new ArrayList<>();
        ValueType type = base.type();
        for (Syntax.Index index : syntax.indexes()) {
            Path.Step step = step(index, type);
            if (step == null) {
                return null;
            }
            steps.add(step);
            type = type.element();
        }
        return new Typed.Place(base, List.copyOf(steps), type);
    }

    private Path.@Nullable Step step(Syntax.Index index, ValueType type) {
        ValueType.Kind kind = type.kind();
        if (index instanceof Syntax.Key key) {
            if (kind == ValueType.Kind.MAP) {
                return new Path.Key(key.bytes());
            }
            problems.add(
                    index.span(),
                    "a key takes a value out of a Map, and this is " + type
                            + (kind == ValueType.Kind.ARRAY ? ": write [0] for its first element, [*] for each" : ""));
        } else if (index instanceof Syntax.Position position) {
            if (kind == ValueType.Kind.ARRAY) {
                return new Path.Index(position.index());
            }
            problems.add(
                    index.span(),
                    "an index takes an element out of an Array, and this is " + type
                            + (kind == ValueType.Kind.MAP ? ": write [\"key\"]" : ""));
        } else if (type.isContainer()) {
            return new Path.Every();
        } else {
            problems.add(index.span(), "[*] stands for each element of an Array or a Map, and this is " + type);
        }
        return null;
    }

    private Typed.@Nullable Value field(Syntax.FieldName syntax) {
        String name = syntax.name();
        Field field = schema.fieldOrNull(name);
        if (field == null) {
            problems.add(syntax.span(), "unknown field " + Names.shown(name) + hint(name));
            return null;
        }
        return new Typed.FieldValue(field);
    }

    private String hint(String name) {
        if (functions.named(name) != null || isQuantifier(name) || name.equals(SCORE)) {
            return ": it is a function, write " + name + "(…)";
        }
        int dot = name.lastIndexOf('.');
        Field map = dot < 0 ? null : schema.fieldOrNull(name.substring(0, dot));
        if (map != null && map.type().kind() == ValueType.Kind.MAP) {
            return ": what a Map holds stands in brackets, " + map.name() + "[\"" + name.substring(dot + 1) + "\"]";
        }
        return Names.suggestion(name, schema.fields().stream().map(Field::name).toList(), problems, meter);
    }

    private static boolean isQuantifier(String name) {
        return name.equals("any") || name.equals("all");
    }

    private Typed.@Nullable Value call(Syntax.Call syntax) {
        if (syntax.name().equals(SCORE)) {
            return score(syntax);
        }
        Function function = functions.named(syntax.name());
        if (function == null) {
            tellUnknown(syntax);
            return null;
        }
        List<Typed.Value> arguments = new ArrayList<>();
        boolean fits = true;
        int count = syntax.arguments().size();
        for (int i = 0; i < count; i++) {
            Argument argument = syntax.arguments().get(i);
            // Those too many are told below; what they are does not matter.
            Typed.Value value = i < function.maxArguments() ? argument(function, i, argument, arguments) : null;
            fits &= value != null;
            if (value != null) {
                arguments.add(value);
            }
        }
        if (count < function.minArguments() || count > function.maxArguments()) {
            problems.add(syntax.span(), function + "(…) takes " + counts(function) + ", not " + count);
            return null;
        }
        return fits && literalsFit(function, arguments, syntax) ? typed(function, arguments, syntax) : null;
    }

    private boolean literalsFit(Function function, List<Typed.Value> arguments, Syntax.Call syntax) {
        @Nullable Object[] literals = new @Nullable Object[arguments.size()];
        for (int i = 0; i < literals.length; i++) {
            literals[i] = arguments.get(i) instanceof Typed.Constant constant ? constant.value() : null;
        }
        String problem = function.problemWith(literals);
        if (problem != null) {
            problems.add(syntax.span(), problem);
        }
        return problem == null;
    }

    /** {@code score("name")}: no function, as it depends on the rules before. */
    private Typed.@Nullable Value score(Syntax.Call syntax) {
        if (syntax.arguments().size() == 1 && syntax.arguments().get(0) instanceof Syntax.Operand operand) {
            Typed.Constant constant = Constants.argument(operand, List.of(ValueType.BYTES));
            if (constant != null && constant.value() instanceof String name) {
                return new Typed.Score(name);
            }
        }
        problems.add(syntax.span(), "score(…) takes the name of a score, as in score(\"sqli\")");
        return null;
    }

    private void tellUnknown(Syntax.Call syntax) {
        String name = syntax.name();
        if (isQuantifier(name)) {
            problems.add(syntax.span(), name + "(…) is a condition of its own, not a value");
            return;
        }
        if (schema.fieldOrNull(name) != null) {
            problems.add(syntax.span(), name + " is a field, not a function");
            return;
        }
        problems.add(
                syntax.span(),
                "unknown function " + Names.shown(name) + Names.suggestion(name, functions.names(), problems, meter));
    }

    private static String counts(Function function) {
        int min = function.minArguments();
        int max = function.maxArguments();
        if (max == Integer.MAX_VALUE) {
            return min + " arguments or more";
        }
        return (min == max ? "" : min + " to ") + max + (max == 1 ? " argument" : " arguments");
    }

    private Typed.@Nullable Value typed(Function function, List<Typed.Value> arguments, Syntax.Call syntax) {
        ValueType type = function.resultType(arguments.get(0).type());
        if (!arguments.get(0).isLifted()) {
            return new Typed.Call(function, List.copyOf(arguments), type);
        }
        try {
            return new Typed.Call(function, List.copyOf(arguments), ValueType.arrayOf(type));
        } catch (IllegalArgumentException e) {
            problems.add(syntax.span(), "the result would be an Array of " + type + ": " + e.getMessage());
            return null;
        }
    }

    /** The argument at a place, or null after telling why it does not fit. */
    private Typed.@Nullable Value argument(Function function, int place, Argument syntax, List<Typed.Value> before) {
        Parameter parameter = function.parameter(place);
        Typed.Value value = syntax instanceof Syntax.Operand operand
                ? constant(function, place, operand)
                : computed(function, place, (Syntax.Expression) syntax);
        if (value == null) {
            return null;
        }
        String expected = null;
        if (function.isOfOneType() && !before.isEmpty()) {
            ValueType first = before.get(0).type();
            expected = first.equals(value.type()) ? null : first + ", as the first argument is";
        } else if (!parameter.accepts(value.type())) {
            expected = parameter.toString();
        }
        if (expected != null) {
            problems.add(
                    syntax.span(),
                    ordinal(place) + " argument of " + function + "(…) is " + value.type() + ", expected " + expected);
            return null;
        }
        return value;
    }

    private Typed.@Nullable Value constant(Function function, int place, Syntax.Operand operand) {
        Parameter parameter = function.parameter(place);
        Typed.Constant constant = Constants.argument(operand, parameter.types());
        if (constant == null) {
            problems.add(
                    operand.span(),
                    ordinal(place) + " argument of " + function + "(…) must be " + parameter + ", not this");
            return null;
        }
        String problem = parameter.accepts(constant.type()) ? parameter.problemWith(constant.value()) : null;
        if (problem != null) {
            problems.add(operand.span(), problem);
            return null;
        }
        return parameter.accepts(constant.type()) ? prepared(parameter, constant, operand.span()) : constant;
    }

    /** The constant that the function is given in place of this one, or null after telling what is wrong with it. */
    private Typed.@Nullable Constant prepared(Parameter parameter, Typed.Constant constant, Span span) {
        try {
            Object prepared = parameter.prepared(constant.value(), new LiteralCompiler(regexes, span));
            return prepared == null ? null : new Typed.Constant(prepared, constant.type());
        } catch (IllegalArgumentException e) {
            problems.add(span, String.valueOf(e.getMessage()));
            return null;
        }
    }

    private Typed.@Nullable Value computed(Function function, int place, Syntax.Expression expression) {
        if (expression instanceof Syntax.Broken
                || expression instanceof Syntax.Comparison told && told.operand() instanceof Syntax.BrokenOperand) {
            return null;
        }
        if (!(expression instanceof Syntax.Comparison comparison) || comparison.operator() != null) {
            problems.add(
                    expression.span(),
                    ordinal(place) + " argument of " + function + "(…) must be a value, not a condition");
            return null;
        }
        Typed.Value value = value(comparison.value());
        if (value == null) {
            return null;
        }
        if (function.parameter(place).isLiteral()) {
            problems.add(expression.span(), ordinal(place) + " argument of " + function + "(…) must be a literal");
            return null;
        }
        if (place > 0 && value.isLifted()) {
            problems.add(expression.span(), "in a call, [*] stands only in the first argument");
            return null;
        }
        return value;
    }

    private static String ordinal(int place) {
        return switch (place) {
            case 0 -> "the first";
            case 1 -> "the second";
            case 2 -> "the third";
            default -> "the " + (place + 1) + "th";
        };
    }
}
