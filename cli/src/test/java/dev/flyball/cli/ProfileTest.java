package dev.flyball.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A profile looks where its options say, and shows first what is wrong. */
class ProfileTest {
    @TempDir
    Path directory;

    private Path rules(String... conditions) throws IOException {
        StringBuilder text = new StringBuilder("rules:\n");
        for (String condition : conditions) {
            String[] parts = condition.split(": ", 2);
            text.append("  - {id: ")
                    .append(parts[0])
                    .append(", when: '")
                    .append(parts[1])
                    .append("', then: block}\n");
        }
        return Files.writeString(directory.resolve("rules.yaml"), text);
    }

    private static List<Map<?, ?>> profiled(Object... call) throws JsonReader.Malformed {
        Object[] withJson = Arrays.copyOf(call, call.length + 1);
        withJson[call.length] = "--json";
        List<?> rules = (List<?>) JsonReader.object(Run.of(withJson).out()).get("rules");
        return rules.stream().<Map<?, ?>>map(rule -> (Map<?, ?>) rule).toList();
    }

    private static List<String> firstWords(Run run) {
        return run.out().lines().skip(1).map(line -> line.split(" ", 2)[0]).toList();
    }

    @Test
    void whatIsWrongStandsFirstAndThenWhatTakesMost() throws IOException {
        Path rules = rules(
                "small: http.host eq \"a\"",
                "large: http.host contains \"a\"",
                "stuck: http.request.uri.query contains \"a\"",
                "builds: http.request.uri.path matches \"[ab]*a[ab]{16}c\"");
        Run run = Run.of(
                "profile",
                rules,
                "--max-steps",
                9_000,
                "--max-length",
                "http.request.uri.query=1048576",
                "--max-length",
                "http.request.uri.path=2000");
        assertThat(run.status()).isEqualTo(1);
        assertThat(firstWords(run)).startsWith("stuck", "builds", "large", "small");
        assertThat(run.out())
                .containsPattern("\nstuck .* NOT FINISHED: ")
                .doesNotContainPattern("\nlarge .*NOT FINISHED");
    }

    @Test
    void theSliceOfARuleIsThatOfTheEngine() throws IOException {
        Path rules = rules("large: http.host contains \"a\"");
        assertThat(Run.of("profile", rules).status()).isZero();
        Run sliced = Run.of("profile", rules, "--max-steps", 1_000);
        assertThat(sliced.status()).isEqualTo(1);
        assertThat(sliced.out()).contains("NOT FINISHED");
    }

    @Test
    void theSeedAndTheNumberOfInputsAreWhatIsSaid() throws IOException, JsonReader.Malformed {
        Path rules = rules("many: http.request.uri.query matches \"[ab]*a[ab]{16}c\"");
        Map<?, ?> first = profiled("profile", rules, "--seed", 1).get(0);
        assertThat(profiled("profile", rules, "--seed", 1).get(0)).isEqualTo(first);
        assertThat(profiled("profile", rules, "--seed", 2).get(0).get("coldSteps"))
                .isNotEqualTo(first.get("coldSteps"));
        long few = inputs(profiled("profile", rules, "--inputs", 2).get(0));
        assertThat(few).isLessThan(5).isLessThan(inputs(first));
    }

    private static long inputs(Map<?, ?> rule) {
        return Long.parseLong(((JsonReader.Numeral) rule.get("inputs")).text());
    }

    @Test
    void aProfileThatHadNoTimeForAllRulesIsNotGood() throws IOException, JsonReader.Malformed {
        String[] conditions = new String[2_000];
        for (int i = 0; i < conditions.length; i++) {
            conditions[i] = "r" + i + ": http.user_agent matches \"[a-z]+x" + i + "y[0-9]+\"";
        }
        Path rules = rules(conditions);
        Run run = Run.of("profile", rules, "--time", 1, "--json");
        assertThat(run.status()).isEqualTo(1);
        assertThat(JsonReader.object(run.out())).containsEntry("ok", false).containsEntry("complete", false);
    }

    @Test
    void allRulesAreShownIfThatIsAskedFor() throws IOException {
        String[] conditions = new String[22];
        for (int i = 0; i < conditions.length; i++) {
            conditions[i] = "r" + i + ": http.host eq \"" + i + "\"";
        }
        Path rules = rules(conditions);
        Run some = Run.of("profile", rules, "--inputs", 1);
        assertThat(firstWords(some)).hasSize(22);
        assertThat(some.out()).contains("\nand 2 rules with fewer\n22 rules; none takes");
        Run all = Run.of("profile", rules, "--inputs", 1, "-v");
        assertThat(firstWords(all)).hasSize(23).contains("r0", "r21");
        assertThat(all.out()).doesNotContain("with fewer");
    }

    @Test
    void machinesAreToldWhichPartsNoInputLedTo() throws IOException, JsonReader.Malformed {
        Path rules = Files.writeString(directory.resolve("guarded.yaml"), """
                rules:
                  - {id: points, when: 'ssl', then: {score: {z: 1}}}
                  - {id: behind, when: 'score("z") ge 1 and http.host contains "x"', then: block}
                """);
        Map<?, ?> behind = profiled("profile", rules).get(1);
        assertThat(behind.get("ok")).isEqualTo(false);
        assertThat(behind.get("notReached")).isEqualTo(List.of("http.host contains \"x\""));
        Map<?, ?> allowed = profiled("profile", rules, "--allow-unreached").get(1);
        assertThat(allowed.get("ok")).isEqualTo(true);
    }
}
