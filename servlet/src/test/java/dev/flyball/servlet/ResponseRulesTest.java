package dev.flyball.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.Budget;
import dev.flyball.Meter;
import dev.flyball.rules.Decision;
import dev.flyball.rules.Rollout;
import dev.flyball.rules.RuleEngine;
import dev.flyball.rules.RuleSet;
import dev.flyball.rules.Schema;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules about responses act before the client sees any of them, however the application answers. */
class ResponseRulesTest {
    private static final String RULES = """
            rules:
              - id: inner-errors
                when: http.response.code in {500..599}
                then: { block: { status: 503, body: "Come back later.\\n" } }
              - id: secrets
                when: |
                  any(http.response.headers["x-secret"][*] ne "") and not ssl
                then: { block: { status: 502, headers: { X-Why: secret }, body: "No.\\n" } }
              - id: not-here
                when: http.response.code eq 404
                then: { tag: missing }
              - id: plain
                when: http.response.content_type.media_type eq "text/plain"
                then: log
              - id: redirects
                when: http.response.code eq 302
                then: { block: { status: 410 } }
            """;

    private final List<String> told = new CopyOnWriteArrayList<>();

    /** Answers in the way that the path names; with {@code secret} in the query it tells one. */
    private static final class Application extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws IOException, ServletException {
            if (request.getQueryString() != null && request.getQueryString().contains("secret")) {
                response.setHeader("X-Secret", "1");
            }
            response.setContentType("text/plain;charset=UTF-8");
            switch (String.valueOf(request.getPathInfo())) {
                case "/nothing" -> {}
                case "/stream" -> response.getOutputStream().write(bytes("from the application"));
                case "/bytes" -> {
                    for (byte b : bytes("from the application")) {
                        response.getOutputStream().write(b);
                    }
                }
                case "/print" -> response.getOutputStream().println("from the application");
                case "/writer" -> response.getWriter().println("from the application ä");
                case "/flush" -> {
                    response.getWriter().print("from the application");
                    response.getWriter().flush();
                    response.getWriter().print(" and more");
                }
                case "/flushBuffer" -> {
                    response.flushBuffer();
                    response.getOutputStream().write(bytes("from the application"));
                }
                case "/close" -> {
                    try (PrintWriter out = response.getWriter()) {
                        out.print("from the application");
                    }
                    response.setHeader("X-Late", "1");
                }
                case "/long" -> {
                    for (int i = 0; i < 5_000; i++) {
                        response.getOutputStream().write(bytes("from the application\n"));
                    }
                }
                case "/length" -> {
                    response.setContentLength(20);
                    response.getOutputStream().write(bytes("from the application"));
                    response.setStatus(201);
                }
                case "/changes" -> {
                    response.setStatus(500);
                    response.getWriter().print("an error");
                    response.reset();
                    response.getOutputStream().write(bytes("from the application"));
                }
                case "/late-status" -> {
                    response.getOutputStream().write(bytes("from the application"));
                    response.setStatus(500);
                }
                case "/error" -> response.sendError(500, "an inner matter");
                case "/missing" -> response.sendError(404);
                case "/redirect" -> response.sendRedirect("/app/other");
                case "/throws" -> throw new ServletException("an inner matter");
                case "/page" -> response.getWriter().print("the page for errors, " + response.getStatus());
                case "/async" -> {
                    AsyncContext async = request.startAsync();
                    async.start(() -> {
                        write(async, "from the application");
                        async.complete();
                    });
                }
                case "/async-nothing" -> {
                    AsyncContext async = request.startAsync();
                    async.start(async::complete);
                }
                case "/async-dispatch" -> {
                    if (request.getDispatcherType() == DispatcherType.ASYNC) {
                        response.getOutputStream().write(bytes("from the application"));
                    } else {
                        AsyncContext async = request.startAsync();
                        async.start(async::dispatch);
                    }
                }
                case "/async-listener" -> listen(request.startAsync(), response);
                case "/forward" -> request.getRequestDispatcher("/stream").forward(request, response);
                case "/include" -> {
                    // The path stays that of the request.
                    if (request.getDispatcherType() == DispatcherType.INCLUDE) {
                        response.getOutputStream().write(bytes("from the application"));
                    } else {
                        request.getRequestDispatcher("/stream").include(request, response);
                    }
                }
                default -> response.sendError(400);
            }
        }

        private static void write(AsyncContext async, String text) {
            try {
                async.getResponse().getOutputStream().write(bytes(text));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        private static void listen(AsyncContext async, HttpServletResponse response) throws IOException {
            response.getOutputStream().setWriteListener(new WriteListener() {
                private int pieces;

                @Override
                public void onWritePossible() throws IOException {
                    while (response.getOutputStream().isReady()) {
                        if (pieces++ == 100) {
                            async.complete();
                            return;
                        }
                        response.getOutputStream().write(bytes("from the application\n"));
                    }
                }

                @Override
                public void onError(Throwable failure) {
                    async.complete();
                }
            });
        }

        private static byte[] bytes(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    private TestServer server(String rules) throws Exception {
        return server(RuleEngine.of(RuleSet.parse("rules.yaml", rules, Schema.http())), TestServer.AMPLE);
    }

    private TestServer server(RuleEngine engine, Budget budget) throws Exception {
        FlyballFilter filter = FlyballFilter.builder(engine)
                .budget(budget)
                .listener(new DecisionListener() {
                    @Override
                    public void decided(HttpServletRequest request, Decision decision, Meter meter) {}

                    @Override
                    public void decidedOnResponse(HttpServletRequest request, Decision decision, Meter meter) {
                        told.add(String.join(",", decision.matchedRuleIds()));
                    }
                })
                .build();
        TestServer server = new TestServer().filter(filter).servlet("/*", new Application());
        ErrorPageErrorHandler errors = new ErrorPageErrorHandler();
        errors.addErrorPage(ServletException.class, "/page");
        server.context().setErrorHandler(errors);
        return server.start();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/stream",
                "/bytes",
                "/print",
                "/writer",
                "/flush",
                "/flushBuffer",
                "/close",
                "/long",
                "/length",
                "/changes",
                "/async",
                "/async-dispatch",
                "/async-listener",
                "/forward",
                "/include"
            })
    void aResponseThatPassesIsAsWithoutTheFilter(String path) throws Exception {
        try (TestServer with = server(RULES);
                TestServer without =
                        new TestServer().servlet("/*", new Application()).start()) {
            HttpResponse<String> judged = with.get(path);
            HttpResponse<String> plain = without.get(path);
            assertThat(judged.body()).isEqualTo(plain.body()).contains("from the application");
            assertThat(judged.statusCode()).isEqualTo(plain.statusCode());
            assertThat(judged.headers().firstValue("Content-Type"))
                    .isEqualTo(plain.headers().firstValue("Content-Type"));
            assertThat(judged.headers().firstValue("X-Late")).isEmpty();
            assertThat(told).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing",
                "/stream",
                "/bytes",
                "/print",
                "/writer",
                "/flush",
                "/flushBuffer",
                "/close",
                "/long",
                "/length",
                "/missing",
                "/redirect",
                "/async",
                "/async-nothing",
                "/async-dispatch",
                "/async-listener",
                "/forward",
                "/include"
            })
    void aResponseThatIsBlockedIsReplacedAsAWhole(String path) throws Exception {
        try (TestServer server = server(RULES)) {
            HttpResponse<String> answer = server.get(path + "?secret");
            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(answer.body()).isEqualTo("No.\n");
            assertThat(answer.headers().firstValue("X-Why")).contains("secret");
            assertThat(answer.headers().map()).doesNotContainKeys("X-Secret", "x-secret", "Location", "X-Late");
            assertThat(told).hasSize(1);
            assertThat(server.get("/stream").body()).isEqualTo("from the application");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/error", "/throws", "/late-status"})
    void errorsAreJudgedByTheirStatus(String path) throws Exception {
        try (TestServer server = server(RULES)) {
            HttpResponse<String> answer = server.get(path);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).isEqualTo("Come back later.\n");
            assertThat(told).containsExactly("inner-errors");
        }
    }

    @Test
    void statusesOfErrorsAndRedirectsAreThoseThatWillBeSent() throws Exception {
        try (TestServer server = server(RULES)) {
            assertThat(server.get("/missing").statusCode()).isEqualTo(404);
            assertThat(server.get("/redirect").statusCode()).isEqualTo(410);
            assertThat(server.get("/writer").statusCode()).isEqualTo(200);
            assertThat(told).containsExactly("not-here,plain", "plain,redirects", "plain");
        }
    }

    @Test
    void scoresAndSkipsOfTheRequestHoldForTheResponse() throws Exception {
        try (TestServer server = server("""
                rules:
                  - id: tries
                    when: http.request.uri.query contains "odd"
                    then: { score: { odd: 3 } }
                  - id: friends
                    when: http.request.uri.query contains "friend"
                    then: { skip: { rules: [odd-answers] } }
                  - id: odd-answers
                    phase: response
                    when: score("odd") ge 3 and http.response.code eq 200
                    then: block
                """)) {
            assertThat(server.get("/stream?odd").statusCode()).isEqualTo(403);
            assertThat(server.get("/stream?odd&friend").statusCode()).isEqualTo(200);
            assertThat(server.get("/stream").statusCode()).isEqualTo(200);
        }
    }

    /** Asked together with the rules about requests, {@code ne} was true of the absent status. */
    @Test
    void aRuleAboutResponsesIsNotAskedBeforeThereIsOne() throws Exception {
        try (TestServer server = server("rules: [{id: r, when: 'http.response.code ne 200', then: block}]")) {
            assertThat(server.get("/stream").statusCode()).isEqualTo(200);
            assertThat(server.get("/missing").statusCode()).isEqualTo(403);
        }
    }

    /** Rules that ask for the body and rules that do not are in one order: the second asks for scores of the first. */
    @Test
    void rulesAboutRequestsAndBodiesKeepTheirOrder() throws Exception {
        try (TestServer server = server("""
                rules:
                  - { id: a, when: 'http.request.body.raw contains "x"', then: { score: { s: 1 } } }
                  - { id: b, when: 'score("s") ge 1', then: block }
                """)) {
            assertThat(server.post("/stream", "text/plain", "x").statusCode()).isEqualTo(403);
            assertThat(server.post("/stream", "text/plain", "y").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void oneVersionJudgesARequestAndItsResponse() throws Exception {
        RuleEngine engine = RuleEngine.of(RuleSet.parse("a.yaml", RULES, Schema.http()));
        try (TestServer server = server(engine, TestServer.AMPLE)) {
            assertThat(server.get("/stream?secret").statusCode()).isEqualTo(502);
            engine.deploy(RuleSet.parse("b.yaml", "rules: []", Schema.http()), Rollout.immediate("a test"));
            assertThat(server.get("/stream?secret").statusCode()).isEqualTo(200);
            assertThat(told).as("nothing asks about responses any more").hasSize(1);
        }
    }

    /** What a rule does not finish is the policy's matter here as well, and what the application takes is not the budget's. */
    @Test
    void aResponseRuleThatDoesNotFinishBlocks() throws Exception {
        RuleEngine engine = RuleEngine.of(RuleSet.parse(
                "rules.yaml",
                "rules: [{id: r, when: 'any(http.response.headers[*][*] matches \"(ab|b)+c\")', then: block}]",
                Schema.http()));
        try (TestServer server = server(engine, Budget.of(10, Duration.ofMinutes(1)))) {
            assertThat(server.get("/stream").statusCode()).isEqualTo(403);
        }
    }
}
