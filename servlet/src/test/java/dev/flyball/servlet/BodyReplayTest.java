package dev.flyball.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An application behind the filter sees what it would see without it, whatever the rules have read of the body. */
class BodyReplayTest {
    private static final int MAX = 4_000;
    private static TestServer plain;
    private static TestServer filtered;

    @BeforeAll
    static void startBoth() throws Exception {
        plain = new TestServer().servlet("/echo", new EchoServlet()).start();
        filtered = new TestServer()
                .filter(FlyballFilter.builder(ScriptedEngine.readingTheBody())
                        .budget(TestServer.AMPLE)
                        .maxBodyBytes(MAX)
                        .maxFormBytes(10_000_000)
                        .maxParameters(100_000)
                        .build())
                .servlet("/echo", new EchoServlet())
                .start();
    }

    @AfterAll
    static void stopBoth() {
        plain.close();
        filtered.close();
    }

    static Stream<Arguments> waysAndSizes() {
        return Stream.of("stream", "bytes", "reader", "listener")
                .flatMap(by -> Stream.of(0, 1, MAX - 1, MAX, MAX + 1, 3 * MAX, 3_000_000)
                        .map(size -> Arguments.of(by, size)));
    }

    @ParameterizedTest
    @MethodSource("waysAndSizes")
    void aBodyOfAnySizeIsReadAgain(String by, int size) throws Exception {
        String body = "äöü→".repeat(size).substring(0, size / 2) + "x".repeat(size - size / 2);
        HttpResponse<String> expected = plain.post("/echo?by=" + by, "text/plain;charset=UTF-8", body);
        HttpResponse<String> seen = filtered.post("/echo?by=" + by, "text/plain;charset=UTF-8", body);
        assertThat(expected.body()).isEqualTo(body);
        assertSame(seen, expected);
    }

    @ParameterizedTest
    @MethodSource("waysAndSizes")
    void aChunkedBodyIsReadAgain(String by, int size) throws Exception {
        byte[] body = "z".repeat(size).getBytes(StandardCharsets.UTF_8);
        HttpRequest.BodyPublisher chunked =
                HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
        HttpResponse<String> seen =
                filtered.send(filtered.request("/echo?by=" + by).POST(chunked));
        assertThat(seen.statusCode()).isEqualTo(200);
        assertThat(seen.body()).isEqualTo("z".repeat(size));
    }

    static Stream<String> forms() {
        return Stream.of(
                "",
                "a=1",
                "a=1&a=2&b=&c&=d&e=%C3%A4%20+%2B",
                "f=" + "x".repeat(MAX - 2),
                "f=" + "x".repeat(MAX - 1),
                "f=" + "x".repeat(100_000) + "&last=1",
                "k=1&".repeat(20_000));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void formParametersAreTheSame(String form) throws Exception {
        String type = "application/x-www-form-urlencoded";
        for (String by : new String[] {"parameters", "stream", "reader", "dispatch"}) {
            HttpResponse<String> expected = plain.post("/echo?a=0&by=" + by + "&q=%C3%A4+x", type, form);
            HttpResponse<String> seen = filtered.post("/echo?a=0&by=" + by + "&q=%C3%A4+x", type, form);
            assertThat(expected.statusCode()).isEqualTo(200);
            assertSame(seen, expected);
        }
    }

    @Test
    void queryParametersStayWhenTheBodyIsNoForm() throws Exception {
        HttpResponse<String> expected = plain.post("/echo?by=parameters&q=1", "application/json", "{\"a\":1}");
        assertThat(expected.body()).contains("q=1");
        assertSame(filtered.post("/echo?by=parameters&q=1", "application/json", "{\"a\":1}"), expected);
    }

    static Stream<String> multiparts() {
        String file = "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a é.txt\"\r\n"
                + "Content-Type: text/x-test\r\n\r\nline\r\n-B--\r\nend\r\n";
        String field = "--B\r\ncontent-disposition: form-data; name=\"field\"\r\n\r\nvälue\r\n";
        String empty = "--B\r\nContent-Disposition: form-data; name=\"empty\"\r\n\r\n\r\n";
        String large = "--B\r\nContent-Disposition: form-data; name=\"large\"; filename=\"l\"\r\n\r\n" + "y".repeat(MAX)
                + "\r\n";
        return Stream.of(file + field + empty + "--B--\r\n", field + "--B--", field + large + "--B--\r\n");
    }

    @ParameterizedTest
    @MethodSource("multiparts")
    void partsAreTheSame(String body) throws Exception {
        for (String by : new String[] {"parts", "parameters", "stream"}) {
            HttpResponse<String> expected = plain.post("/echo?by=" + by, "multipart/form-data; boundary=B", body);
            HttpResponse<String> seen = filtered.post("/echo?by=" + by, "multipart/form-data; boundary=B", body);
            assertThat(expected.statusCode()).isEqualTo(200);
            assertSame(seen, expected);
        }
    }

    @Test
    void aChunkedMultipartBodyIsLeftToTheContainer() throws Exception {
        byte[] body = "--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--B--\r\n"
                .getBytes(StandardCharsets.UTF_8);
        HttpResponse<String> seen = filtered.send(filtered.request("/echo?by=parts")
                .header("Content-Type", "multipart/form-data; boundary=B")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));
        assertThat(seen.body()).startsWith("a|null|").contains("|1\n");
    }

    private static void assertSame(HttpResponse<String> seen, HttpResponse<String> expected) {
        assertThat(seen.statusCode()).isEqualTo(expected.statusCode());
        assertThat(seen.body()).isEqualTo(expected.body());
    }
}
