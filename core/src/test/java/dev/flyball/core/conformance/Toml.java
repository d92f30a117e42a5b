package dev.flyball.core.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** As much of TOML as test data uses: arrays of tables, strings of all four kinds, numbers, booleans, arrays, tables. */
final class Toml {
    private final String text;
    private int at;

    private Toml(String text) {
        this.text = text;
    }

    /** The tables of every array of tables, under its name, in order. */
    static Map<String, List<Map<String, Object>>> parse(String text) {
        return new Toml(text).document();
    }

    private Map<String, List<Map<String, Object>>> document() {
        Map<String, List<Map<String, Object>>> document = new LinkedHashMap<>();
        Map<String, Object> table = new LinkedHashMap<>();
        document.computeIfAbsent("", name -> new ArrayList<>()).add(table);
        for (skipBlank(true); at < text.length(); skipBlank(true)) {
            if (take("[[")) {
                String name = bare();
                expect("]]");
                table = new LinkedHashMap<>();
                document.computeIfAbsent(name, n -> new ArrayList<>()).add(table);
            } else {
                readEntry(table);
            }
        }
        return document;
    }

    private void readEntry(Map<String, Object> table) {
        String key = peek() == '"' || peek() == '\'' ? (String) value() : bare();
        skipBlank(false);
        expect("=");
        skipBlank(false);
        if (table.putIfAbsent(key, value()) != null) {
            throw error("the key " + key + " is there twice");
        }
    }

    private Object value() {
        if (take("'''")) {
            return multiLine("'''", false);
        }
        if (take("\"\"\"")) {
            return multiLine("\"\"\"", true);
        }
        if (take("'")) {
            int end = text.indexOf('\'', at);
            String literal = text.substring(at, end);
            at = end + 1;
            return literal;
        }
        if (take("\"")) {
            int start = at;
            while (peek() != '"') {
                at += peek() == '\\' ? 2 : 1;
            }
            return unescape(text.substring(start, at++));
        }
        if (take("[")) {
            List<Object> array = new ArrayList<>();
            for (skipBlank(true); !take("]"); skipBlank(true)) {
                array.add(value());
                skipBlank(true);
                if (!take(",") && peek() != ']') {
                    throw error("an array goes on with , or ]");
                }
            }
            return array;
        }
        if (take("{")) {
            Map<String, Object> inline = new LinkedHashMap<>();
            for (skipBlank(true); !take("}"); skipBlank(true)) {
                readEntry(inline);
                skipBlank(true);
                take(",");
            }
            return inline;
        }
        String word = bare();
        return switch (word) {
            case "true" -> true;
            case "false" -> false;
            default -> Integer.parseInt(word.replace("_", ""));
        };
    }

    private String multiLine(String quotes, boolean escapes) {
        take("\r");
        take("\n");
        int end = text.indexOf(quotes, at);
        while (escapes && text.charAt(end - 1) == '\\' && text.charAt(end - 2) != '\\') {
            end = text.indexOf(quotes, end + 1);
        }
        String content = text.substring(at, end);
        at = end + quotes.length();
        // Up to two more quotes belong to the text.
        while (at < text.length() && text.charAt(at) == quotes.charAt(0)) {
            content += text.charAt(at++);
        }
        return escapes ? unescape(content.replaceAll("\\\\[ \t]*\r?\n\\s*", "")) : content;
    }

    private String unescape(String escaped) {
        StringBuilder result = new StringBuilder();
        for (int i = 0; i < escaped.length(); i++) {
            char c = escaped.charAt(i);
            if (c != '\\') {
                result.append(c);
                continue;
            }
            char kind = escaped.charAt(++i);
            int digits = kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
            if (digits > 0) {
                result.appendCodePoint(Integer.parseInt(escaped.substring(i + 1, i + 1 + digits), 16));
                i += digits;
            } else {
                int index = "btnfre\"\\".indexOf(kind);
                if (index < 0) {
                    throw error("the escape \\" + kind + " does not exist");
                }
                result.append("\b\t\n\f\r\u001b\"\\".charAt(index));
            }
        }
        return result.toString();
    }

    private String bare() {
        int start = at;
        while (at < text.length() && (Character.isLetterOrDigit(peek()) || "_-.+".indexOf(peek()) >= 0)) {
            at++;
        }
        if (at == start) {
            throw error("a name or a value is expected");
        }
        return text.substring(start, at);
    }

    private void skipBlank(boolean lines) {
        while (at < text.length()) {
            char c = peek();
            if (c == '#' && lines) {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (c == ' ' || c == '\t' || lines && (c == '\n' || c == '\r')) {
                at++;
            } else {
                return;
            }
        }
    }

    private char peek() {
        if (at >= text.length()) {
            throw error("the text ends too early");
        }
        return text.charAt(at);
    }

    private boolean take(String expected) {
        if (!text.startsWith(expected, at)) {
            return false;
        }
        at += expected.length();
        return true;
    }

    private void expect(String expected) {
        if (!take(expected)) {
            throw error(expected + " is expected");
        }
    }

    private IllegalArgumentException error(String what) {
        long line = text.substring(0, Math.min(at, text.length())).lines().count();
        return new IllegalArgumentException("line " + line + ": " + what);
    }
}
