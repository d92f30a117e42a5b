package dev.flyball.core.regex.engine;

import dev.flyball.core.regex.syntax.ConditionSets;
import dev.flyball.core.regex.syntax.Node.Assertion;

/** Whether a condition on the place between two characters holds. */
final class Assertions {
    private Assertions() {}

    static boolean holds(Assertion.Kind kind, String input, int at) {
        return switch (kind) {
            case BEGIN_TEXT -> at == 0;
            case END_TEXT -> at == input.length();
            case BEGIN_LINE -> at == 0 || input.charAt(at - 1) == '\n';
            case END_LINE -> at == input.length() || input.charAt(at) == '\n';
            case WORD_BOUNDARY -> wordBefore(input, at) != wordAfter(input, at);
            case NOT_WORD_BOUNDARY -> wordBefore(input, at) == wordAfter(input, at);
            case UNICODE_WORD_BOUNDARY -> unicodeWordBefore(input, at) != unicodeWordAfter(input, at);
            case NOT_UNICODE_WORD_BOUNDARY -> unicodeWordBefore(input, at) == unicodeWordAfter(input, at);
        };
    }

    /** The same between two code points; −1 stands for the beginning of the text before, for its end after. */
    static boolean holds(Assertion.Kind kind, int before, int after) {
        return switch (kind) {
            case BEGIN_TEXT -> before < 0;
            case END_TEXT -> after < 0;
            case BEGIN_LINE -> before < 0 || before == '\n';
            case END_LINE -> after < 0 || after == '\n';
            case WORD_BOUNDARY -> isWord(before) != isWord(after);
            case NOT_WORD_BOUNDARY -> isWord(before) == isWord(after);
            case UNICODE_WORD_BOUNDARY -> isUnicodeWord(before) != isUnicodeWord(after);
            case NOT_UNICODE_WORD_BOUNDARY -> isUnicodeWord(before) == isUnicodeWord(after);
        };
    }

    private static boolean isUnicodeWord(int c) {
        return c >= 0 && ConditionSets.unicodeWord().contains(c);
    }

    private static boolean wordBefore(String input, int at) {
        return at > 0 && isWord(input.charAt(at - 1));
    }

    private static boolean wordAfter(String input, int at) {
        return at < input.length() && isWord(input.charAt(at));
    }

    /** Whether this is an ASCII word character. */
    static boolean isWord(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
    }

    private static boolean unicodeWordBefore(String input, int at) {
        return at > 0 && ConditionSets.unicodeWord().contains(input.codePointBefore(at));
    }

    private static boolean unicodeWordAfter(String input, int at) {
        return at < input.length() && ConditionSets.unicodeWord().contains(input.codePointAt(at));
    }
}
