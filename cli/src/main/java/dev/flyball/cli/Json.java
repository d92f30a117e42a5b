package dev.flyball.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes one JSON value, piece by piece, on one line, in ASCII: it is the same in every encoding. For one thread. */
final class Json {
    private static final String HEX = "0123456789abcdef";

    private final StringBuilder text = new StringBuilder();
    private final Deque<Character> open = new ArrayDeque<>();
    private boolean first = true;

    Json object() {
        return begin('{', '}');
    }

    /** An object under a key. */
    Json object(String key) {
        return key(key).begin('{', '}');
    }

    /** An array under a key. */
    Json array(String key) {
        return key(key).begin('[', ']');
    }

    /** Ends the innermost object or array. */
    Json end() {
        text.append(open.pop());
        first = false;
        return this;
    }

    Json field(String key, @Nullable String value) {
        key(key);
        if (value == null) {
            text.append("null");
        } else {
            string(value);
        }
        first = false;
        return this;
    }

    Json field(String key, long value) {
        return literal(key, Long.toString(value));
    }

    Json field(String key, boolean value) {
        return literal(key, Boolean.toString(value));
    }

    Json field(String key, List<String> values) {
        array(key);
        for (String value : values) {
            separate();
            string(value);
        }
        return end();
    }

    private Json literal(String key, String value) {
        key(key);
        text.append(value);
        first = false;
        return this;
    }

    private Json key(String key) {
        separate();
        string(key);
        text.append(':');
        first = true;
        return this;
    }

    private Json begin(char opening, char closing) {
        separate();
        text.append(opening);
        open.push(closing);
        first = true;
        return this;
    }

    private void separate() {
        if (!first) {
            text.append(',');
        }
        first = false;
    }

    private void string(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                text.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    text.append(HEX.charAt(c >> shift & 0xF));
                }
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
