package dev.flyball.core.rules.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flyball.rules.RuleFunction;
import dev.flyball.rules.RuleOptions;
import dev.flyball.rules.RuleSet;
import dev.flyball.rules.RuleSyntaxException;
import dev.flyball.rules.RuleTestResult;
import dev.flyball.rules.RuleTests;
import dev.flyball.rules.Schema;
import dev.flyball.rules.ValueType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tests of a rule file tell whether its rules do what their author means, and if not, why. */
class RuleTestsTest {
    private static final String FILE = """
            tests:
              - given: { http.request.uri.path: /admin, ip.src: 203.0.113.7 }
                expect: block
                by: admin
              - given: { http.request.uri.path: / }
                expect: pass
            rules:
              - id: admin
                when: |
                  http.request.uri.path matches "^/admin" and not ip.src in {10.0.0.0/8}
                then: block
                mode: %s
                tests:
                  - given: { http.request.uri.path: /admin, ip.src: 203.0.113.7 }
                    expect: match
                  - name: the office may
                    given: { http.request.uri.path: /admin, ip.src: 10.0.0.1 }
                    expect: no match
              - id: other
                when: |
                  http.host eq "x"
                then: log
            """;

    private static RuleTests run(String yaml) {
        return RuleTests.run("rules.yaml", yaml, Schema.http(), RuleOptions.defaults());
    }

    private static RuleTestResult only(String rest) {
        RuleTests tests = run("rules:\n" + rest);
        assertThat(tests.results()).hasSize(1);
        return tests.results().get(0);
    }

    @Test
    void aTestOfTheFileDoesNotDependOnWhatSimulatedRulesTake() {
        RuleTests tests = run("""
                rules:
                  - {id: trial, when: 'http.request.body.raw matches "x1[0-9]+y"', then: block, mode: simulate}
                  - {id: other, when: 'http.host eq "x"', then: block}
                tests:
                  - {given: {http.host: x, http.request.body.raw: %s}, expect: block, by: other}
                """.formatted("x10101".repeat(100_000)));
        assertThat(tests.passed()).as("%s", tests).isTrue();
    }

    @Test
    void passesInTheOrderOfTheFileAndNamesRulesWithoutTests() {
        RuleTests tests = run(FILE.formatted("enforce"));
        assertThat(tests.passed()).as("%s", tests).isTrue();
        assertThat(tests.results()).extracting(RuleTestResult::line).containsExactly(2, 5, 14, 16);
        assertThat(tests.results())
                .extracting(RuleTestResult::name)
                .containsExactly(
                        "block given http.request.uri.path: \"/admin\", ip.src: 203.0.113.7",
                        "pass given http.request.uri.path: \"/\"",
                        "match given http.request.uri.path: \"/admin\", ip.src: 203.0.113.7",
                        "the office may");
        assertThat(tests.untested()).containsExactly("other");
        assertThat(tests).hasToString("rules.yaml: 4 tests, 0 failed, 1 rule without a test");
    }

    @Test
    void asksARuleWhateverItsModeIsAndAllRulesAsTheyAre() {
        RuleTests off = run(FILE.formatted("off"));
        assertThat(off.failures()).extracting(RuleTestResult::line).containsExactly(2);
        assertThat(off.failures().get(0).actual()).isEqualTo("pass");
    }

    @Test
    void saysWhatEachPartOfTheConditionIs() {
        RuleTestResult result = only("""
                  - id: admin
                    when: |
                      http.request.uri.path matches "^/admin" and not (ip.src in {10.0.0.0/8}
                        or http.host eq "intern")
                    then: block
                    tests:
                      - name: the office may
                        given: { http.request.uri.path: /admin, http.host: intern, ip.src: 10.0.0.1 }
                        expect: match
                """);
        assertThat(result.passed()).isFalse();
        assertThat(result.expected()).isEqualTo("match");
        assertThat(result.actual()).isEqualTo("no match");
        assertThat(result.message()).isEqualTo("""
                        rules.yaml:8: rule "admin" should match, but did not (the office may)
                          given:
                            http.host: "intern"
                            http.request.uri.path: "/admin"
                            ip.src: 10.0.0.1
                          of the condition:
                            true   http.request.uri.path matches "^/admin"
                            true   ip.src in {10.0.0.0/8}
                            true   http.host eq "intern\"""");
    }

    @Test
    void saysWhichRuleDecidedInstead() {
        RuleTests tests = run("""
                rules:
                  - { id: noted, when: ssl, then: log }
                  - { id: open, when: ssl, then: allow }
                  - { id: closed, when: ssl, then: block }
                tests:
                  - { given: { ssl: true }, expect: block, by: closed }
                  - { given: { ssl: true }, expect: allow, by: open }
                """);
        assertThat(tests.failures()).extracting(RuleTestResult::message).containsExactly("""
                rules.yaml:6: expected block by closed, but it was allow by open
                  given:
                    ssl: true
                  rules that matched: noted, open""");
    }

    private static final String PHASES = """
            rules:
              - { id: closed, when: 'http.request.uri.path eq "/closed"', then: block }
              - { id: open, when: 'http.request.uri.path eq "/open"', then: allow }
              - { id: early, when: 'http.host eq "x" and score("size") ge 1', then: block }
              - { id: size, when: 'http.request.body.size ge 1', then: {score: {size: 1}} }
              - { id: late, when: 'http.host eq "y" and score("size") ge 1', then: block }
              - { id: leak, when: 'http.response.code ne 200', then: block }
            tests:
            """;

    @Test
    void judgesTheRequestWithItsBodyAndThenTheResponseAsTheFilterDoes() {
        RuleTests tests = run(PHASES + """
                  - { given: { http.host: z }, expect: pass }
                  - { given: { http.host: x, http.request.body.size: 3 }, expect: pass }
                  - { given: { http.host: y, http.request.body.size: 3 }, expect: block, by: late }
                  - { given: { http.response.code: 200 }, expect: pass }
                  - { given: { http.response.code: 500 }, expect: block, by: leak }
                  - { given: { http.response.code: 500 }, expect: block, by: leak, phase: response }
                  - { given: { http.response.code: 500 }, expect: pass, phase: request }
                  - { given: { http.request.uri.path: /closed, http.response.code: 500 }, expect: block, by: closed }
                  - { given: { http.request.uri.path: /open, http.response.code: 200 }, expect: allow, by: open }
                  - { given: { http.request.uri.path: /open, http.response.code: 200 }, expect: pass, phase: response }
                  - { given: { http.request.uri.path: /open, http.response.code: 500 }, expect: block, by: leak }
                  - { given: { http.request.uri.path: /open }, expect: block, by: leak, phase: response }
                """);
        assertThat(tests.passed()).as("%s", tests).isTrue();
    }

    @Test
    void saysInWhichPhaseItDecidedOtherwise() {
        RuleTests tests = run(PHASES + """
                  - { given: { http.response.code: 500 }, expect: block, by: closed }
                  - { given: { http.request.uri.path: /closed }, expect: pass, phase: response }
                  - { given: { http.response.code: 200 }, expect: block, phase: response }
                """);
        assertThat(tests.failures()).extracting(RuleTestResult::message).containsExactly("""
                rules.yaml:9: expected block by closed, but it was block by leak about the response
                  given:
                    http.response.code: 500
                  rules that matched: none; about the response: leak""", """
                rules.yaml:10: expected pass about the response, but it was nothing, as the request was blocked, about the response
                  given:
                    http.request.uri.path: "/closed"
                  rules that matched: closed""", """
                rules.yaml:11: expected block about the response, but it was pass about the response
                  given:
                    http.response.code: 200
                  rules that matched: none; about the response: none""");
    }

    @Test
    void holdsStepsAgainstTheMostThatTheyMayBe() {
        String rule = """
                  - id: digits
                    when: |
                      http.request.uri.query matches "[a-z]+[0-9]+[x-z]"
                    then: log
                    tests:
                      - { given: { http.request.uri.query: %s }, expect: no match, max-steps: 200 }
                """;
        assertThat(only(rule.formatted("a".repeat(20) + "x")).passed()).isTrue();
        RuleTestResult tooMany = only(rule.formatted("a".repeat(2_000) + "x"));
        assertThat(tooMany.passed()).isFalse();
        assertThat(tooMany.scanSteps()).isGreaterThan(200);
        assertThat(tooMany.message())
                .startsWith("rules.yaml:7: rule \"digits\" took " + tooMany.scanSteps()
                        + " steps, more than the 200 of max-steps");
    }

    @Test
    void aRuleThatDoesNotFinishFailsItsTest() {
        RuleTestResult result = only("""
                  - id: large
                    when: |
                      http.request.body.raw matches "[a-z]+[0-9]+[x-z]"
                    then: log
                    tests:
                      - { given: { http.request.body.raw: %s }, expect: no match }
                """.formatted("a".repeat(1_100_000) + "x"));
        assertThat(result.passed()).isFalse();
        assertThat(result.message()).contains("did not finish (no match was expected)", "1000000 steps");
    }

    @Test
    void readsFactsAsTheirFieldsTypesSay() {
        RuleTests tests = run("""
                rules:
                  - id: all
                    when: |
                      http.host eq "7" and http.request.body.size eq 7 and ssl and ip.src eq ::1
                      and http.request.headers["accept"][0] eq "text/html" and http.request.uri.args["a"][1] eq "true"
                      and http.request.uri.args.names[0] eq "a" and http.request.body.raw eq "\\xff\\x00"
                    then: log
                    tests:
                      - given:
                          http.host: 7
                          http.request.body.size: 7
                          ssl: true
                          ip.src: ::1
                          http.request.headers: { accept: text/html }
                          http.request.uri.args: { a: [1, true] }
                          http.request.uri.args.names: a
                          http.request.body.raw: { hex: ff00 }
                        expect: match
                """);
        assertThat(tests.passed()).as("%s", tests).isTrue();
        assertThat(tests.results()).hasSize(1);
    }

    @Test
    void everyMistakeInTestsRefusesTheFileWithItsPlace() {
        String yaml = """
                rules:
                  - id: a
                    when: ssl
                    then: log
                    tests:
                      - given: { http.hos: x, ip.src: 300.1.1.1, ssl: perhaps, http.request.body.size: 1.5 }
                        expect: matches
                      - { expect: match }
                      - { given: 3, expect: no match, by: a, max-steps: 0 }
                      - 7
                  - { id: b, when: ssl, then: log, tests: none }
                tests:
                  - { given: { http.request.headers: x, http.request.uri.args.names: {} }, expect: block, by: c }
                  - { given: {}, expect: pass, by: a }
                  - { given: {}, expect: pass, phase: body }
                """;
        assertThatThrownBy(() -> RuleSet.parse("rules.yaml", yaml, Schema.http()))
                .isInstanceOfSatisfying(
                        RuleSyntaxException.class,
                        e -> assertThat(e.diagnostics())
                                .extracting(d -> d.line() + ":" + d.column() + " " + d.message())
                                .containsExactly(
                                        "6:18 unknown field \"http.hos\": did you mean \"http.host\"?",
                                        "6:39 expected an IP address, not a text",
                                        "6:55 expected true or false, not a text",
                                        "6:88 expected a decimal integer of 64 bits, not a decimal number",
                                        "7:17 unknown expectation \"matches\": did you mean \"match\"? (there are match, no match)",
                                        "8:9 this test has no \"given\"",
                                        "9:18 given is a mapping from fields to values, not an integer",
                                        "9:39 unknown key \"by\" (a test can have name, given, expect, max-steps)",
                                        "9:57 max-steps is a positive integer",
                                        "10:9 a test is a mapping with the keys given and expect, not an integer",
                                        "11:43 tests are a list, with \"- given: {…}\" and \"expect: …\" for each, not a text",
                                        "13:38 expected a mapping, {key: value}, as this is Map of Array of Bytes, not a text",
                                        "13:70 expected a list, [a, b], as this is Array of Bytes, not a mapping",
                                        "13:95 there is no rule \"c\" in the file, nor in one before it",
                                        "14:36 no rule decides where pass is expected",
                                        "15:39 the phase of a test is request, in which rules about bodies are judged too,"
                                                + " or response, not \"body\""));
    }

    @Test
    void runsTheTestsOfAFileOnDisk(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("r.yaml"), FILE.formatted("simulate"));
        RuleTests tests = RuleTests.run(file, Schema.http());
        assertThat(tests.file()).isEqualTo(file.toString());
        assertThat(tests.failures()).extracting(RuleTestResult::ruleId).isEqualTo(java.util.Arrays.asList((String)
                null));
        assertThat(tests.results()).extracting(RuleTestResult::scanSteps).allMatch(steps -> steps > 0);
        assertThat(tests.results()).hasSize(4);
    }

    @Test
    void whatIsGivenIsShownAsPeopleReadIt() {
        RuleTestResult result = only("""
                  - id: a
                    when: |
                      http.host eq "x"
                    then: log
                    tests:
                      - name: "na\\eme"
                        given:
                          http.host: café
                          http.user_agent: "\\e[31m"
                          http.request.headers: {x: ["é", "b"], y: []}
                          http.request.body.raw: {hex: "ff41"}
                        expect: match
                """.replace("\\\\", "\\"));
        assertThat(result.message())
                .contains("http.host: \"café\"\n", "http.user_agent: \"\\x1b[31m\"\n")
                .contains("http.request.headers: {\"x\": [\"é\", \"b\"], \"y\": []}\n")
                .contains("http.request.body.raw: \"\\xffA\"");
        assertThat(result.toString()).doesNotContain("\u001B");
    }

    @Test
    void aTestOfOnePhaseDoesNotMindWhatDoesNotFinishInTheOther() {
        RuleOptions options = RuleOptions.builder()
                .function(RuleFunction.named("broken")
                        .takes(ValueType.BYTES)
                        .gives(ValueType.BYTES)
                        .costs(1, 0)
                        .does((arguments, meter) -> {
                            throw new IllegalStateException("broken");
                        }))
                .build();
        String rules = """
                rules:
                  - {id: early, when: 'broken(http.host) eq "x"', then: block}
                  - {id: late, when: 'http.response.code eq 500', then: block}
                  - {id: last, when: 'http.response.code eq 200 and broken(http.host) eq "x"', then: block}
                tests:
                  - {given: {http.host: a, http.response.code: 500}, expect: block, by: late, phase: response}
                  - {given: {http.host: a, http.response.code: 500}, expect: block, by: late}
                  - {given: {http.response.code: 200, http.host: a}, expect: pass, phase: response}
                """;
        RuleTests tests = RuleTests.run("rules.yaml", rules, Schema.http(), options);
        assertThat(tests.results()).extracting(RuleTestResult::passed).containsExactly(true, false, false);
        assertThat(tests.failures().get(0).actual()).startsWith("not finished: early");
        assertThat(tests.failures().get(1).actual()).startsWith("not finished: last");
        String unasked = rules.replace("when: 'broken", "mode: off, when: 'broken")
                .replace("expect: pass, phase: response", "expect: pass, phase: request");
        assertThat(RuleTests.run("rules.yaml", unasked, Schema.http(), options).passed())
                .isTrue();
    }
}
