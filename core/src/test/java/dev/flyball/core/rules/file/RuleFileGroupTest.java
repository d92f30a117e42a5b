package dev.flyball.core.rules.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flyball.rules.Diagnostic;
import dev.flyball.rules.ListFile;
import dev.flyball.rules.Rule;
import dev.flyball.rules.RuleContent;
import dev.flyball.rules.RuleOptions;
import dev.flyball.rules.RuleSet;
import dev.flyball.rules.RuleSyntaxException;
import dev.flyball.rules.RuleText;
import dev.flyball.rules.Schema;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Several files that make one rule set. */
class RuleFileGroupTest {
    private static RuleContent files(String... texts) {
        List<RuleText> files = new ArrayList<>();
        for (String text : texts) {
            files.add(RuleText.of("file-" + files.size() + ".yaml", text));
        }
        return RuleContent.of("all", files);
    }

    private static RuleSet parse(RuleOptions options, String... texts) {
        return RuleSet.parse(files(texts), Schema.http(), options);
    }

    private static RuleSet parse(String... texts) {
        return parse(RuleOptions.defaults(), texts);
    }

    private static List<Diagnostic> problems(RuleOptions options, String... texts) {
        try {
            parse(options, texts);
            return List.of();
        } catch (RuleSyntaxException e) {
            return e.diagnostics();
        }
    }

    private static String rules(String... ids) {
        StringBuilder text = new StringBuilder("rules:\n");
        for (String id : ids) {
            text.append("  - { id: ").append(id).append(", when: ssl, then: log }\n");
        }
        return text.toString();
    }

    @Test
    void theRulesComeInTheOrderOfTheFiles() {
        RuleSet set = parse(rules("z", "y"), rules("b"), "rules: []", rules("a"));
        assertThat(set.rules()).extracting(Rule::id).containsExactly("z", "y", "b", "a");
        assertThat(set.file()).isEqualTo("all");
    }

    @Test
    void oneFileMeansTheSameAsItsTextAlone() {
        RuleSet alone = RuleSet.parse("rules.yaml", rules("a"), Schema.http());
        assertThat(parse(rules("a")).version()).isEqualTo(alone.version());
        assertThat(parse("\uFEFF" + rules("a")).version()).isEqualTo(alone.version());
    }

    @Test
    void whereTheRulesAreDividedAndInWhichOrderTheyStandChangesTheVersion() {
        assertThat(List.of(
                        parse(rules("a", "b")).version(),
                        parse(rules("a"), rules("b")).version(),
                        parse(rules("b"), rules("a")).version(),
                        parse(rules("a"), rules("b"), "rules: []").version()))
                .doesNotHaveDuplicates();
    }

    @Test
    void anIdOfAnotherFileIsToldWithBothFiles() {
        List<Diagnostic> problems = problems(RuleOptions.defaults(), rules("a", "b"), rules("c"), rules("x", "b"));
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).file()).isEqualTo("file-2.yaml");
        assertThat(problems.get(0).line()).isEqualTo(3);
        assertThat(problems.get(0).message()).contains("\"b\"").contains("file-0.yaml");
    }

    @Test
    void theProblemsOfAllFilesAreToldAtOnceEachWithItsFileAndPlace() {
        List<Diagnostic> problems =
                problems(RuleOptions.defaults(), "rules: [{id: a, when: 'x', then: log}]", rules("b"), "rules: 3");
        assertThat(problems).extracting(Diagnostic::file).containsExactly("file-0.yaml", "file-2.yaml");
        assertThat(problems.get(0).column()).isEqualTo(24);
        assertThat(problems.get(1).line()).isEqualTo(1);
    }

    @Test
    void problemsOfManyFilesAreBounded() {
        String[] bad = new String[300];
        java.util.Arrays.fill(bad, "rules: 3");
        List<Diagnostic> problems = problems(RuleOptions.defaults(), bad);
        assertThat(problems).hasSize(102);
        assertThat(problems.get(101).message()).contains("199 more problems");
    }

    @Test
    void theListsOfAFileAreItsOwn() {
        String declares = "lists: {office: [10.0.0.0/8]}\nrules: [{id: a, when: 'ip.src in $office', then: log}]";
        String uses = "rules: [{id: b, when: 'ip.src in $office', then: log}]";
        assertThat(problems(RuleOptions.defaults(), declares, uses))
                .singleElement()
                .satisfies(problem -> assertThat(problem.file()).isEqualTo("file-1.yaml"));
        String again = "lists: {office: [11.0.0.0/8]}\nrules: [{id: b, when: 'ip.src in $office', then: log}]";
        assertThat(problems(RuleOptions.defaults(), declares, again)).isEmpty();
    }

    @Test
    void theHostsListsAreForAllFiles() {
        RuleOptions options =
                RuleOptions.builder().list("office", List.of("10.0.0.0/8")).build();
        String uses = "rules: [{id: %s, when: 'ip.src in $office', then: log}]";
        assertThat(problems(options, uses.formatted("a"), uses.formatted("b"))).isEmpty();
    }

    @Test
    void aFileOfAListIsToldOnceAndAsTheFileWantsItThatUsesIt() {
        ListFile mixed = ListFile.of("list.txt", "10.0.0.1\n10.0.0.2\nhost\n");
        RuleOptions options = RuleOptions.builder().list("mixed", mixed).build();
        String texts = "rules: [{id: b, when: 'http.host in $mixed', then: log}]";
        assertThat(problems(options, rules("a"), texts)).isEmpty();
        assertThat(problems(options, rules("a"), rules("b"))).singleElement().satisfies(problem -> {
            assertThat(problem.file()).isEqualTo("list.txt");
            assertThat(problem.line()).isEqualTo(3);
        });
    }

    @Test
    void limitsAreForAllFilesTogether() {
        String a = rules("a", "b");
        String b = rules("c", "d");
        assertThat(problems(RuleOptions.builder().maxRules(4).build(), a, b)).isEmpty();
        assertThat(problems(RuleOptions.builder().maxRules(3).build(), a, b))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.file()).isEqualTo("file-1.yaml");
                    assertThat(problem.line()).isEqualTo(3);
                });
        int length = a.length() + b.length();
        assertThat(problems(RuleOptions.builder().maxFileLength(length).build(), a, b))
                .isEmpty();
        assertThat(problems(RuleOptions.builder().maxFileLength(length - 1).build(), a, b))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("together"));
    }

    @Test
    void aCapOnCostsTellsTheFileOfEachRule() {
        String cheap = rules("cheap");
        String dear = "rules: [{id: N, when: 'http.request.uri.path matches \"a.*b.*c\"', then: log}]";
        RuleOptions options = RuleOptions.builder().maxRuleCost(1_000).build();
        assertThat(problems(options, cheap, dear.replace("N", "x"), cheap.replace("cheap", "y"), dear))
                .extracting(Diagnostic::file)
                .containsExactly("file-1.yaml", "file-3.yaml");
        RuleOptions total = RuleOptions.builder().maxTotalCost(1_000).build();
        assertThat(problems(total, "rules: []", cheap, dear))
                .singleElement()
                .satisfies(problem -> assertThat(problem.file()).isEqualTo("file-0.yaml"));
    }

    @Test
    void aRuleSetIsMadeOfAtLeastOneFileAndOfAThousandAtMost() {
        assertThatThrownBy(() -> RuleContent.of("none", List.of())).isInstanceOf(IllegalArgumentException.class);
        List<RuleText> many = new ArrayList<>(java.util.Collections.nCopies(1_000, RuleText.of("f", "rules: []")));
        assertThat(RuleSet.parse(RuleContent.of("many", many), Schema.http(), RuleOptions.defaults())
                        .rules())
                .isEmpty();
        many.add(RuleText.of("f", "rules: []"));
        assertThatThrownBy(() -> RuleContent.of("many", many)).isInstanceOf(IllegalArgumentException.class);
    }
}
