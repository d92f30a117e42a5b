package dev.flyball.core.rules.language;

import dev.flyball.Meter;
import dev.flyball.core.rules.language.Syntax.Argument;
import dev.flyball.core.rules.language.Syntax.Broken;
import dev.flyball.core.rules.language.Syntax.BrokenOperand;
import dev.flyball.core.rules.language.Syntax.Expression;
import dev.flyball.core.rules.language.Syntax.Operand;
import dev.flyball.core.rules.language.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tokens to syntax. After a problem, everything up to the next {@code and}, {@code xor}, {@code or} or closing parenthesis
 * is skipped, and parsing goes on there: one mistake is told once, and each part of a condition is looked at.
 *
 * <p>It recurses on parentheses, {@code not} and calls, no deeper than the given nesting.
 */
final class Parser {
    private final List<Token> tokens;
    private final int maxNesting;
    private final Problems problems;
    private final Meter meter;
    private int next;

    /** Whether the condition is nested too deep, so that nothing more is looked at. */
    private boolean stopped;

    private Parser(List<Token> tokens, int maxNesting, Problems problems, Meter meter) {
        this.tokens = tokens;
        this.maxNesting = maxNesting;
        this.problems = problems;
        this.meter = meter;
    }

    /** The syntax of a whole condition; with {@link Broken} parts if there were problems. The lexer has charged for it. */
    static Expression parse(List<Token> tokens, int maxNesting, Problems problems, Meter meter) {
        return new Parser(tokens, maxNesting, problems, meter).condition();
    }

    private Expression condition() {
        if (peek().kind() == Kind.END) {
            problems.add(peek().span(), "the condition is empty");
            return new Broken(peek().span());
        }
        Expression expression = expression(0);
        while (peek().kind() != Kind.END) {
            if (!problems.areThere()) {
                problems.add(
                        peek().span(),
                        peek().is(")")
                                ? "this ) closes nothing: it has no ( before it"
                                : Hints.afterCondition(peek(), meter));
            }
            advance();
            skipToSync();
            if (LogicalOperator.of(peek()) != null) {
                advance();
                expression(0);
            }
            expression = new Broken(expression.span());
        }
        return expression;
    }

    /** Operands and operators of all three precedences, in one method: one frame of the stack for each nesting. */
    private Expression expression(int nesting) {
        List<Expression> ors = new ArrayList<>();
        List<Expression> xors = new ArrayList<>();
        List<Expression> ands = new ArrayList<>();
        while (true) {
            ands.add(simple(nesting));
            LogicalOperator operator = logicalOperator();
            if (operator == LogicalOperator.AND) {
                continue;
            }
            xors.add(combined(LogicalOperator.AND, ands));
            ands.clear();
            if (operator == LogicalOperator.XOR) {
                continue;
            }
            ors.add(combined(LogicalOperator.XOR, xors));
            xors.clear();
            if (operator == null) {
                return combined(LogicalOperator.OR, ors);
            }
        }
    }

    private static Expression combined(LogicalOperator operator, List<Expression> operands) {
        Expression first = operands.get(0);
        Span span = first.span().to(operands.get(operands.size() - 1).span());
        return operands.size() == 1 ? first : new Syntax.Logical(operator, List.copyOf(operands), span);
    }

    /** Takes the operator that comes next, if one does; what others write for it is told and taken as it. */
    private @Nullable LogicalOperator logicalOperator() {
        LogicalOperator operator = LogicalOperator.of(peek());
        if (operator == null) {
            operator = Hints.foreignLogical(peek(), problems);
        }
        if (operator != null) {
            advance();
        }
        return operator;
    }

    private Expression simple(int nesting) {
        List<Token> nots = new ArrayList<>();
        while (peek().is("not") || peek().is("!") || peek().is("NOT")) {
            if (peek().is("NOT")) {
                problems.add(peek().span(), "expected not instead of " + Hints.shown(peek()));
            }
            nots.add(advance());
        }
        int depth = nesting + nots.size();
        Expression expression;
        if (depth > maxNesting) {
            expression = tooDeep();
        } else if (peek().is("(")) {
            // Here and not in a method of its own: one frame of the stack less for each nesting.
            Token open = advance();
            if (depth < maxNesting) {
                expression = expression(depth + 1);
                endGroup(open);
            } else {
                expression = tooDeep();
            }
        } else {
            expression = comparison(depth);
        }
        for (int i = nots.size() - 1; i >= 0 && !(expression instanceof Broken); i--) {
            expression = new Syntax.Not(expression, nots.get(i).span().to(expression.span()));
        }
        return expression;
    }

    private void endGroup(Token open) {
        if (peek().is(")")) {
            advance();
        } else {
            closingMissing(open);
        }
    }

    private void closingMissing(Token open) {
        if (peek().kind() == Kind.END) {
            tellNotClosed(open);
            return;
        }
        problems.add(peek().span(), Hints.afterCondition(peek(), meter));
        skipToSync();
        if (peek().is(")")) {
            advance();
        }
    }

    /** Tells it, unless the end was told to be missing something already. */
    private void tellNotClosed(Token open) {
        if (!stopped && !problems.areAt(peek().span())) {
            problems.add(open.span(), "this " + open.text() + " is not closed");
        }
    }

    /** Tells it and looks at nothing more. */
    private Broken tooDeep() {
        problems.add(peek().span(), "this is nested more than " + maxNesting + " deep");
        Span span = peek().span();
        stopped = true;
        next = tokens.size() - 1;
        return new Broken(span);
    }

    private Expression comparison(int nesting) {
        Span start = peek().span();
        Syntax.Value value = value(nesting);
        if (value == null) {
            skipToSync();
            return new Broken(start);
        }
        if (endsComparison(peek())) {
            return new Syntax.Comparison(value, null, null, value.span().after(), value.span());
        }
        Operator operator = operator();
        if (operator == null) {
            problems.add(peek().span(), Hints.insteadOfOperator(peek(), meter));
            skipToSync();
            return new Broken(start);
        }
        Span operatorSpan = advanceOver(operator);
        Operand operand = operand(operator);
        if (operand instanceof BrokenOperand) {
            skipToSync();
        }
        return new Syntax.Comparison(value, operator, operand, operatorSpan, start.to(operand.span()));
    }

    private static boolean endsComparison(Token token) {
        return token.kind() == Kind.END
                || token.is(")")
                || token.is(",")
                || LogicalOperator.of(token) != null
                || Hints.isForeignLogical(token);
    }

    private @Nullable Operator operator() {
        Operator operator = Operator.of(peek());
        return operator != null ? operator : Hints.foreignOperator(peek(), problems);
    }

    private Span advanceOver(Operator operator) {
        Span span = advance().span();
        if (operator == Operator.STRICT_WILDCARD) {
            if (!peek().is("wildcard")) {
                problems.add(peek().span(), "expected wildcard after strict");
                return span;
            }
            return span.to(advance().span());
        }
        return span;
    }

    /** A field or a call with its brackets, or null after telling why not. */
    private Syntax.@Nullable Value value(int nesting) {
        Token token = peek();
        if (!Hints.isName(token)) {
            problems.add(token.span(), Hints.insteadOfValue(token));
            return null;
        }
        advance();
        Syntax.Base base = peek().is("(") ? call(token, nesting + 1) : new Syntax.FieldName(token.text(), token.span());
        if (base == null) {
            return null;
        }
        List<Syntax.Index> indexes = new ArrayList<>();
        Span end = base instanceof Syntax.Call call ? call.end() : base.span();
        while (peek().is("[")) {
            Syntax.Index index = index();
            if (index == null) {
                return null;
            }
            indexes.add(index);
            end = index.span();
        }
        return new Syntax.Value(base, List.copyOf(indexes), token.span().to(end));
    }

    private Syntax.@Nullable Index index() {
        Token open = advance();
        Token token = advance();
        boolean isPosition = token.kind() == Kind.WORD && token.text().matches("0|[1-9][0-9]{0,9}");
        if (token.kind() != Kind.STRING && !token.is("*") && !isPosition) {
            problems.add(
                    token.span(),
                    "expected a key \"…\", an index from 0, or * in the brackets, not " + Hints.shown(token));
            return null;
        }
        if (!peek().is("]")) {
            problems.add(peek().span(), "expected ] here, not " + Hints.shown(peek()));
            return null;
        }
        Span span = open.span().to(advance().span());
        if (token.kind() == Kind.STRING) {
            return new Syntax.Key(token.text(), span);
        }
        if (!isPosition) {
            return new Syntax.Every(span);
        }
        long position = Long.parseLong(token.text());
        if (position > Integer.MAX_VALUE) {
            problems.add(token.span(), "an index is at most " + Integer.MAX_VALUE);
            return null;
        }
        return new Syntax.Position((int) position, span);
    }

    private Syntax.@Nullable Call call(Token name, int nesting) {
        Token open = advance();
        if (nesting > maxNesting) {
            tooDeep();
            return null;
        }
        List<Argument> arguments = new ArrayList<>();
        while (!peek().is(")")) {
            if (peek().kind() == Kind.END) {
                tellNotClosed(open);
                return null;
            }
            arguments.add(argument(nesting));
            if (peek().is(",")) {
                advance();
                if (peek().is(")")) {
                    problems.add(peek().span(), "expected another argument after the comma");
                }
            } else if (!peek().is(")") && peek().kind() != Kind.END) {
                problems.add(peek().span(), Hints.afterArgument(peek()));
                advance();
                skipToEndOfArgument();
            }
        }
        return new Syntax.Call(
                name.text(), List.copyOf(arguments), name.span(), advance().span());
    }

    /**
     * A literal, a value, a comparison; an expression of several only if it begins with a parenthesis or {@code not}, as in
     * wirefilter.
     */
    private Argument argument(int nesting) {
        Token token = peek();
        if (token.is("(") || token.is("not") || token.is("!")) {
            return expression(nesting);
        }
        if (token.kind() == Kind.STRING) {
            return new Syntax.Text(advance().text(), token.span());
        }
        if (token.kind() == Kind.WORD && !Hints.isName(token) && Hints.mayBeLiteral(token)) {
            return new Syntax.Word(advance().text(), token.span());
        }
        return comparison(nesting);
    }

    private Operand operand(Operator operator) {
        Token token = peek();
        String expected = switch (operator) {
            case IN -> "{ … } or $list";
            case MATCHES, WILDCARD, STRICT_WILDCARD, CONTAINS -> "a string";
            default -> "a literal";
        };
        if (operator == Operator.IN) {
            if (token.is("{")) {
                return members();
            }
            if (token.kind() == Kind.LIST) {
                return new Syntax.ListName(advance().text(), token.span());
            }
        } else if (token.kind() == Kind.PATTERN) {
            return new Syntax.Pattern(advance().text(), token.origins(), token.span());
        } else if (operator != Operator.MATCHES) {
            Operand literal = literal();
            if (literal != null) {
                return literal;
            }
        }
        if (token.kind() == Kind.BAD || operator == Operator.MATCHES && token.kind() == Kind.STRING) {
            advance(); // told already: a string, not a pattern, after what others write for matches
        } else {
            problems.add(token.span(), Hints.insteadOfOperand(token, operator, expected));
        }
        return new BrokenOperand(token.span());
    }

    /** A string, or a word that is no name of a field. */
    private @Nullable Operand literal() {
        Token token = peek();
        if (token.kind() == Kind.STRING) {
            return new Syntax.Text(advance().text(), token.span());
        }
        if (token.kind() == Kind.WORD && Hints.mayBeLiteral(token)) {
            return new Syntax.Word(advance().text(), token.span());
        }
        return null;
    }

    private Operand members() {
        Token open = advance();
        List<Operand> members = new ArrayList<>();
        boolean told = false;
        while (!peek().is("}")) {
            Operand member = literal();
            if (member != null) {
                members.add(member);
                continue;
            }
            Token token = peek();
            if (token.kind() == Kind.END || token.is(")") || LogicalOperator.of(token) != null) {
                tellNotClosed(open);
                return new BrokenOperand(open.span());
            }
            if (token.kind() != Kind.BAD && !told) {
                problems.add(token.span(), Hints.insteadOfMember(token));
                told = true;
            }
            members.add(new BrokenOperand(advance().span()));
        }
        return new Syntax.Members(List.copyOf(members), open.span().to(advance().span()));
    }

    /** Skips to where a condition can go on: an operator between conditions, the parenthesis that closes, the end. */
    private void skipToSync() {
        int open = 0;
        while (peek().kind() != Kind.END) {
            Token token = peek();
            if (open == 0 && (token.is(")") || token.is(",") || LogicalOperator.of(token) != null)) {
                return;
            }
            open += opening(token);
            advance();
        }
    }

    private void skipToEndOfArgument() {
        int open = 0;
        while (peek().kind() != Kind.END && !(open == 0 && (peek().is(")") || peek().is(",")))) {
            open += opening(advance());
        }
    }

    private static int opening(Token token) {
        if (token.is("(") || token.is("[") || token.is("{")) {
            return 1;
        }
        return token.is(")") || token.is("]") || token.is("}") ? -1 : 0;
    }

    private Token peek() {
        return tokens.get(next);
    }

    /** Takes a token; the end stays where it is. */
    private Token advance() {
        Token token = peek();
        if (token.kind() != Kind.END) {
            next++;
        }
        return token;
    }
}
