package dev.flyball.core.rules.language;

import dev.flyball.Meter;
import dev.flyball.core.rules.language.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Text to tokens. What a word is, a name or a number or an address, depends on where it stands, so the parser decides; the
 * lexer takes the longest run. One thing it must know itself: right after {@code matches}, a string is a regex, whose
 * backslashes and quotes follow rules of their own.
 */
final class Lexer {
    /** The longest first; also what other languages write, so that the parser can tell what to write here. */
    private static final List<String> SYMBOLS = List.of(
            "===", "!==", "==", "!=", "<=", ">=", "<>", "=~", "!~", "&&", "||", "^^", "(", ")", "[", "]", "{", "}", ",",
            "<", ">", "!", "&", "~", "*", "=", "|", "^", "+", "%", "?", ";");

    private final String text;
    private final Problems problems;
    private final Meter meter;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(String text, Problems problems, Meter meter) {
        this.text = text;
        this.problems = problems;
        this.meter = meter;
    }

    /** The tokens, the last one of kind {@link Kind#END}. */
    static List<Token> tokens(String text, Problems problems, Meter meter) {
        return new Lexer(text, problems, meter).tokens();
    }

    private List<Token> tokens() {
        while (true) {
            int begin = at;
            skipSpace();
            if (at == text.length()) {
                meter.charge(at - begin + 1);
                tokens.add(new Token(Kind.END, new Span(at, at), ""));
                return tokens;
            }
            Token token = token();
            at = token.span().end();
            meter.charge(at - begin);
            tokens.add(token);
        }
    }

    private void skipSpace() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '#') {
                int lineEnd = text.indexOf('\n', at);
                at = lineEnd < 0 ? text.length() : lineEnd;
            } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
                at++;
            } else {
                return;
            }
        }
    }

    private Token token() {
        char c = text.charAt(at);
        StringLexer strings = new StringLexer(text, at, problems);
        if (c == '"') {
            return afterMatches() ? strings.pattern() : strings.quoted();
        }
        if (c == 'r' && strings.isRaw()) {
            return strings.raw(afterMatches());
        }
        if (c == '\'' || c == '`') {
            return strings.inForeignQuotes(c);
        }
        if (c == '$') {
            return list();
        }
        if (isWordPart(c)) {
            int end = endOfRun(at);
            return new Token(Kind.WORD, new Span(at, end), text.substring(at, end));
        }
        for (String symbol : SYMBOLS) {
            if (text.startsWith(symbol, at)) {
                return new Token(Kind.SYMBOL, new Span(at, at + symbol.length()), symbol);
            }
        }
        Span span = new Span(at, at + Character.charCount(text.codePointAt(at)));
        problems.add(span, "unexpected character " + Names.shown(text.substring(span.start(), span.end())));
        return new Token(Kind.BAD, span, "");
    }

    private boolean afterMatches() {
        if (tokens.isEmpty()) {
            return false;
        }
        Token last = tokens.get(tokens.size() - 1);
        return last.is("matches") || last.is("~") || last.is("=~") || last.is("!~");
    }

    private Token list() {
        int end = endOfRun(at + 1);
        Span span = new Span(at, end);
        String name = text.substring(at + 1, end);
        if (!NamedLists.isName(name)) {
            problems.add(
                    span,
                    name.isEmpty()
                            ? "expected the name of a list after $"
                            : "$" + name + " is no list name: they have lower-case letters, digits, _ and dots within");
            return new Token(Kind.BAD, span, "");
        }
        return new Token(Kind.LIST, span, name);
    }

    private int endOfRun(int from) {
        int end = from;
        while (end < text.length() && isWordPart(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isWordPart(char c) {
        return c >= '0' && c <= '9'
                || c >= 'A' && c <= 'Z'
                || c >= 'a' && c <= 'z'
                || c == '_'
                || c == '.'
                || c == ':'
                || c == '-'
                || c == '/'
                || c == '@'
                || c > 0x7F && Character.isLetterOrDigit(c);
    }
}
