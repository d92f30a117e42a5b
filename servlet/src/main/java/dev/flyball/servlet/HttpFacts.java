package dev.flyball.servlet;

import dev.flyball.Meter;
import dev.flyball.rules.Bytes;
import dev.flyball.rules.Facts;
import dev.flyball.rules.Field;
import dev.flyball.rules.IpAddress;
import dev.flyball.rules.Schema;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What rules can know about a servlet request. Nothing is computed before a rule asks for it; what several fields need
 * is computed once. The work is linear in the request, whose parts are bounded by {@link FilterSettings}, and is charged:
 * a step for each char that is parsed.
 *
 * <p>Single-threaded, as a request is.
 */
final class HttpFacts implements Facts {
    /** Every field that a servlet knows; {@code http.response.*} are absent before the application has answered. */
    private static final Map<String, Function<HttpFacts, @Nullable Object>> SOURCES = Map.ofEntries(
            Map.entry("http.host", HttpFacts::host),
            Map.entry("http.user_agent", facts -> facts.header("User-Agent")),
            Map.entry("http.referer", facts -> facts.header("Referer")),
            Map.entry("http.cookie", HttpFacts::cookie),
            Map.entry("http.x_forwarded_for", facts -> facts.joined("X-Forwarded-For", ", ")),
            Map.entry("http.request.method", facts -> Headers.bytes(facts.request.getMethod())),
            Map.entry("http.request.version", HttpFacts::version),
            Map.entry("http.request.full_uri", facts -> facts.origin() + facts.withQuery(facts.path())),
            Map.entry("http.request.uri", facts -> facts.withQuery(facts.path())),
            Map.entry("http.request.uri.path", HttpFacts::path),
            Map.entry("http.request.uri.path.extension", facts -> extension(facts.path())),
            Map.entry("http.request.uri.query", HttpFacts::query),
            Map.entry("http.request.uri.args", facts -> facts.args().byName()),
            Map.entry("http.request.uri.args.names", facts -> facts.args().names()),
            Map.entry("http.request.uri.args.values", facts -> facts.args().values()),
            Map.entry("http.request.headers", facts -> facts.headers().byName()),
            Map.entry("http.request.headers.names", facts -> facts.headers().names()),
            Map.entry("http.request.headers.values", facts -> facts.headers().values()),
            Map.entry("http.request.headers.truncated", facts -> facts.headers().isTruncated()),
            Map.entry("http.request.cookies", HttpFacts::cookies),
            Map.entry("http.request.accepted_languages", HttpFacts::acceptedLanguages),
            Map.entry("http.request.body.raw", HttpFacts::bodyText),
            Map.entry("http.request.body.size", facts -> facts.body.size()),
            Map.entry("http.request.body.truncated", facts -> facts.body.isTruncated()),
            Map.entry("http.request.body.mime", facts -> facts.body.mediaType()),
            Map.entry("http.request.body.form", facts -> facts.form().byName()),
            Map.entry("http.request.body.form.names", facts -> facts.form().names()),
            Map.entry("http.request.body.form.values", facts -> facts.form().values()),
            Map.entry("http.request.timestamp.sec", facts -> Math.floorDiv(facts.timeMillis, 1_000L)),
            Map.entry("http.request.timestamp.msec", facts -> Math.floorMod(facts.timeMillis, 1_000L)),
            Map.entry("ip.src", HttpFacts::client),
            Map.entry("http.response.code", facts -> facts.response == null ? null : (long) facts.status),
            Map.entry("http.response.headers", HttpFacts::responseHeaders),
            Map.entry("http.response.content_type.media_type", HttpFacts::responseMediaType),
            Map.entry("ssl", facts -> facts.request.isSecure()),
            Map.entry("raw.http.request.full_uri", facts -> facts.origin() + facts.withQuery(facts.rawPath())),
            Map.entry("raw.http.request.uri", facts -> facts.withQuery(facts.rawPath())),
            Map.entry("raw.http.request.uri.path", HttpFacts::rawPath),
            Map.entry("raw.http.request.uri.path.extension", facts -> extension(facts.rawPath())),
            Map.entry("raw.http.request.uri.query", HttpFacts::query),
            Map.entry("raw.http.request.uri.args", facts -> facts.rawArgs().byName()),
            Map.entry(
                    "raw.http.request.uri.args.names", facts -> facts.rawArgs().names()),
            Map.entry(
                    "raw.http.request.uri.args.values", facts -> facts.rawArgs().values()));

    private final HttpServletRequest request;
    private final FilterSettings settings;
    private final RequestBody body;
    private final Meter meter;
    private final long timeMillis = System.currentTimeMillis();
    private @Nullable String path;
    private @Nullable Parameters args;
    private @Nullable Parameters rawArgs;
    private @Nullable Headers headers;
    private @Nullable String bodyText;
    private @Nullable Parameters form;
    private @Nullable HttpServletResponse response;
    private int status;

    /** Facts that charge the meter for what they read. */
    HttpFacts(HttpServletRequest request, FilterSettings settings, RequestBody body, Meter meter) {
        this.request = request;
        this.settings = settings;
        this.body = body;
        this.meter = meter;
    }

    /** How to compute a field of that name, or null if a servlet cannot know it. */
    static @Nullable Function<HttpFacts, @Nullable Object> source(String field) {
        return SOURCES.get(field);
    }

    HttpServletRequest request() {
        return request;
    }

    /** From now on there is a response, whose head stands as it will be sent, with that status. */
    void answered(HttpServletResponse answer, int answerStatus) {
        this.response = answer;
        this.status = answerStatus;
    }

    @Override
    public Schema schema() {
        return settings.schema();
    }

    @Override
    public @Nullable Object value(Field field) {
        return settings.source(field).apply(this);
    }

    private String charged(String text) {
        meter.charge(text.length());
        return text;
    }

    private String host() {
        String host = request.getServerName();
        return host == null ? "" : Headers.bytes(host);
    }

    /** A header that is not there is empty text, as in Cloudflare's language; the maps tell the difference. */
    private String header(String name) {
        String value = request.getHeader(name);
        return value == null ? "" : Headers.bytes(value);
    }

    private String joined(String name, String separator) {
        return Headers.joined(request, name, separator, settings.maxHeaders());
    }

    private String cookie() {
        // HTTP/2 clients may send the cookies in several headers.
        return joined("Cookie", "; ");
    }

    private Object cookies() {
        return Parameters.ofCookies(charged(cookie()), settings.maxParameters()).byName();
    }

    private Object acceptedLanguages() {
        return Headers.languages(charged(joined("Accept-Language", ",")), settings.maxParameters());
    }

    private String version() {
        String protocol = request.getProtocol();
        return switch (protocol) {
            case "HTTP/2.0" -> "HTTP/2";
            case "HTTP/3.0" -> "HTTP/3";
            default -> Headers.bytes(protocol);
        };
    }

    /**
     * The path by which the container finds the servlet: decoded, without path parameters and dot segments. Rules that
     * look at another path than the one that is served would be evaded.
     */
    private String path() {
        if (path == null) {
            String context = Bytes.utf8(request.getContextPath());
            String info = request.getPathInfo();
            String decoded = request.getServletPath() + (info == null ? "" : info);
            path = PercentEncoding.decode(context, 0, context.length(), false) + Bytes.utf8(decoded);
        }
        return path;
    }

    private String rawPath() {
        return Bytes.utf8(request.getRequestURI());
    }

    /** The query string as it was sent: decoding the whole of it would hide which & and = separate. */
    private String query() {
        String query = request.getQueryString();
        return query == null ? "" : Bytes.utf8(query);
    }

    private String withQuery(String path) {
        String query = request.getQueryString();
        return query == null ? path : path + "?" + Bytes.utf8(query);
    }

    private String origin() {
        String scheme = request.getScheme();
        int port = request.getServerPort();
        boolean usual = port <= 0 || port == (scheme.equals("https") ? 443 : 80);
        return scheme + "://" + host() + (usual ? "" : ":" + port);
    }

    /** What follows the last dot of the last segment, in lower case; empty if there is none. */
    private static String extension(String path) {
        int dot = path.lastIndexOf('.');
        return dot <= path.lastIndexOf('/') ? "" : Headers.lower(path.substring(dot + 1));
    }

    private Parameters args() {
        if (args == null) {
            args = Parameters.ofQuery(charged(query()), true, settings.maxParameters());
        }
        return args;
    }

    private Parameters rawArgs() {
        if (rawArgs == null) {
            rawArgs = Parameters.ofQuery(charged(query()), false, settings.maxParameters());
        }
        return rawArgs;
    }

    private Headers headers() {
        if (headers == null) {
            headers = Headers.of(request, settings.maxHeaders(), settings.maxHeaderBytes(), meter);
        }
        return headers;
    }

    private String bodyText() {
        if (bodyText == null) {
            bodyText = charged(body.text());
        }
        return bodyText;
    }

    /** What the application can ask for as parameters: were it not all of it, a client would choose the other encoding. */
    private Parameters form() {
        if (form == null) {
            form = switch (body.mediaType()) {
                case RequestBody.FORM -> Parameters.ofQuery(charged(bodyText()), true, settings.maxParameters());
                case RequestBody.MULTIPART -> {
                    charged(bodyText());
                    yield body.fields(settings.maxParameters());
                }
                default -> new Parameters(0);
            };
        }
        return form;
    }

    private @Nullable IpAddress client() {
        return settings.clientAddress().of(request);
    }

    private @Nullable Object responseHeaders() {
        if (response == null) {
            return null;
        }
        Headers all = Headers.of(response, settings.maxHeaders(), settings.maxHeaderBytes(), meter);
        if (all.isTruncated()) {
            throw new IllegalStateException("the response has more headers than the filter looks at");
        }
        return all.byName();
    }

    private @Nullable String responseMediaType() {
        String type = response == null ? null : response.getContentType();
        if (type == null) {
            return null;
        }
        int parameters = type.indexOf(';');
        return Headers.lower(Headers.bytes(parameters < 0 ? type : type.substring(0, parameters))
                .strip());
    }
}
