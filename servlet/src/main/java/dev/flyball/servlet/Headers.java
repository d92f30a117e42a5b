package dev.flyball.servlet;

import dev.flyball.Meter;
import dev.flyball.rules.Bytes;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The headers of a request as rules see them: bytes, under lower-case names. Containers give header text as one char a
 * byte; where one gives decoded text (chars above U+00FF), that text's UTF-8 bytes are taken.
 */
final class Headers {
    private final Parameters all;
    private final boolean truncated;

    private Headers(Parameters all, boolean truncated) {
        this.all = all;
        this.truncated = truncated;
    }

    /**
     * The first so many headers and bytes. What is over is left out and told: unlike parameters, the language has a field
     * for that.
     */
    static Headers of(HttpServletRequest request, int maxHeaders, int maxBytes, Meter meter) {
        return of(
                request.getHeaderNames().asIterator(),
                name -> request.getHeaders(name).asIterator(),
                maxHeaders,
                maxBytes,
                meter);
    }

    /** The same of a response. */
    static Headers of(HttpServletResponse response, int maxHeaders, int maxBytes, Meter meter) {
        return of(
                response.getHeaderNames().iterator(),
                name -> response.getHeaders(name).iterator(),
                maxHeaders,
                maxBytes,
                meter);
    }

    private static Headers of(
            Iterator<String> names,
            Function<String, Iterator<String>> valuesOf,
            int maxHeaders,
            int maxBytes,
            Meter meter) {
        Parameters all = new Parameters(maxHeaders);
        // A container may tell a name in several cases, and the values of all of them for each.
        Set<String> seen = new HashSet<>();
        int bytes = 0;
        while (names.hasNext()) {
            String name = names.next();
            String lower = lower(bytes(name));
            if (!seen.add(lower)) {
                continue;
            }
            Iterator<String> values = valuesOf.apply(name);
            while (values.hasNext()) {
                String value = bytes(values.next());
                meter.charge(lower.length() + value.length());
                bytes += lower.length() + value.length();
                if (all.isFull() || bytes > maxBytes) {
                    return new Headers(all, true);
                }
                all.add(lower, value);
            }
        }
        return new Headers(all, false);
    }

    /** All values of one header, joined; empty if there is none. */
    static String joined(HttpServletRequest request, String name, String separator, int maxHeaders) {
        Enumeration<String> values = request.getHeaders(name);
        if (!values.hasMoreElements()) {
            return "";
        }
        String first = bytes(values.nextElement());
        if (!values.hasMoreElements()) {
            return first;
        }
        StringBuilder joined = new StringBuilder(first);
        for (int i = 1; values.hasMoreElements(); i++) {
            if (i == maxHeaders) {
                throw new IllegalStateException("more than " + maxHeaders + " headers " + name);
            }
            joined.append(separator).append(bytes(values.nextElement()));
        }
        return joined.toString();
    }

    /** Header text as bytes. */
    static String bytes(String text) {
        return Bytes.isBytes(text) ? text : Bytes.utf8(text);
    }

    /** Bytes with their ASCII letters in lower case: other bytes are parts of characters, and stay. */
    static String lower(String bytes) {
        StringBuilder lower = new StringBuilder(bytes.length());
        for (int i = 0; i < bytes.length(); i++) {
            char c = bytes.charAt(i);
            lower.append(c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c);
        }
        return lower.toString();
    }

    /** The language tags of an Accept-Language header, the preferred first; those with a weight of 0 are left out. */
    static List<String> languages(String header, int max) {
        record Weighted(String tag, double weight) {}
        List<Weighted> tags = new ArrayList<>();
        int start = 0;
        while (start < header.length()) {
            int comma = header.indexOf(',', start);
            int end = comma < 0 ? header.length() : comma;
            String item = header.substring(start, end);
            int semicolon = item.indexOf(';');
            String tag = (semicolon < 0 ? item : item.substring(0, semicolon)).strip();
            double weight = semicolon < 0 ? 1 : weight(item.substring(semicolon + 1));
            if (!tag.isEmpty() && weight > 0) {
                if (tags.size() == max) {
                    throw new IllegalStateException("more than " + max + " languages");
                }
                tags.add(new Weighted(tag, weight));
            }
            start = end + 1;
        }
        tags.sort(Comparator.comparingDouble(Weighted::weight).reversed());
        return tags.stream().map(Weighted::tag).toList();
    }

    /** The weight of {@code q=0.8}, in the form that RFC 9110 gives it; 1 for anything else. */
    private static double weight(String parameter) {
        String text = parameter.strip();
        if (text.length() < 3 || text.length() > 7 || !text.regionMatches(true, 0, "q=", 0, 2)) {
            return 1;
        }
        if (text.charAt(2) != '0' && text.charAt(2) != '1' || text.length() > 3 && text.charAt(3) != '.') {
            return 1;
        }
        double weight = text.charAt(2) - '0';
        double place = 0.1;
        for (int i = 4; i < text.length(); i++, place /= 10) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return 1;
            }
            weight += (c - '0') * place;
        }
        return Math.min(weight, 1);
    }

    Map<String, List<String>> byName() {
        return all.byName();
    }

    List<String> names() {
        return all.names();
    }

    List<String> values() {
        return all.values();
    }

    boolean isTruncated() {
        return truncated;
    }
}
