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
        assertThat(run.err()).as("no bar without a terminal").isEmpty();
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
    void whatDidNotFinishIsCountedHoweverOftenAndToldAsDecidedByPolicy() throws IOException, JsonReader.Malformed {
        Path rules = file("rules.yaml", """
                rules:
                  - { id: short, when: 'http.user_agent matches "^[a-z]+[0-9]$"', then: block }
                  - { id: long, when: 'http.user_agent contains "z"', then: log }
                """);
        int lines = 2_000;
        Path log = file("access.log", line("GET / HTTP/1.1", "a".repeat(200)).repeat(lines));
        Run run = Run.of("replay", rules, log, "--max-steps", 50);
        assertThat(run.out())
                .contains("block 2,000 (100.00 %); 2,000 by policy")
                .containsPattern("short +block +0 +2,000 +2,000 +0 ");
        Map<?, ?> ofRules = (Map<?, ?>)
                json(Run.of("replay", rules, log, "--max-steps", 50, "--json")).get("rules");
        assertThat(ofRules.get("byPolicy")).isEqualTo(number(lines));
        Path alone = file(
                "alone.yaml", "rules: [{id: alone, when: 'http.user_agent matches \"^[a-z]+[0-9]$\"', then: block}]");
        assertThat(Run.of("replay", alone, log, "--max-steps", 50).out())
                .as("no breaker stops it")
                .containsPattern("alone +block +0 +2,000 +2,000 +2,000 +50 +50 +50\\R");
        Run enough = Run.of("replay", rules, log);
        assertThat(enough.out()).contains("pass 2,000 (100.00 %)\n").doesNotContain("by policy");
    }

    @Test
    void theFirstOfTheLinesThatTookMostIsNamed() throws IOException, JsonReader.Malformed {
        Path rules = file("rules.yaml", RULES);
        Path log = file(
                "access.log",
                line("GET / HTTP/1.1", "-")
                        + line("GET / HTTP/1.1", "a".repeat(300)).repeat(2)
                        + line("GET /", "-"));
        assertThat(Run.of("replay", rules, log).out()).containsPattern("[0-9]{3} at most \\(line 2\\)");
        Map<?, ?> ofRules =
                (Map<?, ?>) json(Run.of("replay", rules, log, "--json")).get("rules");
        assertThat(((Map<?, ?>) ofRules.get("scanSteps")).get("maxLine")).isEqualTo(number(2));
        assertThat(Run.of("replay", file("none.yaml", "rules: []"), log).out()).contains("0 at most (line 1)");
    }

    @Test
    void matchesOfSimulatedRulesAreCountedAndDecideNothing() throws IOException {
        Path rules = file(
                "rules.yaml",
                RULES
                        + "  - { id: trial, when: 'http.request.uri.path eq \"/admin\"', then: block, mode: simulate }\n");
        Run run = Run.of(
                "replay",
                rules,
                file("access.log", line("GET /admin HTTP/1.1", "-").repeat(3)));
        assertThat(run.out())
                .containsPattern("admin +block +3 +3 +0 ")
                .containsPattern("trial +block, simulate +3 +0 +0 ")
                .contains("never matched, 2: agents, never");
    }

    @Test
    void rulesStandInTheOrderOfWhatBecameOfThem() throws IOException, JsonReader.Malformed {
        Path rules = file("rules.yaml", """
                rules:
                  - { id: cheap, when: 'http.request.method matches "^[A-Z]Q"', then: log }
                  - { id: costly, when: 'http.user_agent matches "^[a-z]+[0-9]$"', then: log }
                  - { id: stuck, when: 'http.request.uri.path matches "^/[a-z]+[0-9]$"', then: log }
                  - { id: once, when: 'http.request.version eq "HTTP/1.0"', then: log }
                  - { id: twice, when: 'http.request.method eq "GET"', then: log }
                """);
        Path log = file(
                "access.log",
                line("GET / HTTP/1.0", "a")
                        + line("GET / HTTP/1.1", "a")
                        + line("POST /" + "b".repeat(600) + " HTTP/1.1", "a".repeat(600)));
        assertThat(order(Run.of("replay", rules, log, "--json", "--max-steps", 1_000)))
                .startsWith("twice", "once", "stuck", "costly")
                .contains("cheap");
        assertThat(order(Run.of("replay", rules, log, "--json")))
                .startsWith("twice", "once")
                .endsWith("cheap");
        assertThat(Run.of("replay", rules, log).out())
                .containsPattern("\n  costly +log +0 ")
                .doesNotContainPattern("\n  cheap +log ");
    }

    private static List<Object> order(Run run) throws JsonReader.Malformed {
        List<?> rules = (List<?>) ((Map<?, ?>) json(run).get("rules")).get("rules");
        return rules.stream()
                .<Object>map(rule -> ((Map<?, ?>) rule).get("rule"))
                .toList();
    }

    @Test
    void longListsAreCutForPeopleAndWholeForMachines() throws IOException, JsonReader.Malformed {
        StringBuilder text = new StringBuilder("rules:\n");
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            text.append("  - { id: r")
                    .append(i)
                    .append(", when: 'http.request.uri.path eq \"/")
                    .append(i)
                    .append("\"', then: block }\n");
            lines.append(line("GET /" + i + " HTTP/1.1", "-"));
        }
        Path rules = file("rules.yaml", text.toString());
        Path none = file("none.yaml", text.toString().replace("\"/", "\"/none"));
        Path log = file("access.log", lines.toString());
        Run run = Run.of("replay", none, log, "--against", rules);
        assertThat(run.out())
                .contains("never matched, 60: r0, r1, ", ", r19, …\n", "Decided differently: 60 (100.00 %)")
                .doesNotContain("r19, r20")
                .contains("pass -> block by r49 (first in line 50)\n  and 10 more kinds of changes")
                .doesNotContain("block by r50");
        assertThat(Run.of("replay", file("few.yaml", RULES), log).out())
                .contains("never matched, 3: admin, agents, never");
        Map<String, Object> json = json(Run.of("replay", none, log, "--against", rules, "--json"));
        assertThat((List<?>) json.get("changes")).hasSize(60);
        Map<?, ?> last = (Map<?, ?>) ((List<?>) json.get("changes")).get(59);
        assertThat(last.get("to")).isEqualTo("block by r59");
        assertThat(last.get("firstLine")).isEqualTo(number(60));
        assertThat(last.get("count")).isEqualTo(number(1));
        assertThat((List<?>) ((Map<?, ?>) json.get("rules")).get("neverMatched"))
                .hasSize(60);
    }

    @Test
    void theHostIsGivenOnlyWhereTheLogDoesNotTellIt() throws IOException {
        Path rules = file("rules.yaml", RULES);
        Path log = file("access.log", "{\"uri\": \"/\", \"host\": \"told\"}\n{\"uri\": \"/\"}\n");
        assertThat(Run.of("replay", rules, log, "--host", "never").out()).containsPattern("never +block +1 +1 +0 ");
        Path sent = file(
                "sent.yaml",
                "rules: [{id: sent, when: 'any(http.request.headers[\"host\"][*] eq \"never\")', then: log}]");
        assertThat(Run.of("replay", sent, log, "--host", "never").out()).containsPattern("sent +log +1 +0 +0 ");
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
                        "1 request in",
                        garbage.size() + " lines are no requests, the first of them line 1\n",
                        "block 1");
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
        assertThat(run.out()).matches("0 requests in [0-9.]+ s\\R");
        assertThat(run.err()).contains("there is no request in", "empty.log");
        assertThat(Run.of("replay", rules, file("wrong.log", "a\nb\n")).status())
                .isEqualTo(2);
        assertThat(json(Run.of("replay", rules, file("empty.log", ""), "--json")))
                .containsEntry("ok", false)
                .containsEntry("requests", number(0));
    }
}
