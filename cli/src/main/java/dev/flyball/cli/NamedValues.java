package dev.flyball.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Names and values in their order, and by name: arguments, headers, cookies, forms. Texts are bytes, one char each. */
final class NamedValues {
    private final List<String> names = new ArrayList<>();
    private final List<String> values = new ArrayList<>();
    private final Map<String, List<String>> byName = new LinkedHashMap<>();

    void add(String name, String value) {
        names.add(name);
        values.add(value);
        byName.computeIfAbsent(name, key -> new ArrayList<>(1)).add(value);
    }

    List<String> names() {
        return names;
    }

    List<String> values() {
        return values;
    }

    Map<String, List<String>> byName() {
        return byName;
    }

    /** Those of {@code a=1&b=2}. */
    static NamedValues ofQuery(String text, boolean decode) {
        return split(text, '&', false, decode);
    }

    /** Those of {@code a=1; b=2}. */
    static NamedValues ofCookies(String text) {
        return split(text, ';', true, false);
    }

    private static NamedValues split(String text, char separator, boolean strip, boolean decode) {
        NamedValues all = new NamedValues();
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf(separator, start);
            end = end < 0 ? text.length() : end;
            String part = text.substring(start, end);
            if (!part.isBlank()) {
                int equals = part.indexOf('=');
                String name = equals < 0 ? part : part.substring(0, equals);
                String value = equals < 0 ? "" : part.substring(equals + 1);
                all.add(form(name, strip, decode), form(value, strip, decode));
            }
            start = end + 1;
        }
        return all;
    }

    private static String form(String text, boolean strip, boolean decode) {
        return decode ? decoded(text, true) : strip ? text.strip() : text;
    }

    /** The text with {@code %HH}, and {@code +} if it is a space, decoded; what is malformed stays as it is. */
    static String decoded(String text, boolean plusIsSpace) {
        if (text.indexOf('%') < 0 && !(plusIsSpace && text.indexOf('+') >= 0)) {
            return text;
        }
        StringBuilder decoded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '+' && plusIsSpace) {
                c = ' ';
            } else if (c == '%' && i + 2 < text.length()) {
                int high = hexDigit(text.charAt(i + 1));
                int low = hexDigit(text.charAt(i + 2));
                if (high >= 0 && low >= 0) {
                    c = (char) (high << 4 | low);
                    i += 2;
                }
            }
            decoded.append(c);
        }
        return decoded.toString();
    }

    /** The value of a digit, or -1. */
    static int hexDigit(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }
}
