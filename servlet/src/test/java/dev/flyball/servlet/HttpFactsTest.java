package dev.flyball.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flyball.rules.Facts;
import dev.flyball.rules.Field;
import dev.flyball.rules.IpAddress;
import dev.flyball.rules.Schema;
import dev.flyball.rules.ValueType;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What rules are told about a request that came over a socket. */
class HttpFactsTest {
    private final Map<String, Object> seen = new ConcurrentHashMap<>();
    private volatile long steps;
    private @Nullable TestServer server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private void start(UnaryOperator<FlyballFilter.Builder> settings) throws Exception {
        start(Schema.http(), settings);
    }

    private void start(Schema schema, UnaryOperator<FlyballFilter.Builder> settings) throws Exception {
        ScriptedEngine engine = ScriptedEngine.of("http.request.body.raw", schema, (facts, meter) -> {
            facts.schema().fields().forEach(field -> look(facts, field));
            steps = meter.scanSteps();
            return null;
        });
        server = new TestServer()
                .filter(settings.apply(FlyballFilter.builder(engine).budget(TestServer.AMPLE))
                        .build())
                .servlet("/*", new EchoServlet())
                .start();
    }

    private void look(Facts facts, Field field) {
        try {
            Object value = facts.value(field);
            if (value != null) {
                assertFits(value, field.type());
                seen.put(field.name(), value);
            }
        } catch (RuntimeException e) {
            seen.put(field.name(), e);
        }
    }

    private static void assertFits(Object value, ValueType type) {
        switch (type.kind()) {
            case BOOL -> assertThat(value).isInstanceOf(Boolean.class);
            case INT -> assertThat(value).isInstanceOf(Long.class);
            case IP -> assertThat(value).isInstanceOf(IpAddress.class);
            case BYTES -> assertThat((String) value).matches("[\\x00-\\xFF]*");
            case ARRAY -> ((List<?>) value).forEach(element -> assertFits(element, type.element()));
            case MAP ->
                ((Map<?, ?>) value).forEach((key, element) -> {
                    assertFits(key, ValueType.BYTES);
                    assertFits(element, type.element());
                });
        }
    }

    private String send(String request) throws Exception {
        assertThat(server).isNotNull();
        return server.raw(request);
    }

    @Test
    void everyFieldOfARequestIsKnown() throws Exception {
        start(builder -> builder);
        long before = System.currentTimeMillis();
        String answer = send("POST /app/a%62/../c%C3%A4;v=1/Page.HTML?q=1+2&q=%ff&n&=x&%zz=%4 HTTP/1.1\r\n"
                + "Host: Example.com:8080\r\n"
                + "User-Agent: caf\u00e9\u00ff\r\n"
                + "Referer: http://example.org/\r\n"
                + "Cookie: a=1; b=\"2\"; a=%33\r\n"
                + "Cookie: c\r\n"
                + "X-Forwarded-For: 192.0.2.1\r\n"
                + "X-Forwarded-For: 192.0.2.2\r\n"
                + "Accept-Language: fr-CH, fr;q=0.8, en;q=0.9, de;q=0, *;q=0.5\r\n"
                + "Content-Type: Application/X-WWW-form-urlencoded; charset=utf-8\r\n"
                + "Content-Length: 12\r\n"
                + "Connection: close\r\n\r\n"
                + "f=%C3%A4&g=+");
        assertThat(answer).startsWith("HTTP/1.1 200");
        assertThat(seen)
                .containsEntry("http.host", "Example.com")
                .containsEntry("http.user_agent", "caf\u00e9\u00ff")
                .containsEntry("http.referer", "http://example.org/")
                .containsEntry("http.cookie", "a=1; b=\"2\"; a=%33; c")
                .containsEntry("http.x_forwarded_for", "192.0.2.1, 192.0.2.2")
                .containsEntry("http.request.method", "POST")
                .containsEntry("http.request.version", "HTTP/1.1")
                .containsEntry("http.request.uri.path", "/app/c\u00c3\u00a4/Page.HTML")
                .containsEntry("http.request.uri.path.extension", "html")
                .containsEntry("http.request.uri.query", "q=1+2&q=%ff&n&=x&%zz=%4")
                .containsEntry("http.request.uri", "/app/c\u00c3\u00a4/Page.HTML?q=1+2&q=%ff&n&=x&%zz=%4")
                .containsEntry(
                        "http.request.full_uri",
                        "http://Example.com:8080/app/c\u00c3\u00a4/Page.HTML?q=1+2&q=%ff&n&=x&%zz=%4")
                .containsEntry(
                        "http.request.uri.args",
                        Map.of("q", List.of("1 2", "\u00ff"), "n", List.of(""), "", List.of("x"), "%zz", List.of("%4")))
                .containsEntry("http.request.uri.args.names", List.of("q", "q", "n", "", "%zz"))
                .containsEntry("http.request.uri.args.values", List.of("1 2", "\u00ff", "", "x", "%4"))
                .containsEntry("raw.http.request.uri.path", "/app/a%62/../c%C3%A4;v=1/Page.HTML")
                .containsEntry("raw.http.request.uri.path.extension", "html")
                .containsEntry("raw.http.request.uri.query", "q=1+2&q=%ff&n&=x&%zz=%4")
                .containsEntry("raw.http.request.uri.args.values", List.of("1+2", "%ff", "", "x", "%4"))
                .containsEntry(
                        "http.request.cookies",
                        Map.of("a", List.of("1", "%33"), "b", List.of("\"2\""), "c", List.of("")))
                .containsEntry("http.request.accepted_languages", List.of("fr-CH", "en", "fr", "*"))
                .containsEntry("http.request.headers.truncated", false)
                .containsEntry("http.request.body.raw", "f=%C3%A4&g=+")
                .containsEntry("http.request.body.size", 12L)
                .containsEntry("http.request.body.truncated", false)
                .containsEntry("http.request.body.mime", "application/x-www-form-urlencoded")
                .containsEntry("http.request.body.form", Map.of("f", List.of("\u00c3\u00a4"), "g", List.of(" ")))
                .containsEntry("http.request.body.form.names", List.of("f", "g"))
                .containsEntry("http.request.body.form.values", List.of("\u00c3\u00a4", " "))
                .containsEntry("ip.src", IpAddress.parse("127.0.0.1"))
                .containsEntry("ssl", false);
        long millis =
                (long) seen.get("http.request.timestamp.sec") * 1_000 + (long) seen.get("http.request.timestamp.msec");
        assertThat(millis).isBetween(before, System.currentTimeMillis());
        assertThat(headers())
                .containsEntry("user-agent", List.of("caf\u00e9\u00ff"))
                .containsEntry("x-forwarded-for", List.of("192.0.2.1", "192.0.2.2"))
                .containsKey("content-length");
        assertThat(Schema.http().fields())
                .allSatisfy(field -> assertThat(
                                seen.containsKey(field.name()) || field.name().startsWith("http.response."))
                        .as(field.name())
                        .isTrue());
    }

    @SuppressWarnings("unchecked")
    private Map<String, List<String>> headers() {
        return (Map<String, List<String>>) seen.get("http.request.headers");
    }

    @Test
    void lowerCaseChangesLettersOfAsciiOnly() throws Exception {
        start(builder -> builder);
        send("POST /app/a.X%C3%89 HTTP/1.0\r\nContent-Type: Text/\u00c3\u0089\r\nContent-Length: 1\r\n\r\nx");
        assertThat(seen)
                .containsEntry("http.request.uri.path.extension", "x\u00c3\u0089")
                .containsEntry("http.request.body.mime", "text/\u00c3\u0089");
    }

    @Test
    void whatIsNotThereIsEmpty() throws Exception {
        start(builder -> builder);
        send("GET /app/ HTTP/1.0\r\n\r\n");
        for (String field : List.of(
                "http.user_agent",
                "http.referer",
                "http.cookie",
                "http.x_forwarded_for",
                "http.request.uri.query",
                "http.request.uri.path.extension",
                "http.request.body.raw",
                "http.request.body.mime")) {
            assertThat(seen).containsEntry(field, "");
        }
        assertThat(seen)
                .containsEntry("http.request.uri", "/app/")
                .containsEntry("http.request.uri.args", Map.of())
                .containsEntry("http.request.cookies", Map.of())
                .containsEntry("http.request.accepted_languages", List.of())
                .containsEntry("http.request.body.size", 0L)
                .containsEntry("http.request.body.form", Map.of());
    }

    @Test
    void moreHeadersThanMayBeAreTold() throws Exception {
        start(builder -> builder.maxHeaders(10));
        send("GET /app/ HTTP/1.0\r\n" + "X-Same: 1\r\n".repeat(9) + "\r\n");
        assertThat(seen).containsEntry("http.request.headers.truncated", false);
        send("GET /app/ HTTP/1.0\r\n" + "X-Same: 1\r\n".repeat(11) + "\r\n");
        assertThat(seen).containsEntry("http.request.headers.truncated", true);
        StringBuilder different = new StringBuilder("GET /app/ HTTP/1.0\r\n");
        for (int i = 0; i < 11; i++) {
            different.append("X-").append(i).append(": 1\r\n");
        }
        send(different + "\r\n");
        assertThat(seen).containsEntry("http.request.headers.truncated", true);
        assertThat(headers()).hasSize(10);
    }

    @Test
    void moreHeaderBytesThanMayBeAreTold() throws Exception {
        start(builder -> builder.maxHeaderBytes(100));
        send("GET /app/ HTTP/1.0\r\nX-A: 1\r\nX-B: " + "b".repeat(100) + "\r\n\r\n");
        assertThat(seen).containsEntry("http.request.headers.truncated", true);
        assertThat(headers()).containsOnlyKeys("x-a");
    }

    @Test
    void moreParametersThanMayBeAreNoFactAtAll() throws Exception {
        start(builder -> builder.maxParameters(10));
        send("GET /app/?" + "a=1&".repeat(10) + " HTTP/1.0\r\n\r\n");
        assertThat((List<?>) seen.get("http.request.uri.args.names")).hasSize(10);
        send("GET /app/?" + "a=1&".repeat(11) + " HTTP/1.0\r\nCookie: " + "c=1;".repeat(11) + "\r\n\r\n");
        assertThat(seen.get("http.request.uri.args.names")).isInstanceOf(IllegalStateException.class);
        assertThat(seen.get("http.request.cookies")).isInstanceOf(IllegalStateException.class);
        assertThat(seen).containsKey("http.request.uri.query");
    }

    @Test
    void ofALongBodyTheBeginningIsSeen() throws Exception {
        start(builder -> builder.maxBodyBytes(10));
        send("POST /app/ HTTP/1.0\r\nContent-Length: 10\r\n\r\n0123456789");
        assertThat(seen)
                .containsEntry("http.request.body.raw", "0123456789")
                .containsEntry("http.request.body.truncated", false);
        send("POST /app/ HTTP/1.0\r\nContent-Length: 20\r\n\r\n01234567890123456789");
        assertThat(seen)
                .containsEntry("http.request.body.raw", "0123456789")
                .containsEntry("http.request.body.size", 20L)
                .containsEntry("http.request.body.truncated", true);
    }

    @Test
    void theFieldsOfAMultipartBodyAreAForm() throws Exception {
        start(builder -> builder);
        String body = "--B\r\nContent-Disposition: form-data; name=\"\u00c3\u00a4\"\r\n\r\n\u00ff\r\n"
                + "--B\r\nContent-Disposition: form-data; name=\"f\"; filename=\"n\"\r\n\r\nfile\r\n--B--";
        sendMultipart(body);
        assertThat(seen)
                .containsEntry("http.request.body.form", Map.of("\u00c3\u00a4", List.of("\u00ff")))
                .containsEntry("http.request.body.form.names", List.of("\u00c3\u00a4"))
                .containsEntry("http.request.body.form.values", List.of("\u00ff"));
        sendMultipart(body.substring(0, body.length() - 2));
        assertThat(seen.get("http.request.body.form")).isInstanceOf(UncheckedIOException.class);
    }

    private void sendMultipart(String body) throws Exception {
        send("POST /app/ HTTP/1.0\r\nContent-Type: multipart/form-data; boundary=B\r\nContent-Length: " + body.length()
                + "\r\n\r\n" + body);
    }

    @Test
    void aMultipartBodyThatIsNotHeldIsTruncated() throws Exception {
        start(builder -> builder.maxBodyBytes(10));
        send("POST /app/ HTTP/1.0\r\nContent-Type: multipart/form-data; boundary=B\r\nContent-Length: 20\r\n\r\n"
                + "01234567890123456789");
        assertThat(seen)
                .containsEntry("http.request.body.raw", "")
                .containsEntry("http.request.body.size", 20L)
                .containsEntry("http.request.body.truncated", true);
    }

    @Test
    void whatIsParsedIsCharged() throws Exception {
        start(builder -> builder);
        send("GET /app/ HTTP/1.0\r\n\r\n");
        long before = steps;
        send("GET /app/?" + "q".repeat(1_000) + " HTTP/1.0\r\n\r\n");
        assertThat(steps).isEqualTo(before + 2 * 1_000); // decoded and raw
        send("GET /app/ HTTP/1.0\r\nCookie: " + "c".repeat(1_000) + "\r\n\r\n");
        assertThat(steps).isEqualTo(before + 2 * 1_000 + "cookie".length()); // as a cookie and as a header
        send("POST /app/ HTTP/1.0\r\nContent-Length: 1000\r\n\r\n" + "b".repeat(1_000));
        assertThat(steps).isEqualTo(before + 1_000 + "content-length".length() + "1000".length());
    }

    @Test
    void theClientsAddressIsWhatTheHostSays() throws Exception {
        start(builder -> builder.clientAddress(request -> IpAddress.parseOrNull(request.getHeader("X-Client"))));
        send("GET /app/ HTTP/1.0\r\nX-Client: 2001:db8::7\r\n\r\n");
        assertThat(seen).containsEntry("ip.src", IpAddress.parse("2001:db8::7"));
        seen.clear();
        send("GET /app/ HTTP/1.0\r\nX-Client: somebody\r\n\r\n");
        assertThat(seen).doesNotContainKey("ip.src");
    }

    @Test
    void theHostAddsFactsOfItsOwn() throws Exception {
        Schema schema = Schema.http().toBuilder()
                .field("app.tenant", ValueType.BYTES)
                .field("app.unknown", ValueType.INT)
                .build();
        start(
                schema,
                builder -> builder.fact("app.tenant", request -> "t\u00e4nant").fact("http.host", request -> 5));
        send("GET /app/ HTTP/1.0\r\n\r\n");
        assertThat(seen)
                .containsEntry("app.tenant", "t\u00c3\u00a4nant")
                .containsEntry("http.request.method", "GET")
                .doesNotContainKey("app.unknown");
        assertThat(seen.get("http.host")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFactThatTheSchemaDoesNotHaveIsRefused() {
        FlyballFilter.Builder builder = FlyballFilter.builder(ScriptedEngine.of("", (facts, meter) -> null))
                .fact("app.tenant", request -> "a");
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("app.tenant");
    }
}
