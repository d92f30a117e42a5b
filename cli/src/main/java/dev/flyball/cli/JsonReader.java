package dev.flyball.cli;

import dev.flyball.rules.Bytes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON text of bytes, one char each: objects as maps, arrays as lists, texts as their UTF-8 bytes, numbers as the
 * texts that they are. It recurses no deeper than {@value #MAX_DEPTH}. For one thread.
 */
final class JsonReader {
    private static final int MAX_DEPTH = 64;

    private final String text;
    private int at;

    private JsonReader(String text) {
        this.text = text;
    }

    /** What is no JSON. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message, null, false, false);
        }
    }

    /** A number; its text is not looked at. */
    record Numeral(String text) {}

    /** The object that the text is. */
    static Map<String, @Nullable Object> object(String text) throws Malformed {
        JsonReader reader = new JsonReader(text);
        reader.skipSpace();
        if (reader.at == text.length() || text.charAt(reader.at) != '{') {
            throw new Malformed("this is no object");
        }
        Map<String, @Nullable Object> object = reader.object(0);
        reader.skipSpace();
        if (reader.at < text.length()) {
            throw reader.unexpected();
        }
        return object;
    }

    private @Nullable Object value(int depth) throws Malformed {
        skipSpace();
        char c = at < text.length() ? text.charAt(at) : 0;
        return switch (c) {
            case '{' -> object(depth + 1);
            case '[' -> array(depth + 1);
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private @Nullable Object word(String word, @Nullable Object value) throws Malformed {
        if (!text.startsWith(word, at)) {
            throw unexpected();
        }
        at += word.length();
        return value;
    }

    private Numeral number() throws Malformed {
        int start = at;
        while (at < text.length() && "+-.0123456789eE".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        if (at == start) {
            throw unexpected();
        }
        return new Numeral(text.substring(start, at));
    }

    private Map<String, @Nullable Object> object(int depth) throws Malformed {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        at++;
        skipSpace();
        if (depth > MAX_DEPTH) {
            throw new Malformed("nested deeper than " + MAX_DEPTH);
        }
        while (!takes('}')) {
            if (!object.isEmpty()) {
                expect(',');
            }
            skipSpace();
            String key = string();
            expect(':');
            object.put(key, value(depth));
        }
        return object;
    }

    private List<@Nullable Object> array(int depth) throws Malformed {
        List<@Nullable Object> array = new ArrayList<>();
        at++;
        if (depth > MAX_DEPTH) {
            throw new Malformed("nested deeper than " + MAX_DEPTH);
        }
        while (!takes(']')) {
            if (!array.isEmpty()) {
                expect(',');
            }
            array.add(value(depth));
        }
        return array;
    }

    private String string() throws Malformed {
        if (at == text.length() || text.charAt(at) != '"') {
            throw unexpected();
        }
        int start = ++at;
        while (at < text.length() && text.charAt(at) != '"' && text.charAt(at) != '\\') {
            at++;
        }
        if (at < text.length() && text.charAt(at) == '"') {
            return text.substring(start, at++);
        }
        StringBuilder plain = new StringBuilder().append(text, start, at);
        while (at < text.length() && text.charAt(at) != '"') {
            char c = text.charAt(at++);
            if (c == '\\') {
                escape(plain);
            } else {
                plain.append(c);
            }
        }
        if (at == text.length()) {
            throw new Malformed("a text has no end");
        }
        at++;
        return plain.toString();
    }

    private void escape(StringBuilder plain) throws Malformed {
        char c = at < text.length() ? text.charAt(at++) : 0;
        switch (c) {
            case 'b' -> plain.append('\b');
            case 'f' -> plain.append('\f');
            case 'n' -> plain.append('\n');
            case 'r' -> plain.append('\r');
            case 't' -> plain.append('\t');
            case 'u' -> {
                StringBuilder units = new StringBuilder().append(unit());
                if (Character.isHighSurrogate(units.charAt(0)) && text.startsWith("\\u", at)) {
                    at += 2;
                    units.append(unit());
                }
                plain.append(Bytes.utf8(units.toString()));
            }
            case '"', '\\', '/' -> plain.append(c);
            default -> throw new Malformed("an escape is wrong");
        }
    }

    private char unit() throws Malformed {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            int digit = at < text.length() ? NamedValues.hexDigit(text.charAt(at++)) : -1;
            if (digit < 0) {
                throw new Malformed("an escape is wrong");
            }
            unit = unit << 4 | digit;
        }
        return (char) unit;
    }

    private boolean takes(char c) {
        skipSpace();
        boolean there = at < text.length() && text.charAt(at) == c;
        at += there ? 1 : 0;
        return there;
    }

    private void expect(char c) throws Malformed {
        if (!takes(c)) {
            throw unexpected();
        }
    }

    private void skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private Malformed unexpected() {
        return new Malformed("unexpected " + (at < text.length() ? "char" : "end") + " at " + (at + 1));
    }
}
