package dev.flyball.core.regex.syntax;

import dev.flyball.regex.RegexSyntaxException;
import dev.flyball.regex.RegexSyntaxException.Reason;

/** A place in the pattern, moved by code points; makes the errors that point into it. */
final class PatternCursor {
    /** What {@link #peek} gives at the end of the pattern. */
    static final int END = -1;

    /** How many chars of the pattern a message repeats at most. */
    private static final int EXCERPT = 40;

    private final String pattern;
    private int index;
    private int tokenStart;

    PatternCursor(String pattern) {
        this.pattern = pattern;
    }

    /** The place, in chars. */
    int index() {
        return index;
    }

    /** Where the token began that is being parsed, in chars. */
    int tokenStart() {
        return tokenStart;
    }

    /** Begins a token here. */
    void startToken() {
        tokenStart = index;
    }

    void moveTo(int newIndex) {
        index = newIndex;
    }

    /** The pattern's length, in chars. */
    int length() {
        return pattern.length();
    }

    boolean atEnd() {
        return index == pattern.length();
    }

    /** The next code point, or {@link #END}. A surrogate without its partner is a code point of its own. */
    int peek() {
        return atEnd() ? END : pattern.codePointAt(index);
    }

    /** The char that is so many chars ahead, or {@link #END}. */
    int peekChar(int ahead) {
        return index + ahead < pattern.length() ? pattern.charAt(index + ahead) : END;
    }

    /** So many of the next chars, or fewer at the end. */
    String peekText(int chars) {
        return pattern.substring(index, Math.min(index + chars, pattern.length()));
    }

    /** Takes the next code point; there must be one. */
    int next() {
        int c = pattern.codePointAt(index);
        index += Character.charCount(c);
        return c;
    }

    boolean lookingAt(String text) {
        return pattern.startsWith(text, index);
    }

    /** Takes the text if it comes next. */
    boolean skip(String text) {
        if (lookingAt(text)) {
            index += text.length();
            return true;
        }
        return false;
    }

    /** Where the text comes next, or -1. */
    int find(String text) {
        return pattern.indexOf(text, index);
    }

    /** The pattern's text between two places for a message: shortened, and without what would break a line of a log. */
    String excerpt(int from, int to) {
        int shown = Math.min(to, from + EXCERPT);
        if (shown < to && Character.isHighSurrogate(pattern.charAt(shown - 1))) {
            shown--;
        }
        StringBuilder text = new StringBuilder();
        for (int i = from; i < shown; i++) {
            char c = pattern.charAt(i);
            text.append(Character.isISOControl(c) ? '·' : c);
        }
        return text.append(shown < to ? "…" : "").toString();
    }

    String substring(int from, int to) {
        return pattern.substring(from, to);
    }

    RegexSyntaxException malformed(String description, int at) {
        return new RegexSyntaxException(Reason.MALFORMED, description, pattern, at);
    }

    RegexSyntaxException unsupported(String description, int at) {
        return new RegexSyntaxException(Reason.UNSUPPORTED, description, pattern, at);
    }

    /** Refuses what is above a limit; the setting is the name of the one in {@code RegexOptions} that raises it. */
    RegexSyntaxException tooLarge(String what, int limit, String setting, int at) {
        return new RegexSyntaxException(
                Reason.TOO_LARGE,
                what + " than the limit of " + limit + " (RegexOptions." + setting + ")",
                pattern,
                at);
    }
}
