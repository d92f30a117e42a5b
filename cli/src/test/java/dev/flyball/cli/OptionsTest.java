package dev.flyball.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A call that is wrong is refused in the words of who made it: the option, what it takes, and what was written. */
class OptionsTest {
    @TempDir
    Path directory;

    private Path rules;
    private Path request;

    @BeforeEach
    void write() throws IOException {
        rules = Files.writeString(
                directory.resolve("rules.yaml"), "rules: [{id: a, when: 'http.host eq \"shop\"', then: block}]");
        request = Files.writeString(directory.resolve("request.http"), "GET /");
    }

    private static void refused(String message, Object... call) {
        Run run = Run.of(call);
        assertThat(run.status()).as(run.out()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines().findFirst()).hasValue("flyball: " + message);
        assertThat(run.err().lines().count()).as(run.err()).isLessThan(4);
    }

    @Test
    void numbersOutOfRangeAreToldByTheirOptions() {
        refused("--request-steps is a number at least 1, not 0", "check", rules, "--request-steps", 0);
        refused("--request-steps is a number at least 1, not 0", "profile", rules, "--request-steps", 0);
        refused("--inputs is a number from 1 to 2,147,483,647, not 0", "profile", rules, "--inputs", 0);
        refused("--max-steps is a number at least 1, not -1", "profile", rules, "--max-steps", -1);
        refused("--time is a number from 1 to 86,400, not 0", "profile", rules, "--time", 0);
        refused("--time is a number from 1 to 86,400, not 86401", "profile", rules, "--time", 86_401);
        String steps = "--max-steps is a number from 1 to 1,152,921,504,606,846,976, not 0";
        refused(steps, "replay", rules, request, "--max-steps", 0);
        refused(steps, "eval", rules, "--request", request, "--max-steps", 0);
        for (String option : List.of("--max-length", "--max-elements")) {
            String range = option + " has a number from 0 to 2,147,483,647, or FIELD=NUMBER, not ";
            refused(range + "\"-1\"", "check", rules, option, -1);
            refused(range + "\"http.host=-1\"", "check", rules, option, "http.host=-1");
            refused(range + "\"2147483648\"", "check", rules, option, "2147483648");
            refused(
                    option + ": there is no field \"http.hots\": did you mean http.host?",
                    "check",
                    rules,
                    option,
                    "http.hots=1");
        }
    }

    @Test
    void nothingIsMoreThanAShareThatIsNoNumber() {
        for (String option : List.of("--max-share", "--max-build-share")) {
            for (String share : List.of("NaN", "-1.0", "Infinity")) {
                refused(option + " is a number of percent, 0 or more, not " + share, "profile", rules, option, share);
            }
        }
    }

    @Test
    void whatIsNoNumberIsToldWithoutTheNamesOfAProgrammer() {
        refused(
                "Invalid value for option '--max-steps': \"many\" is not a whole number",
                "replay",
                rules,
                request,
                "--max-steps",
                "many");
        refused(
                "Invalid value for option '--max-share': \"1,5\" is not a number",
                "profile",
                rules,
                "--max-share",
                "1,5");
        refused(
                "Invalid value for option '--inputs': \"9999999999\" is not a whole number up to 2,147,483,647",
                "profile",
                rules,
                "--inputs",
                "9999999999");
        refused(
                "Value for option '--list' (NAME=FILE) should be in KEY=VALUE format but was office",
                "check",
                rules,
                "--list",
                "office");
        refused("--ip is an IP address, not \"1.2.3\"", "eval", rules, "--request", request, "--ip", "1.2.3");
    }

    @Test
    void aWrongCallIsToldMachinesToo() throws JsonReader.Malformed {
        for (Run run : List.of(
                Run.of("check", rules, "--strcit", "--json"),
                Run.of("check", "--json"),
                Run.of("chekc", rules, "--json"),
                Run.of("profile", rules, "--time", "x", "--json"),
                Run.of("replay", rules, "--json"))) {
            assertThat(run.status()).isEqualTo(2);
            assertThat(JsonReader.object(run.out())).containsOnlyKeys("ok", "error");
        }
        Run run = Run.of("check", rules, "--strcit");
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains("Unknown option: '--strcit'", "Possible solutions: --strict", "flyball check --help tells");
    }

    @Test
    void aReplayNeedsALogAndAComparisonOtherRules() {
        refused(
                "only " + rules + " is named: name the rule files and last the log, or - for the standard input",
                "replay",
                rules);
        refused(
                "--fail-on-change without --against: name the rules to compare with by --against FILE",
                "replay",
                rules,
                request,
                "--fail-on-change");
    }
}
