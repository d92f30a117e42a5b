package dev.flyball.core.rules.language;

import dev.flyball.core.rules.language.Token.Kind;
import dev.flyball.rules.Bytes;
import java.util.Arrays;

/** The string that begins at one place of a condition: {@code "…"}, {@code r#"…"#}, and the regex after matches. */
final class StringLexer {
    private static final int MOST_HASHES = 255;

    private final String text;
    private final int start;
    private final Problems problems;

    StringLexer(String text, int start, Problems problems) {
        this.text = text;
        this.start = start;
        this.problems = problems;
    }

    /** {@code "…"} with the escapes {@code \" \\ \xHH \OOO}. */
    Token quoted() {
        StringBuilder bytes = new StringBuilder();
        boolean bad = false;
        int at = start + 1;
        int plain = at;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                bytes.append(utf8(plain, at));
                return new Token(bad ? Kind.BAD : Kind.STRING, new Span(start, at + 1), bytes.toString());
            }
            if (c != '\\') {
                at++;
                continue;
            }
            bytes.append(utf8(plain, at));
            int length = escapeLength(at);
            if (length == 2) {
                bytes.append(text.charAt(at + 1));
            } else if (length == 4) {
                boolean hex = text.charAt(at + 1) == 'x';
                int value = Integer.parseInt(text.substring(at + (hex ? 2 : 1), at + 4), hex ? 16 : 8);
                bytes.append((char) value);
            } else if (at + 1 < text.length()) {
                bad = true;
                tellEscape(at);
                length = 2;
            } else {
                length = 1;
            }
            at += length;
            plain = at;
        }
        return unterminated("\"");
    }

    /** 2 or 4, or 0 if it is none. */
    private int escapeLength(int at) {
        if (at + 1 == text.length()) {
            return 0;
        }
        char c = text.charAt(at + 1);
        if (c == '"' || c == '\\') {
            return 2;
        }
        if (at + 4 > text.length()) {
            return 0;
        }
        if (c == 'x') {
            return Literals.isHex(text.charAt(at + 2)) && Literals.isHex(text.charAt(at + 3)) ? 4 : 0;
        }
        return c >= '0' && c <= '3' && isOctal(text.charAt(at + 2)) && isOctal(text.charAt(at + 3)) ? 4 : 0;
    }

    private static boolean isOctal(char c) {
        return c >= '0' && c <= '7';
    }

    private void tellEscape(int at) {
        Span span = new Span(at, at + 2);
        char c = text.charAt(at + 1);
        String hint = switch (c) {
            case 'n' -> ": a line feed is \\x0a";
            case 'r' -> ": a carriage return is \\x0d";
            case 't' -> ": a tab is \\x09";
            case 'x' -> ": after \\x stand two hex digits";
            case '0', '1', '2', '3', '4', '5', '6', '7' -> ": an octal escape has three digits, up to \\377";
            default -> ": for a backslash write \\\\, or use a raw string r\"…\"";
        };
        problems.add(span, "unknown escape \\" + c + hint);
    }

    /** The regex in a quoted string: backslashes stay, but that of {@code \"}; a quote inside a class does not end it. */
    Token pattern() {
        StringBuilder pattern = new StringBuilder();
        int[] origins = new int[16];
        boolean inClass = false;
        int at = start + 1;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"' && !inClass) {
                origins = origin(origins, pattern.length(), at);
                return new Token(
                        Kind.PATTERN,
                        new Span(start, at + 1),
                        pattern.toString(),
                        Origins.of(origins, pattern.length()));
            }
            if (c == '\\' && at + 1 < text.length()) {
                if (inClass || text.charAt(at + 1) != '"') {
                    origins = origin(origins, pattern.length(), at);
                    pattern.append(c);
                }
                at++;
            } else if (c == '[') {
                inClass = true;
            } else if (c == ']') {
                inClass = false;
            }
            origins = origin(origins, pattern.length(), at);
            pattern.append(text.charAt(at++));
        }
        return unterminated(inClass ? "\", because the class […] is not closed" : "\"");
    }

    private static int[] origin(int[] origins, int index, int origin) {
        int[] roomy = index < origins.length ? origins : Arrays.copyOf(origins, origins.length * 2);
        roomy[index] = origin;
        return roomy;
    }

    /** Whether a raw string begins here: {@code r"} or {@code r#"}. */
    boolean isRaw() {
        int at = endOfHashes(start + 1);
        return at < text.length() && text.charAt(at) == '"';
    }

    private int endOfHashes(int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) == '#') {
            at++;
        }
        return at;
    }

    /** {@code r#"…"#}, without escapes. */
    Token raw(boolean pattern) {
        int open = endOfHashes(start + 1);
        int hashes = open - start - 1;
        String end = "\"" + "#".repeat(hashes);
        int close = text.indexOf(end, open + 1);
        if (hashes > MOST_HASHES) {
            problems.add(
                    new Span(start, open),
                    "a raw string has at most " + MOST_HASHES + " # on either side, not " + hashes);
            return new Token(Kind.BAD, new Span(start, close < 0 ? text.length() : close + end.length()), "");
        }
        if (close < 0) {
            return unterminated(end);
        }
        Span span = new Span(start, close + end.length());
        if (!pattern) {
            return new Token(Kind.STRING, span, utf8(open + 1, close));
        }
        Origins origins = Origins.from(open + 1, close - open - 1);
        return new Token(Kind.PATTERN, span, text.substring(open + 1, close), origins);
    }

    /** {@code '…'}: other languages' strings. */
    Token inForeignQuotes(char quote) {
        int close = text.indexOf(quote, start + 1);
        Span span = new Span(start, close < 0 ? start + 1 : close + 1);
        problems.add(span, "strings stand in double quotes: \"…\", or raw in r\"…\"");
        return new Token(Kind.BAD, span, "");
    }

    private Token unterminated(String end) {
        problems.add(new Span(start, start + 1), "this string has no end: expected " + end);
        return new Token(Kind.BAD, new Span(start, text.length()), "");
    }

    private String utf8(int from, int to) {
        String part = text.substring(from, to);
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < part.length() && Character.isLowSurrogate(part.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                problems.add(new Span(from + i, from + i + 1), "half a surrogate pair is no character");
            }
        }
        return Bytes.utf8(part);
    }
}
