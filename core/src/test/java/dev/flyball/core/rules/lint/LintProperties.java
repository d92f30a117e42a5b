package dev.flyball.core.rules.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.Budget;
import dev.flyball.rules.Facts;
import dev.flyball.rules.RuleEngine;
import dev.flyball.rules.RuleLint;
import dev.flyball.rules.RuleOptions;
import dev.flyball.rules.RuleSet;
import dev.flyball.rules.RuleWarning;
import dev.flyball.rules.RuleWarning.Kind;
import dev.flyball.rules.Schema;
import dev.flyball.rules.ValueType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What the linter says is so: tried with all facts of a small world, in which all literals of the conditions lie. */
class LintProperties {
    private static final Schema SCHEMA = Schema.builder()
            .field("n", ValueType.INT)
            .field("s", ValueType.BYTES)
            .field("ip", ValueType.IP)
            .field("b", ValueType.BOOL)
            .build();

    private static final List<String> COMPARISONS = List.of(
            "n eq 2",
            "n ne 2",
            "n lt 3",
            "n le 1",
            "n gt 2",
            "n ge 4",
            "n in {1 3}",
            "n in {2..4}",
            "n bitwise_and 2",
            "s eq \"a\"",
            "s ne \"a\"",
            "s eq \"B\"",
            "s in {\"a\" \"ab\"}",
            "s contains \"b\"",
            "s lt \"ab\"",
            "s matches \"^a\"",
            "s wildcard \"A*\"",
            "starts_with(s, \"a\")",
            "lower(s) eq \"b\"",
            "len(s) eq 1",
            "len(s) gt 1",
            "len(s) lt 0",
            "ip eq 10.0.0.1",
            "ip ne 10.0.0.1",
            "ip in {10.0.0.0/31}",
            "ip gt 10.0.0.1",
            "ip in {::1}",
            "b",
            "concat(s, s) eq \"aa\"");

    private static final List<Facts> WORLD = world();

    private static List<Facts> world() {
        List<Facts> world = new ArrayList<>();
        for (Object n : new Object[] {"", 0, 1, 2, 3, 4, 5}) {
            for (String s : new String[] {"?", "", "a", "B", "b", "ab", "Ab", "aa"}) {
                for (String ip : new String[] {"", "10.0.0.0", "10.0.0.1", "10.0.0.2", "::1"}) {
                    for (int b = 0; b < 3; b++) {
                        Facts.Builder facts = Facts.builder(SCHEMA);
                        if (n instanceof Integer) {
                            facts.set("n", n);
                        }
                        if (!s.equals("?")) {
                            facts.set("s", s);
                        }
                        if (!ip.isEmpty()) {
                            facts.set("ip", ip);
                        }
                        if (b > 0) {
                            facts.set("b", b > 1);
                        }
                        world.add(facts.build());
                    }
                }
            }
        }
        return world;
    }

    private static String condition(Random random, int depth) {
        if (depth == 0 || random.nextInt(3) == 0) {
            String comparison = COMPARISONS.get(random.nextInt(COMPARISONS.size()));
            return random.nextInt(3) == 0 ? "not " + comparison : comparison;
        }
        String operator = random.nextInt(3) == 0 ? " or " : " and ";
        String joined = IntStream.range(0, 2 + random.nextInt(2))
                .mapToObj(i -> condition(random, depth - 1))
                .collect(Collectors.joining(operator));
        return (random.nextInt(4) == 0 ? "not (" : "(") + joined + ")";
    }

    private static String rules(List<String> conditions) {
        StringBuilder yaml = new StringBuilder("rules:\n");
        for (int i = 0; i < conditions.size(); i++) {
            yaml.append("  - id: r").append(i).append("\n    when: |\n      ").append(conditions.get(i));
            yaml.append("\n    then: block\n");
        }
        return yaml.toString();
    }

    private static List<RuleWarning> lint(List<String> conditions) {
        return RuleLint.run(
                "r",
                rules(conditions),
                SCHEMA,
                RuleOptions.builder().requestSteps(Long.MAX_VALUE).build());
    }

    private static boolean matches(String condition, Facts facts) {
        RuleEngine engine = RuleEngine.of(RuleSet.parse("r", rules(List.of(condition)), SCHEMA));
        return engine.evaluate(
                        facts, Budget.of(1_000_000, Duration.ofMinutes(1)).start())
                .isBlocked();
    }

    private static List<Boolean> inWorld(String condition) {
        RuleEngine engine = RuleEngine.of(RuleSet.parse("r", rules(List.of(condition)), SCHEMA));
        Budget budget = Budget.of(1_000_000, Duration.ofMinutes(1));
        return WORLD.stream()
                .map(facts -> engine.evaluate(facts, budget.start()).isBlocked())
                .toList();
    }

    @Property(tries = 300)
    void aRuleThatIsSaidNeverToMatchNeverDoes(@ForAll Random random) {
        String condition = condition(random, 2);
        boolean never = lint(List.of(condition)).stream().anyMatch(warning -> warning.kind() == Kind.NEVER_MATCHES);
        if (never) {
            assertThat(WORLD).as(condition).noneMatch(facts -> matches(condition, facts));
        }
    }

    @Property(tries = 300)
    void aRuleOfComparisonsOfANumberThatNeverMatchesIsFound(@ForAll Random random) {
        String condition = IntStream.range(0, 2 + random.nextInt(3))
                .mapToObj(i -> (random.nextBoolean() ? "" : "not ") + COMPARISONS.get(random.nextInt(8)))
                .collect(Collectors.joining(" and "));
        boolean never = lint(List.of(condition)).stream().anyMatch(warning -> warning.kind() == Kind.NEVER_MATCHES);
        assertThat(never).as(condition).isEqualTo(!inWorld(condition).contains(true));
    }

    @Property(tries = 300)
    void aRuleThatIsSaidToBeShadowedNeverMatchesWhereTheOtherDoesNot(@ForAll Random random) {
        String first = condition(random, 1);
        String more = condition(random, 1);
        String second = random.nextBoolean() ? more : first + " and " + more;
        for (RuleWarning warning : lint(List.of(first, second))) {
            if (warning.kind() == Kind.SHADOWED) {
                assertThat(warning.ruleId()).isEqualTo("r1");
                List<Boolean> decided = inWorld(first);
                List<Boolean> matched = inWorld(second);
                for (int i = 0; i < WORLD.size(); i++) {
                    assertThat(!matched.get(i) || decided.get(i))
                            .as("%s before %s", first, second)
                            .isTrue();
                }
            }
        }
    }

    @Property(tries = 300)
    void whatIsSaidToBeWrittenInsteadOfARegexMeansTheSame(@ForAll Random random) {
        List<String> pieces = List.of("a", "b", "\\.", "ab", "^", "$", "(a|b)", "(?:ab|b)", "[a]", ".*", "B");
        String pattern = IntStream.range(0, 1 + random.nextInt(4))
                .mapToObj(i -> pieces.get(random.nextInt(pieces.size())))
                .collect(Collectors.joining());
        String condition = "s matches \"" + pattern + "\"";
        for (RuleWarning warning : lint(List.of(condition))) {
            if (warning.kind() == Kind.PLAIN_REGEX) {
                String message = warning.diagnostic().message();
                String instead = message.substring(message.indexOf("write ") + "write ".length());
                assertThat(inWorld(instead)).as("%s is %s", condition, instead).isEqualTo(inWorld(condition));
            }
        }
    }
}
