package dev.flyball.core.rules.language;

import dev.flyball.Meter;
import dev.flyball.core.rules.language.NamedLists.NamedList;
import dev.flyball.core.rules.runtime.MemberSet;
import dev.flyball.core.rules.runtime.Relation;
import dev.flyball.core.rules.typed.Typed;
import dev.flyball.regex.Regex;
import dev.flyball.rules.RuleOptions;
import dev.flyball.rules.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Operators with their operands: whether they go with the value's type, and what they test. */
final class TestChecker {
    private static final int LONGEST_REPEATED = 60;

    private final String text;
    private final NamedLists lists;
    private final RuleOptions options;
    private final Problems problems;
    private final Meter meter;
    private final RegexCompiler regexes;

    /**
     * A checker of one condition.
     *
     * @param text of the condition, for messages
     */
    TestChecker(
            String text, NamedLists lists, RuleOptions options, RegexCompiler regexes, Problems problems, Meter meter) {
        this.text = text;
        this.lists = lists;
        this.options = options;
        this.problems = problems;
        this.meter = meter;
        this.regexes = regexes;
    }

    /**
     * The test of a comparison, or null after telling why there is none.
     *
     * @param type of the value, or of each of several; null if that is not known, as a problem told
     */
    Typed.@Nullable Test test(
            @Nullable ValueType type, Syntax.Comparison comparison, Operator operator, Syntax.Operand operand) {
        if (operand instanceof Syntax.BrokenOperand) {
            return null;
        }
        if (type != null && !fits(operator, type)) {
            problems.add(comparison.operatorSpan(), misfit(operator, type, comparison));
            return null;
        }
        if (operand instanceof Syntax.Pattern pattern) {
            return matches(pattern);
        }
        if (type == null) {
            return null;
        }
        if (operator == Operator.IN) {
            MemberSet members = operand instanceof Syntax.ListName list ? list(list, type) : members(operand, type);
            return members == null ? null : new Typed.In(members);
        }
        try {
            return literalTest(operator, operand, type);
        } catch (Literals.Malformed e) {
            problems.add(operand.span(), e.text());
            return null;
        }
    }

    private static boolean fits(Operator operator, ValueType type) {
        return switch (operator) {
            case HAS_BITS -> type.equals(ValueType.INT);
            case CONTAINS, MATCHES, WILDCARD, STRICT_WILDCARD -> type.equals(ValueType.BYTES);
            default -> type.equals(ValueType.INT) || type.equals(ValueType.BYTES) || type.equals(ValueType.IP);
        };
    }

    private String misfit(Operator operator, ValueType type, Syntax.Comparison comparison) {
        String what = operator.spelling() + " does not work on " + type;
        return switch (type.kind()) {
            case BOOL -> what + ": a Bool stands alone, as in ssl or not ssl";
            case ARRAY ->
                what + ": ask about its elements, any(" + written(comparison) + "[*] " + operator.spelling()
                        + " …), or about one, " + written(comparison) + "[0]";
            case MAP -> what + ": take a value out of it, " + written(comparison) + "[\"key\"]";
            case INT -> what + ", only on Bytes: compare an Int by eq, lt, in {…}, or take to_string(…) of it";
            case IP ->
                what + (operator == Operator.HAS_BITS ? ", only on Int" : ", only on Bytes")
                        + ": write in {10.0.0.0/8}";
            case BYTES -> what + ", only on Int";
        };
    }

    private String written(Syntax.Comparison comparison) {
        Span span = comparison.value().span();
        String value = text.substring(span.start(), span.end());
        return value.length() <= LONGEST_REPEATED ? value : "…";
    }

    private Typed.Test literalTest(Operator operator, Syntax.Operand operand, ValueType type)
            throws Literals.Malformed {
        Relation relation = operator.relation();
        if (relation != null) {
            if (type.equals(ValueType.INT)) {
                return new Typed.CompareInt(relation, Constants.integer(operand));
            }
            return type.equals(ValueType.IP)
                    ? new Typed.CompareIp(relation, Constants.address(operand))
                    : new Typed.CompareBytes(relation, Constants.bytes(operand));
        }
        return switch (operator) {
            case HAS_BITS -> new Typed.HasBits(Constants.integer(operand));
            case CONTAINS -> new Typed.Contains(Constants.bytes(operand));
            case WILDCARD, STRICT_WILDCARD -> {
                if (!(operand instanceof Syntax.Text text)) {
                    throw new Literals.Malformed("expected a string \"…\" or r\"…\" after " + operator.spelling());
                }
                yield new Typed.Wildcard(WildcardParser.parts(text.bytes()), operator == Operator.WILDCARD);
            }
            default -> throw new IllegalStateException("the parser gives " + operator + " no such operand");
        };
    }

    private Typed.@Nullable Test matches(Syntax.Pattern pattern) {
        Regex regex = regexes.compile(pattern.pattern(), pattern.span(), pattern.origins()::at);
        return regex == null ? null : new Typed.Matches(regex);
    }

    private @Nullable MemberSet members(Syntax.Operand operand, ValueType type) {
        List<Syntax.Operand> members = ((Syntax.Members) operand).members();
        if (members.size() > options.maxSetMembers()) {
            problems.add(
                    operand.span(),
                    "a set may have " + options.maxSetMembers() + " members at most, not " + members.size()
                            + ": declare a list and write in $name");
            return null;
        }
        return SetReader.read(members, type, problems, meter);
    }

    private @Nullable MemberSet list(Syntax.ListName syntax, ValueType type) {
        NamedList list = lists.get(syntax.name());
        if (list == null) {
            String file = lists.elsewhere(syntax.name());
            problems.add(
                    syntax.span(),
                    file == null
                            ? "unknown list $" + syntax.name()
                                    + Names.suggestion(syntax.name(), lists.names(), problems, meter)
                            : "the list $" + syntax.name() + " is one of the file " + file
                                    + ", for its own rules: declare it in this file too, or let the host give it");
            return null;
        }
        if (list.members() != null && list.type() == null) {
            return SetReader.read(List.of(), type, problems, meter); // an empty list goes with any type
        }
        if (list.type() != null && !list.type().equals(type)) {
            Misfits misfits = list.misfits(type);
            if (misfits == null || !misfits.tellIfWrong()) {
                problems.add(
                        syntax.span(),
                        "the list $" + syntax.name() + " holds " + list.type() + ", and the value is " + type
                                + (misfits == null ? "" : ": " + misfits.named()));
            }
            return null;
        }
        return list.members();
    }
}
