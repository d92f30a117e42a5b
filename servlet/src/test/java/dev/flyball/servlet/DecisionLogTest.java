package dev.flyball.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.rules.Action;
import dev.flyball.rules.RuleEngine;
import dev.flyball.rules.RuleSet;
import dev.flyball.rules.Schema;
import java.lang.System.Logger;
import java.util.List;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The line that a decision gets. */
class DecisionLogTest {
    private static final class Recorder implements Logger {
        private final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        public String getName() {
            return "recorder";
        }

        @Override
        public boolean isLoggable(Level level) {
            return true;
        }

        @Override
        public void log(Level level, @Nullable ResourceBundle bundle, String message, @Nullable Throwable thrown) {
            lines.add(level + " " + message);
        }

        @Override
        public void log(Level level, @Nullable ResourceBundle bundle, String format, Object... params) {
            lines.add(level + " " + format);
        }
    }

    private static List<String> lines(@Nullable Action action, String request) throws Exception {
        return linesOf(
                FlyballFilter.builder(ScriptedEngine.of("", (facts, meter) -> {
                    meter.charge(5);
                    return action;
                })),
                request);
    }

    private static List<String> linesOf(FlyballFilter.Builder builder, String request) throws Exception {
        Recorder recorder = new Recorder();
        FlyballFilter filter = builder.budget(TestServer.AMPLE)
                .listener(new DecisionLog(recorder))
                .build();
        try (TestServer server =
                new TestServer().filter(filter).servlet("/*", new EchoServlet()).start()) {
            server.raw(request);
        }
        return recorder.lines;
    }

    @Test
    void aRequestThatNoRuleMatchesIsDebug() throws Exception {
        assertThat(lines(null, "GET /app/a?b=1 HTTP/1.0\r\n\r\n"))
                .containsExactly("DEBUG action=pass matched=[] simulated=[] steps=5 scan-steps=5 unfinished=[]"
                        + " client=127.0.0.1 request=\"GET /app/a?b=1\"");
    }

    @Test
    void aDecisionIsInfoAndTellsTheRule() throws Exception {
        Action block = Action.of(Action.BLOCK, "scripted", Map.of());
        assertThat(lines(block, "GET /app/ HTTP/1.0\r\n\r\n"))
                .singleElement()
                .asString()
                .startsWith("INFO action=block rule=scripted matched=[]");
    }

    @Test
    void whatTheClientSentIsCutAndCannotForgeALine() throws Exception {
        assertThat(lines(null, "GET /app/\"\\?\u00c3\u00a4\t{0}" + "x".repeat(300) + " HTTP/1.0\r\n\r\n"))
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(400).matches("[ -~]*"));
        assertThat(lines(null, "GET /app/?{0}\"\u00c3\u00a4" + "x".repeat(300) + " HTTP/1.0\r\n\r\n"))
                .singleElement()
                .asString()
                .contains("request=\"GET /app/?{0}\\\"\\u00e4xxx")
                .endsWith("xxx...\"");
    }

    @Test
    void ofManyRulesTheFirstOnesAreNamed() throws Exception {
        StringBuilder yaml = new StringBuilder("rules:\n");
        for (int i = 0; i < 300; i++) {
            yaml.append("- {id: yes-" + i + ", then: log, when: not ssl}\n");
            yaml.append("- {id: perhaps-" + i + ", then: log, mode: simulate, when: not ssl}\n");
            yaml.append("- {id: broken-" + i + ", then: log, when: ip.src eq ::1}\n");
        }
        RuleEngine engine = RuleEngine.of(RuleSet.parse("rules.yaml", yaml.toString(), Schema.http()));
        FlyballFilter.Builder builder = FlyballFilter.builder(engine).fact("ip.src", request -> {
            throw new IllegalStateException("\nINFO action=pass \"" + request.getQueryString());
        });
        assertThat(linesOf(builder, "GET /app/?" + "x".repeat(1_000) + " HTTP/1.0\r\n\r\n"))
                .singleElement()
                .asString()
                .hasSizeLessThan(8_000)
                .matches("[ -~]*")
                .contains("matched=[yes-0, yes-1, ")
                .contains("yes-19, and 280 more] simulated=[perhaps-0, ")
                .contains("unfinished=[broken-0: ERROR (")
                .contains("\\u000aINFO action=pass \\\"");
    }
}
