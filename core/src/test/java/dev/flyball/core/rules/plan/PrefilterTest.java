package dev.flyball.core.rules.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.Budget;
import dev.flyball.Meter;
import dev.flyball.rules.Decision;
import dev.flyball.rules.EngineOptions;
import dev.flyball.rules.FactLimits;
import dev.flyball.rules.Facts;
import dev.flyball.rules.Field;
import dev.flyball.rules.Phase;
import dev.flyball.rules.RuleEngine;
import dev.flyball.rules.RuleSet;
import dev.flyball.rules.RuleSetCost;
import dev.flyball.rules.Schema;
import dev.flyball.rules.Trace;
import dev.flyball.rules.Unfinished;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rules that are found together are ruled out by one look-up of what each of them asks first. */
class PrefilterTest {
    private static final Schema HTTP = Schema.http();
    private static final String HOST = "http.host";
    private static final String PATH = "http.request.uri.path";

    private static Meter meter() {
        return Budget.of(1_000_000, Duration.ofMinutes(1)).start();
    }

    /** Rules p0, p1 and so on of one host, each with a prefix of the path; the rule {@code other} of another host. */
    private static String yaml(String first, String... prefixes) {
        StringBuilder yaml = new StringBuilder("rules:\n").append(first);
        for (int i = 0; i < prefixes.length; i++) {
            yaml.append("  - {id: p").append(i);
            yaml.append(", when: 'http.host eq \"a.example\" and starts_with(http.request.uri.path, \"");
            yaml.append(prefixes[i]).append("\")', then: log}\n");
        }
        yaml.append("  - {id: other, when: 'http.host eq \"b.example\"', then: log}\n");
        return yaml.toString();
    }

    private static RuleSet rules(String first, String... prefixes) {
        return RuleSet.parse("rules.yaml", yaml(first, prefixes), HTTP);
    }

    private static Facts request(String path) {
        return Facts.builder(HTTP).set(HOST, "a.example").set(PATH, path).build();
    }

    /** Facts that note what was asked for, and some of which cannot be had. */
    private record AskedFacts(Facts facts, Set<String> failing, List<String> asked) implements Facts {
        @Override
        public Schema schema() {
            return facts.schema();
        }

        @Override
        public Object value(Field field) {
            asked.add(field.name());
            if (failing.contains(field.name())) {
                throw new IllegalStateException("no " + field.name());
            }
            return facts.value(field);
        }
    }

    private static Set<String> tried(Decision decision) {
        Set<String> tried = new HashSet<>();
        decision.forEachTried((rule, steps) -> tried.add(rule.id()));
        return tried;
    }

    @Test
    void onlyTheRulesWhosePredicateHoldsAreTried() {
        RuleEngine engine = RuleEngine.of(rules("", "/a", "/b", "/ab", "/c"));

        Decision decision = engine.evaluate(request("/abc"), meter());

        assertThat(decision.matchedRuleIds()).containsExactly("p0", "p2");
        assertThat(tried(decision)).containsExactlyInAnyOrder("p0", "p2");
        assertThat(decision.stepsOf("p1")).isZero();
        assertThat(engine.accounts().of("p1").candidates()).isZero();
        assertThat(engine.accounts().of("p2").candidates()).isEqualTo(1);
        assertThat(engine.live().explain()).contains("before trying, http.request.uri.path: 4 predicates");
    }

    @Test
    void whatHoldsIsNotEvaluatedAgain() {
        Decision decision = RuleEngine.of(rules("", "/a", "/b", "/ab", "/c")).evaluate(request("/abc"), meter());
        assertThat(decision.stepsOf("p0")).as("of being tried").isEqualTo(1);
    }

    @Test
    void anAbsentValueRulesOutAllRules() {
        RuleEngine engine = RuleEngine.of(rules("", "/a", "/b", "/ab", ""));
        Decision decision =
                engine.evaluate(Facts.builder(HTTP).set(HOST, "a.example").build(), meter());
        assertThat(decision.matched()).isEmpty();
        assertThat(decision.unfinished()).isEmpty();
        assertThat(tried(decision)).isEmpty();
    }

    @Test
    void whatAnIndexCannotTellTheTruthOfIsLeftToTheRules() {
        StringBuilder yaml = new StringBuilder("rules:\n");
        for (int i = 0; i < 4; i++) {
            yaml.append("  - {id: r").append(i).append(", when: 'http.host eq \"a.example\"");
            yaml.append(" and (starts_with(http.request.uri.path, \"/").append(i);
            yaml.append("\") and not http.request.method eq \"GET\"");
            yaml.append(" or starts_with(http.request.uri.path, \"/x").append(i).append("\"))', then: log}\n");
        }
        RuleEngine engine = RuleEngine.of(RuleSet.parse("rules.yaml", yaml.toString(), HTTP));
        Facts.Builder get = Facts.builder(HTTP).set(HOST, "a.example").set("http.request.method", "GET");
        assertThat(engine.evaluate(get.set(PATH, "/1").build(), meter()).matched())
                .isEmpty();
        assertThat(engine.evaluate(get.set(PATH, "/x1").build(), meter()).matchedRuleIds())
                .containsExactly("r1");
    }

    @Test
    void aFewRulesAskThemselves() {
        Decision decision = RuleEngine.of(rules("", "/a", "/b", "/ab")).evaluate(request("/abc"), meter());
        assertThat(tried(decision)).containsExactlyInAnyOrder("p0", "p1", "p2");
    }

    @Test
    void aValueThatCannotBeHadLeavesEachRuleUnfinished() {
        RuleEngine engine = RuleEngine.of(rules("", "/a", "/b", "/ab", "/c"));
        AskedFacts facts = new AskedFacts(request("/abc"), Set.of(PATH), new ArrayList<>());

        Decision decision = engine.evaluate(facts, meter());

        assertThat(decision.matched()).isEmpty();
        assertThat(decision.unfinished())
                .extracting(Unfinished::ruleId, Unfinished::reason)
                .extracting(Object::toString)
                .containsExactly("(\"p0\", ERROR)", "(\"p1\", ERROR)", "(\"p2\", ERROR)", "(\"p3\", ERROR)");
        assertThat(facts.asked).containsOnlyOnce(PATH);
    }

    @Test
    void noValueIsAskedForThatNoRuleNeeds() {
        RuleSet rules =
                rules("  - {id: all, when: 'http.host eq \"a.example\"', then: block}\n", "/a", "/b", "/ab", "/c");
        AskedFacts facts = new AskedFacts(request("/abc"), Set.of(), new ArrayList<>());
        assertThat(RuleEngine.of(rules).evaluate(facts, meter()).isBlocked()).isTrue();
        assertThat(facts.asked).containsExactly(HOST);

        Facts others =
                Facts.builder(HTTP).set(HOST, "b.example").set(PATH, "/abc").build();
        AskedFacts ofOthers = new AskedFacts(others, Set.of(), new ArrayList<>());
        assertThat(RuleEngine.of(rules).evaluate(ofOthers, meter()).matchedRuleIds())
                .containsExactly("other");
        assertThat(ofOthers.asked).containsExactly(HOST);
    }

    @Test
    void withoutSharedStepsEachRuleAsksItself() {
        RuleSet rules = rules("", "/a", "/b", "/ab", "/c");
        Decision whole = RuleEngine.of(rules).evaluate(request("/abc"), meter());
        for (long shared = 1; shared <= whole.sharedSteps(); shared++) {
            EngineOptions scarce =
                    EngineOptions.builder().maxSharedSteps(shared).build();
            Decision decision = RuleEngine.of(rules, scarce).evaluate(request("/abc"), meter());
            assertThat(decision.matchedRuleIds()).as(shared + " shared steps").containsExactly("p0", "p2");
            assertThat(decision.unfinished()).isEmpty();
        }
    }

    @Test
    void rulesThatAreRuledOutAreNotAmongTheUnfinishedWhenTheRequestsStepsEnd() {
        String later = """
                  - {id: q0, when: 'http.request.method eq "A"', then: log}
                  - {id: q1, when: 'http.request.method eq "B"', then: log}
                """;
        RuleEngine engine = RuleEngine.of(RuleSet.parse("rules.yaml", yaml("", "/a", "/b", "/ab", "/c") + later, HTTP));
        long all = engine.evaluate(request("/abc"), meter()).steps();
        int ended = 0;
        for (long steps = all - 1; steps > 0; steps--) {
            Meter meter = Budget.of(steps, Duration.ofMinutes(1)).start();
            Decision decision = engine.evaluate(request("/abc"), meter);
            // After p2 matched, p3 was ruled out; then the request's steps ended.
            if (decision.matchedRuleIds().contains("p2")) {
                assertThat(decision.unfinished())
                        .as(steps + " steps")
                        .extracting(Unfinished::ruleId)
                        .containsExactly("q0", "q1");
                ended++;
            }
        }
        assertThat(ended).isPositive();
    }

    @Test
    void lookingUpIsPartOfTheDeclaredCostAndOfTheTrace() {
        String[] prefixes = new String[100];
        for (int i = 0; i < prefixes.length; i++) {
            prefixes[i] = "/" + i;
        }
        RuleSet rules = rules("", prefixes);
        RuleSetCost cost = rules.cost(FactLimits.builder().maxLength(16).build());

        Decision decision =
                RuleEngine.of(rules).begin(meter()).traced().evaluate(Set.of(Phase.REQUEST), request("/55"));

        assertThat(decision.matchedRuleIds()).containsExactly("p5", "p55");
        assertThat(decision.sharedSteps()).isLessThanOrEqualTo(cost.indexes());
        Map<String, Long> probes = new HashMap<>();
        decision.trace().entries().stream()
                .filter(entry -> entry.kind() == Trace.Kind.PROBE)
                .forEach(entry -> probes.put(entry.subject(), entry.steps()));
        assertThat(probes).containsOnlyKeys(HOST, PATH);
        assertThat(probes.get(PATH)).isGreaterThan(7);
        assertThat(probes.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(decision.sharedSteps());
        FactLimits none = FactLimits.builder().maxLength(0).build();
        assertThat(rules.cost(none).indexes() - probes.get(HOST)).isGreaterThanOrEqualTo(probes.get(PATH));
    }

    @Test
    void whatALookUpTakesDoesNotDependOnTheRulesOfOtherHosts() {
        long[] steps = new long[2];
        for (int i = 0; i < steps.length; i++) {
            StringBuilder yaml = new StringBuilder("rules:\n");
            for (int rule = 0; rule < 8; rule++) {
                yaml.append("  - {id: a").append(rule);
                yaml.append(", when: 'http.host eq \"a.example\" and http.request.timestamp.sec le ")
                        .append(rule)
                        .append("', then: log}\n");
            }
            for (int rule = 0; rule < 2_000 * i; rule++) {
                yaml.append("  - {id: b").append(rule);
                yaml.append(", when: 'http.host eq \"b.example\" and http.request.timestamp.sec ge ")
                        .append(rule)
                        .append("', then: log}\n");
            }
            RuleEngine engine = RuleEngine.of(RuleSet.parse("rules.yaml", yaml.toString(), HTTP));
            Facts facts = Facts.builder(HTTP)
                    .set(HOST, "a.example")
                    .set("http.request.timestamp.sec", 1_000_000)
                    .build();
            steps[i] = engine.evaluate(facts, meter()).steps();
        }
        assertThat(steps[1]).isEqualTo(steps[0]);
    }

    @Test
    void planningTakesNoTimeForEachMemberOfAListAndEachKey() {
        StringBuilder yaml = new StringBuilder(
                "lists:\n  hosts: [" + members("h") + "]\n  paths: [" + members("/p") + "]\nrules:\n");
        for (int rule = 0; rule < 1_200; rule++) {
            yaml.append("  - {id: r").append(rule);
            yaml.append(", when: 'http.host in $hosts and http.request.uri.path in $paths and http.user_agent ne \"u");
            yaml.append(rule).append("\"', then: log}\n");
        }
        assertThat(RuleSet.parse("rules.yaml", yaml.toString(), HTTP).rules()).hasSize(1_200);
    }

    private static String members(String prefix) {
        List<String> members = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            members.add(prefix + i);
        }
        return String.join(", ", members);
    }

    @Test
    void simulatedRulesThatAnEnforcedOneSkipsAskForNothing() {
        StringBuilder yaml = new StringBuilder(
                "rules:\n  - {id: skip, when: 'http.host eq \"a.example\"', then: {skip: {tags: [t]}}}\n");
        for (int rule = 0; rule < 5; rule++) {
            yaml.append("  - {id: s").append(rule).append(", mode: simulate, tags: [t], then: log");
            yaml.append(", when: 'http.host eq \"a.example\" and starts_with(http.request.uri.path, \"/")
                    .append(rule)
                    .append("\")'}\n");
        }
        AskedFacts facts = new AskedFacts(request("/1"), Set.of(), new ArrayList<>());
        RuleEngine.of(RuleSet.parse("rules.yaml", yaml.toString(), HTTP)).evaluate(facts, meter());
        assertThat(facts.asked).containsExactly(HOST);
    }

    @Test
    void onePredicateOfManyRulesIsNotLookedUp() {
        StringBuilder yaml = new StringBuilder("rules:\n");
        for (int rule = 0; rule < 6; rule++) {
            yaml.append("  - {id: r")
                    .append(rule)
                    .append(", when: 'http.host eq \"a.example\" and http.request.method eq \"GET\"");
            yaml.append(" and http.user_agent ne \"u").append(rule).append("\"', then: log}\n");
        }
        assertThat(RuleSet.parse("rules.yaml", yaml.toString(), HTTP).explain()).doesNotContain("before trying");
    }

    @Test
    void aRuleOfTwoHostsIsNotLookedUpAmongThoseOfOne() {
        StringBuilder yaml = new StringBuilder("rules:\n");
        for (int rule = 0; rule < 500; rule++) {
            yaml.append("  - {id: b").append(rule);
            yaml.append(", when: 'http.host eq \"b.example\" and http.request.timestamp.sec ge ")
                    .append(rule)
                    .append("', then: log}\n");
        }
        yaml.append(
                "  - {id: both, when: 'http.host in {\"a.example\" \"b.example\"} and http.request.timestamp.sec ge 7', then: log}\n");
        RuleEngine engine = RuleEngine.of(RuleSet.parse("rules.yaml", yaml.toString(), HTTP));
        Facts facts = Facts.builder(HTTP)
                .set(HOST, "a.example")
                .set("http.request.timestamp.sec", 1_000_000)
                .build();
        Decision decision = engine.evaluate(facts, meter());
        assertThat(decision.matchedRuleIds()).containsExactly("both");
        assertThat(decision.steps()).isLessThan(15);
    }

    @Test
    void theDeclaredCostIsOfOneHostAndHoldsAlsoWhereTheHostIsNotKnown() {
        StringBuilder yaml = new StringBuilder("rules:\n");
        for (int host = 0; host < 300; host++) {
            for (int rule = 0; rule < 5; rule++) {
                yaml.append("  - {id: r").append(host).append('-').append(rule);
                yaml.append(", when: 'http.host eq \"h")
                        .append(host)
                        .append("\" and starts_with(http.request.uri.path, \"/");
                yaml.append(rule).append("\")', then: log}\n");
            }
        }
        RuleSet rules = RuleSet.parse("rules.yaml", yaml.toString(), HTTP);
        FactLimits limits = FactLimits.builder().maxLength(20).build();
        long declared = rules.cost(limits).indexes();
        assertThat(declared).isLessThan(1_000);
        RuleEngine engine = RuleEngine.of(rules);
        for (Set<String> failing : List.of(Set.<String>of(), Set.of(HOST))) {
            AskedFacts facts = new AskedFacts(
                    Facts.builder(HTTP).set(HOST, "h7").set(PATH, "/1").build(), failing, new ArrayList<>());
            Decision decision = engine.evaluate(facts, meter());
            assertThat(decision.steps()).isLessThanOrEqualTo(rules.cost(limits).total());
        }
    }

    @Test
    void theDeclaredCostIsOfAllValuesThatRulesOfOneHostAskAbout() {
        StringBuilder yaml = new StringBuilder("rules:\n");
        for (int rule = 0; rule < 8; rule++) {
            yaml.append("  - {id: r").append(rule).append(", when: 'http.host eq \"a.example\" and ");
            yaml.append(
                    rule % 2 == 0
                            ? "starts_with(http.request.uri.path, \"/" + rule + "\")"
                            : "http.request.timestamp.sec ge " + rule);
            yaml.append("', then: log}\n");
        }
        RuleSet rules = RuleSet.parse("rules.yaml", yaml.toString(), HTTP);
        Facts facts = Facts.builder(HTTP)
                .set(HOST, "a.example")
                .set(PATH, "/0")
                .set("http.request.timestamp.sec", 100)
                .build();
        Decision decision = RuleEngine.of(rules).evaluate(facts, meter());
        assertThat(decision.matchedRuleIds()).hasSize(5);
        long declared = rules.cost(FactLimits.builder().maxLength(9).build()).indexes();
        assertThat(decision.sharedSteps()).isGreaterThan(5).isLessThanOrEqualTo(declared);
    }
}
