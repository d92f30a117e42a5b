package dev.flyball.cli;

import dev.flyball.cli.Request.Header;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The head of a response as a file or a line of a log tells it. Immutable.
 *
 * @param headers in their order; null if it is not told which there are
 * @param contentType null if there is none, or if it is not told
 */
record Response(
        int status,
        @Nullable List<Header> headers,
        @Nullable String contentType) {
    /** One of which all headers are told. */
    static Response of(int status, List<Header> headers) {
        String type = headers.stream()
                .filter(header -> header.name().equalsIgnoreCase("content-type"))
                .map(Header::value)
                .findFirst()
                .orElse(null);
        return new Response(status, List.copyOf(headers), type);
    }
}
