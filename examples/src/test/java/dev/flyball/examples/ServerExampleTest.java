package dev.flyball.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flyball.Budget;
import dev.flyball.rules.Decision;
import dev.flyball.rules.Facts;
import dev.flyball.rules.RuleEngine;
import dev.flyball.rules.RuleOptions;
import dev.flyball.rules.RuleSet;
import dev.flyball.rules.RuleSyntaxException;
import dev.flyball.rules.Schema;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The example server with its own rule file does what the README says, and each of its rules acts. */
class ServerExampleTest {
    private static final Path RULES = Path.of("rules", "web.yaml");
    private static final BlockingQueue<String> LOG = new LinkedBlockingQueue<>();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static ServerExample server;

    @BeforeAll
    static void start() throws IOException {
        server = ServerExample.start(0, RULES, LOG::add);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void clear() {
        LOG.clear();
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.setHeader("User-Agent", "test").build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String pathAndQuery) {
        return HttpRequest.newBuilder(URI.create(server.address() + pathAndQuery));
    }

    private static HttpResponse<String> get(String pathAndQuery) throws Exception {
        return send(request(pathAndQuery));
    }

    private static String decision() throws InterruptedException {
        String line = LOG.poll(10, TimeUnit.SECONDS);
        assertThat(line).isNotNull();
        return line;
    }

    private static long scanSteps(String line) {
        Matcher matcher = Pattern.compile(" scan-steps=(\\d+) ").matcher(line);
        assertThat(matcher.find()).isTrue();
        return Long.parseLong(matcher.group(1));
    }

    /** The README's lines are made of these; see {@link #theReadmeHasTheseRequests}. */
    private static final String PASSES = "/search?q=shoes";

    private static final String BLOCKED = "/search?q=1%20UNION%20SELECT%20password";

    @Test
    void theReadmeHasTheseRequests() throws Exception {
        String readme = Files.readString(Path.of("..", "README.md"));
        assertThat(readme)
                .contains("'http://localhost:8080" + PASSES + "'")
                .contains("'http://localhost:8080" + BLOCKED + "'")
                .contains("\"http://localhost:8080/search?q=$(head -c 6000 /dev/zero | tr '\\0' 1)\"");
    }

    @Test
    void anOrdinaryRequestPasses() throws Exception {
        HttpResponse<String> answer = get(PASSES);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("No results for shoes.\n");
        assertThat(decision())
                .startsWith("action=pass matched=[] simulated=[] steps=")
                .contains(" unfinished=[] ");
    }

    @Test
    void aMatchingRuleBlocksAndIsNamed() throws Exception {
        HttpResponse<String> answer = get(BLOCKED);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo("The request was refused.\n");
        assertThat(decision()).startsWith("action=block rule=sql-union matched=[sql-union] ");
    }

    @Test
    void theRegexOf2019IsLinear() throws Exception {
        assertThat(get("/search?q=" + "1".repeat(1_000)).statusCode()).isEqualTo(200);
        String first = decision();
        assertThat(get("/search?q=" + "1".repeat(6_000)).statusCode()).isEqualTo(200);
        String second = decision();
        assertThat(first).startsWith("action=pass matched=[] ").contains(" unfinished=[] ");
        assertThat(second).startsWith("action=pass matched=[] ").contains(" unfinished=[] ");
        assertThat(scanSteps(second)).isBetween(6_000L, 7 * scanSteps(first));
    }

    @Test
    void theRegexOf2019Matches() throws Exception {
        assertThat(get("/search?q=math%20x%3Dx").statusCode()).isEqualTo(200);
        assertThat(decision()).startsWith("action=pass matched=[outage-of-2019] ");
    }

    @ParameterizedTest
    @CsvSource({
        "/health, 200, action=allow rule=health-check",
        "/admin, 200, action=pass",
        "/nothing, 404, action=pass",
        "/a/.git/config, 404, action=block rule=dot-files",
        "/index.PHP, 404, action=block rule=foreign-scripts",
        "/wp-login, 404, action=block rule=wordpress",
        "/search?page=2, 200, action=pass",
        "/search?page=2x, 400, action=block rule=page-number",
        "/search?q=%3Cscript%3E, 403, action=block rule=script-tag",
        "/static/../search, 403, action=block rule=path-traversal",
    })
    void eachPathHasItsDecision(String path, int status, String decision) throws Exception {
        assertThat(get(path).statusCode()).isEqualTo(status);
        assertThat(decision()).startsWith(decision);
    }

    @Test
    void methodsAgentsAndHostsAreLookedAt() throws Exception {
        HttpResponse<String> answer = send(request("/").method("PUT", HttpRequest.BodyPublishers.noBody()));
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD, POST, OPTIONS");
        assertThat(decision()).startsWith("action=block rule=methods ");
        assertThat(raw("GET / HTTP/1.1\r\nHost: localhost\r\nUser-Agent: sqlmap/1.8\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 403 ");
        assertThat(decision()).startsWith("action=block rule=scanners ");
        assertThat(raw("GET / HTTP/1.1\r\nHost: shop.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
        assertThat(decision()).startsWith("action=pass matched=[unknown-host, no-user-agent] ");
        StringBuilder many = new StringBuilder("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
        for (int i = 0; i < 300; i++) {
            many.append("X-").append(i).append(": 1\r\n");
        }
        assertThat(raw(many + "\r\n")).startsWith("HTTP/1.1 431 ");
        assertThat(decision()).startsWith("action=block rule=too-many-headers ");
    }

    private static String raw(String request) throws IOException {
        try (Socket socket =
                new Socket("localhost", URI.create(server.address()).getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static HttpResponse<String> post(String path, String type, String body) throws Exception {
        return send(request(path).header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    @Test
    void bodiesAreLookedAtAndReadAgainByTheApplication() throws Exception {
        String form = "application/x-www-form-urlencoded";
        HttpResponse<String> answer = post("/login", form, "user=ann&password=x");
        assertThat(answer.body()).isEqualTo("Welcome, ann.\n");
        assertThat(decision()).startsWith("action=pass matched=[] ");
        assertThat(post("/login", form, "user=ann%27--").statusCode()).isEqualTo(400);
        assertThat(decision()).startsWith("action=block rule=login-name ");
        assertThat(post("/api/items", "application/json", "[]").body()).isEqualTo("Received 2 bytes.\n");
        assertThat(decision()).startsWith("action=pass matched=[] ");
        assertThat(post("/api/items", "text/plain", "[]").statusCode()).isEqualTo(415);
        assertThat(decision()).startsWith("action=block rule=api-wants-json ");
        assertThat(post("/api/items", "application/json", "<!DOCTYPE x [<!ENTITY e 'x'>]>")
                        .statusCode())
                .isEqualTo(403);
        assertThat(decision()).startsWith("action=block rule=xml-entities ");
    }

    @Test
    void largeBodiesAreWithinTheBudget() throws Exception {
        HttpResponse<String> answer = post("/api/items", "application/json", "<".repeat(500_000));
        assertThat(answer.body()).isEqualTo("Received 500000 bytes.\n");
        assertThat(decision())
                .startsWith("action=pass matched=[body-not-seen-whole] ")
                .contains(" unfinished=[] ");
        // Sends no more than what the filter reads: an answer to a client that still sends may be lost.
        assertThat(raw("POST /api/items HTTP/1.1\r\nHost: localhost\r\nUser-Agent: test\r\nConnection: close\r\n"
                        + "Content-Type: application/json\r\nContent-Length: 1000001\r\n\r\n" + "x".repeat(65_537)))
                .startsWith("HTTP/1.1 413 ");
        assertThat(decision()).startsWith("action=block rule=body-too-large ");
    }

    @Test
    void aSimulatedRuleIsOnlyTold() throws Exception {
        assertThat(get("/search?q=x--").statusCode()).isEqualTo(200);
        assertThat(decision()).startsWith("action=pass matched=[] simulated=[sql-comments] ");
    }

    @ParameterizedTest
    @CsvSource({
        "/, 192.0.2.7, bad-networks",
        "/health, 2001:db8:bad::1, bad-networks",
        "/admin/users, 203.0.113.7, admin-from-outside",
    })
    void addressesAreLookedAt(String path, String address, String rule) throws Exception {
        RuleEngine engine = RuleEngine.of(RuleSet.load(RULES, Schema.http(), RuleOptions.defaults()));
        Facts facts = Facts.builder(Schema.http())
                .set("http.request.uri.path", path)
                .set("http.request.method", "GET")
                .set("ip.src", address)
                .build();
        Decision decision = engine.evaluate(
                facts, Budget.of(1_000_000, Duration.ofMinutes(1)).start());
        assertThat(decision.isBlocked()).isTrue();
        assertThat(decision.action().ruleId()).isEqualTo(rule);
    }

    @Test
    void everyRuleHasADescription() throws Exception {
        RuleSet rules = RuleSet.load(RULES, Schema.http(), RuleOptions.defaults());
        assertThat(rules.rules())
                .allSatisfy(rule -> assertThat(rule.description()).isNotBlank());
    }

    @Test
    void aPortThatIsTakenIsAnError() {
        int port = URI.create(server.address()).getPort();
        assertThatThrownBy(() -> ServerExample.start(port, RULES, LOG::add)).isInstanceOf(IOException.class);
    }

    @Test
    void aRuleFileWithMistakesIsRefused(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("bad.yaml");
        Files.write(file, List.of("rules: [{id: a, when: 'http.hots eq \"a\"', then: block}]"));
        assertThatThrownBy(() -> ServerExample.start(0, file, LOG::add))
                .isInstanceOf(RuleSyntaxException.class)
                .hasMessageContaining("http.host");
    }

    @Test
    void rulesAboutResponsesReplaceThem(@TempDir Path directory) throws Exception {
        Path rules = Files.writeString(directory.resolve("rules.yaml"), """
                rules:
                  - id: nothing-here
                    when: http.response.code eq 404 and http.response.content_type.media_type eq "text/plain"
                    then: { block: { status: 410, body: "Gone.\\n" } }
                """);
        BlockingQueue<String> log = new LinkedBlockingQueue<>();
        try (ServerExample other = ServerExample.start(0, rules, log::add)) {
            HttpResponse<String> gone = send(HttpRequest.newBuilder(URI.create(other.address() + "/no-such-page")));
            assertThat(gone.statusCode()).isEqualTo(410);
            assertThat(gone.body()).isEqualTo("Gone.\n");
            assertThat(send(HttpRequest.newBuilder(URI.create(other.address() + "/")))
                            .statusCode())
                    .isEqualTo(200);
        }
        assertThat(log).hasSize(4);
        assertThat(log.poll()).startsWith("action=pass ");
        assertThat(log.poll()).startsWith("phase=response action=block rule=nothing-here ");
        assertThat(log.poll()).startsWith("action=pass ");
        assertThat(log.poll()).startsWith("phase=response action=pass ");
    }
}
