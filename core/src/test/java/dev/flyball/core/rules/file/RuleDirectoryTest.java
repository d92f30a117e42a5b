package dev.flyball.core.rules.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flyball.rules.Diagnostic;
import dev.flyball.rules.ProfileOptions;
import dev.flyball.rules.Rule;
import dev.flyball.rules.RuleContent;
import dev.flyball.rules.RuleLint;
import dev.flyball.rules.RuleOptions;
import dev.flyball.rules.RuleProfile;
import dev.flyball.rules.RuleSet;
import dev.flyball.rules.RuleSource;
import dev.flyball.rules.RuleSyntaxException;
import dev.flyball.rules.RuleTestResult;
import dev.flyball.rules.RuleTests;
import dev.flyball.rules.RuleText;
import dev.flyball.rules.RuleWarning;
import dev.flyball.rules.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a directory's files are to those who check, test and profile them is what they are to an engine that watches it. */
class RuleDirectoryTest {
    private static final RuleOptions OPTIONS =
            RuleOptions.builder().requestSteps(Long.MAX_VALUE).build();

    @TempDir
    Path directory;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private List<RuleWarning> lint() throws IOException {
        return RuleLint.run(directory, Schema.http(), OPTIONS);
    }

    @Test
    void theSameFilesInTheSameOrderMakeTheSameRuleSet() throws IOException {
        Path last = file("b.yaml", "rules: [{id: last, when: ssl, then: log}]");
        Path first = file("a.json", "{\"rules\": [{\"id\": \"first\", \"when\": \"ssl\", \"then\": \"log\"}]}");
        RuleContent watched = RuleSource.of(directory).read(null, OPTIONS);
        RuleContent read = RuleContent.read(List.of(directory), OPTIONS);
        assertThat(watched).isNotNull();
        assertThat(read.files()).isEqualTo(watched.files());
        assertThat(read.identity()).isEqualTo(watched.identity());
        assertThat(read.files()).extracting(RuleText::file).containsExactly(first.toString(), last.toString());
        RuleSet set = RuleSet.load(directory, Schema.http(), OPTIONS);
        assertThat(set.version())
                .isEqualTo(RuleSet.parse(watched, Schema.http(), OPTIONS).version());
        assertThat(RuleLint.check(directory, Schema.http(), OPTIONS, Set.of())
                        .rules()
                        .version())
                .isEqualTo(set.version());
        RuleContent named = RuleContent.read(List.of(last, first), OPTIONS);
        assertThat(named.name()).isEqualTo(last + " and 1 more");
        assertThat(RuleSet.parse(named, Schema.http(), OPTIONS).rules())
                .extracting(Rule::id)
                .containsExactly("last", "first");
    }

    @Test
    void everyUserIsToldTheSameMistakesAtTheirPlaces() throws IOException {
        file("a.yaml", "rules: [{id: one, when: ssl, then: log}]");
        Path bad = file("b.yaml", "rules:\n- {id: one, when: nothing, then: log}");
        for (Run run : List.<Run>of(
                () -> RuleSet.load(directory, Schema.http(), OPTIONS),
                () -> RuleLint.run(directory, Schema.http(), OPTIONS),
                () -> RuleTests.run(directory, Schema.http(), OPTIONS),
                () -> RuleSet.profile(directory, Schema.http(), OPTIONS, ProfileOptions.defaults()))) {
            assertThatThrownBy(run::run)
                    .isInstanceOfSatisfying(
                            RuleSyntaxException.class,
                            e -> assertThat(e.diagnostics())
                                    .hasSize(2)
                                    .allMatch(problem -> problem.file().equals(bad.toString()) && problem.line() == 2)
                                    .extracting(Diagnostic::column)
                                    .containsExactly(8, 19));
        }
    }

    private interface Run {
        void run() throws IOException;
    }

    @Test
    void namesOfOtherFilesAreKnown() throws IOException {
        file("a.yaml", """
                rules:
                  - {id: trusted, when: ssl, then: {skip: {rules: [limit], tags: [late]}}}
                  - {id: limit, when: 'score("sqli") ge 5', then: block}
                """);
        assertThat(lint())
                .extracting(RuleWarning::kind)
                .containsOnly(RuleWarning.Kind.UNKNOWN_NAME)
                .hasSize(2);
        file("b.yaml", "rules: [{id: sqli, when: 'http.host eq \"a\"', then: {score: {sqli: 5}}, tags: [late]}]");
        assertThat(lint()).isEmpty();
    }

    @Test
    void aRuleIsShadowedByOneInAnEarlierFileAndWarningsStandFileByFile() throws IOException {
        Path earlier = file(
                "a.yaml",
                "rules:\n\n\n- {id: all, when: ssl, then: block}\n- {id: re, when: 'http.host matches \"a\"', then: log}");
        Path later = file("b.yaml", "rules:\n- {id: some, when: 'ssl and http.host eq \"a\"', then: block}");
        assertThat(lint()).extracting(RuleWarning::ruleId).containsExactly("re", "some");
        RuleWarning shadowed = lint().get(1);
        assertThat(shadowed.kind()).isEqualTo(RuleWarning.Kind.SHADOWED);
        assertThat(shadowed.diagnostic().file()).isEqualTo(later.toString());
        assertThat(shadowed.diagnostic().line()).isEqualTo(2);
        assertThat(shadowed.diagnostic().message())
                .isEqualTo("this rule never acts: the rule \"all\" in the file " + earlier
                        + " before it decides wherever it matches");
    }

    @Test
    void listsOfTheSameNameInTwoFilesAreTwoLists() throws IOException {
        String rule = "rules: [{id: %s, when: 'ip.src in $office', then: block}]\nlists: {office: [%s]}";
        file("a.yaml", String.format(rule, "first", "10.0.0.0/8"));
        file("b.yaml", String.format(rule, "second", "192.168.0.0/16"));
        assertThat(lint()).isEmpty();
        file("b.yaml", "rules: [{id: second, when: 'ssl and ip.src in $host', then: block}]");
        file("a.yaml", "rules: [{id: first, when: 'ip.src in $host', then: block}]");
        RuleOptions options =
                OPTIONS.toBuilder().list("host", List.of("10.0.0.0/8")).build();
        assertThat(RuleLint.run(directory, Schema.http(), options))
                .extracting(RuleWarning::kind)
                .containsExactly(RuleWarning.Kind.SHADOWED);
    }

    @Test
    void aListOfAnotherFileIsToldAsThat() throws IOException {
        Path lists = file("00-lists.yaml", "lists: {office: [10.0.0.0/8], own: [1]}\nrules: []");
        file("10-rules.yaml", "lists: {own: [2]}\nrules: [{id: a, when: 'ip.src in $office', then: log}]");
        assertThatThrownBy(() -> RuleSet.load(directory, Schema.http(), OPTIONS))
                .isInstanceOf(RuleSyntaxException.class)
                .hasMessageContaining("10-rules.yaml:2:34: the list $office is one of the file " + lists
                        + ", for its own rules: declare it in this file too, or let the host give it");
        RuleOptions ofHost =
                OPTIONS.toBuilder().list("host", List.of("10.0.0.1")).build();
        file("10-rules.yaml", "rules: [{id: a, when: 'ip.src in $hosts', then: log}]");
        assertThatThrownBy(() -> RuleSet.load(directory, Schema.http(), ofHost))
                .hasMessageContaining("unknown list $hosts: did you mean `host`?");
    }

    @Test
    void expensiveRulesAreToldInTheirFiles() throws IOException {
        file("a.yaml", "rules: [{id: cheap, when: ssl, then: block}]");
        Path dear = file("b.yaml", "rules: [{id: dear, when: 'http.user_agent matches \"a+b\"', then: block}]");
        RuleOptions options = RuleOptions.builder().requestSteps(100_000).build();
        assertThat(RuleLint.run(directory, Schema.http(), options))
                .singleElement()
                .satisfies(warning -> {
                    assertThat(warning.kind()).isEqualTo(RuleWarning.Kind.EXPENSIVE);
                    assertThat(warning.diagnostic().file()).isEqualTo(dear.toString());
                });
    }

    @Test
    void whatOnlyLooksLikeARuleFileIsWarnedOf() throws IOException {
        file("a.yaml", "rules: [{id: re, when: 'http.host matches \"a\"', then: log}]");
        Path upper = file("B.YAML", "not rules");
        Files.createDirectory(directory.resolve("c.json"));
        file("readme.md", "text");
        file(".d.YAML", "text");
        assertThat(lint())
                .extracting(RuleWarning::kind)
                .containsExactly(RuleWarning.Kind.LEFT_OUT, RuleWarning.Kind.LEFT_OUT, RuleWarning.Kind.PLAIN_REGEX);
        assertThat(lint().get(0))
                .hasToString(upper + ":1:1: this is not read, as its name does not end in .yaml, .yml or .json");
        assertThat(lint().get(1).diagnostic().message()).contains("it is no file");
        assertThat(RuleLint.check(directory, Schema.http(), OPTIONS, Set.of(RuleWarning.Kind.LEFT_OUT))
                        .warnings())
                .hasSize(1);
        Files.delete(directory.resolve("a.yaml"));
        assertThatThrownBy(this::lint).isInstanceOf(IOException.class).hasMessageContaining("B.YAML is nearly one");
    }

    @Test
    void whatIsLeftOutIsToldInABoundedNumber() throws IOException {
        file("a.yaml", "rules: []");
        for (int i = 0; i < 103; i++) {
            file(i + ".YML", "");
        }
        List<Diagnostic> leftOut = RuleContent.read(List.of(directory), OPTIONS).leftOut();
        assertThat(leftOut).hasSize(101);
        assertThat(leftOut.get(100).message()).isEqualTo("and 3 more that are not read");
    }

    @Test
    void testsOfAFileAreAskedOfTheRulesOfAllFiles() throws IOException {
        file("a.yaml", """
                rules:
                  - {id: office, when: 'ip.src eq 10.0.0.1', then: allow}
                """);
        Path second = file("b.yaml", """
                rules:
                  - id: admin
                    when: |
                      ip.src in $all
                    then: block
                    tests:
                      - {given: {ip.src: 10.0.0.1}, expect: match}
                lists: {all: [0.0.0.0/0]}
                tests:
                  - {given: {ip.src: 10.0.0.1}, expect: allow, by: office}
                  - {given: {ip.src: 10.0.0.2}, expect: allow}
                """);
        RuleTests tests = RuleTests.run(directory, Schema.http(), OPTIONS);
        assertThat(tests.file()).isEqualTo(directory.toString());
        assertThat(tests.results()).allMatch(result -> result.file().equals(second.toString()));
        assertThat(tests.results()).extracting(RuleTestResult::line).containsExactly(7, 10, 11);
        assertThat(tests.results()).extracting(RuleTestResult::passed).containsExactly(true, true, false);
        assertThat(tests.failures().get(0).message())
                .startsWith(second + ":11: expected allow, but it was block by admin");
        assertThat(tests.untested()).containsExactly("office");
    }

    @Test
    void everyRuleOfAllFilesIsProfiledWithTheListsOfItsFile() throws IOException {
        String rule = "rules: [{id: %1$s, when: 'http.host in $%2$s', then: block}]\nlists: {%2$s: [\"%3$s\"]}";
        file("a.yaml", String.format(rule, "short", "hosts", "a"));
        file("b.yaml", String.format(rule, "long", "names", "a-longer-name.example.com"));
        List<RuleProfile> rules = RuleSet.profile(directory, Schema.http(), OPTIONS, ProfileOptions.defaults())
                .rules();
        assertThat(rules).extracting(RuleProfile::ruleId).containsExactly("short", "long");
        assertThat(rules)
                .allMatch(
                        profile -> profile.inputs() > 0 && profile.notReached().isEmpty());
        assertThat(rules.get(0).coldInput()).doesNotContain("longer");
    }

    @Test
    void filesTooLongTogetherAreRefusedWhereTheyBecomeIt() throws IOException {
        Path one = file("a.yaml", "rules: [] #" + "x".repeat(80));
        Path two = file("b.yaml", "rules: [] #" + "x".repeat(80));
        RuleOptions small = OPTIONS.toBuilder().maxFileLength(150).build();
        assertThatThrownBy(() -> RuleContent.read(List.of(one, two), small))
                .isInstanceOf(RuleSyntaxException.class)
                .hasMessageContaining(two + ":1:1: with this file there are more than 150 chars");
        assertThatThrownBy(() -> RuleContent.read(Collections.nCopies(1_001, one), OPTIONS))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("more than 1000 rule files");
        assertThatThrownBy(() -> RuleContent.read(List.of(), small)).isInstanceOf(IllegalArgumentException.class);
    }
}
