package dev.flyball.cli;

import dev.flyball.rules.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A request or the head of a response in a file: the request line, headers, an empty line, the body. Lines end with CR LF or LF; a line {@code ###}
 * ends the request, and lines that begin with {@code #} before the request line are passed over, as editors write them.
 */
final class RequestFile {
    private static final int MAX_BYTES = 64 << 20;

    private final String text;
    private int at;
    private int number;

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
        return parse(file.toString(), bytes(file));
    }

    /**
     * Reads the head of a response: {@code HTTP/1.1 404 Not Found} or {@code 404}, and headers.
     *
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it has no response
     */
    static Response readResponse(Path file) throws IOException {
        RequestFile reader = new RequestFile(bytes(file));
        String line = reader.begin();
        String status = line == null ? "" : line.startsWith("HTTP/") ? line.substring(line.indexOf(' ') + 1) : line;
        if (!status.matches("[1-5][0-9]{2}( .*)?")) {
            throw new IllegalArgumentException(
                    file + ":" + reader.number + ": expected a status line, such as HTTP/1.1 200 OK");
        }
        List<Request.Header> headers = new ArrayList<>();
        reader.headers(file.toString(), (name, value) -> headers.add(new Request.Header(name, value)));
        return Response.of(Integer.parseInt(status.substring(0, 3)), headers);
    }

    private static String bytes(Path file) throws IOException {
        return Bytes.of(InputFile.read(file, MAX_BYTES));
    }

    /** Parses a request in bytes, one char each. */
    static Request.Builder parse(String name, String bytes) {
        RequestFile reader = new RequestFile(bytes);
        Request.Builder request = new Request.Builder();
        String line = reader.begin();
        if (line == null || !request.requestLine(line)) {
            throw new IllegalArgumentException(
                    name + ":" + reader.number + ": expected a request line, such as GET /path HTTP/1.1");
        }
        reader.headers(name, request::header);
        request.body = reader.rest();
        return request;
    }

    /** The first line that says something, or null. */
    private @Nullable String begin() {
        String line = line();
        while (line != null && (line.isBlank() || line.startsWith("#"))) {
            line = line();
        }
        return line;
    }

    private void headers(String file, BiConsumer<String, String> header) {
        for (String line = line(); line != null && !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon <= 0) {
                throw new IllegalArgumentException(
                        file + ":" + number + ": expected a header, Name: value; an empty line stands before the body");
            }
            header.accept(line.substring(0, colon), line.substring(colon + 1).strip());
        }
    }

    private @Nullable String line() {
        number++;
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
