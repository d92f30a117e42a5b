package dev.flyball.core.rules.language;

import dev.flyball.Meter;
import dev.flyball.core.rules.language.Token.Kind;
import dev.flyball.core.text.NearestName;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What to tell about a token that cannot stand where it does: often it is what another language writes there. */
final class Hints {
    private static final Set<String> KEYWORDS = Set.of(
            "and",
            "or",
            "xor",
            "not",
            "eq",
            "ne",
            "lt",
            "le",
            "gt",
            "ge",
            "bitwise_and",
            "contains",
            "matches",
            "wildcard",
            "strict",
            "in");

    private static final Map<String, String> FOREIGN_LOGICAL =
            Map.of("|", "or", "^", "xor", "AND", "and", "OR", "or", "XOR", "xor");

    /** What is meant by operators of other languages, as far as this one has the same. */
    private static final Map<String, Operator> FOREIGN_OPERATORS = Map.of(
            "=", Operator.EQUAL,
            "===", Operator.EQUAL,
            "is", Operator.EQUAL,
            "equals", Operator.EQUAL,
            "<>", Operator.NOT_EQUAL,
            "!==", Operator.NOT_EQUAL,
            "=~", Operator.MATCHES,
            "regex", Operator.MATCHES,
            "like", Operator.WILDCARD);

    private static final List<String> LOGICAL = List.of("and", "or", "xor");

    /** Between a value and what follows it, of which operators come first where both are as near. */
    private static final List<String> BETWEEN =
            Stream.concat(Operator.words().stream(), LOGICAL.stream()).toList();

    private Hints() {}

    /** Whether this can be the name of a field or a function. */
    static boolean isName(Token token) {
        return token.kind() == Kind.WORD && isName(token.text()) && !KEYWORDS.contains(token.text());
    }

    /** Letters, digits and _ with single dots between, not beginning with a digit; any letters, to tell it is unknown. */
    private static boolean isName(String text) {
        char before = '.';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean fits = c == '.' ? before != '.' : c == '_' || Character.isLetterOrDigit(c);
            if (!fits || i == 0 && Character.isDigit(c)) {
                return false;
            }
            before = c;
        }
        return before != '.';
    }

    /** Whether a word can be a number, an address or bytes: it begins with no letter, has a colon, or is bytes all the same. */
    static boolean mayBeLiteral(Token token) {
        String text = token.text();
        char first = text.charAt(0);
        return token.kind() == Kind.WORD && (first < 'A' || text.indexOf(':') > 0 || Literals.bytes(text) != null);
    }

    static String shown(Token token) {
        return switch (token.kind()) {
            case END -> "the end";
            case STRING, PATTERN -> "a string";
            case LIST -> Names.shown("$" + token.text());
            case BAD -> "this";
            case WORD, SYMBOL -> Names.shown(token.text());
        };
    }

    static boolean isForeignLogical(Token token) {
        return (token.kind() == Kind.SYMBOL || token.kind() == Kind.WORD) && FOREIGN_LOGICAL.containsKey(token.text());
    }

    /** The operator that another language's operator between conditions means, after telling so; or null. */
    static @Nullable LogicalOperator foreignLogical(Token token, Problems problems) {
        String meant = isForeignLogical(token) ? FOREIGN_LOGICAL.get(token.text()) : null;
        if (meant == null) {
            return null;
        }
        problems.add(token.span(), "expected " + meant + " instead of " + shown(token));
        return LogicalOperator.of(new Token(Kind.WORD, token.span(), meant));
    }

    /** The operator that another language's comparison means, after telling so; or null. */
    static @Nullable Operator foreignOperator(Token token, Problems problems) {
        if (token.kind() != Kind.SYMBOL && token.kind() != Kind.WORD) {
            return null;
        }
        Operator meant = FOREIGN_OPERATORS.get(token.text());
        if (meant == null && token.kind() == Kind.WORD) {
            String lower = token.text().toLowerCase(Locale.ROOT);
            meant = lower.equals(token.text()) ? null : Operator.of(new Token(Kind.WORD, token.span(), lower));
        }
        if (meant != null) {
            problems.add(token.span(), "expected " + meant.spelling() + " instead of " + shown(token));
        }
        return meant;
    }

    static String insteadOfOperator(Token token, Meter meter) {
        String text = token.text();
        if (token.is("not")) {
            return "not stands before the value: not field in {…}, not field contains \"…\"";
        }
        if (token.is("!~")) {
            return "there is no operator for this: write not field matches \"…\"";
        }
        if (token.is("starts_with") || token.is("ends_with")) {
            return text + " is a function: write " + text + "(field, \"…\")";
        }
        if (token.is("?") || token.is("+") || token.is("%") || token.is("*")) {
            return "there is no operator " + shown(token) + ": values are compared with literals, not computed";
        }
        String operators = "expected an operator (" + Operator.spellings() + ")";
        if (token.kind() == Kind.WORD) {
            String nearest = NearestName.of(text, BETWEEN, meter);
            return nearest == null
                    ? operators + ", or and, or, xor before the next condition, not " + shown(token)
                    : "unknown operator " + shown(token) + ": did you mean " + Names.shown(nearest) + "?";
        }
        return operators + " after the value, not " + shown(token);
    }

    static String insteadOfValue(Token token) {
        if (token.kind() == Kind.STRING || token.kind() == Kind.PATTERN || isNumber(token)) {
            return "expected a field or a function, not a literal: the field stands left of the operator";
        }
        if (token.kind() == Kind.LIST) {
            return "expected a field or a function, not a list: write field in $" + token.text();
        }
        if (token.is("&") || token.is("|")) {
            return "expected a field or a function, not " + shown(token) + ": conditions are joined by and, or";
        }
        if (token.kind() == Kind.WORD && !KEYWORDS.contains(token.text())) {
            return shown(token) + " is no name of a field or a function: they have letters, digits, _ and dots within";
        }
        return "expected a field or a function, not " + shown(token);
    }

    private static boolean isNumber(Token token) {
        return token.kind() == Kind.WORD
                && token.text().charAt(0) < 'A'
                && token.text().charAt(0) != '/';
    }

    static String insteadOfOperand(Token token, Operator operator, String expected) {
        String start = "expected " + expected + " after " + operator.spelling() + ", not " + shown(token);
        if (operator == Operator.IN) {
            return start + (isName(token) ? "" : ": a set stands in braces, {80 443}");
        }
        if (token.is("{")) {
            return start + ": only in takes a set";
        }
        if (operator == Operator.MATCHES
                && token.kind() == Kind.WORD
                && token.text().startsWith("/")) {
            return "a regex is written as a string: matches \"^/admin\"; flags stand at its beginning: matches \"(?i)^/admin\"";
        }
        if (token.is("true") || token.is("false")) {
            return "there are no literals true and false: a Bool stands alone, as in ssl or not ssl";
        }
        if (token.is("null") || token.is("nil") || token.is("None")) {
            return "there is no " + token.text() + ": len(field) ge 0 is false where a field is absent";
        }
        if (isName(token)) {
            return start + ": values are compared with literals, a text stands in double quotes";
        }
        return start;
    }

    static String insteadOfMember(Token token) {
        if (token.is(",") || token.is(";")) {
            return "members of a set are separated by spaces: {80 443}";
        }
        if (token.kind() == Kind.LIST) {
            return "a list is no member of a set: write in $" + token.text();
        }
        if (isName(token)) {
            return "expected a literal, not " + shown(token) + ": a text stands in double quotes";
        }
        return "expected a literal or }, not " + shown(token);
    }

    static String afterCondition(Token token, Meter meter) {
        String nearest = token.kind() == Kind.WORD ? NearestName.of(token.text(), LOGICAL, meter) : null;
        if (nearest != null) {
            return "unknown operator " + shown(token) + ": did you mean " + Names.shown(nearest) + "?";
        }
        if (token.kind() == Kind.WORD && token.text().matches("[a-zA-Z]{1,3}")) {
            return "expected and, or, xor or the end, not " + shown(token)
                    + ": flags of a regex stand at its beginning, as in \"(?i)union\"";
        }
        return "expected and, or, xor or the end, not " + shown(token);
    }

    static String afterArgument(Token token) {
        return LogicalOperator.of(token) != null
                ? "put what is joined by " + shown(token) + " in parentheses of its own: any((… " + token.text()
                        + " …))"
                : "expected , or ) after the argument, not " + shown(token);
    }
}
