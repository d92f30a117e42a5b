package dev.flyball.core.rules.language;

import dev.flyball.core.rules.language.Syntax.Argument;
import dev.flyball.core.rules.language.Syntax.Expression;
import dev.flyball.core.rules.language.Syntax.Operand;

/**
 * Syntax to text, in one way for each tree: operators as words, single spaces, parentheses only where the tree needs them.
 * Parsing the text gives the tree again. It recurses as deep as the syntax nests.
 */
final class SyntaxPrinter {
    private static final String HEX = "0123456789abcdef";
    private static final int MOST_HASHES = 255;

    private final StringBuilder text = new StringBuilder();

    private SyntaxPrinter() {}

    /**
     * The text of a tree without broken parts.
     *
     * @param width the length from which on the operands of the outermost operator stand on lines of their own
     */
    static String print(Expression syntax, int width) {
        SyntaxPrinter printer = new SyntaxPrinter();
        printer.expression(syntax);
        if (printer.text.length() <= width || !(syntax instanceof Syntax.Logical logical)) {
            return printer.text.toString();
        }
        SyntaxPrinter lines = new SyntaxPrinter();
        lines.logical(logical, "\n");
        return lines.text.toString();
    }

    /** The text of a value, a comparison, a condition: one line. */
    static String print(Expression syntax) {
        return print(syntax, Integer.MAX_VALUE);
    }

    /** The text of a value. */
    static String print(Syntax.Value value) {
        SyntaxPrinter printer = new SyntaxPrinter();
        printer.value(value);
        return printer.text.toString();
    }

    private void expression(Expression syntax) {
        if (syntax instanceof Syntax.Logical logical) {
            logical(logical, " ");
        } else if (syntax instanceof Syntax.Not not) {
            text.append("not ");
            enclosed(not.operand(), not.operand() instanceof Syntax.Logical);
        } else if (syntax instanceof Syntax.Comparison comparison) {
            comparison(comparison);
        } else {
            throw new IllegalArgumentException("a broken condition has no text");
        }
    }

    private void logical(Syntax.Logical logical, String separator) {
        boolean first = true;
        for (Expression operand : logical.operands()) {
            if (!first) {
                text.append(separator).append(logical.operator().spelling()).append(' ');
            }
            first = false;
            // AND binds closest, and comes first in the enum. One in another of the same operator had parentheses, too.
            boolean encloses =
                    operand instanceof Syntax.Logical inner && inner.operator().compareTo(logical.operator()) >= 0;
            enclosed(operand, encloses);
        }
    }

    private void enclosed(Expression syntax, boolean parentheses) {
        text.append(parentheses ? "(" : "");
        expression(syntax);
        text.append(parentheses ? ")" : "");
    }

    private void comparison(Syntax.Comparison comparison) {
        value(comparison.value());
        Operator operator = comparison.operator();
        Operand operand = comparison.operand();
        if (operator != null && operand != null) {
            text.append(' ').append(operator.spelling()).append(' ');
            operand(operand);
        }
    }

    private void value(Syntax.Value value) {
        if (value.base() instanceof Syntax.FieldName field) {
            text.append(field.name());
        } else {
            call((Syntax.Call) value.base());
        }
        for (Syntax.Index index : value.indexes()) {
            text.append('[');
            if (index instanceof Syntax.Key key) {
                string(key.bytes());
            } else if (index instanceof Syntax.Position position) {
                text.append(position.index());
            } else {
                text.append('*');
            }
            text.append(']');
        }
    }

    private void call(Syntax.Call call) {
        text.append(call.name()).append('(');
        boolean first = true;
        for (Argument argument : call.arguments()) {
            text.append(first ? "" : ", ");
            first = false;
            if (argument instanceof Operand operand) {
                operand(operand);
            } else {
                enclosed((Expression) argument, argument instanceof Syntax.Logical);
            }
        }
        text.append(')');
    }

    private void operand(Operand operand) {
        if (operand instanceof Syntax.Text string) {
            string(string.bytes());
        } else if (operand instanceof Syntax.Pattern pattern) {
            pattern(pattern.pattern());
        } else if (operand instanceof Syntax.Word word) {
            text.append(word.text());
        } else if (operand instanceof Syntax.ListName list) {
            text.append('$').append(list.name());
        } else if (operand instanceof Syntax.Members members) {
            text.append('{');
            boolean first = true;
            for (Operand member : members.members()) {
                text.append(first ? "" : " ");
                first = false;
                operand(member);
            }
            text.append('}');
        } else {
            throw new IllegalArgumentException("a broken operand has no text");
        }
    }

    private void string(String bytes) {
        text.append('"');
        for (int i = 0; i < bytes.length(); i++) {
            char c = bytes.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                text.append("\\x").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xF));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }

    /** Raw where a string with quotes in it would be read in another way or be hard to read. */
    private void pattern(String pattern) {
        if (pattern.indexOf('"') < 0 && isClosed(pattern)) {
            text.append('"').append(pattern).append('"');
            return;
        }
        int hashes = hashes(pattern);
        if (hashes > MOST_HASHES) {
            throw new IllegalArgumentException("a pattern has more # behind a quote than a raw string can have");
        }
        String fence = "#".repeat(hashes);
        text.append('r').append(fence).append('"').append(pattern).append('"').append(fence);
    }

    /** Whether a quote behind the pattern ends it: it stands in no class and behind no lone backslash. */
    private static boolean isClosed(String pattern) {
        boolean inClass = false;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\') {
                if (++i == pattern.length()) {
                    return false;
                }
            } else if (c == '[') {
                inClass = true;
            } else if (c == ']') {
                inClass = false;
            }
        }
        return !inClass;
    }

    /** How many hashes a raw string needs so that nothing in the pattern ends it. */
    private static int hashes(String pattern) {
        int needed = 0;
        for (int quote = pattern.indexOf('"'); quote >= 0; quote = pattern.indexOf('"', quote + 1)) {
            int end = quote + 1;
            while (end < pattern.length() && pattern.charAt(end) == '#') {
                end++;
            }
            needed = Math.max(needed, end - quote);
        }
        return needed;
    }
}
