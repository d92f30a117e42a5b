package dev.flyball.core.rules.file;

import static dev.flyball.core.rules.file.RuleFiles.compile;
import static dev.flyball.core.rules.file.RuleFiles.places;
import static dev.flyball.core.rules.file.RuleFiles.problems;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flyball.Budget;
import dev.flyball.BudgetExceededException;
import dev.flyball.rules.Action;
import dev.flyball.rules.Diagnostic;
import dev.flyball.rules.Rule;
import dev.flyball.rules.RuleOptions;
import dev.flyball.rules.RuleSet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleFileTest {
    private static final String WHOLE = """
            lists:
              office: [10.0.0.0/8, 192.0.2.1..192.0.2.9]
              ports: [80, 0x1bb]
            rules:
              - id: block-admin
                description: the office alone
                when: |
                  http.request.uri.path contains "/admin"
                    and not ip.src in $office
                then:
                  block: {status: 429, body: "slow down", headers: {Retry-After: "60"}}
                mode: simulate
                tags: [admin, "v1.2:x_y-z"]
              - {id: curl, when: ssl, then: log}
              - {id: good, when: not ssl, then: allow, mode: off}
            """;

    @Test
    void aWholeFileIsReadAsItsAuthorWroteIt() {
        RuleSet rules = compile(WHOLE);
        assertThat(rules.file()).isEqualTo("rules.yaml");
        assertThat(rules.rules()).extracting(Rule::id).containsExactly("block-admin", "curl", "good");
        Rule first = rules.rules().get(0);
        assertThat(first.description()).isEqualTo("the office alone");
        assertThat(first.condition())
                .isEqualTo("http.request.uri.path contains \"/admin\"\n  and not ip.src in $office");
        assertThat(first.action())
                .isEqualTo(Action.of(
                        "block",
                        "block-admin",
                        Map.of("status", 429, "body", "slow down", "headers", Map.of("Retry-After", "60"))));
        assertThat(first.mode()).isEqualTo(Rule.Mode.SIMULATE);
        assertThat(first.tags()).containsExactly("admin", "v1.2:x_y-z");
        assertThat(rules.rules()).extracting(Rule::mode).contains(Rule.Mode.ENFORCE, Rule.Mode.OFF);
        assertThat(rules.rules().get(1).action()).isEqualTo(Action.of("log", "curl", Map.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rules: []",
                "---\nrules: []\n...\n",
                "%YAML 1.2\n---\nrules: []",
                "\uFEFFrules: []",
                "rules: []\r\n",
                "# only a comment\n\nrules: [] # none",
                "{\"rules\": []}",
                "lists: {}\nrules: []"
            })
    void aFileWithoutRulesIsAFile(String yaml) {
        assertThat(compile(yaml).rules()).isEmpty();
    }

    @Test
    void jsonLoadsToo() {
        RuleSet rules = compile("""
                {"rules": [
                \t{"id": "a", "when": "http.host eq \\"\\u0061\\/\\uD83D\\uDE00\\"", "then": {"block": {"status": 403}}, "tags": []}
                ]}
                """);
        assertThat(rules.rules().get(0).condition()).isEqualTo("http.host eq \"a/\uD83D\uDE00\"");
        assertThat(rules.rules().get(0).action().data()).isEqualTo(Map.of("status", 403));
    }

    @Test
    void carriageReturnsChangeNeitherRulesNorPlaces() {
        String dos = WHOLE.replace("\n", "\r\n");
        assertThat(compile(dos).rules().get(0).condition())
                .isEqualTo(compile(WHOLE).rules().get(0).condition());
        assertThat(places(dos.replace("and not", "and nut"))).isEqualTo(places(WHOLE.replace("and not", "and nut")));
    }

    @Test
    void everyProblemIsToldAtOnceInTheOrderOfThePlaces() {
        List<Diagnostic> problems = problems("""
                list: {}
                rules:
                  - id: a b
                    when: http.hots eq "x"
                    then: blok
                    mode: simulated
                  - id: c
                    wehn: ssl
                    then: log
                  - id: c
                    when: |
                      ssl and
                      http.host in 5
                    tags: [x, x]
                """);
        assertThat(problems)
                .extracting(d -> d.line() + ":" + d.column())
                .containsExactly("1:1", "3:9", "4:11", "5:11", "6:11", "8:5", "10:5", "10:9", "13:20", "14:15");
        assertThat(problems.get(0).message()).contains("\"list\"").contains("did you mean \"lists\"?");
        assertThat(problems.get(2).message()).contains("http.host");
        assertThat(problems.get(3).message()).contains("\"block\"").contains("block, allow, skip, log, score, tag");
        assertThat(problems.get(4).message()).contains("\"simulate\"").contains("enforce, simulate, off");
        assertThat(problems.get(5).message()).contains("\"when\"");
        assertThat(problems.get(6).message()).contains("then");
        assertThat(problems.get(7).message()).contains("earlier");
        assertThat(problems.get(5).excerpt()).isEqualTo("    wehn: ssl\n    ^");
        assertThat(problems.get(5).toString()).startsWith("rules.yaml:8:5: ").endsWith("\n    wehn: ssl\n    ^");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "rules                                                  | 1:1  | this is a text|",
                "`[]`                                                   | 1:1  | a list|",
                "lists: {}                                              | 1:1  | no rules|",
                "rules:                                                 | 1:7  | rules: []|",
                "rules: {}                                              | 1:8  | not a mapping|",
                "rules: [x]                                             | 1:9  | id, when and then|",
                "`rules: [], rules`                                     | 1:10 | malformed YAML|",
                "rules: [{when: ssl, then: log}]                        | 1:9  | no \"id\"|",
                "rules: [{id: 12, when: ssl, then: log}]                | 1:14 | write it in quotes, \"12\"|",
                "rules: [{id: true, when: ssl, then: log}]              | 1:14 | truth value|",
                "rules: [{id: , when: ssl, then: log}]                  | 1:13 | nothing|",
                "rules: [{id: [a], when: ssl, then: log}]               | 1:14 | a list|",
                "rules: [{id: é, when: ssl, then: log}]                 | 1:14 | letters|",
                "rules: [{id: a, id: b, when: ssl, then: log}]          | 1:17 | twice|",
                "rules: [{id: a, when: , then: log}]                    | 1:22 | empty|",
                "rules: [{id: a, when: '  ', then: log}]                | 1:23 | empty|",
                "rules: [{id: a, when: ssl, then: }]                    | 1:33 | unknown action|",
                "rules: [{id: a, when: ssl, then: skip}]                | 1:34 | what to skip|",
                "rules: [{id: a, when: ssl, then: {scor: {x: 1}}}]      | 1:35 | block, allow, skip|",
                "rules: [{id: a, when: ssl, then: [block]}]             | 1:34 | not a list|",
                "rules: [{id: a, when: ssl, then: {block: {}, log: {}}}] | 1:34 | exactly one|",
                "rules: [{id: a, when: ssl, then: {}}]                  | 1:34 | exactly one|",
                "rules: [{id: a, when: ssl, then: {block: 403}}]        | 1:42 | mapping|",
                "rules: [{id: a, when: ssl, then: {block: {statu: 4}}}]  | 1:43 | \"status\"|",
                "rules: [{id: a, when: ssl, then: {block: {status: 99}}}] | 1:51 | 200 to 599|",
                "rules: [{id: a, when: ssl, then: {block: {status: 199}}}] | 1:51 | 200 to 599|",
                "rules: [{id: a, when: ssl, then: {block: {status: 600}}}] | 1:51 | 200 to 599|",
                "rules: [{id: a, when: ssl, then: {block: {status: \"403\"}}}] | 1:51 | 200 to 599|",
                "rules: [{id: a, when: ssl, then: {block: {body: [x]}}}] | 1:49 | text|",
                "rules: [{id: a, when: ssl, then: {block: {headers: x}}}] | 1:52 | mapping|",
                "rules: [{id: a, when: ssl, then: {block: {headers: {\"a b\": x}}}}] | 1:53 | name|",
                "rules: [{id: a, when: ssl, then: {block: {headers: {X: \"a\\r\\nb\"}}}}] | 1:56 | one line|",
                "rules: [{id: a, when: ssl, then: {block: {headers: {X: 1, x: 2}}}}] | 1:59 | twice|",
                "rules: [{id: a, when: ssl, then: {block: {headers: {Content-Length: 1}}}}] | 1:53 | server|",
                "rules: [{id: a, when: ssl, then: {log: {to: x}}}]      | 1:41 | no data|",
                "rules: [{id: a, when: ssl, then: log, mode: on}]       | 1:45 | enforce, simulate, off|",
                "rules: [{id: a, when: ssl, then: log, mode: [off]}]    | 1:45 | a list|",
                "rules: [{id: a, when: ssl, then: log, tags: x}]        | 1:45 | a text|",
                "rules: [{id: a, when: ssl, then: log, tags: [5]}]      | 1:46 | in quotes|",
                "rules: [{id: a, when: ssl, then: log, description: {}}] | 1:52 | text|",
                "rules: [{id: a, when: ssl, then: log, test: []}]       | 1:39 | did you mean \"tests\"?|",
                "rules: [{? [a] : b, when: ssl}]                        | 1:12 | a key|",
                "`{rules: [], lists: {Office: []}}`                     | 1:21 | lower-case|",
                "`{rules: [], lists: {a: {}}}`                          | 1:24 | a mapping|",
                "`{rules: [], lists: {a: [true]}}`                      | 1:25 | truth value|",
                "`{rules: [], lists: {a: [010]}}`                       | 1:25 | decimal|",
                "`{rules: [], lists: {a: [9223372036854775808]}}`       | 1:25 | 64 bits|",
                "`{rules: [], lists: {a: [1], a: [2]}}`                 | 1:29 | twice|",
                "`{rules: [], lists: []}`                               | 1:20 | a list|",
                "`{rules: [], <<: {}}`                                  | 1:13 | unknown key|",
                "`rules: []\\n---\\nrules: []`                          | 2:1  | one YAML document|",
                "`rules: [}`                                            | 1:9  | malformed YAML|",
                "`rules:\\n\\t- a`                                      | 2:1  | TAB|",
                "`rules: []#\\u0000b: c`                                 | 1:11 | U+0000|"
            })
    void whatIsWrongIsToldWithItsPlace(String yaml, String place, String words) {
        String text = yaml.replace("\\n", "\n").replace("\\t", "\t").replace("\\u0000", "\0");
        if (yaml.contains("\\r\\n")) {
            text = yaml;
        }
        List<Diagnostic> problems = problems(text);
        assertThat(problems).isNotEmpty();
        assertThat(problems.get(0).line() + ":" + problems.get(0).column())
                .as(problems.toString())
                .isEqualTo(place);
        assertThat(problems.get(0).message()).contains(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "\n\n", "# nothing", "\uFEFF", "---", "---\n...\n"})
    void anEmptyFileIsToldWhatBelongsIntoIt(String yaml) {
        assertThat(problems(yaml)).hasSize(1);
        assertThat(problems(yaml).get(0).message()).contains("rules:");
    }

    @Test
    void aByteOrderMarkMovesNoColumn() {
        assertThat(places("\uFEFFrulez: []")).isEqualTo(places("rulez: []"));
    }

    @Test
    void columnsAreCharsBehindCodePointsAboveTheBmp() {
        assertThat(places("rules: [{id: a, description: \uD83D\uDE00\uD83D\uDE00, when: ssl, then: nothing}]"))
                .containsExactly("1:53");
    }

    @Test
    void whatStandsBeforeBrokenYamlIsCheckedToo() {
        List<Diagnostic> problems = problems("""
                rules:
                  - id: a
                    when: htp.host eq "a"
                    then: log
                  - id: b
                    then: [
                """);
        assertThat(problems).hasSize(2);
        assertThat(problems.get(0).line()).isEqualTo(3);
        assertThat(problems.get(1).message()).contains("malformed YAML");
    }

    @Test
    void aliasesAnchorsAndTagsAreRefusedWhereTheyStand() {
        String yaml = """
                lists: &all
                  a: &ten [10.0.0.0/8]
                  b: *ten
                rules:
                  - &rule {id: x, when: ssl, then: !!str log}
                  - *rule
                """;
        assertThat(places(yaml)).containsExactly("1:8", "2:6", "3:6", "5:5", "5:36", "6:5");
        assertThat(problems(yaml).get(2).message()).contains("\"*ten\"").contains("an alias");
    }

    @Test
    void anEscapedHalfOfASurrogatePairIsRefused() {
        assertThat(places("rules: [{id: a, description: \"\\uD800\", when: ssl, then: log}]"))
                .containsExactly("1:30");
    }

    @Test
    void malformedEscapesAreProblemsOfTheFile() {
        for (String escape : List.of("\\UFFFFFFFF", "\\x", "\\u12", "\\q", "\\U00110000")) {
            assertThat(problems("rules: [{id: \"" + escape + "\"}]")).as(escape).hasSize(1);
            assertThat(problems("rules: [{id: \"" + escape)).as(escape).hasSize(1);
        }
    }

    @Test
    void limitsOfTheOptionsAreProblemsOfTheFile() {
        RuleOptions.Builder options = RuleOptions.builder();
        assertThat(problems("rules: [] #23", options.maxFileLength(12).build())
                        .get(0)
                        .message())
                .contains("12 chars");
        assertThat(problems("rules: [] #2", options.maxFileLength(12).build())).isEmpty();
        assertThat(problems("\uFEFFrules: [] #2", options.maxFileLength(12).build()))
                .isEmpty();

        RuleOptions two = RuleOptions.builder().maxRules(2).build();
        String rule = "- {id: r%d, when: ssl, then: log}\n";
        String yaml = "rules:\n" + String.format(rule + rule + rule + rule, 1, 2, 3, 4);
        assertThat(problems(yaml, two)).hasSize(1);
        assertThat(problems(yaml, two).get(0).line()).isEqualTo(4);
        assertThat(problems(yaml, two).get(0).message()).contains("more than 2 rules");

        RuleOptions flat = RuleOptions.builder().maxYamlDepth(3).build();
        assertThat(problems("rules: [{id: a, when: ssl, then: log}]", flat)).isEmpty();
        assertThat(problems("rules: [{id: a, when: ssl, then: log, tags: [a]}]", flat)
                        .get(0)
                        .message())
                .contains("deeper than 3");
    }

    @Test
    void namesAreBounded() {
        String id = "i".repeat(128);
        String rules = "rules: [{id: %s, when: ssl, then: log, tags: [%s]}]";
        assertThat(problems(String.format(rules, id, id))).isEmpty();
        assertThat(problems(String.format(rules, id + "i", id + "i"))).hasSize(2);
        String tags = "t0";
        for (int i = 1; i <= 100; i++) {
            tags += ", t" + i;
        }
        assertThat(problems(String.format(rules, "a", tags)).get(0).message()).contains("100 tags");
    }

    @Test
    void aListOfTheHostsCanBeUsedAndItsNameIsTaken() {
        RuleOptions options =
                RuleOptions.builder().list("office", List.of("10.0.0.0/8")).build();
        assertThat(problems("rules: [{id: a, when: 'ip.src in $office', then: log}]", options))
                .isEmpty();
        assertThat(problems("lists: {office: [10.0.0.1]}\nrules: []", options)
                        .get(0)
                        .message())
                .contains("host");
    }

    @Test
    void aBadListOfTheHostsIsTheHostsMistake() {
        RuleOptions options =
                RuleOptions.builder().list("mixed", List.of(1L, "10.0.0.0/8")).build();
        assertThatThrownBy(() -> RuleSet.parse("f", "rules: []", dev.flyball.rules.Schema.http(), options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mixed")
                .isNotInstanceOf(dev.flyball.rules.RuleSyntaxException.class);
    }

    @Test
    void aListOfTheFileThatIsWrongIsToldOnceAtItsMember() {
        List<Diagnostic> problems = problems("""
                rules:
                  - {id: a, when: 'ip.src in $mixed', then: log}
                lists:
                  mixed: [1, 10.0.0.0/8]
                """);
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).line()).isEqualTo(4);
        assertThat(problems.get(0).column()).isEqualTo(14);
    }

    @Test
    void compilingEndsWithItsBudget() {
        RuleOptions options = RuleOptions.builder()
                .compileBudget(Budget.of(100, Duration.ofMinutes(1)))
                .build();
        assertThatThrownBy(() -> problems(WHOLE, options)).isInstanceOf(BudgetExceededException.class);
    }

    @Test
    void anInterruptedThreadDoesNotCompile() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> compile(WHOLE))
                    .isInstanceOfSatisfying(
                            BudgetExceededException.class,
                            e -> assertThat(e.reason()).isEqualTo(BudgetExceededException.Reason.INTERRUPTED));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
