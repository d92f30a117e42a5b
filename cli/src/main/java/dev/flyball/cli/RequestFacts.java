package dev.flyball.cli;

import dev.flyball.rules.Facts;
import dev.flyball.rules.Field;
import dev.flyball.rules.Schema;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What rules can know of a {@link Request}, as the servlet filter would tell it: a header that is not there is empty text,
 * the path is decoded and has no parameters and dot segments. Fields of the host's own are absent. For one thread.
 */
final class RequestFacts implements Facts {
    private static final String FORM = "application/x-www-form-urlencoded";

    private static final Map<String, Function<RequestFacts, @Nullable Object>> SOURCES = Map.ofEntries(
            Map.entry("http.host", facts -> facts.host()),
            Map.entry("http.user_agent", facts -> facts.header("user-agent")),
            Map.entry("http.referer", facts -> facts.header("referer")),
            Map.entry("http.cookie", facts -> facts.joined("cookie", "; ")),
            Map.entry("http.x_forwarded_for", facts -> facts.joined("x-forwarded-for", ", ")),
            Map.entry("http.request.method", facts -> facts.request.method()),
            Map.entry("http.request.version", facts -> facts.version()),
            Map.entry("http.request.full_uri", facts -> facts.origin() + facts.withQuery(facts.path)),
            Map.entry("http.request.uri", facts -> facts.withQuery(facts.path)),
            Map.entry("http.request.uri.path", facts -> facts.path),
            Map.entry("http.request.uri.path.extension", facts -> extension(facts.path)),
            Map.entry("http.request.uri.query", facts -> facts.query),
            Map.entry("http.request.uri.args", facts -> facts.args(true).byName()),
            Map.entry("http.request.uri.args.names", facts -> facts.args(true).names()),
            Map.entry("http.request.uri.args.values", facts -> facts.args(true).values()),
            Map.entry("http.request.headers", facts -> facts.headers().byName()),
            Map.entry("http.request.headers.names", facts -> facts.headers().names()),
            Map.entry("http.request.headers.values", facts -> facts.headers().values()),
            Map.entry("http.request.headers.truncated", facts -> false),
            Map.entry(
                    "http.request.cookies",
                    facts -> NamedValues.ofCookies(facts.joined("cookie", "; ")).byName()),
            Map.entry("http.request.accepted_languages", facts -> languages(facts.joined("accept-language", ","))),
            Map.entry("http.request.body.raw", facts -> facts.request.body()),
            Map.entry("http.request.body.size", facts ->
                    (long) facts.request.body().length()),
            Map.entry("http.request.body.truncated", facts -> false),
            Map.entry("http.request.body.mime", facts -> facts.mime()),
            Map.entry("http.request.body.form", facts -> facts.form().byName()),
            Map.entry("http.request.body.form.names", facts -> facts.form().names()),
            Map.entry("http.request.body.form.values", facts -> facts.form().values()),
            Map.entry("http.request.timestamp.sec", facts -> facts.time(1_000, 1)),
            Map.entry("http.request.timestamp.msec", facts -> facts.time(1, 1_000)),
            Map.entry("http.response.code", facts -> facts.response == null ? null : (long) facts.response.status()),
            Map.entry("http.response.headers", facts -> facts.responseHeaders()),
            Map.entry("http.response.content_type.media_type", facts -> facts.responseMediaType()),
            Map.entry("ip.src", facts -> facts.request.client()),
            Map.entry("ssl", facts -> facts.request.tls()),
            Map.entry("raw.http.request.full_uri", facts -> facts.origin() + facts.withQuery(facts.rawPath)),
            Map.entry("raw.http.request.uri", facts -> facts.withQuery(facts.rawPath)),
            Map.entry("raw.http.request.uri.path", facts -> facts.rawPath),
            Map.entry("raw.http.request.uri.path.extension", facts -> extension(facts.rawPath)),
            Map.entry("raw.http.request.uri.query", facts -> facts.query),
            Map.entry("raw.http.request.uri.args", facts -> facts.args(false).byName()),
            Map.entry(
                    "raw.http.request.uri.args.names",
                    facts -> facts.args(false).names()),
            Map.entry(
                    "raw.http.request.uri.args.values",
                    facts -> facts.args(false).values()));

    private final Schema schema;
    private final Request request;
    private final String authority;
    private final String rawPath;
    private final String path;
    private final String query;
    private final boolean hasQuery;
    private @Nullable Response response;

    RequestFacts(Schema schema, Request request) {
        this.schema = schema;
        this.request = request;
        String target = request.target();
        int scheme = target.indexOf("://");
        boolean whole = scheme > 0 && scheme < 6;
        int slash = whole ? target.indexOf('/', scheme + 3) : 0;
        this.authority = whole ? target.substring(scheme + 3, slash < 0 ? target.length() : slash) : "";
        String rest = slash < 0 ? "/" : target.substring(slash);
        int question = rest.indexOf('?');
        this.hasQuery = question >= 0;
        this.rawPath = hasQuery ? rest.substring(0, question) : rest;
        this.query = hasQuery ? rest.substring(question + 1) : "";
        this.path = normal(rawPath);
    }

    /** From now on there is a response. */
    void answered(Response answer) {
        this.response = answer;
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public @Nullable Object value(Field field) {
        Function<RequestFacts, @Nullable Object> fact = SOURCES.get(field.name());
        return fact == null ? null : fact.apply(this);
    }

    private String header(String name) {
        for (Request.Header header : request.headers()) {
            if (header.name().equalsIgnoreCase(name)) {
                return header.value();
            }
        }
        return "";
    }

    private String joined(String name, String separator) {
        return request.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Request.Header::value)
                .collect(Collectors.joining(separator));
    }

    /** Without the port. */
    private String host() {
        String host = hostAndPort();
        int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    }

    private String hostAndPort() {
        return authority.isEmpty() ? header("host") : authority;
    }

    private String origin() {
        String host = hostAndPort();
        String usual = request.tls() ? ":443" : ":80";
        return (request.tls() ? "https://" : "http://")
                + (host.endsWith(usual) ? host.substring(0, host.length() - usual.length()) : host);
    }

    private String withQuery(String ofPath) {
        return hasQuery ? ofPath + "?" + query : ofPath;
    }

    private String version() {
        return switch (request.version()) {
            case "" -> "HTTP/1.1";
            case "HTTP/2.0" -> "HTTP/2";
            case "HTTP/3.0" -> "HTTP/3";
            default -> request.version();
        };
    }

    private NamedValues args(boolean decode) {
        return NamedValues.ofQuery(query, decode);
    }

    private NamedValues headers() {
        return named(request.headers());
    }

    private static NamedValues named(List<Request.Header> all) {
        NamedValues headers = new NamedValues();
        all.forEach(header -> headers.add(lower(header.name()), header.value()));
        return headers;
    }

    private @Nullable Object responseHeaders() {
        List<Request.Header> headers = response == null ? null : response.headers();
        return headers == null ? null : named(headers).byName();
    }

    private @Nullable String responseMediaType() {
        String type = response == null ? null : response.contentType();
        return type == null ? null : mediaType(type);
    }

    private String mime() {
        return mediaType(header("content-type"));
    }

    private static String mediaType(String type) {
        int semicolon = type.indexOf(';');
        return lower(semicolon < 0 ? type : type.substring(0, semicolon)).strip();
    }

    private NamedValues form() {
        return mime().equals(FORM) ? NamedValues.ofQuery(request.body(), true) : new NamedValues();
    }

    private @Nullable Long time(long unit, long modulus) {
        long millis = request.timeMillis();
        return millis < 0 ? null : modulus == 1 ? millis / unit : millis % modulus;
    }

    private static String extension(String path) {
        int dot = path.lastIndexOf('.');
        return dot <= path.lastIndexOf('/') ? "" : lower(path.substring(dot + 1));
    }

    /** Bytes are not characters: only ASCII letters have a case. */
    private static String lower(String bytes) {
        StringBuilder lower = new StringBuilder(bytes.length());
        for (int i = 0; i < bytes.length(); i++) {
            char c = bytes.charAt(i);
            lower.append(c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c);
        }
        return lower.toString();
    }

    /** Decoded, without path parameters and dot segments. */
    private static String normal(String raw) {
        if (raw.indexOf('%') < 0 && raw.indexOf(';') < 0 && !raw.contains("/.")) {
            return raw;
        }
        String decoded = NamedValues.decoded(withoutParameters(raw), false);
        Deque<String> segments = new ArrayDeque<>();
        boolean directory = false;
        for (String segment : decoded.split("/", -1)) {
            directory = segment.equals(".") || segment.equals("..");
            if (segment.equals("..")) {
                segments.pollLast();
            } else if (!segment.equals(".")) {
                segments.addLast(segment);
            }
        }
        String normal = String.join("/", segments) + (directory ? "/" : "");
        return normal.startsWith("/") ? normal : "/" + normal;
    }

    private static String withoutParameters(String raw) {
        if (raw.indexOf(';') < 0) {
            return raw;
        }
        StringBuilder path = new StringBuilder(raw.length());
        boolean inParameter = false;
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            inParameter = c != '/' && (inParameter || c == ';');
            if (!inParameter) {
                path.append(c);
            }
        }
        return path.toString();
    }

    /** The language tags, the preferred first; those with a weight of 0 are left out. */
    private static List<String> languages(String header) {
        record Weighted(String tag, double weight) {}
        List<Weighted> tags = new ArrayList<>();
        for (String item : header.split(",", -1)) {
            String[] parts = item.split(";", 2);
            String tag = parts[0].strip();
            String parameter = parts.length < 2 ? "" : parts[1].strip().toLowerCase(Locale.ROOT);
            boolean weighted = parameter.matches("q=[01](\\.[0-9]{0,3})?");
            double weight = weighted ? Double.parseDouble(parameter.substring(2)) : 1;
            if (!tag.isEmpty() && weight > 0) {
                tags.add(new Weighted(tag, weight));
            }
        }
        tags.sort((a, b) -> Double.compare(b.weight, a.weight));
        return tags.stream().map(Weighted::tag).toList();
    }
}
