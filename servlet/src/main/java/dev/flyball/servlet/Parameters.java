package dev.flyball.servlet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Names and values in their order, duplicates and all, and by name. Every list and map that a request fills is one of
 * these, so this is where their number is bounded.
 */
final class Parameters {
    private final int max;
    private final List<String> names = new ArrayList<>();
    private final List<String> values = new ArrayList<>();
    private final Map<String, List<String>> byName = new LinkedHashMap<>();

    /** None yet, and never more than so many. */
    Parameters(int max) {
        this.max = max;
    }

    /** Those of a query string or a form: {@code a=1&b=2}. */
    static Parameters ofQuery(String text, boolean decode, int max) {
        Parameters all = new Parameters(max);
        int start = 0;
        while (start < text.length()) {
            int end = indexOr(text, '&', start, text.length());
            if (end > start) {
                int equals = indexOr(text, '=', start, end);
                int value = Math.min(equals + 1, end);
                if (decode) {
                    all.add(
                            PercentEncoding.decode(text, start, equals, true),
                            PercentEncoding.decode(text, value, end, true));
                } else {
                    all.add(text.substring(start, equals), text.substring(value, end));
                }
            }
            start = end + 1;
        }
        return all;
    }

    /** Those of a Cookie header: {@code a=1; b=2}, as they stand there. */
    static Parameters ofCookies(String text, int max) {
        Parameters all = new Parameters(max);
        int start = 0;
        while (start < text.length()) {
            int end = indexOr(text, ';', start, text.length());
            int equals = indexOr(text, '=', start, end);
            String name = text.substring(start, equals).strip();
            String value = text.substring(Math.min(equals + 1, end), end).strip();
            if (!name.isEmpty() || !value.isEmpty()) {
                all.add(name, value);
            }
            start = end + 1;
        }
        return all;
    }

    private static int indexOr(String text, char c, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) == c) {
                return i;
            }
        }
        return to;
    }

    /**
     * Adds one.
     *
     * @throws IllegalStateException if there are as many as there may be: part of them would be worse than none, because
     *     it would be the client who chooses which
     */
    void add(String name, String value) {
        if (isFull()) {
            throw new IllegalStateException("more than " + max + " parameters");
        }
        names.add(name);
        values.add(value);
        byName.computeIfAbsent(name, key -> new ArrayList<>(1)).add(value);
    }

    boolean isFull() {
        return names.size() == max;
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
}
