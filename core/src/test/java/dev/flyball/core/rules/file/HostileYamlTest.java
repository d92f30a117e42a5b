package dev.flyball.core.rules.file;

import static dev.flyball.core.rules.file.RuleFiles.compile;
import static dev.flyball.core.rules.file.RuleFiles.problems;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.rules.Diagnostic;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files written to cost much: the limit on their length is what bounds the work. */
class HostileYamlTest {
    private static final int LARGE = 400_000;

    @Test
    void aliasesDoNotMultiply() {
        StringBuilder yaml = new StringBuilder("lists:\n  l0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 20; i++) {
            yaml.append("  l" + i + ": &a" + i + " [")
                    .append(("*a" + (i - 1) + ", ").repeat(9))
                    .append("]\n");
        }
        List<Diagnostic> problems = problems(yaml + "rules: []\n");
        assertThat(problems).hasSize(Diagnostics.MAX + 1);
        assertThat(problems).extracting(Diagnostic::message).anyMatch(m -> m.contains("\"*a0,\" as an alias"));
    }

    @Test
    void depthIsRefusedNotRecursedInto() {
        for (String opening : List.of("[", "{a: ", "- ", "? ", "[{a: [")) {
            List<Diagnostic> problems =
                    problems("rules: " + (opening.startsWith("[") || opening.startsWith("{") ? "" : "\n")
                            + opening.repeat(LARGE / opening.length()));
            assertThat(problems)
                    .as(opening)
                    .extracting(Diagnostic::message)
                    .anyMatch(m -> m.contains("deeper than 50"));
        }
        StringBuilder indented = new StringBuilder();
        for (int i = 0; i < 2_000; i++) {
            indented.append(" ".repeat(i)).append("a:\n");
        }
        assertThat(problems(indented.toString()))
                .extracting(Diagnostic::message)
                .anyMatch(m -> m.contains("deeper than 50"));
    }

    @Test
    void longTokensAreReadInOneGo() {
        String letters = "a".repeat(LARGE);
        assertThat(problems(letters)).hasSize(1);
        assertThat(problems("rules: [{id: " + letters + "}]")).isNotEmpty();
        assertThat(problems("rules: '" + letters)).hasSize(1);
        assertThat(problems("rules: \"" + "\\x41".repeat(LARGE / 4))).hasSize(1);
        assertThat(problems("rules: |\n" + " a\n".repeat(LARGE / 3))).hasSize(1);
        assertThat(problems("rules: !" + letters)).hasSize(1);
        assertThat(problems("rules: !" + "%41".repeat(LARGE / 3))).hasSize(1);
        assertThat(problems("rules: &" + letters)).isNotEmpty();
        assertThat(problems("rules: [{id: a, when: " + letters + ", then: log}]"))
                .isNotEmpty();
        assertThat(compile("rules: []" + " ".repeat(LARGE)).rules()).isEmpty();
        assertThat(compile("rules: []\n" + "#\n".repeat(LARGE / 2)).rules()).isEmpty();
    }

    @Test
    void manyProblemsAreToldInPart() {
        List<Diagnostic> problems = problems("rules:\n" + "- {}\n".repeat(5_000));
        assertThat(problems).hasSize(Diagnostics.MAX + 1);
        assertThat(problems.get(Diagnostics.MAX).message()).contains((15_000 - Diagnostics.MAX) + " more");
        assertThat(problems("rules: [" + "x,".repeat(50_000) + "]")).hasSize(Diagnostics.MAX + 1);
        assertThat(problems("{" + "x,".repeat(50_000) + "}")).hasSize(Diagnostics.MAX + 1);
        assertThat(problems("\0".repeat(LARGE))).hasSize(Diagnostics.MAX + 1);
        assertThat(problems("rules: [" + "*a,".repeat(LARGE / 3) + "]")).hasSize(Diagnostics.MAX + 1);
    }

    @Test
    void messagesAreBoundedWhateverTheyQuote() {
        String longName = "n".repeat(500_000);
        for (Diagnostic diagnostic : problems("rules: [{" + longName + ": x, id: " + longName + ", then: " + longName
                + ", mode: " + longName + ", when: ssl, tags: [" + longName + "]}]")) {
            assertThat(diagnostic.toString().length()).isLessThan(1_000);
        }
        for (String list : List.of(
                "? " + longName + "\n  : [null, 1, x]",
                "a: ['10.0.0.0/" + longName + "..x']",
                "a: [" + "10.0.0.1/8, ".repeat(10_000) + "]")) {
            assertThat(problems("lists:\n  " + list + "\nrules: []"))
                    .hasSizeBetween(1, 101)
                    .allSatisfy(
                            problem -> assertThat(problem.toString().length()).isLessThan(1_000));
        }
    }

    @Test
    void messagesHaveNoCharsThatChangeHowTheyLook() {
        String turned = "\u202e";
        for (String condition : List.of(
                "http.host eq " + turned,
                "http.host matches \\\"(" + turned + "\\\"",
                "http.request.headers[\\\"" + turned + "\\\"] eq 1",
                "http.request.headers\\n[\\\"a\\\"] eq 1",
                "http.host in {\\\"" + turned + "\\\" 1}")) {
            assertThat(problems("rules: [{id: a, then: log, when: \"" + condition + "\"}]"))
                    .as(condition)
                    .isNotEmpty()
                    .allSatisfy(problem -> assertThat(problem.message()).doesNotContain(turned, "\n"));
        }
        assertThat(problems("lists: {a: ['10.0.0.1/" + turned + "']}\nrules: []"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).doesNotContain(turned));
    }

    @Test
    void aHundredThousandRulesLoad() {
        StringBuilder yaml = new StringBuilder("rules:\n");
        for (int i = 0; i < 100_000; i++) {
            yaml.append("  - id: rule-")
                    .append(i)
                    .append("\n    when: http.host eq \"host-")
                    .append(i);
            yaml.append("\"\n    then: block\n    tags: [many]\n");
        }
        assertThat(compile(yaml.toString()).rules()).hasSize(100_000);
    }
}
