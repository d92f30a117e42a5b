package dev.flyball.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A replay counts what rules decide about the requests of a log, whatever else the log has. */
class ReplayTest {
    private static final String RULES = """
            rules:
              - { id: admin, when: 'http.request.uri.path eq "/admin"', then: block }
              - { id: agents, when: 'http.user_agent contains "bot"', then: log }
              - { id: never, when: 'http.host eq "never"', then: block }
            """;

    @TempDir
    Path directory;

    private Path file(String name, String text) throws IOException {
        return Files.write(directory.resolve(name), text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String line(String request, String agent) {
        return "203.0.113.7 - - [10/Oct/2025:13:55:36 +0000] \"" + request + "\" 200 7 \"-\" \"" + agent + "\"\n";
    }

    private static Map<String, Object> json(Run run) throws JsonReader.Malformed {
        return JsonReader.object(run.out());
    }

    private static Object number(long value) {
        return new JsonReader.Numeral(Long.toString(value));
    }

    @Test
    void countsWhatIsDecided() throws IOException, JsonReader.Malformed {
        Path rules = file("rules.yaml", RULES);
        Path log = file(
                "access.log",
                line("GET /admin HTTP/1.1", "a bot")
                        + line("GET /admin HTTP/1.1", "-").repeat(2)
                        + line("GET / HTTP/1.1", "a bot")
                        + "  {\"uri\": \"/admin\", \"remote_addr\": \"::1\"}\n");
        Run run = Run.of("replay", rules, log);
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .contains("5 requests", "block 4 (80.00 %)", "pass 1 (20.00 %)", "never matched, 1: never")
                .containsPattern("admin +block +4 +4 +0")
                .containsPattern("agents +log +1 +0 +0");
        Map<String, Object> json = json(Run.of("replay", rules, log, "--json"));
        assertThat(json).containsEntry("requests", number(5)).containsEntry("unreadable", number(0));
        assertThat(Run.of("replay", rules, log, "--host", "never").out()).containsPattern("never +block +1 +1 +0");
    }

    @Test
    void tellsTheStepsOfEachRuleAndWhatDidNotFinish() throws IOException, JsonReader.Malformed {
        Path rules = file("rules.yaml", """
                rules:
                  - id: agents
                    when: |
                      http.user_agent matches "^[a-z]+[0-9]$"
                    then: log
                  - id: trial
                    mode: simulate
                    when: |
                      http.user_agent matches "^[a-z]+[0-9]x$"
                    then: block
                """);
        Path log = file(
                "access.log",
                line("GET / HTTP/1.1", "a").repeat(98)
                        + line("GET / HTTP/1.1", "a".repeat(5_000) + "1").repeat(2));
        Run run = Run.of("replay", rules, log);
        assertThat(run.out())
                .containsPattern("agents +log +2 +0 +0 +100 +[1-9] +5,[0-9]{3} +5,[0-9]{3}\\R")
                .containsPattern("trial +block, simulate +0 +0 +0 +100 +[1-9] +5,[0-9]{3} +5,[0-9]{3}\\R")
                .contains("never matched, 1: trial");
        Run scarce = Run.of("replay", rules, log, "--max-steps", "1000");
        assertThat(scarce.out())
                .containsPattern("agents +log +0 +0 +2 +100 ")
                .containsPattern("trial +block, simulate +0 +0 +2 +100 ");
        Map<?, ?> ofRules =
                (Map<?, ?>) json(Run.of("replay", rules, log, "--json")).get("rules");
        Map<?, ?> first = (Map<?, ?>) ((List<?>) ofRules.get("rules")).get(0);
        assertThat(first.get("rule")).isEqualTo("agents");
        assertThat(((Map<?, ?>) first.get("ownSteps")).keySet().stream().map(Object::toString))
                .containsExactly("sum", "p50", "p99", "max");
    }

    @Test
    void rulesAboutResponsesAreAskedOfWhatTheLogTells() throws IOException {
        Path rules = file("rules.yaml", """
                rules:
                  - { id: closed, when: 'http.request.uri.path eq "/closed"', then: block }
                  - { id: leak, when: 'http.response.code ne 200', then: block }
                  - { id: typed, when: 'http.response.content_type.media_type eq "text/html"', then: log }
                """);
        Path log = file(
                "access.log",
                line("GET / HTTP/1.1", "a")
                        + line("GET / HTTP/1.1", "a").replace("\" 200 7", "\" 500 7")
                        + line("GET /closed HTTP/1.1", "a").replace("\" 200 7", "\" 500 7")
                        + "{\"uri\": \"/\", \"status\": 200, \"resp_headers\": {\"Content-Type\": [\"text/html; charset=utf-8\"]}}\n"
                        + "{\"uri\": \"/\"}\n");
        assertThat(Run.of("replay", rules, log).out())
                .contains("block 2 (40.00 %) pass 3 (60.00 %)")
                .containsPattern("closed +block +1 +1 ")
                .containsPattern("leak +block +1 +1 ")
                .containsPattern("typed +log +1 +0 ");
    }

    @Test
    void readsCompressedLogs() throws IOException {
        Path rules = file("rules.yaml", RULES);
        Path log = directory.resolve("access.log.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(log))) {
            out.write(line("GET /admin HTTP/1.1", "-").repeat(3).getBytes(StandardCharsets.ISO_8859_1));
        }
        assertThat(Run.of("replay", rules, log).out()).contains("3 requests", "block 3");
    }

    @Test
    void comparesWithOtherRules() throws IOException, JsonReader.Malformed {
        Path rules = file("rules.yaml", RULES);
        Path other = file("other.yaml", RULES.replace("\"/admin\"", "\"/\""));
        Path log = file("access.log", line("GET /admin HTTP/1.1", "-").repeat(3) + line("GET / HTTP/1.1", "-"));
        Run run = Run.of("replay", rules, log, "--against", other, "--fail-on-change");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .contains("Decided differently: 4 (100.00 %)")
                .containsPattern("3 +block by admin -> pass \\(first in line 1\\)")
                .containsPattern("1 +pass -> block by admin \\(first in line 4\\)");
        assertThat(Run.of("replay", rules, log, "--against", rules, "--fail-on-change")
                        .status())
                .isZero();
        assertThat(json(Run.of("replay", rules, log, "--against", other, "--json")))
                .containsEntry("ok", true)
                .containsEntry("changed", number(4));
        assertThat(json(Run.of("replay", rules, log, "--against", other, "--json", "--fail-on-change")))
                .containsEntry("ok", false);
    }

    @Test
    void hostileLinesAreCountedAndPassedOver() throws IOException {
        Path rules = file("rules.yaml", RULES);
        List<String> garbage = List.of(
                "\u0016\u0003\u0001\u0000\u00ff",
                "\"".repeat(500),
                line("\\x16\\x03", "-").strip(),
                "[".repeat(200_000),
                "{\"a\":".repeat(100_000),
                "{\"uri\": 7",
                "{}",
                line("GET /" + "a".repeat(2 * LogLines.MAX_LINE), "-").strip(),
                "1 [",
                "1 [] \"",
                "x y [z] \"GET /\\");
        Path log = file(
                "access.log",
                String.join("\n", garbage) + "\n\n\r\n"
                        + line("GET /admin", "-").strip());
        Run run = Run.of("replay", rules, log);
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .contains(
                        "1 request in", garbage.size() + " lines are no requests, the first of them line 1", "block 1");
    }

    @Test
    void aLogThatIsCutOffIsNamed() throws IOException {
        Path rules = file("rules.yaml", RULES);
        Path whole = directory.resolve("whole.log.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(whole))) {
            out.write(line("GET /admin HTTP/1.1", "-").repeat(3).getBytes(StandardCharsets.ISO_8859_1));
        }
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = Files.write(directory.resolve("cut.log.gz"), java.util.Arrays.copyOf(bytes, bytes.length - 9));
        Run run = Run.of("replay", rules, cut);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains(cut + " is cut off or damaged", "copy it anew");
    }

    @Test
    void aLogWithoutARequestIsAMistakeOfWhoeverCalls() throws IOException, JsonReader.Malformed {
        Path rules = file("rules.yaml", RULES);
        Run run = Run.of("replay", rules, file("empty.log", ""));
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).contains("0 requests");
        assertThat(run.err()).contains("there is no request in", "empty.log");
        assertThat(Run.of("replay", rules, file("wrong.log", "a\nb\n")).status())
                .isEqualTo(2);
        assertThat(json(Run.of("replay", rules, file("empty.log", ""), "--json")))
                .containsEntry("ok", false)
                .containsEntry("requests", number(0));
    }
}
