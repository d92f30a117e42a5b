package dev.flyball.core.regex.syntax;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The Unicode tables of one fixed version, read from a resource beside this class when first asked for: the JDK's own
 * would differ from one JDK to the next. {@code UnicodeTableGenerator}, among the tests, writes the resource and tells
 * its form.
 */
final class UnicodeData {
    /** The resource: lines of a key, two words, and numbers in hexadecimal. */
    static final String RESOURCE = "unicode-16.0.txt";

    private static final Map<String, String> LINES = read();

    private UnicodeData() {}

    private static Map<String, String> read() {
        Map<String, String> lines = new TreeMap<>();
        try (InputStream stream = UnicodeData.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new IllegalStateException("the resource " + RESOURCE + " is missing");
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.US_ASCII));
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.startsWith("#")) {
                    int end = line.indexOf(' ', line.indexOf(' ') + 1);
                    lines.put(line.substring(0, end), line.substring(end + 1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }

    /** All keys, {@code "script Greek"} for example. */
    static Iterable<String> keys() {
        return LINES.keySet();
    }

    /** What stands behind a key, or null. */
    static @Nullable String line(String key) {
        return LINES.get(key);
    }

    /** The set of code points behind a key, or null. Each range is the gap before it and, after a plus, its length less one. */
    static @Nullable CodePointSet set(String key) {
        String line = line(key);
        if (line == null) {
            return null;
        }
        String[] tokens = line.split(" ", -1);
        int[] ranges = new int[2 * tokens.length];
        int next = 0;
        for (int i = 0; i < tokens.length; i++) {
            int plus = tokens[i].indexOf('+');
            String gap = plus < 0 ? tokens[i] : tokens[i].substring(0, plus);
            ranges[2 * i] = next + Integer.parseInt(gap, 16);
            ranges[2 * i + 1] = ranges[2 * i] + (plus < 0 ? 0 : Integer.parseInt(tokens[i].substring(plus + 1), 16));
            next = ranges[2 * i + 1] + 1;
        }
        return new CodePointSet(ranges);
    }
}
