package dev.flyball.core.rules.file;

import static dev.flyball.core.rules.file.RuleFiles.compile;
import static dev.flyball.core.rules.file.RuleFiles.problems;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.rules.Diagnostic;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conditions that YAML takes for something else: the message says so and shows the form that works. */
class ConditionTrapsTest {
    private static String file(String condition) {
        return "rules:\n  - id: a\n    when: " + condition + "\n    then: log\n";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "!ssl",
                "!ssl and http.host eq \"a\"",
                "!(ssl)",
                "! ssl",
                "http.host contains \" #\"",
                "http.host contains \"a #b\" or ssl",
                "http.host matches r\"a #b\"",
                "http.host eq \"a: b\"",
                "http.request.headers[\"x: y\"][0] eq \"a\"",
                "http.host: a",
                "\"a\" eq http.host",
                "'a' eq http.host",
                "{http.host eq \"a\"}",
                "[ssl]",
                "*ssl",
                "&ssl",
                "%ssl",
                "@ssl",
                "`ssl`",
                "\"http.host matches \\\"\\d\\\"\"",
                "\n      http.host eq \"a: b\"",
                "\n      http.host: \"b\""
            })
    void theBlockFormIsShown(String condition) {
        List<Diagnostic> problems = problems(file(condition));
        assertThat(problems).as(problems.toString()).hasSize(1);
        assertThat(problems.get(0).message()).contains("when: |\n");
        assertThat(problems.get(0).line()).isEqualTo(condition.startsWith("\n") ? 4 : 3);
    }

    @Test
    void theBlockFormIsTheAuthorsOwnCondition() {
        assertThat(problems(file("!ssl")).get(0).message())
                .isEqualTo(
                        "YAML reads \"!ssl\" as a tag: write the condition as a block, in which YAML changes nothing:\n"
                                + "    when: |\n"
                                + "      !ssl");
        assertThat(problems(file("http.host contains \" #\"")).get(0).message())
                .endsWith("when: |\n      http.host contains \" #\"");
        assertThat(problems(file("http.host eq \"a: b\"")).get(0).message())
                .endsWith("when: |\n      http.host eq \"a: b\"");
    }

    @Test
    void theBlockFormWorks() {
        for (String condition :
                List.of("!ssl", "http.host contains \" #\"", "http.host eq \"a: b\"", "http.host matches r\"a #b\"")) {
            assertThat(compile(file("|\n      " + condition)).rules().get(0).condition())
                    .isEqualTo(condition);
        }
    }

    @Test
    void theCommentThatCutsAStringIsPointedAt() {
        Diagnostic problem = problems(file("http.host contains \"a #b\"")).get(0);
        assertThat(problem.column()).isEqualTo("    when: http.host contains \"a #".length());
        assertThat(problem.message()).contains("comment");
    }

    @Test
    void aCommentBehindAConditionIsAComment() {
        assertThat(problems(file("ssl # only \"TLS"))).isEmpty();
        assertThat(problems(file("http.host eq \"a\\\"\" # \"why\""))).isEmpty();
        assertThat(problems(file("http.host eq r#\"a\"b\"# # \"why\""))).isEmpty();
        assertThat(problems(file("htp.host eq \"a\" # why")).get(0).message()).doesNotContain("when: |");
    }

    @Test
    void aKeyThatIsIndentedTooFarIsExplained() {
        String yaml = "rules:\n  - id: a\n    when: ssl\n      then: log\n";
        assertThat(problems(yaml).get(0).message()).contains("indented more than \"when\"");
    }

    @Test
    void otherKeysAreNotTaughtAboutConditions() {
        assertThat(problems("rules:\n  - id: a: b\n").get(0).message()).doesNotContain("when: |");
        assertThat(problems("rules:\n  - id: !a\n    when: ssl\n    then: log")
                        .get(0)
                        .message())
                .contains("as a tag")
                .doesNotContain("when: |");
    }
}
