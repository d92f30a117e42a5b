package dev.flyball.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Requests that were made to do harm, sent byte by byte: every field can be asked for, within a budget, and whatever the
 * client sends, the answer is the application's, the filter's or the container's refusal, never an error.
 */
class HostileRequestTest {
    private static final List<Throwable> FAILURES = new CopyOnWriteArrayList<>();
    private static final List<Long> STEPS = new CopyOnWriteArrayList<>();
    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        ScriptedEngine engine = ScriptedEngine.of("http.request.body.raw", (facts, meter) -> {
            facts.schema().fields().forEach(field -> {
                try {
                    facts.value(field);
                } catch (RuntimeException e) {
                    FAILURES.add(e);
                }
            });
            STEPS.add(meter.stepsUsed());
            return null;
        });
        server = new TestServer()
                .filter(FlyballFilter.builder(engine).budget(TestServer.AMPLE).build())
                .servlet("/*", new EchoServlet())
                .start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void clear() {
        FAILURES.clear();
        STEPS.clear();
    }

    private static String get(String pathAndQuery, String... headers) {
        StringBuilder request =
                new StringBuilder("GET " + pathAndQuery + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        return request.append("\r\n").toString();
    }

    static List<String> requests() {
        List<String> requests = new ArrayList<>();
        requests.add(get("/app/?" + "%".repeat(10_000)));
        requests.add(get("/app/?%u0000=%c0%af&%ed%a0%80=%ED%B0%80&%00=%00"));
        requests.add(get("/app/?\u00ed\u00a0\u0080=\u00ff\u00fe&\u00e4=\u0080"));
        requests.add(get("/app/%ed%a0%80/%c0%ae%c0%ae/"));
        requests.add(get("/app/%00"));
        requests.add(get("/app/a%2f..%2f..%5c"));
        requests.add(get("/app/..;/..;/etc"));
        requests.add(get("/../../etc/passwd"));
        requests.add(get("/app/" + "../".repeat(2_000)));
        requests.add(get("/app//" + "a/".repeat(10_000)));
        requests.add(get("/app/?" + "=&".repeat(900) + "&".repeat(10_000)));
        requests.add(get("*"));
        requests.add(get("http://evil.example:99999/app/"));
        requests.add(get("/app/", "Cookie: " + ";".repeat(60_000)));
        requests.add(get("/app/", "Cookie: " + "=;".repeat(900) + "\u00ff\u0080\"=\\"));
        requests.add(get("/app/", "Accept-Language: " + ",".repeat(60_000)));
        requests.add(get("/app/", "Accept-Language: a;q=1e9, b;q=, c;q=0.12345678901234567890, d;q=-1, e;q"));
        requests.add(get("/app/", "X-Nul: a\0b"));
        requests.add(get("/app/", "X-High: \u0080\u00ff\u00ed\u00a0\u0080"));
        requests.add(get("/app/", "X".repeat(60_000) + ": 1"));
        requests.add(get("/app/", "X: " + "y".repeat(65_536)));
        requests.add(get("/app/", "X: \r\n continued"));
        requests.add(get("/app/", "Content-Type: ;;;", "Content-Length: 0"));
        requests.add(get("/app/", "Content-Length: 5", "Transfer-Encoding: chunked"));
        requests.add(get("/app/", "Content-Length: -1"));
        requests.add(get("/app/", "Transfer-Encoding: chunked") + "zz\r\n");
        requests.add(get("/app/?by=parameters", "Content-Type: application/x-www-form-urlencoded", "Content-Length: 9")
                + "%%%=%u&\0\u00ff");
        requests.add(get("/app/?by=reader", "Content-Type: text/plain; charset=utf-8", "Content-Length: 3")
                + "\u00ed\u00a0\u0080");
        StringBuilder many = new StringBuilder("GET /app/ HTTP/1.0\r\n");
        for (int i = 0; i < 12_000; i++) {
            many.append('h').append(i).append(":\r\n");
        }
        requests.add(many + "\r\n");
        return requests;
    }

    @ParameterizedTest
    @MethodSource("requests")
    void everyFieldCanBeAskedFor(String request) throws Exception {
        String answer = server.raw(request);
        assertThat(answer).matches("(?s)HTTP/1.1 (200|400|404|414|431) .*");
        assertThat(FAILURES).isEmpty();
        // Each byte is parsed by a fixed number of fields at most.
        assertThat(STEPS).allSatisfy(steps -> assertThat(steps).isLessThan(10L * request.length() + 1_000));
    }

    @Test
    void tenThousandArgumentsAreTooMany() throws Exception {
        String answer = server.raw(get("/app/?" + "a=1&".repeat(10_000)));
        assertThat(answer).startsWith("HTTP/1.1 200");
        assertThat(FAILURES)
                .isNotEmpty()
                .allSatisfy(failure -> assertThat(failure)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("more than 1000 parameters"));
    }

    @Test
    void aBodyThatEndsTooEarlyIsAnErrorOfItsOwnRequestAlone() throws Exception {
        String request =
                "POST /app/?by=stream HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "5\r\nabc";
        try (java.net.Socket socket =
                new java.net.Socket("127.0.0.1", server.uri("/").getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        }
        assertThat(server.get("/").statusCode()).isEqualTo(200);
    }
}
