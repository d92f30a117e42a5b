package dev.flyball.cli;

import dev.flyball.rules.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A request in a file: the request line, headers, an empty line, the body. Lines end with CR LF or LF; a line {@code ###}
 * ends the request, and lines that begin with {@code #} before the request line are passed over, as editors write them.
 */
final class RequestFile {
    private static final long MAX_BYTES = 64L << 20;

    private final String text;
    private int at;

    private RequestFile(String text) {
        this.text = text;
    }

    /**
     * Reads a request.
     *
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it has no request
     */
    static Request.Builder read(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IllegalArgumentException(file + " has more than " + MAX_BYTES + " bytes");
        }
        return parse(file.toString(), Bytes.of(Files.readAllBytes(file)));
    }

    /** Parses a request in bytes, one char each. */
    static Request.Builder parse(String name, String bytes) {
        RequestFile reader = new RequestFile(bytes);
        Request.Builder request = new Request.Builder();
        String line = reader.line();
        int number = 1;
        while (line != null && (line.isBlank() || line.startsWith("#"))) {
            line = reader.line();
            number++;
        }
        if (line == null || !request.requestLine(line)) {
            throw new IllegalArgumentException(
                    name + ":" + number + ": expected a request line, such as GET /path HTTP/1.1");
        }
        for (line = reader.line(); line != null && !line.isEmpty(); line = reader.line()) {
            number++;
            int colon = line.indexOf(':');
            if (colon <= 0) {
                throw new IllegalArgumentException(
                        name + ":" + number + ": expected a header, Name: value; an empty line stands before the body");
            }
            request.header(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        request.body = reader.rest();
        return request;
    }

    private @Nullable String line() {
        if (at >= text.length()) {
            return null;
        }
        int end = text.indexOf('\n', at);
        end = end < 0 ? text.length() : end;
        int last = end > at && text.charAt(end - 1) == '\r' ? end - 1 : end;
        String line = text.substring(at, last);
        at = end + 1;
        return line;
    }

    private String rest() {
        String rest = at < text.length() ? text.substring(at) : "";
        int separator = rest.startsWith("###") ? 0 : rest.indexOf("\n###");
        return separator < 0 ? rest : rest.substring(0, separator);
    }
}
