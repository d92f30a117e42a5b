package dev.flyball.core.rules.file;

import dev.flyball.core.rules.file.YamlNode.Scalar;
import dev.flyball.core.rules.file.YamlNode.Style;
import org.jspecify.annotations.Nullable;

/**
 * Conditions that YAML takes for something else because of their first char, a {@code ": "} or a {@code " #"}: what to
 * tell the author, who wrote a good condition and sees it refused.
 */
final class ConditionTraps {
    /** The key of a rule's condition. */
    static final String KEY = "when";

    private static final int MAX_SHOWN = 80;

    private ConditionTraps() {}

    /** What to do about a condition, beginning at that offset, that YAML does not read as one text. */
    static String advice(String text, int start) {
        int end = start;
        while (end < text.length()
                && end - start <= MAX_SHOWN
                && text.charAt(end) != '\n'
                && text.charAt(end) != '\r') {
            end++;
        }
        String line = Excerpt.shortened(text.substring(start, end), MAX_SHOWN);
        return "write the condition as a block, in which YAML changes nothing:\n    " + KEY + ": |\n      "
                + line.strip();
    }

    /** The offset of the {@code #} that cuts a condition off inside of a string, or -1. */
    static int commentInString(String text, Scalar condition) {
        if (condition.style() != Style.PLAIN || !endsInString(condition.value())) {
            return -1;
        }
        int i = condition.end();
        while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
            i++;
        }
        return i > condition.end() && i < text.length() && text.charAt(i) == '#' ? i : -1;
    }

    /** Whether a string that begins in the condition does not end in it. */
    private static boolean endsInString(String condition) {
        int i = 0;
        while (i < condition.length()) {
            char c = condition.charAt(i++);
            if (c == '"') {
                String hashes = hashesBefore(condition, i - 1);
                i = hashes == null ? endOfString(condition, i) : endOfRawString(condition, i, hashes);
                if (i < 0) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The hashes between an {@code r} and a quote, or null if no raw string begins with the quote. */
    private static @Nullable String hashesBefore(String condition, int quote) {
        int i = quote;
        while (i > 0 && condition.charAt(i - 1) == '#') {
            i--;
        }
        return i > 0 && condition.charAt(i - 1) == 'r' ? condition.substring(i, quote) : null;
    }

    private static int endOfString(String condition, int from) {
        for (int i = from; i < condition.length(); i++) {
            char c = condition.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                return i + 1;
            }
        }
        return -1;
    }

    private static int endOfRawString(String condition, int from, String hashes) {
        int end = condition.indexOf('"' + hashes, from);
        return end < 0 ? -1 : end + 1 + hashes.length();
    }
}
