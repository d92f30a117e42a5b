package dev.flyball.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.rules.Action;
import dev.flyball.rules.Decision;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What the filter does with a decision. */
class FlyballFilterTest {
    private static TestServer server(FlyballFilter filter) throws Exception {
        return new TestServer()
                .filter(filter)
                .servlet("/echo", new EchoServlet())
                .start();
    }

    private static HttpResponse<String> blockedWith(Map<String, Object> data) throws Exception {
        FlyballFilter filter =
                FlyballFilter.builder(ScriptedEngine.blocking(data)).build();
        try (TestServer server = server(filter)) {
            return server.get("/echo");
        }
    }

    @Test
    void aBlockedRequestNeverReachesTheApplication() throws Exception {
        AtomicInteger reached = new AtomicInteger();
        HttpServlet servlet = new HttpServlet() {
            private static final long serialVersionUID = 1L;

            @Override
            protected void service(HttpServletRequest request, HttpServletResponse response) {
                reached.incrementAndGet();
            }
        };
        FlyballFilter filter =
                FlyballFilter.builder(ScriptedEngine.blocking(Map.of())).build();
        try (TestServer server =
                new TestServer().filter(filter).servlet("/*", servlet).start()) {
            String answer = server.raw(
                    "POST /app/any HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + "Content-Length: 3\r\n\r\nabc");
            assertThat(answer)
                    .startsWith("HTTP/1.1 403 ")
                    .contains("\r\nCache-Control: no-store\r\n")
                    .endsWith("\r\n\r\nThe request was refused.\n");
            assertThat(reached).hasValue(0);
        }
    }

    @Test
    void theRuleSaysHowToAnswer() throws Exception {
        HttpResponse<String> answer = blockedWith(Map.of(
                "status",
                429L,
                "body",
                "{\"wait\": \"ä\"}",
                "headers",
                Map.of("Content-Type", "application/json;charset=utf-8", "Retry-After", 30L)));
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.body()).isEqualTo("{\"wait\": \"ä\"}");
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        assertThat(answer.headers().firstValue("Retry-After")).contains("30");
    }

    @Test
    void whatIsNoValidAnswerIsLeftOut() throws Exception {
        Map<String, Object> headers = new LinkedHashMap<>();
        headers.put("X-Split", "a\r\nX-Injected: 1");
        headers.put("X-Nul", "a\0b");
        headers.put("X Bad: y\r\nX-Injected", "1");
        headers.put("", "1");
        headers.put("Content-Length", "5");
        headers.put("Transfer-Encoding", "chunked");
        headers.put("X-List", List.of("1"));
        headers.put("X-Good", "good");
        for (Object status : new Object[] {100, 199L, -1, 600, Long.MAX_VALUE, "500", true}) {
            HttpResponse<String> answer = blockedWith(Map.of("status", status, "headers", headers, "body", 7));
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).isEqualTo("The request was refused.\n");
            assertThat(answer.headers().map()).containsKey("X-Good");
            assertThat(answer.headers().map())
                    .doesNotContainKeys("X-Split", "X-Injected", "X-Nul", "X-List", "Transfer-Encoding", "X Bad");
        }
    }

    @Test
    void aRedirectIsAnAnswerToo() throws Exception {
        HttpResponse<String> answer = blockedWith(Map.of("status", 302, "headers", Map.of("Location", "/login")));
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).contains("/login");
        answer = blockedWith(Map.of("status", 204, "body", "none"));
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void noMoreThanFiftyHeadersAreSet() throws Exception {
        Map<String, Object> headers = new LinkedHashMap<>();
        for (int i = 0; i < 100; i++) {
            headers.put("X-H" + i, "1");
        }
        HttpResponse<String> answer = blockedWith(Map.of("headers", headers));
        assertThat(answer.headers().map().keySet().stream().filter(name -> name.startsWith("x-h")))
                .hasSize(50);
    }

    @Test
    void theHostMayAnswerInItsOwnWay() throws Exception {
        FlyballFilter filter = FlyballFilter.builder(ScriptedEngine.blocking(Map.of("tenant", "a")))
                .responder((request, response, block) -> {
                    response.setStatus(418);
                    response.getWriter().print(block.ruleId() + block.data());
                })
                .build();
        try (TestServer server = server(filter)) {
            HttpResponse<String> answer = server.get("/echo");
            assertThat(answer.statusCode()).isEqualTo(418);
            assertThat(answer.body()).isEqualTo("scripted{tenant=a}");
        }
    }

    @Test
    void theDecisionIsAnAttributeAndToldToTheListener() throws Exception {
        List<Decision> told = new CopyOnWriteArrayList<>();
        List<Object> attributes = new CopyOnWriteArrayList<>();
        HttpServlet servlet = new HttpServlet() {
            private static final long serialVersionUID = 1L;

            @Override
            protected void service(HttpServletRequest request, HttpServletResponse response) {
                attributes.add(request.getAttribute(FlyballFilter.DECISION));
            }
        };
        FlyballFilter filter = FlyballFilter.builder(ScriptedEngine.of("", (facts, meter) -> {
                    meter.charge(7);
                    return null;
                }))
                .listener((request, decision, meter) -> {
                    assertThat(meter.scanSteps()).isEqualTo(7);
                    told.add(decision);
                })
                .build();
        try (TestServer server =
                new TestServer().filter(filter).servlet("/*", servlet).start()) {
            assertThat(server.get("/a").statusCode()).isEqualTo(200);
        }
        assertThat(told).hasSize(1);
        assertThat(attributes).isEqualTo(List.copyOf(told));
    }

    /** Forwards once, starts asynchronous processing, dispatches, and fails into the error page. */
    private static final class EveryDispatch extends HttpServlet {
        private static final long serialVersionUID = 1L;
        private final transient List<DispatcherType> dispatches = new CopyOnWriteArrayList<>();

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws IOException, ServletException {
            dispatches.add(request.getDispatcherType());
            switch (request.getDispatcherType()) {
                case REQUEST -> request.getRequestDispatcher("/forwarded").forward(request, response);
                case FORWARD -> {
                    request.getRequestDispatcher("/included").include(request, response);
                    request.startAsync().dispatch("/dispatched");
                }
                case ASYNC -> response.sendError(503);
                case INCLUDE, ERROR -> {}
            }
        }
    }

    @Test
    void aRequestIsJudgedOnceHoweverItIsDispatched() throws Exception {
        AtomicInteger judged = new AtomicInteger();
        EveryDispatch servlet = new EveryDispatch();
        FlyballFilter filter = FlyballFilter.builder(ScriptedEngine.of("", (facts, meter) -> {
                    judged.incrementAndGet();
                    return null;
                }))
                .build();
        TestServer server = new TestServer().filter(filter).servlet("/*", servlet);
        org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler errors =
                new org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler();
        errors.addErrorPage(503, "/error");
        server.context().setErrorHandler(errors);
        try (server) {
            assertThat(server.start().get("/a").statusCode()).isEqualTo(503);
        }
        assertThat(servlet.dispatches)
                .containsExactly(
                        DispatcherType.REQUEST,
                        DispatcherType.FORWARD,
                        DispatcherType.INCLUDE,
                        DispatcherType.ASYNC,
                        DispatcherType.ERROR);
        assertThat(judged).hasValue(1);
    }

    @Test
    void aRequestWithoutABodyIsNotWrappedAndABodyThatNoRuleAsksForIsNotRead() throws Exception {
        List<String> classes = new CopyOnWriteArrayList<>();
        HttpServlet servlet = new HttpServlet() {
            private static final long serialVersionUID = 1L;

            @Override
            protected void service(HttpServletRequest request, HttpServletResponse response) {
                classes.add(request.getClass().getSimpleName());
            }
        };
        FlyballFilter reading = FlyballFilter.builder(ScriptedEngine.readingTheBody())
                .budget(TestServer.AMPLE)
                .build();
        try (TestServer server =
                new TestServer().filter(reading).servlet("/*", servlet).start()) {
            server.get("/a");
            server.send(server.request("/a").POST(HttpRequest.BodyPublishers.noBody()));
            assertThat(classes).doesNotContain("ReplayedRequest").hasSize(2);
            server.post("/a", "text/plain", "x");
            assertThat(classes).contains("ReplayedRequest");
        }
        classes.clear();
        FlyballFilter other = FlyballFilter.builder(ScriptedEngine.of("ssl", (facts, meter) -> null))
                .build();
        try (TestServer server =
                new TestServer().filter(other).servlet("/*", servlet).start()) {
            server.post("/a", "text/plain", "x");
        }
        assertThat(classes).doesNotContain("ReplayedRequest").hasSize(1);
    }

    @Test
    void aClientThatWaitsToSendItsBodyIsToldToContinue() throws Exception {
        FlyballFilter filter = FlyballFilter.builder(ScriptedEngine.readingTheBody())
                .budget(TestServer.AMPLE)
                .build();
        try (TestServer server = server(filter);
                Socket socket = new Socket("127.0.0.1", server.uri("/").getPort())) {
            socket.setSoTimeout(30_000);
            OutputStream out = socket.getOutputStream();
            out.write(("POST /app/echo?by=stream HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                            + "Expect: 100-continue\r\nContent-Length: 3\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            String interim = "HTTP/1.1 100 Continue\r\n\r\n";
            byte[] told = socket.getInputStream().readNBytes(interim.length());
            assertThat(new String(told, StandardCharsets.ISO_8859_1)).isEqualTo(interim);
            out.write("abc".getBytes(StandardCharsets.ISO_8859_1));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .startsWith("HTTP/1.1 200 ")
                    .endsWith("\r\n\r\nabc");
        }
    }

    @Test
    void theBodyIsReadBeforeTheBudgetRuns() throws Exception {
        AtomicBoolean read = new AtomicBoolean();
        List<Boolean> readBefore = new CopyOnWriteArrayList<>();
        Filter watching = (request, response, chain) -> chain.doFilter(
                new HttpServletRequestWrapper((HttpServletRequest) request) {
                    @Override
                    public ServletInputStream getInputStream() throws IOException {
                        read.set(true);
                        return super.getInputStream();
                    }
                },
                response);
        FlyballFilter filter = FlyballFilter.builder(
                        ScriptedEngine.of("http.request.body.size gt 5", (facts, meter) -> {
                            readBefore.add(read.get());
                            return null;
                        }))
                .build();
        try (TestServer server = new TestServer()
                .filter(watching)
                .filter(filter)
                .servlet("/echo", new EchoServlet())
                .start()) {
            assertThat(server.post("/echo?by=stream", "text/plain", "abc").body())
                    .isEqualTo("abc");
        }
        assertThat(readBefore).containsExactly(true);
    }

    @Test
    void aBodyThatARuleAsksForAgainstExpectationIsReadThen() throws Exception {
        List<Object> bodies = new CopyOnWriteArrayList<>();
        FlyballFilter filter = FlyballFilter.builder(ScriptedEngine.of("ssl", (facts, meter) -> {
                    bodies.add(facts.value(facts.schema().field("http.request.body.raw")));
                    return Action.of(Action.ALLOW, "scripted", Map.of());
                }))
                .build();
        try (TestServer server = server(filter)) {
            assertThat(server.post("/echo?by=stream", "text/plain", "abc").body())
                    .isEqualTo("abc");
        }
        assertThat(bodies).containsExactly("abc");
    }

    @Test
    void aFormThatIsTooLongOrHasTooManyFieldsIsRefusedToTheApplication() throws Exception {
        FlyballFilter filter = FlyballFilter.builder(ScriptedEngine.readingTheBody())
                .budget(TestServer.AMPLE)
                .maxBodyBytes(100)
                .maxFormBytes(1_000)
                .maxParameters(10)
                .build();
        String type = "application/x-www-form-urlencoded";
        try (TestServer server = server(filter)) {
            assertThat(server.post("/echo?by=parameters", type, "a=" + "x".repeat(998))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(server.post("/echo?by=parameters", type, "a=" + "x".repeat(999))
                            .statusCode())
                    .isEqualTo(500);
            assertThat(server.post("/echo?by=parameters", type, "a&".repeat(10)).statusCode())
                    .isEqualTo(500);
        }
    }
}
