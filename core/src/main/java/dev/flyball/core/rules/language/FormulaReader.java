package dev.flyball.core.rules.language;

import dev.flyball.Meter;
import dev.flyball.core.rules.function.FunctionTable;
import dev.flyball.core.rules.typed.Typed;
import dev.flyball.rules.IpAddress;
import dev.flyball.rules.RuleOptions;
import dev.flyball.rules.Schema;
import dev.flyball.rules.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads conditions without mistakes as formulas. It recurses as deep as a condition nests. Immutable. */
public final class FormulaReader {
    private static final Pattern LIST = Pattern.compile("\\$([a-z0-9_.]+)");

    private final Schema schema;
    private final FunctionTable functions;
    private final NamedLists lists;
    private final RuleOptions options;
    private final String scope;

    /**
     * A reader for the conditions of one file.
     *
     * @param scope what tells the lists of this file, which the host does not give, from those of the same name in others;
     *     empty if there are no others
     */
    public FormulaReader(Schema schema, NamedLists lists, RuleOptions options, String scope) {
        this.schema = schema;
        this.functions = FunctionTable.of(options.functions().values());
        this.lists = lists;
        this.options = options;
        this.scope = scope;
    }

    /**
     * The formula of a condition.
     *
     * @throws IllegalArgumentException if it has a mistake
     */
    public Formula read(String condition, Meter meter) {
        Problems problems = new Problems();
        List<Token> tokens = Lexer.tokens(condition, problems, meter);
        Syntax.Expression syntax = Parser.parse(tokens, options.maxNesting(), problems, meter);
        TypeChecker types = new TypeChecker(condition, schema, functions, lists, options, problems, meter);
        Formula formula = formula(syntax, types);
        if (problems.areThere()) {
            throw new IllegalArgumentException(problems.inOrder().toString());
        }
        return formula;
    }

    private Formula formula(Syntax.Expression syntax, TypeChecker types) {
        if (syntax instanceof Syntax.Not not) {
            return new Formula.Not(formula(not.operand(), types));
        }
        if (syntax instanceof Syntax.Logical logical && logical.operator() != LogicalOperator.XOR) {
            List<Formula> operands = new ArrayList<>();
            for (Syntax.Expression operand : logical.operands()) {
                operands.add(formula(operand, types));
            }
            return new Formula.Joined(logical.operator() == LogicalOperator.AND, List.copyOf(operands));
        }
        Typed.Expression typed = types.condition(syntax);
        if (typed == null) {
            throw new IllegalArgumentException("a condition without mistakes has types");
        }
        List<Object> points = new ArrayList<>();
        boolean isPoint = syntax instanceof Syntax.Comparison comparison && points(comparison, typed, points);
        return new Formula.Leaf(
                key(SyntaxPrinter.print(syntax)), syntax.span().start(), typed, List.copyOf(points), isPoint);
    }

    /** A list of the same name is another one in another file. */
    private String key(String printed) {
        if (!scope.isEmpty()) {
            Matcher list = LIST.matcher(printed);
            while (list.find()) {
                String name = printed.substring(list.start(1), list.end(1));
                if (lists.has(name) && !options.lists().containsKey(name)) {
                    return printed + " of " + scope;
                }
            }
        }
        return printed;
    }

    /** Adds the literals of a comparison; whether it is true of them alone. */
    private static boolean points(Syntax.Comparison comparison, Typed.Expression typed, List<Object> points) {
        if (!(typed instanceof Typed.Predicate predicate)) {
            return false;
        }
        ValueType type = predicate.value().type();
        Operator operator = comparison.operator();
        try {
            if (comparison.operand() instanceof Syntax.Members set) {
                boolean only = true;
                for (Syntax.Operand member : set.members()) {
                    only &= add(member, type, points);
                }
                return only;
            }
            boolean literal =
                    comparison.operand() instanceof Syntax.Text || comparison.operand() instanceof Syntax.Word;
            return operator != null
                    && operator.relation() != null
                    && literal
                    && add(comparison.operand(), type, points)
                    && operator == Operator.EQUAL;
        } catch (Literals.Malformed e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Adds a literal, or both ends of a range; whether it is one. */
    private static boolean add(Syntax.@Nullable Operand operand, ValueType type, List<Object> points)
            throws Literals.Malformed {
        if (operand == null) {
            return false;
        }
        if (type.equals(ValueType.INT)) {
            long[] range = Constants.integers(operand);
            points.add(range[0]);
            points.add(range[1]);
            return range[0] == range[1];
        }
        if (type.equals(ValueType.IP)) {
            IpAddress[] range = Constants.addresses(operand);
            points.add(range[0]);
            points.add(range[1]);
            return range[0].equals(range[1]);
        }
        points.add(Constants.bytes(operand));
        return true;
    }
}
