package dev.flyball.servlet;

import dev.flyball.rules.Bytes;
import jakarta.servlet.http.Part;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Takes a multipart/form-data body (RFC 7578) that is held in memory apart. */
final class Multipart {
    /** RFC 2046 allows a boundary no more. */
    private static final int MAX_BOUNDARY = 70;

    private static final int MAX_HEADERS_LENGTH = 8 * 1024;

    private Multipart() {}

    /**
     * The parts in their order.
     *
     * @throws IllegalStateException if there are more than so many parts
     * @throws IOException if the body is malformed
     */
    static List<Part> parse(byte[] body, String contentType, int maxParts, @Nullable File directory)
            throws IOException {
        String boundary = parameter(contentType, "boundary");
        if (boundary == null || boundary.isEmpty() || boundary.length() > MAX_BOUNDARY) {
            throw new IOException("a multipart body without a valid boundary");
        }
        String text = Bytes.of(body);
        String delimiter = "\r\n--" + Headers.bytes(boundary);
        List<Part> parts = new ArrayList<>();
        // The first delimiter may stand at the very beginning, without a line before it.
        int at = text.startsWith(delimiter.substring(2)) ? -2 : text.indexOf(delimiter);
        while (true) {
            if (at == -1) {
                throw new IOException("a multipart body without its end");
            }
            int after = at + delimiter.length();
            if (text.startsWith("--", after)) {
                return List.copyOf(parts);
            }
            int lineEnd = text.indexOf("\r\n", after);
            int next = lineEnd < 0 ? -1 : text.indexOf(delimiter, lineEnd);
            if (next < 0 || !text.substring(after, lineEnd).isBlank()) {
                throw new IOException("a multipart body without its end");
            }
            if (parts.size() == maxParts) {
                throw new IllegalStateException("more than " + maxParts + " parts");
            }
            parts.add(part(body, text, lineEnd + 2, next, directory));
            at = next;
        }
    }

    /** The part whose headers begin at an index and whose content ends before another. */
    private static Part part(byte[] body, String text, int from, int to, @Nullable File directory) throws IOException {
        List<BufferedPart.Header> headers = new ArrayList<>();
        int line = from;
        while (true) {
            int end = text.indexOf("\r\n", line);
            if (end < 0 || end > to || end - from > MAX_HEADERS_LENGTH) {
                throw new IOException("a part of a multipart body without the end of its headers");
            }
            if (end == line) {
                // An empty part's delimiter begins with the line end that ends its headers.
                int start = Math.min(end + 2, to);
                return new BufferedPart(headers, body, start, to, directory);
            }
            int colon = text.indexOf(':', line);
            if (colon >= 0 && colon < end) {
                headers.add(new BufferedPart.Header(
                        text.substring(line, colon).strip(),
                        utf8(text.substring(colon + 1, end).strip())));
            }
            line = end + 2;
        }
    }

    /** Browsers write names and file names in UTF-8. */
    private static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** The value of a parameter of a header such as {@code form-data; name="a"}, or null. */
    static @Nullable String parameter(String header, String name) {
        int i = header.indexOf(';');
        while (i >= 0 && i < header.length()) {
            int equals = header.indexOf('=', i);
            if (equals < 0) {
                return null;
            }
            String found = header.substring(i + 1, equals).strip().toLowerCase(Locale.ROOT);
            StringBuilder value = new StringBuilder();
            i = equals + 1;
            boolean quoted = false;
            while (i < header.length() && (quoted || header.charAt(i) != ';')) {
                char c = header.charAt(i++);
                if (c == '"') {
                    quoted = !quoted;
                } else if (c == '\\'
                        && quoted
                        && i < header.length()
                        && (header.charAt(i) == '"' || header.charAt(i) == '\\')) {
                    value.append(header.charAt(i++));
                } else {
                    value.append(c);
                }
            }
            if (found.equals(name)) {
                return value.toString().strip();
            }
        }
        return null;
    }
}
