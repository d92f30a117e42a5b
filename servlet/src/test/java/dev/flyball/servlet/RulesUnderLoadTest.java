package dev.flyball.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.Budget;
import dev.flyball.rules.Decision;
import dev.flyball.rules.EngineOptions;
import dev.flyball.rules.ExhaustionPolicy;
import dev.flyball.rules.Rollout;
import dev.flyball.rules.RuleEngine;
import dev.flyball.rules.RuleSet;
import dev.flyball.rules.Schema;
import dev.flyball.rules.Unfinished;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The filter with a real engine: many requests at once, rules that change under them, budgets that run out. */
class RulesUnderLoadTest {
    private static RuleSet rules(String... whenAndThen) {
        StringBuilder yaml = new StringBuilder("rules:\n");
        for (int i = 0; i < whenAndThen.length; i += 2) {
            yaml.append("  - id: r")
                    .append(i / 2)
                    .append("\n    when: |\n      ")
                    .append(whenAndThen[i]);
            yaml.append("\n    then: ").append(whenAndThen[i + 1]).append('\n');
        }
        return RuleSet.parse("test.yaml", yaml.toString(), Schema.http());
    }

    private static TestServer server(FlyballFilter filter) throws Exception {
        return new TestServer()
                .filter(filter)
                .servlet("/echo", new EchoServlet())
                .start();
    }

    private static <T> List<T> together(int threads, Callable<T> task) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> result : pool.invokeAll(java.util.Collections.nCopies(threads, task))) {
                results.add(result.get());
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void manyRequestsAtOnceGetTheSameDecisionsAndSteps() throws Exception {
        RuleEngine engine = RuleEngine.of(rules(
                "http.request.body.raw matches \"x+y+z\" and http.request.uri.query contains \"bad\"", "block",
                "any(http.request.uri.args[\"n\"][*] matches \"^[0-9]*7$\")", "block"));
        Map<String, Long> steps = new ConcurrentHashMap<>();
        List<String> different = new CopyOnWriteArrayList<>();
        FlyballFilter filter = FlyballFilter.builder(engine)
                .budget(TestServer.AMPLE)
                .listener((request, decision, meter) -> {
                    // A build step depends on what ran before; a scan step never does.
                    Long before = steps.putIfAbsent(request.getQueryString(), meter.scanSteps());
                    if (before != null && before != meter.scanSteps()) {
                        different.add(request.getQueryString() + ": " + before + ", " + meter.scanSteps());
                    }
                })
                .build();
        try (TestServer server = server(filter)) {
            List<Boolean> right = together(8, () -> {
                boolean all = true;
                for (int i = 0; i < 50; i++) {
                    String body = i % 2 == 0 ? "xx".repeat(i) + "yz" : "x".repeat(i);
                    HttpResponse<String> answer =
                            server.post("/echo?by=stream&n=" + i + (i % 3 == 0 ? "&bad" : ""), "text/plain", body);
                    boolean blocked = i % 6 == 0 && i > 0 || i % 10 == 7;
                    all &= blocked ? answer.statusCode() == 403 : answer.body().equals(body);
                }
                return all;
            });
            assertThat(right).containsOnly(true);
        }
        assertThat(different).isEmpty();
        assertThat(steps).hasSize(50);
    }

    @Test
    void aDeploymentUnderLoadIsSeenWholeByEveryRequest() throws Exception {
        // Under either rule set the two rules agree, so a mixture of both would show.
        RuleSet blocking = rules("http.request.uri.path contains \"echo\"", "log", "http.host ne \"\"", "block");
        RuleSet passing = rules("http.request.uri.path contains \"none\"", "log", "http.host eq \"\"", "block");
        RuleEngine engine = RuleEngine.of(passing);
        List<String> mixed = new CopyOnWriteArrayList<>();
        FlyballFilter filter = FlyballFilter.builder(engine)
                .budget(TestServer.AMPLE)
                .listener((request, decision, meter) -> {
                    boolean whole = decision.version().equals(blocking.version())
                            ? decision.matchedRuleIds().equals(List.of("r0", "r1"))
                            : decision.matchedRuleIds().isEmpty()
                                    && decision.version().equals(passing.version());
                    if (!whole) {
                        mixed.add(decision.version() + decision.matchedRuleIds());
                    }
                })
                .build();
        try (TestServer server = server(filter)) {
            AtomicBoolean done = new AtomicBoolean();
            ExecutorService deployer = Executors.newSingleThreadExecutor();
            Future<Integer> deployments = deployer.submit(() -> {
                int count = 0;
                while (!done.get()) {
                    engine.deploy(count++ % 2 == 0 ? blocking : passing, Rollout.immediate("a test"));
                    Thread.yield();
                }
                return count;
            });
            List<Boolean> answered = together(4, () -> {
                boolean all = true;
                for (int i = 0; i < 100; i++) {
                    int status = server.get("/echo").statusCode();
                    all &= status == 200 || status == 403;
                }
                return all;
            });
            done.set(true);
            deployer.shutdown();
            assertThat(deployments.get()).isPositive();
            assertThat(answered).containsOnly(true);
            assertThat(mixed).isEmpty();

            engine.deploy(blocking, Rollout.immediate("the last one"));
            assertThat(server.get("/echo").statusCode()).isEqualTo(403);
            engine.deploy(passing, Rollout.immediate("the very last one"));
            assertThat(server.get("/echo").statusCode()).isEqualTo(200);
            engine.rollback("and back");
            assertThat(server.get("/echo").statusCode()).isEqualTo(403);
        }
    }

    @ParameterizedTest
    @EnumSource(ExhaustionPolicy.class)
    void aRequestThatExhaustsItsBudgetGetsWhatThePolicySays(ExhaustionPolicy policy) throws Exception {
        RuleEngine engine = RuleEngine.of(
                rules("http.request.body.raw matches \"(a|b)*c\"", "block"),
                EngineOptions.builder().exhaustionPolicy(policy).build());
        List<Decision> decisions = new CopyOnWriteArrayList<>();
        FlyballFilter filter = FlyballFilter.builder(engine)
                .budget(Budget.of(20_000, Duration.ofMinutes(1)))
                .listener((request, decision, meter) -> decisions.add(decision))
                .build();
        try (TestServer server = server(filter)) {
            assertThat(server.post("/echo?by=stream", "text/plain", "ab".repeat(10))
                            .statusCode())
                    .isEqualTo(200);
            HttpResponse<String> answer = server.post("/echo?by=stream", "text/plain", "ab".repeat(30_000));
            assertThat(answer.statusCode()).isEqualTo(policy == ExhaustionPolicy.BLOCK ? 403 : 200);
        }
        assertThat(decisions.get(0).unfinished()).isEmpty();
        assertThat(decisions.get(1).unfinished()).singleElement().satisfies(unfinished -> {
            assertThat(unfinished.ruleId()).isEqualTo("r0");
            assertThat(unfinished.reason()).isEqualTo(Unfinished.Reason.STEPS);
        });
        assertThat(decisions.get(1).isByPolicy()).isEqualTo(policy != ExhaustionPolicy.SKIP_RULE);
    }

    @Test
    void tooManyArgumentsMakeTheRulesThatNeedThemUnfinished() throws Exception {
        RuleEngine engine = RuleEngine.of(rules("any(http.request.uri.args.values[*] contains \"evil\")", "block"));
        List<Decision> decisions = new CopyOnWriteArrayList<>();
        FlyballFilter filter = FlyballFilter.builder(engine)
                .budget(TestServer.AMPLE)
                .listener((request, decision, meter) -> decisions.add(decision))
                .build();
        try (TestServer server = server(filter)) {
            assertThat(server.get("/echo?" + "a=1&".repeat(1_001)).statusCode()).isEqualTo(403);
        }
        assertThat(decisions.get(0).unfinished()).singleElement().satisfies(unfinished -> {
            assertThat(unfinished.reason()).isEqualTo(Unfinished.Reason.ERROR);
            assertThat(unfinished.detail()).contains("more than 1000 parameters");
        });
    }
}
