package dev.flyball.cli;

import dev.flyball.rules.IpAddress;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A line of a log that is a JSON object, whose keys are looked for under the names that servers and proxies give them, in
 * the object itself or in one under {@code request}.
 */
final class JsonLog {
    private static final List<String> CLIENT =
            List.of("ip.src", "remote_addr", "remote_ip", "client_ip", "clientip", "client", "ip", "remote_host");
    private static final List<String> METHOD = List.of("http.request.method", "method", "request_method");
    private static final List<String> TARGET = List.of(
            "raw.http.request.uri",
            "http.request.uri",
            "request_uri",
            "uri",
            "url",
            "target",
            "http.request.uri.path",
            "path");
    private static final List<String> QUERY = List.of("http.request.uri.query", "query_string", "query", "args");
    private static final List<String> VERSION =
            List.of("http.request.version", "protocol", "proto", "server_protocol", "version");
    private static final List<String> BODY = List.of("http.request.body.raw", "request_body", "body");
    private static final List<String> TIME = List.of("timestamp", "@timestamp", "time", "ts", "time_iso8601", "msec");
    private static final List<String> STATUS =
            List.of("http.response.code", "status", "status_code", "response_status", "DownstreamStatus");
    private static final List<String> RESPONSE_HEADERS =
            List.of("http.response.headers", "resp_headers", "response_headers");
    private static final List<String> RESPONSE_TYPE =
            List.of("http.response.content_type.media_type", "sent_http_content_type", "response_content_type");
    private static final List<String> HEADERS = List.of("headers", "request_headers", "http.request.headers");
    private static final Map<String, List<String>> HEADER_KEYS = Map.of(
            "host", List.of("http.host", "http_host", "host", "server_name"),
            "user-agent", List.of("http.user_agent", "http_user_agent", "user_agent", "useragent", "agent"),
            "referer", List.of("http.referer", "http_referer", "referer", "referrer"),
            "cookie", List.of("http.cookie", "http_cookie", "cookie"),
            "x-forwarded-for", List.of("http.x_forwarded_for", "http_x_forwarded_for", "x_forwarded_for"),
            "content-type", List.of("content_type", "http_content_type"));

    /** Seconds since 1970 are below this for some thousand years, milliseconds have been above since 1973. */
    private static final double FIRST_MILLIS = 1e11;

    private final Map<String, @Nullable Object> line;

    private JsonLog(Map<String, @Nullable Object> line) {
        this.line = line;
    }

    /** The request, or null if the line is no JSON object or has no request. */
    static Request.@Nullable Builder parse(String text) {
        try {
            return new JsonLog(JsonReader.object(text)).request();
        } catch (JsonReader.Malformed e) {
            return null; // counted by whoever reads the log
        }
    }

    private Request.@Nullable Builder request() {
        if (line.get("request") instanceof Map<?, ?> inner) {
            inner.forEach((key, value) -> line.putIfAbsent((String) key, value));
        }
        Request.Builder request = new Request.Builder();
        if (line.get("request") instanceof String requestLine) {
            request.requestLine(requestLine);
        }
        request.method = text(METHOD, request.method);
        request.target = text(TARGET, request.target);
        request.version = text(VERSION, request.version);
        if (request.target.isEmpty()) {
            return null;
        }
        if (request.method.isEmpty()) {
            request.method = "GET";
        }
        String query = text(QUERY, "");
        if (!query.isEmpty() && request.target.indexOf('?') < 0) {
            request.target += (query.startsWith("?") ? "" : "?") + query;
        }
        request.client = IpAddress.parseOrNull(text(CLIENT, ""));
        request.body = text(BODY, "");
        request.tls = isTls(request);
        request.timeMillis = millis(first(TIME));
        addHeaders(request);
        request.response = response();
        return request;
    }

    private @Nullable Response response() {
        String status = text(STATUS, "");
        if (!status.matches("[1-5][0-9]{2}")) {
            return null;
        }
        List<Request.Header> headers = headers(first(RESPONSE_HEADERS));
        Response response = Response.of(Integer.parseInt(status), headers == null ? List.of() : headers);
        String type = text(RESPONSE_TYPE, "");
        return new Response(response.status(), headers, type.isEmpty() ? response.contentType() : type);
    }

    private boolean isTls(Request.Builder request) {
        Object tls = first(List.of("ssl", "tls", "https"));
        return text(List.of("scheme"), "").equals("https")
                || Boolean.TRUE.equals(tls)
                || "on".equals(tls)
                || tls instanceof Map
                || request.target.startsWith("https://");
    }

    private void addHeaders(Request.Builder request) {
        List<Request.Header> headers = headers(first(HEADERS));
        if (headers != null) {
            headers.forEach(header -> request.header(header.name(), header.value()));
        }
        HEADER_KEYS.forEach((name, keys) -> {
            String value = text(keys, "");
            if (!value.isEmpty() && !value.equals("-") && !request.hasHeader(name)) {
                request.header(name, value);
            }
        });
    }

    /** Headers by their names, or null if this is nothing of the kind. */
    private static @Nullable List<Request.Header> headers(@Nullable Object told) {
        if (!(told instanceof Map<?, ?> byName)) {
            return null;
        }
        List<Request.Header> headers = new ArrayList<>();
        byName.forEach((name, value) -> {
            for (Object one : value instanceof List<?> list ? list : Arrays.asList(value)) {
                String text = text(one);
                if (text != null) {
                    headers.add(new Request.Header((String) name, text));
                }
            }
        });
        return headers;
    }

    private @Nullable Object first(List<String> keys) {
        for (String key : keys) {
            Object value = line.get(key);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private String text(List<String> keys, String otherwise) {
        for (String key : keys) {
            String text = text(line.get(key));
            if (text != null && !text.isEmpty()) {
                return text;
            }
        }
        return otherwise;
    }

    private static @Nullable String text(@Nullable Object value) {
        return value instanceof String text ? text : value instanceof JsonReader.Numeral number ? number.text() : null;
    }

    private static long millis(@Nullable Object time) {
        try {
            if (time instanceof JsonReader.Numeral number) {
                double value = Double.parseDouble(number.text());
                return (long) (Math.abs(value) < FIRST_MILLIS ? value * 1_000 : value);
            }
            if (time instanceof String text) {
                return text.toUpperCase(Locale.ROOT).endsWith("Z")
                        ? Instant.parse(text).toEpochMilli()
                        : OffsetDateTime.parse(text).toInstant().toEpochMilli();
            }
        } catch (NumberFormatException | DateTimeParseException e) {
            return -1; // another format of times: rules see none
        }
        return -1;
    }
}
