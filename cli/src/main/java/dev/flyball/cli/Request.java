package dev.flyball.cli;

import dev.flyball.rules.IpAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request as a file or a line of a log tells it. All texts are bytes, one char each. Immutable.
 *
 * @param target as it was sent: a path with its query, or a whole URI
 * @param version {@code HTTP/1.1}; empty if it is not told
 * @param headers in their order, several of one name too
 * @param client null if it is not told
 * @param timeMillis since 1970; negative if it is not told
 * @param response null if it is not told
 */
record Request(
        String method,
        String target,
        String version,
        List<Header> headers,
        String body,
        @Nullable IpAddress client,
        boolean tls,
        long timeMillis,
        @Nullable Response response) {
    /** A header; its name as it was sent. */
    record Header(String name, String value) {}

    /** What is known of a request, part by part. Not thread-safe. */
    static final class Builder {
        String method = "";
        String target = "";
        String version = "";
        String body = "";
        boolean tls;
        long timeMillis = -1;

        @Nullable
        IpAddress client;

        @Nullable
        Response response;

        private final List<Header> headers = new ArrayList<>();

        /** Adds a header. */
        void header(String name, String value) {
            headers.add(new Header(name, value));
        }

        /** Whether it has a header of that name. */
        boolean hasHeader(String name) {
            return headers.stream().anyMatch(header -> header.name().equalsIgnoreCase(name));
        }

        /** Takes {@code GET /path HTTP/1.1}; whether it is one. The version may be left out. */
        boolean requestLine(String line) {
            int space = line.indexOf(' ');
            if (space <= 0) {
                return false;
            }
            int last = line.lastIndexOf(' ');
            boolean versioned = last > space && line.startsWith("HTTP/", last + 1);
            method = line.substring(0, space);
            target = line.substring(space + 1, versioned ? last : line.length()).strip();
            version = versioned ? line.substring(last + 1) : "";
            return !target.isEmpty();
        }

        Request build() {
            return new Request(method, target, version, List.copyOf(headers), body, client, tls, timeMillis, response);
        }
    }
}
