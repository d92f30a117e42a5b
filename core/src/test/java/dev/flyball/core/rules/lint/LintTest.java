package dev.flyball.core.rules.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.Budget;
import dev.flyball.rules.FactLimits;
import dev.flyball.rules.RuleLint;
import dev.flyball.rules.RuleOptions;
import dev.flyball.rules.RuleSet;
import dev.flyball.rules.RuleWarning;
import dev.flyball.rules.Schema;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The linter tells what is dubious, where, and what to write instead, and nothing of good rules. */
class LintTest {
    private static final RuleOptions ANY_COST =
            RuleOptions.builder().requestSteps(Long.MAX_VALUE).build();

    private static List<RuleWarning> lint(String yaml) {
        return RuleLint.run("rules.yaml", yaml, Schema.http(), ANY_COST);
    }

    private static List<RuleWarning> lintCondition(String condition) {
        return lint("rules:\n  - id: a\n    when: |\n      " + condition + "\n    then: block\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            quoteCharacter = '`',
            value = {
                "http.request.method eq \"GET\" and http.request.method eq \"PUT\" @ never-matches @ 4:7 @ contradict",
                "ssl and http.host eq \"a\" and not ssl @ never-matches @ 4:7 @ contradict",
                "http.request.body.size gt 9 and http.request.body.size in {1..9} @ never-matches @ 4:7 @ contradict",
                "len(http.host) lt 0 @ never-matches @ 4:7 @ contradict",
                "ip.src eq 10.0.0.1 and not ip.src in {10.0.0.0/8} @ never-matches @ 4:7 @ contradict",
                "http.host eq \"A\" and lower(http.host) ne \"a\" @ never-matches @ 4:7 @ contradict",
                "ssl and lower(http.host) eq \"Shop\" @ never-matches @ 4:15 @ \"shop\"",
                "lower(http.host) contains \"Shop\" or ssl @ never-matches @ 4:7 @ \"shop\"",
                "starts_with(upper(http.host), \"a\") @ never-matches @ 4:7 @ \"A\"",
                "any(lower(http.request.uri.args.values[*])[*] eq \"<A\") @ never-matches @ 4:7 @ \"<a\"",
                "any(http.request.headers[\"User-Agent\"][*] contains \"x\") @ never-matches @ 4:7 @ lower case",
                "http.request.uri.path eq \"admin\" @ never-matches @ 4:7 @ \"/admin\"",
                "http.request.uri.path in {\"a\" \"b\"} @ never-matches @ 4:7 @ \"/a\"",
                "http.request.uri.path.extension eq \".php\" @ never-matches @ 4:7 @ \"php\"",
                "not http.request.uri.path eq \"a\" @ never-matches @ 4:11 @ always true",
                "http.user_agent matches \"curl\" @ plain-regex @ 4:7 @ http.user_agent contains \"curl\"",
                "http.user_agent matches \"^a\\.b$\" @ plain-regex @ 4:7 @ http.user_agent eq \"a.b\"",
                "http.user_agent matches \"^a\" @ plain-regex @ 4:7 @ starts_with(http.user_agent, \"a\")",
                "http.user_agent matches \"a$\" @ plain-regex @ 4:7 @ ends_with(http.user_agent, \"a\")",
                "http.user_agent matches \"^(?:ab|cd)$\" @ plain-regex @ 4:7 @ http.user_agent in {\"ab\" \"cd\"}",
                "any(http.request.uri.args.values[*] matches \"\\\\\") @ plain-regex @ 4:7 @ contains \"\\\\\"",
                "http.user_agent matches \".*\" @ always-matches @ 4:7 @ len(http.user_agent) ge 0",
                "http.user_agent matches \"^\" @ always-matches @ 4:7 @ every value",
                "http.user_agent matches \"a*\" @ always-matches @ 4:7 @ every value",
                "http.user_agent matches \"(x|b?)$\" @ always-matches @ 4:7 @ every value",
                "any(http.request.uri.args.values[*] matches \"^(a|)(b{0,3})+\") @ always-matches @ 4:7 @ every value",
                "http.user_agent matches \".*[ab]\" @ needless-dot-star @ 4:7 @ beginning",
                "http.user_agent matches \"[ab](.*)\" @ needless-dot-star @ 4:7 @ end",
                "http.user_agent matches \"^.*[ab]\" @ needless-dot-star @ 4:7 @ newline",
                "http.user_agent matches \"^ab|cd$\" @ unanchored @ 4:7 @ ^(…|…)$",
                "http.user_agent matches \"^ab|cd|ef\" @ unanchored @ 4:7 @ ^ belongs to the first",
                "http.host matches \"^[a-z]+\\.example\\.com\" @ unanchored @ 4:7 @ add $",
                "http.host matches \"[a-z]+\\.example\\.com\" @ unanchored @ 4:7 @ ^ and $",
                "lower(http.host) matches \"(shop|www)\\.example\\.com$\" @ unanchored @ 4:7 @ add ^",
                "http.host matches \"example.com\" @ unanchored @ 4:7 @ ^ and $",
                "http.request.uri.path matches \"/admin/[a-z]+$\" @ unanchored @ 4:7 @ add ^"
            })
    void oneThingIsDubious(String condition, String kind, String place, String instead) {
        List<RuleWarning> warnings = lintCondition(condition);
        assertThat(warnings).as("%s", warnings).hasSize(1);
        RuleWarning warning = warnings.get(0);
        assertThat(warning.kind().label()).isEqualTo(kind);
        assertThat(warning.diagnostic().line() + ":" + warning.diagnostic().column())
                .isEqualTo(place);
        assertThat(warning.diagnostic().message()).contains(instead);
        assertThat(warning.diagnostic().excerpt()).endsWith("^");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            quoteCharacter = '`',
            value = {
                "http.host eq \"a\" or http.host eq \"b\"",
                "any(http.request.cookies[\"Session\"][*] eq \"a\") and any(http.request.cookies[\"Session\"][*] eq \"b\")",
                "http.request.body.size gt 9 and http.request.body.size lt 11",
                "not (ssl and not ssl)",
                "http.user_agent matches \"(?i)curl\"",
                "http.user_agent matches \"^(a|b)+$\"",
                "http.user_agent matches \"a.*b\"",
                "http.user_agent matches \"^a|^b\"",
                "http.user_agent matches \"[ab]|[cd]x\"",
                "http.host matches \"^[a-z]+\\.example\\.com$\"",
                "http.request.uri.path matches \"/\\.(git|svn)\"",
                "lower(http.host) ne \"A\"",
                "http.request.headers[\"X-A\"][0] ne \"1\"",
                "concat(http.request.headers[\"X-A\"][0], \"a\") eq \"a\"",
                "http.request.uri.path contains \"admin\"",
                "http.request.method ne \"get\"",
                "http.request.method eq \"get\"",
                "http.request.uri.path eq \"*\"",
                "http.request.uri in {\"*\"}",
                "starts_with(http.request.uri.path, \"*\")"
            })
    void nothingIsDubious(String condition) {
        assertThat(lintCondition(condition)).isEmpty();
    }

    @Test
    void aRuleBehindOneThatDecidesWhereverItMatchesIsShadowed() {
        String yaml = """
                rules:
                  - id: inside
                    when: |
                      ip.src in {10.0.0.0/8}
                    then: allow
                  - id: noted
                    when: |
                      http.host eq "a"
                    then: log
                  - id: office
                    when: |
                      ip.src in {10.1.0.0/16} and http.host eq "a"
                    then: block
                  - id: outside
                    when: |
                      http.host eq "a" and not ip.src in {10.0.0.0/8}
                    then: block
                  - id: trial
                    when: |
                      ip.src eq 10.0.0.1
                    then: block
                    mode: simulate
                  - id: again
                    when: |
                      not ip.src in {10.0.0.0/8} and http.host eq "a" and ssl
                    then: log
                """;
        assertThat(lint(yaml))
                .extracting(warning -> warning.ruleId() + " " + warning.kind().label() + " "
                        + warning.diagnostic().line())
                .containsExactly("office shadowed 12", "again shadowed 25");
        assertThat(lint(yaml).get(0).diagnostic().message()).contains("\"inside\"");
    }

    @Test
    void aRuleIsNotShadowedByOneThatMayBeSkippedHasAnotherPhaseOrAsksForScores() {
        String yaml = """
                rules:
                  - { id: trusted, when: 'http.host eq "b"', then: { skip: { tags: [t], rules: [first] } } }
                  - { id: first, when: ssl, then: block }
                  - { id: tagged, when: ssl, then: block, tags: [t] }
                  - { id: late, when: ssl, then: block, phase: response }
                  - { id: many, when: score("x") gt 5, then: block }
                  - { id: more, when: ssl, then: { score: { x: 6 } } }
                  - { id: again, when: score("x") gt 5 and ssl, then: block }
                """;
        assertThat(lint(yaml)).isEmpty();
    }

    @Test
    void namesThatNothingHasAreToldWithTheNearestOne() {
        String yaml = """
                rules:
                  - { id: trusted, when: ssl, then: { skip: { rules: [firts, none], tags: [sqlii, sqli] } } }
                  - { id: first, when: 'http.host eq "a"', then: { score: { sqli: 5, xss: 1 } }, tags: [sqli] }
                  - { id: limit, when: score("sqli") ge 5 and score("sqly") ge 1, then: block }
                  - { id: text, when: to_string(score("other")) eq "1", then: log }
                """;
        assertThat(lint(yaml)).allMatch(warning -> warning.kind() == RuleWarning.Kind.UNKNOWN_NAME);
        assertThat(lint(yaml))
                .extracting(warning ->
                        warning.diagnostic().line() + " " + warning.diagnostic().message())
                .containsExactly(
                        "2 no rule has the id \"firts\", which this one skips: did you mean \"first\"?",
                        "2 no rule has the id \"none\", which this one skips",
                        "2 no rule has the tag \"sqlii\", which this one skips: did you mean \"sqli\"?",
                        "4 no rule adds to the score \"sqly\", so it is always 0: did you mean \"sqli\"?",
                        "5 no rule adds to the score \"other\", so it is always 0");
    }

    @Test
    void manyRulesAreLookedAtWithinTheBudgetForCompilingThem() {
        StringBuilder yaml = new StringBuilder("rules:\n");
        for (int i = 0; i < 20_000; i++) {
            yaml.append("  - {id: r")
                    .append(i)
                    .append(", when: 'http.host eq \"h")
                    .append(i / 2);
            yaml.append(i % 2 == 0 ? "\"'" : "\" and ssl'").append(", then: block}\n");
        }
        List<RuleWarning> warnings = lint(yaml.toString());
        assertThat(warnings).hasSize(1_001);
        assertThat(warnings.subList(0, 1_000)).allMatch(w -> w.kind() == RuleWarning.Kind.SHADOWED);
        assertThat(warnings.get(1_000).kind()).isEqualTo(RuleWarning.Kind.MORE);
        assertThat(warnings.get(1_000).diagnostic().message()).isEqualTo("and 9000 more warnings, not told");
    }

    private static String rulesOfNumbers(int rules, int numbers) {
        StringBuilder yaml = new StringBuilder("rules:\n");
        for (int i = 0; i < rules; i++) {
            yaml.append("  - {id: r").append(i).append(", when: 'http.request.body.size in {");
            for (int number = 0; number < numbers; number++) {
                yaml.append(i * 7 + number * 13).append(' ');
            }
            yaml.append("}', then: block}\n");
        }
        return yaml.toString();
    }

    @Test
    void lookingAtRulesTakesTimeInProportionToThem() {
        RuleOptions enough = ANY_COST.toBuilder()
                .lintBudget(Budget.of(300 * 100_000, Duration.ofMinutes(5)))
                .build();
        assertThat(RuleLint.run("rules.yaml", rulesOfNumbers(300, 480), Schema.http(), enough))
                .extracting(RuleWarning::kind)
                .doesNotContain(RuleWarning.Kind.UNFINISHED);
    }

    @Test
    void whereItsBudgetDoesNotSufficeItSaysSoAndTheFileIsGoodAllTheSame() {
        RuleOptions little = ANY_COST.toBuilder()
                .lintBudget(Budget.of(50_000, Duration.ofMinutes(5)))
                .build();
        String yaml = rulesOfNumbers(300, 480);
        RuleLint lint = RuleLint.check("rules.yaml", yaml, Schema.http(), little, Set.of());
        assertThat(lint.rules().rules()).hasSize(300);
        assertThat(lint.warnings()).hasSize(1);
        assertThat(lint.warnings().get(0).kind()).isEqualTo(RuleWarning.Kind.UNFINISHED);
        assertThat(lint.warnings().get(0).diagnostic().message()).contains("of 300");
    }

    @Test
    void unwantedKindsAreLeftOutBeforeTheOthersAreCounted() {
        StringBuilder yaml = new StringBuilder("rules:\n");
        for (int i = 0; i < 1_100; i++) {
            yaml.append("  - {id: r").append(i).append(", when: 'len(http.host) lt 0', then: log}\n");
        }
        yaml.append("  - {id: last, when: 'http.host matches \"a\"', then: log}\n");
        RuleLint lint = RuleLint.check(
                "rules.yaml", yaml.toString(), Schema.http(), ANY_COST, Set.of(RuleWarning.Kind.NEVER_MATCHES));
        assertThat(lint.warnings()).extracting(RuleWarning::kind).containsExactly(RuleWarning.Kind.PLAIN_REGEX);
    }

    @Test
    void rulesThatMayTakeMoreThanATenthOfTheBudgetAreToldAtTheirPlaces() {
        String yaml = """
                rules:
                  - { id: cheap, when: ssl, then: block }
                  - { id: off, mode: off, when: 'http.user_agent matches "a+b"', then: block }
                  - id: dear
                    when: |
                      http.user_agent matches "a+b"
                    then: block
                """;
        FactLimits limits = FactLimits.builder().maxLength(1_000).build();
        RuleOptions options = RuleOptions.builder().factLimits(limits).build();
        long steps = RuleSet.parse("rules.yaml", yaml, Schema.http(), options)
                .cost(limits)
                .of("dear")
                .steps();
        List<RuleWarning> warnings = RuleLint.run(
                "rules.yaml",
                yaml,
                Schema.http(),
                options.toBuilder().requestSteps(10 * steps - 1).build());
        assertThat(warnings).hasSize(1);
        assertThat(warnings.get(0).kind()).isEqualTo(RuleWarning.Kind.EXPENSIVE);
        assertThat(warnings.get(0).ruleId()).isEqualTo("dear");
        assertThat(warnings.get(0).diagnostic().line()).isEqualTo(6);
        assertThat(RuleLint.run(
                        "rules.yaml",
                        yaml,
                        Schema.http(),
                        options.toBuilder().requestSteps(10 * steps).build()))
                .isEmpty();
    }

    @Test
    void thatRulesWereNotLookedAtIsToldAlsoBehindTheMostWarnings() {
        StringBuilder yaml = new StringBuilder("rules:\n");
        for (int i = 0; i < 5_000; i++) {
            yaml.append("  - {id: r").append(i).append(", when: 'len(http.host) lt 0', then: log}\n");
        }
        RuleOptions little = ANY_COST.toBuilder()
                .lintBudget(Budget.of(100_000, Duration.ofMinutes(5)))
                .build();
        List<RuleWarning> warnings = RuleLint.run("rules.yaml", yaml.toString(), Schema.http(), little);
        assertThat(warnings).hasSizeGreaterThan(1_000);
        assertThat(warnings).extracting(RuleWarning::kind).contains(RuleWarning.Kind.UNFINISHED, RuleWarning.Kind.MORE);
    }

    @Test
    void aLengthIsNeverNegativeAndMayBeNothing() {
        assertThat(lintCondition("len(http.host) lt 1 and len(http.host) ne 0"))
                .extracting(RuleWarning::kind)
                .containsExactly(RuleWarning.Kind.NEVER_MATCHES);
        assertThat(lintCondition("len(http.host) lt 9 and len(http.host) ne 8 and len(http.host) le 5"))
                .isEmpty();
        assertThat(lintCondition("len(http.host) gt -5")).isEmpty();
    }

    /** All 1,000 literals are compared with one another's neighbours, most of which are equal. */
    @Test
    void neighboursThatAreEqualAreTriedOnce() {
        StringBuilder set = new StringBuilder();
        for (int number = 1; number <= 500; number++) {
            set.append(' ').append(number);
        }
        assertThat(lintCondition("http.request.body.size in {" + set + "} and http.request.body.size gt 500"))
                .extracting(RuleWarning::kind)
                .containsExactly(RuleWarning.Kind.NEVER_MATCHES);
    }

    /** The first 65 pairs of cases contradict themselves, one of those after them does not. */
    @Test
    void aRuleOfWhichNotAllCasesWereLookedAtIsNotSaidToBeShadowed() {
        StringBuilder first = new StringBuilder();
        StringBuilder later = new StringBuilder();
        for (int i = 0; i < 9; i++) {
            later.append(i == 0 ? "" : " or ")
                    .append("http.host eq \"h")
                    .append(i)
                    .append('"');
        }
        for (int i = 0; i < 8; i++) {
            first.append(i == 0 ? "" : " and ")
                    .append("http.host in {\"z")
                    .append(i)
                    .append('"');
            for (int host = 0; host < (i == 0 ? 9 : 8); host++) {
                first.append(" \"h").append(host).append('"');
            }
            first.append('}');
        }
        String yaml =
                "rules:\n  - {id: first, when: '" + first + "', then: block}\n  - {id: later, when: '%s', then: log}";
        assertThat(lint(yaml.formatted(later))).isEmpty();
        assertThat(lint(yaml.formatted("http.host eq \"h0\"")))
                .extracting(RuleWarning::kind)
                .containsExactly(RuleWarning.Kind.SHADOWED);
    }

    @Test
    void theNearestNameIsLookedForOnlySoOften() {
        StringBuilder yaml = new StringBuilder("rules:\n  - {id: known-rule, when: ssl, then: log}\n");
        for (int i = 0; i < 150; i++) {
            yaml.append("  - {id: r").append(i).append(", when: ssl, then: {skip: {rules: [knwon-rule]}}}\n");
        }
        assertThat(lint(yaml.toString()))
                .hasSize(150)
                .filteredOn(warning -> warning.diagnostic().message().contains("did you mean"))
                .hasSize(100);
    }
}
