package dev.flyball.core.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.flyball.Budget;
import dev.flyball.Meter;
import dev.flyball.rules.Decision;
import dev.flyball.rules.EngineOptions;
import dev.flyball.rules.ExhaustionPolicy;
import dev.flyball.rules.FactLimits;
import dev.flyball.rules.Facts;
import dev.flyball.rules.Field;
import dev.flyball.rules.Phase;
import dev.flyball.rules.RequestRules;
import dev.flyball.rules.Rollout;
import dev.flyball.rules.Rule;
import dev.flyball.rules.RuleAccount;
import dev.flyball.rules.RuleAccounts;
import dev.flyball.rules.RuleEngine;
import dev.flyball.rules.RuleSet;
import dev.flyball.rules.RuleSyntaxException;
import dev.flyball.rules.Schema;
import dev.flyball.rules.Trace;
import dev.flyball.rules.Unfinished;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What actions do to later rules, phases, accounts and traces, in the terms of the API alone. */
class ActionsAndPhasesTest {
    private static final Schema HTTP = Schema.http();

    private static RuleSet rules(String yaml) {
        return RuleSet.parse("rules.yaml", yaml, HTTP);
    }

    private static Meter meter() {
        return Budget.of(1_000_000, Duration.ofMinutes(1)).start();
    }

    private static Facts path(String path) {
        return Facts.builder(HTTP).set("http.request.uri.path", path).build();
    }

    private static final String SCORING = """
            rules:
              - {id: trusted, when: 'http.request.uri.path eq "/trusted"', then: {skip: {tags: [sqli], rules: [last]}}}
              - {id: quote, when: 'http.request.uri.path contains "t"', then: {score: {sqli: 3, all: 1}}, tags: [sqli]}
              - {id: mark, when: 'http.request.uri.path contains "u"', then: {tag: challenge}}
              - {id: more, when: 'http.request.uri.path contains "s"', then: {score: {sqli: 2}}, tags: [sqli, more]}
              - {id: last, when: 'http.request.uri.path contains "s"', then: log}
              - {id: limit, when: 'score("sqli") ge 5', then: block}
              - {id: other, when: 'score("nothing") eq 0', then: log}
            """;

    @Test
    void scoresAddUpForLaterRulesAndSkippedRulesAreNotTried() {
        RuleEngine engine = RuleEngine.of(rules(SCORING));

        Decision attack = engine.evaluate(path("/tus"), meter());
        assertThat(attack.isBlocked()).isTrue();
        assertThat(attack.action().ruleId()).isEqualTo("limit");
        assertThat(attack.scores()).isEqualTo(Map.of("sqli", 5L, "all", 1L));
        assertThat(attack.tags()).containsExactly("challenge");

        Decision trusted = engine.evaluate(path("/trusted"), meter());
        assertThat(trusted.matchedRuleIds()).containsExactly("trusted", "mark", "other");
        assertThat(trusted.scores()).isEmpty();

        Decision little = engine.evaluate(path("/t"), meter());
        assertThat(little.matchedRuleIds()).containsExactly("quote", "other");
        assertThat(little.scores()).isEqualTo(Map.of("sqli", 3L, "all", 1L));
    }

    @Test
    void simulatedRulesSeeTheScoresAtTheirPlaceAndTheirOwn() {
        RuleEngine engine = RuleEngine.of(rules("""
                rules:
                  - {id: early, when: 'score("a") ge 1', then: log, mode: simulate}
                  - {id: one, when: 'http.request.uri.path contains "/"', then: {score: {a: 1}}}
                  - {id: two, when: 'score("a") ge 1', then: {score: {a: 1}}, mode: simulate}
                  - {id: three, when: 'score("a") eq 2', then: log, mode: simulate}
                  - {id: live, when: 'score("a") eq 1', then: log}
                """));
        Decision decision = engine.evaluate(path("/"), meter());
        assertThat(decision.simulated()).extracting(Rule::id).containsExactly("two", "three");
        assertThat(decision.matchedRuleIds()).containsExactly("one", "live");
        assertThat(decision.scores()).isEqualTo(Map.of("a", 1L));
    }

    private static final String POINTS = """
            rules:
              - {id: five, when: 'http.host contains "a"', then: {score: {sqli: 5}}}
              - {id: points, when: 'http.request.uri.path contains "union"', then: {score: {sqli: 10, "on": -3}}}
              - {id: limit, when: 'score("sqli") ge 10', then: block}
              - {id: sure, when: 'score("sqli") ge 5', then: log}
              - {id: never, when: 'score("sqli") gt 15', then: log}
              - {id: low, when: 'score("on") le 0', then: log}
              - {id: other, when: 'score("all") eq 0', then: log}
              - {id: text, when: 'to_string(score("sqli")) eq "5"', then: log}
            """;

    /** Facts whose path cannot be had. */
    private static Facts failing(String host) {
        Facts given = Facts.builder(HTTP).set("http.host", host).build();
        return new Facts() {
            @Override
            public Schema schema() {
                return HTTP;
            }

            @Override
            public Object value(Field field) {
                if (field.name().equals("http.request.uri.path")) {
                    throw new IllegalStateException("too many parameters");
                }
                return given.value(field);
            }
        };
    }

    private static RuleEngine engine(String yaml, ExhaustionPolicy policy) {
        return RuleEngine.of(
                rules(yaml), EngineOptions.builder().exhaustionPolicy(policy).build());
    }

    @Test
    void aRequestDoesNotPassAScoreByMakingARuleThatAddsToItFail() {
        Decision blocked = engine(POINTS, ExhaustionPolicy.BLOCK).evaluate(failing("a"), meter());
        assertThat(blocked.isBlocked()).isTrue();
        assertThat(blocked.isByPolicy()).isTrue();
        assertThat(blocked.action().ruleId()).isEqualTo("limit");
        assertThat(blocked.unfinished()).extracting(Unfinished::ruleId).containsExactly("points", "limit");

        Decision allowed = engine(POINTS, ExhaustionPolicy.ALLOW).evaluate(failing("a"), meter());
        assertThat(allowed.action().kind()).isEqualTo("allow");
    }

    @Test
    void aScoreThatIsPartlyKnownDecidesWhereThatIsEnough() {
        Decision skipping = engine(POINTS, ExhaustionPolicy.SKIP_RULE).evaluate(failing("a"), meter());
        assertThat(skipping.action()).isNull();
        assertThat(skipping.matchedRuleIds()).containsExactly("five", "sure", "low", "other");
        assertThat(skipping.unfinished()).extracting(Unfinished::ruleId).containsExactly("points", "limit", "text");
        assertThat(skipping.scores()).isEqualTo(Map.of("sqli", 5L));
    }

    private static final String EXCEPTION = """
            rules:
              - {id: known, when: 'http.request.uri.path eq "/known"', then: {skip: {tags: [points], rules: [pass]}}}
              - {id: points, when: 'http.host eq "a"', then: {score: {x: -5}}, tags: [points]}
              - {id: pass, when: 'http.host eq "b"', then: allow}
              - {id: low, when: 'score("x") ge 0', then: block}
              - {id: last, when: 'http.host eq "b"', then: block}
            """;

    @Test
    void pointsOfARuleThatMayHaveBeenSkippedAreNotCertain() {
        Decision blocked = engine(EXCEPTION, ExhaustionPolicy.BLOCK).evaluate(failing("a"), meter());
        assertThat(blocked.isBlocked()).isTrue();
        assertThat(blocked.isByPolicy()).isTrue();
        assertThat(blocked.unfinished()).extracting(Unfinished::ruleId).containsExactly("known", "low");
        assertThat(blocked.scores()).isEmpty();
    }

    @Test
    void anAllowThatMayHaveBeenSkippedLetsNothingPassUnlessThePolicyDoes() {
        String yaml = EXCEPTION.replace("ge 0", "ge 1");
        Decision blocked = engine(yaml, ExhaustionPolicy.BLOCK).evaluate(failing("b"), meter());
        assertThat(blocked.isBlocked()).isTrue();
        assertThat(blocked.action().ruleId()).isEqualTo("last");
        assertThat(blocked.matchedRuleIds()).containsExactly("pass", "last");
        for (ExhaustionPolicy policy : List.of(ExhaustionPolicy.ALLOW, ExhaustionPolicy.SKIP_RULE)) {
            Decision allowed = engine(yaml, policy).evaluate(failing("b"), meter());
            assertThat(allowed.action().ruleId()).as(policy.name()).isEqualTo("pass");
        }
    }

    @Test
    void simulatedRulesDoNotKnowWhatRulesWouldHaveSkippedThatTheMeterDidNotReach() {
        RuleEngine engine = engine("""
                rules:
                  - {id: early, when: 'http.request.uri.path contains "c"', then: {score: {x: 1}}, tags: [points], mode: simulate}
                  - {id: long, when: 'http.request.uri.path matches "[ab]*c"', then: log}
                  - {id: known, when: 'http.request.uri.path contains "c"', then: {skip: {tags: [points]}}}
                  - {id: late, when: 'http.request.uri.path contains "c"', then: {score: {y: 1}}, tags: [points], mode: simulate}
                  - {id: x, when: 'score("x") eq 1', then: log, mode: simulate}
                  - {id: y, when: 'score("y") eq 1', then: log, mode: simulate}
                """, ExhaustionPolicy.SKIP_RULE);
        Meter little = Budget.of(50, Duration.ofMinutes(1)).start();
        Decision decision = engine.evaluate(path("ab".repeat(500) + "c"), little);
        assertThat(decision.simulated()).extracting(Rule::id).containsExactly("early", "late", "x");
        assertThat(decision.unfinished()).extracting(Unfinished::ruleId).containsExactly("long", "known", "y");
    }

    @Test
    void aSimulationThatEndsEarlyLosesNothingOfWhatEnforcedRulesDid() {
        RuleEngine engine = RuleEngine.of(
                rules("""
                        rules:
                          - {id: long, when: 'http.request.uri.path matches "[ab]*c"', then: log, mode: simulate}
                          - {id: points, when: 'http.request.uri.path contains "c"', then: {score: {x: 1}}}
                          - {id: later, when: 'http.response.code eq 200 and score("x") eq 1', then: log, mode: simulate}
                        """),
                EngineOptions.builder()
                        .simulationBudget(Budget.of(50, Duration.ofMinutes(1)))
                        .build());
        RequestRules request = engine.begin(meter());
        Decision first = request.evaluate(Phase.REQUEST, path("ab".repeat(500) + "c"));
        assertThat(first.unfinished()).extracting(Unfinished::ruleId).containsExactly("long");
        Facts answer = Facts.builder(HTTP).set("http.response.code", 200).build();
        assertThat(request.evaluate(Phase.RESPONSE, answer).simulated())
                .extracting(Rule::id)
                .containsExactly("later");
    }

    @Test
    void simulatedRulesDoNotKnowScoresAfterTheMeterRanOutBeforeARuleThatAddsToOne() {
        RuleEngine engine = engine("""
                rules:
                  - {id: early, when: 'score("sqli") eq 0', then: log, mode: simulate}
                  - {id: long, when: 'http.request.uri.path matches "[ab]*c"', then: log}
                  - {id: points, when: 'http.request.uri.path contains "c"', then: {score: {sqli: 10}}}
                  - {id: limit, when: 'score("sqli") lt 10', then: log, mode: simulate}
                """, ExhaustionPolicy.SKIP_RULE);
        Meter little = Budget.of(50, Duration.ofMinutes(1)).start();
        Decision decision = engine.evaluate(path("ab".repeat(500) + "c"), little);
        assertThat(decision.simulated()).extracting(Rule::id).containsExactly("early");
        assertThat(decision.unfinished()).extracting(Unfinished::ruleId).containsExactly("long", "points", "limit");
    }

    @Test
    void eachNameThatARuleScoresIsPaidForAndTheyAreNotManyMoreThanThat() {
        String names = IntStream.range(0, 100).mapToObj(i -> "n" + i + ": 1").collect(Collectors.joining(", "));
        String file = "rules: [{id: many, when: 'ssl', then: {score: {%s}}}]";
        RuleSet rules = rules(file.formatted(names));
        Decision decision = RuleEngine.of(rules)
                .evaluate(Facts.builder(HTTP).set("ssl", true).build(), meter());
        assertThat(decision.scores()).hasSize(100);
        assertThat(decision.steps())
                .isGreaterThan(100)
                .isLessThanOrEqualTo(rules.cost(FactLimits.defaults()).total());
        RuleSyntaxException refused =
                catchThrowableOfType(RuleSyntaxException.class, () -> rules(file.formatted(names + ", one-more: 1")));
        assertThat(refused.diagnostics().get(0).message()).contains("at most 100 scores");
    }

    @Test
    void aRuleThatAnIndexHasRuledOutDoesNotDecideWhenTheMeterRunsOut() {
        String yaml = """
                rules:
                  - {id: ours, when: 'http.host eq "a.example"', then: log}
                  - {id: one, when: 'http.request.body.raw matches "x1[0-9]+y"', then: log}
                  - {id: two, when: 'http.request.body.raw matches "x2[0-9]+y"', then: log}
                  - {id: theirs, when: 'http.host eq "b.example"', then: block}
                  - {id: three, when: 'http.request.body.raw matches "x3[0-9]+y"', then: log}
                """;
        Decision decision = engine(yaml, ExhaustionPolicy.BLOCK)
                .evaluate(
                        Facts.builder(HTTP)
                                .set("http.host", "a.example")
                                .set("http.request.body.raw", "x10101".repeat(3_000))
                                .build(),
                        Budget.of(2_000, Duration.ofMinutes(1)).start());
        assertThat(decision.action()).isNull();
        assertThat(decision.unfinished()).extracting(Unfinished::ruleId).containsExactly("one", "two", "three");
    }

    private static final String PHASED = """
            rules:
              - {id: head, when: 'http.request.uri.path eq "/a"', then: {score: {x: 1}}}
              - {id: leak, when: 'http.response.code ge 500', then: log}
              - {id: body, when: 'http.request.body.raw contains "x" and score("x") eq 1', then: block}
              - {id: skips, when: 'http.request.uri.path eq "/skip"', then: {skip: {rules: [leak]}}}
              - {id: later, when: 'http.request.uri.path eq "/a"', then: log, phase: response}
              - {id: done, when: 'http.request.uri.path eq "/a"', then: allow}
            """;

    @Test
    void aRuleIsOfTheFirstPhaseInWhichItsFieldsAreKnownOrOfALaterOne() {
        assertThat(rules(PHASED).rules())
                .extracting(Rule::phase)
                .containsExactly(
                        Phase.REQUEST, Phase.RESPONSE, Phase.BODY, Phase.REQUEST, Phase.RESPONSE, Phase.REQUEST);
        RuleSyntaxException refused = catchThrowableOfType(
                RuleSyntaxException.class,
                () -> rules("rules: [{id: a, when: 'http.response.code eq 1', then: log, phase: body}]"));
        assertThat(refused.diagnostics().get(0).message()).contains("response").contains("not before");
    }

    @Test
    void phasesKeepOneVersionItsScoresAndItsSkippedRules() {
        RuleEngine engine = RuleEngine.of(rules(PHASED));
        RequestRules request = engine.begin(meter());
        String version = request.version();

        Decision head = request.evaluate(Phase.REQUEST, path("/a"));
        assertThat(head.matchedRuleIds()).containsExactly("head", "done");
        engine.deploy(rules("rules: []"), Rollout.immediate("to see that begun requests keep theirs"));

        Decision body = request.evaluate(
                Phase.BODY,
                Facts.builder(HTTP)
                        .set("http.request.uri.path", "/a")
                        .set("http.request.body.raw", "xyz")
                        .build());
        assertThat(body.isBlocked()).isTrue();
        assertThat(body.scores()).isEqualTo(Map.of("x", 1L));
        assertThat(body.version()).isEqualTo(version).isNotEqualTo(engine.live().version());

        Facts answer = Facts.builder(HTTP)
                .set("http.request.uri.path", "/a")
                .set("http.response.code", 503)
                .build();
        assertThat(request.evaluate(Phase.RESPONSE, answer).matchedRuleIds()).containsExactly("leak", "later");
    }

    @Test
    void whatOnePhaseSkipsStaysSkippedInTheNext() {
        RequestRules request = RuleEngine.of(rules(PHASED)).begin(meter());
        request.evaluate(Phase.REQUEST, path("/skip"));
        Facts answer = Facts.builder(HTTP).set("http.response.code", 503).build();
        assertThat(request.evaluate(Phase.RESPONSE, answer).matched()).isEmpty();
    }

    @Test
    void accountsCountWhatBecameOfEachRule() {
        RuleEngine engine = RuleEngine.of(rules(SCORING));
        for (int i = 0; i < 10; i++) {
            engine.evaluate(path("/tus"), meter());
        }
        engine.evaluate(path("/other-path"), Budget.of(1, Duration.ofMinutes(1)).start());
        RuleAccounts accounts = engine.accounts();
        assertThat(accounts.version()).isEqualTo(engine.live().version());
        assertThat(accounts.evaluations()).isEqualTo(11);
        assertThat(accounts.of("limit").matched()).isEqualTo(10);
        assertThat(accounts.of("limit").candidates())
                .as("it also decided once by policy, before it was tried")
                .isEqualTo(11);
        assertThat(accounts.of("limit").unfinished()).isEqualTo(1);
        assertThat(accounts.of("limit").lastMatch()).isNotNull();
        assertThat(accounts.of("other").candidates())
                .as("nothing runs after a block")
                .isZero();
        assertThat(accounts.of("other").lastMatch()).isNull();
        assertThat(accounts.rules()).hasSize(7).extracting(RuleAccount::ruleId).startsWith("trusted", "quote");
        assertThat(accounts.steps()).isGreaterThanOrEqualTo(accounts.sharedSteps());

        engine.deploy(rules("rules: []"), Rollout.immediate("to begin new accounts"));
        assertThat(engine.accounts().evaluations()).isZero();
        engine.rollback("to go on with the old ones");
        assertThat(engine.accounts().evaluations()).isEqualTo(11);
    }

    @Test
    void aTraceTellsWhatWasEvaluatedWithValuesAndSteps() {
        RuleEngine engine = RuleEngine.of(rules("""
                rules:
                  - {id: a, when: 'http.request.uri.path eq "/a" and http.host contains "x"', then: log}
                  - {id: b, when: 'http.request.uri.path eq "/b" and http.host contains "x"', then: log}
                  - {id: c, when: 'any(http.request.headers.names[*] eq "y") or ssl', then: log, mode: simulate}
                """));
        Facts facts = Facts.builder(HTTP)
                .set("http.request.uri.path", "/a")
                .set("http.host", "example.com")
                .build();
        assertThat(engine.evaluate(facts, meter()).trace()).isNull();
        Decision decision = engine.begin(meter()).traced().evaluate(Phase.REQUEST, facts);
        Trace trace = decision.trace();
        assertThat(trace.entries())
                .extracting(Trace.Entry::kind)
                .containsExactly(
                        Trace.Kind.PROBE,
                        Trace.Kind.PREDICATE,
                        Trace.Kind.RULE,
                        Trace.Kind.SIMULATION,
                        Trace.Kind.PREDICATE,
                        Trace.Kind.ELEMENTS,
                        Trace.Kind.RULE);
        Trace.Entry predicate = trace.entries().get(1);
        assertThat(predicate.subject()).isEqualTo("http.host contains \"x\"");
        assertThat(predicate.value()).isEqualTo("\"example.com\"");
        assertThat(predicate.result()).isEqualTo("true");
        assertThat(predicate.steps()).isPositive();
        assertThat(trace.toString()).contains("rule a: matched");
    }

    @Test
    void anExplanationTellsIndexesAndWhereRulesHang() {
        String text = rules(SCORING).explain();
        assertThat(text)
                .contains("enforced: 7 rules")
                .contains("http.request.uri.path")
                .contains("quote: by http.request.uri.path")
                .contains("limit: always, score(\"sqli\") ge 5");
    }

    @Test
    void effectsWithMistakesAreRefusedAtTheirPlace() {
        for (Map.Entry<String, String> mistake : Map.of(
                        "score", "{score: {sqli: 5}}",
                        "{score: {a: x}}", "integer",
                        "{score: {}}", "{score: {sqli: 5}}",
                        "skip", "{skip:",
                        "{skip: {tag: [a]}}", "tags",
                        "{skip: {tags: a}}", "list",
                        "{tag: [a]}", "{tag: challenge}",
                        "{tag: 'a b'}", "no spaces")
                .entrySet()) {
            RuleSyntaxException refused = catchThrowableOfType(
                    RuleSyntaxException.class,
                    () -> rules("rules: [{id: a, when: ssl, then: " + mistake.getKey() + "}]"));
            assertThat(refused.diagnostics()).as(mistake.getKey()).hasSize(1);
            assertThat(refused.diagnostics().get(0).message())
                    .as(mistake.getKey())
                    .contains(mistake.getValue());
        }
        RuleSyntaxException unnamed = catchThrowableOfType(
                RuleSyntaxException.class, () -> rules("rules: [{id: a, when: score(1) ge 2, then: log}]"));
        assertThat(unnamed.diagnostics()).hasSize(1);
        assertThat(List.of(unnamed.diagnostics().get(0).message())).allMatch(m -> m.contains("name of a score"));
    }

    /** Each is looked at once and paid for, however many values the other rules are found by. */
    @Test
    void rulesOfOtherPhasesAreNotPassedOverForNothing() {
        int pairs = 1_000;
        StringBuilder yaml = new StringBuilder("rules:\n");
        for (int i = 0; i < 2 * pairs; i++) {
            yaml.append(
                    "  - {id: later" + i + ", phase: response, when: 'not http.host eq \"" + i + "\"', then: log}\n");
            yaml.append("  - {id: now" + i + ", when: 'http.request.headers[\"k" + i / 2 + "\"][0] eq \"" + i
                    + "\"', then: log}\n");
        }
        RuleSet rules = rules(yaml.toString());
        Meter meter = meter();
        Decision decision = RuleEngine.of(rules).begin(meter).evaluate(Phase.REQUEST, path("/"));
        assertThat(decision.unfinished()).isEmpty();
        // A step for each value, and one for 64 rules.
        assertThat(decision.steps()).isBetween(2L * pairs / 64, 4L * pairs);
        Meter scarce = Budget.of(20, Duration.ofMinutes(1)).start();
        Decision over = RuleEngine.of(rules).begin(scarce).evaluate(Phase.RESPONSE, path("/"));
        assertThat(over.unfinished()).isNotEmpty();
    }
}
