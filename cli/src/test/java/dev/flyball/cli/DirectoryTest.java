package dev.flyball.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command takes several files, or a directory of them, for one rule set. */
class DirectoryTest {
    @TempDir
    Path directory;

    private Path first;
    private Path second;

    @BeforeEach
    void writeRules() throws IOException {
        first = file("10-allow.yaml", """
                rules:
                  - {id: office, when: 'ip.src eq 10.0.0.1', then: allow}
                  - {id: many, when: 'score("bad") ge 1', then: block}
                """);
        second = file("20-block.yml", """
                rules:
                  - {id: bad, when: 'http.request.uri.query contains "x"', then: {score: {bad: 1}}}
                  - {id: admin, when: 'http.request.uri.path eq "/admin"', then: block}
                """);
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    @Test
    void checkKnowsTheNamesOfAllFiles() throws JsonReader.Malformed {
        assertThat(Run.of("check", first, "--ignore", "expensive").out()).contains("unknown-name");
        Run run = Run.of("check", directory, "--strict", "--ignore", "expensive");
        assertThat(run.status()).as(run.out()).isZero();
        assertThat(run.out()).contains(directory + ": 4 rules in 2 files, no errors, 0 warnings");
        Run named = Run.of("check", "--ignore", "expensive", first, second);
        assertThat(named.out()).contains(first + " and 1 more: 4 rules in 2 files, no errors, 0 warnings");
        assertThat(version("check", directory)).isEqualTo(version("explain", first, second));
        assertThat(version("check", directory)).isNotEqualTo(version("explain", second, first));
    }

    private static Object version(Object... command) throws JsonReader.Malformed {
        Object[] withJson = java.util.Arrays.copyOf(command, command.length + 1);
        withJson[command.length] = "--json";
        return java.util.Objects.requireNonNull(
                JsonReader.object(Run.of(withJson).out()).get("version"));
    }

    @Test
    void checkWarnsOfWhatIsNotRead() throws IOException, JsonReader.Malformed {
        Path left = file("30-more.YAML", "rules: []");
        Run run = Run.of("check", directory, "--strict", "--ignore", "expensive");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out().lines().skip(1).findFirst())
                .hasValueSatisfying(
                        line -> assertThat(line).as("there is no excerpt").startsWith(directory + ": 4 rules"));
        assertThat(run.out()).startsWith(left + ":1:1: warning[left-out]: this is not read, as its name does not end");
        Map<String, Object> json = JsonReader.object(
                Run.of("check", directory, "--json", "--ignore", "expensive").out());
        assertThat(json.get("warnings").toString()).contains("kind=left-out").contains("rule=,");
        assertThat(Run.of("check", directory, "--strict", "--ignore", "expensive", "--ignore", "left-out")
                        .status())
                .isZero();
    }

    @Test
    void mistakesAreToldWithTheirFiles() throws IOException {
        file("30-bad.yaml", "rules: [{id: office, when: nothing, then: log}]");
        for (String command : List.of("check", "test", "explain", "profile")) {
            Run run = Run.of(command, directory);
            assertThat(run.status()).isEqualTo(1);
            assertThat(run.out())
                    .startsWith(directory.resolve("30-bad.yaml") + ":1:14: error: ")
                    .contains("10-allow.yaml", "2 errors");
        }
    }

    @Test
    void testAsksTheRulesOfAllFiles() throws IOException, JsonReader.Malformed {
        Path third = file("30-tests.yaml", """
                rules: []
                tests:
                  - {given: {http.request.uri.path: /admin, ip.src: 10.0.0.1}, expect: allow, by: office}
                """);
        Run run = Run.of("test", directory, "-v");
        assertThat(run.status()).as(run.out()).isZero();
        assertThat(run.out()).contains(third + ":3: ").contains("1 test, 0 failed; 4 rules without a test");
        assertThat(Run.of("test", third).out()).contains("there is no rule \"office\"");
        Map<String, Object> json =
                JsonReader.object(Run.of("test", first, third, "--json").out());
        assertThat(json.get("tests").toString()).contains("file=" + third);
    }

    @Test
    void profileExplainAndEvalTakeThem() throws IOException {
        Run profile = Run.of("profile", directory, "--max-elements", "8", "--max-length", "100");
        assertThat(profile.status()).as(profile.out()).isZero();
        assertThat(profile.out()).contains("office", "admin", "4 rules; none");
        assertThat(Run.of("explain", directory).out()).contains("office", "admin");
        Path request = Files.writeString(directory.resolve("request.http"), "GET /admin?x HTTP/1.1\n\n");
        assertThat(Run.of("eval", directory, "--request", request).out()).startsWith("block by admin");
        assertThat(Run.of("eval", second, first, "--request", request, "--ip", "10.0.0.2")
                        .out())
                .startsWith("block by admin")
                .contains("bad (score)");
        assertThat(Run.of("eval", first, second, "--request", request, "--ip", "10.0.0.1")
                        .out())
                .startsWith("allow by office");
    }

    @Test
    void replayTakesThemBeforeTheLog() throws IOException {
        Path log = Files.writeString(
                directory.resolve("access.log"),
                "10.0.0.1 - - [10/Oct/2023:13:55:36 +0000] \"GET /admin HTTP/1.1\" 200 1 \"-\" \"-\"\n"
                        + "10.0.0.2 - - [10/Oct/2023:13:55:36 +0000] \"GET /admin HTTP/1.1\" 200 1 \"-\" \"-\"\n");
        Run run = Run.of("replay", directory, log, "--against", second, "--against", first);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("2 requests", directory + "\n  decided: allow 1 (50.00 %) block 1 (50.00 %)")
                .contains(second + " and 1 more\n  decided: block 2")
                .contains("allow by office -> block by admin");
        assertThat(Run.of("replay", first, second, log).out()).contains("allow 1 (50.00 %) block 1");
        Run without = Run.of("replay", first);
        assertThat(without.status()).isEqualTo(2);
        assertThat(without.err()).contains("name the rule files and last the log");
    }
}
