package dev.flyball.core.rules.plan;

import dev.flyball.core.rules.language.ConditionCompiler;
import dev.flyball.core.rules.language.Conditions;
import dev.flyball.core.rules.language.Problem;
import dev.flyball.core.rules.language.RandomConditions;
import dev.flyball.core.rules.typed.Typed;
import dev.flyball.rules.Action;
import dev.flyball.rules.Rule;
import dev.flyball.rules.RuleOptions;
import dev.flyball.rules.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Random rules that have much in common, so that indexes, shared parts and disjunctions all come up. */
public final class RandomRules {
    private static final List<String> PARTS = List.of(
            "s eq \"a\"",
            "s eq \"ab\"",
            "s ne \"a\"",
            "s in {\"a\" \"b\" \"\"}",
            "s2 eq \"b\"",
            "s2 in {\"ab\" \"A\"}",
            "lower(s) eq \"a\"",
            "lower(s) eq \"ab\"",
            "upper(lower(s)) eq \"AB\"",
            "starts_with(s, \"a\")",
            "starts_with(s, \"ab\")",
            "starts_with(s, \"\")",
            "ends_with(s, \"b\")",
            "ends_with(s, \"Ab\")",
            "s matches \"^a\"",
            "s matches \"b$\"",
            "s matches \"[ab]+A\"",
            "s contains \"b\"",
            "s contains \"\\xc3\"",
            "s2 contains \"[\"",
            "s wildcard \"A*\"",
            "s strict wildcard \"*b\"",
            "s2 wildcard \"a\"",
            "n eq 1",
            "n eq 2",
            "n ne 1",
            "n in {1..3 7}",
            "n in {-2..2}",
            "n lt 0",
            "n ge 3",
            "n in $numbers",
            "n & 2",
            "ip eq 10.0.0.1",
            "ip in {10.0.0.0/30 ::/127}",
            "ip in {10.0.0.2..10.0.0.5}",
            "ip le 10.0.0.3",
            "ip ge ::2",
            "ip lt ::3",
            "ip in $office",
            "t",
            "f",
            "b",
            "any(as[*] eq \"a\")",
            "any(as[*] eq \"b\")",
            "any(as[*] matches \"^a\")",
            "any(as[*] contains \"b\")",
            "all(as[*] eq \"a\")",
            "any(starts_with(as[*], \"a\")[*])",
            "any(lower(as[*])[*] eq \"ab\")",
            "any(lower(as[*])[*] eq \"a\")",
            "any(ai[*] in {1..3})",
            "any(ai[*] eq 2)",
            "any(mas[*][*] eq \"a\")",
            "any(mas[\"k\"][*] eq \"b\")",
            "mas[\"k\"][0] eq \"a\"",
            "ms[\"k\"] eq \"a\"",
            "ms[\"k\"] eq \"b\"",
            "starts_with(ms[\"k\"], \"a\")",
            "any(ab)",
            "score(\"x\") ge 3",
            "score(\"y\") lt 2",
            "score(\"x\") eq 2",
            "score(\"y\") in {-2..0}",
            "to_string(score(\"x\")) eq \"2\"");

    private final Random random;
    private final ConditionCompiler compiler;

    public RandomRules(Random random, Schema schema) {
        this.random = random;
        this.compiler = new ConditionCompiler(schema, Conditions.LISTS, RuleOptions.defaults());
    }

    public List<TypedRule> rules(int most) {
        int count = 1 + random.nextInt(most);
        // Few different parts in one set are often shared.
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < 3 + random.nextInt(20); i++) {
            parts.add(
                    random.nextInt(8) > 0
                            ? PARTS.get(random.nextInt(PARTS.size()))
                            : "("
                                    + new RandomConditions(random)
                                            .condition(random.nextInt(3))
                                            .text() + ")");
        }
        List<TypedRule> rules = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String text = condition(parts, random.nextInt(4));
            List<Problem> problems = new ArrayList<>();
            Typed.Expression typed = compiler.compile(text, problems, Conditions.meter());
            if (typed == null) {
                throw new AssertionError(text + ": " + problems);
            }
            String id = "r" + i;
            List<String> tags = random.nextInt(3) == 0 ? List.of("tag" + random.nextInt(2)) : List.of();
            Rule.Mode mode = random.nextInt(4) == 0 ? Rule.Mode.SIMULATE : Rule.Mode.ENFORCE;
            rules.add(new TypedRule(Rule.of(id, "", text, action(id, count), mode, tags), typed));
        }
        return rules;
    }

    private String condition(List<String> parts, int depth) {
        if (depth == 0) {
            return parts.get(random.nextInt(parts.size()));
        }
        int kind = random.nextInt(12);
        if (kind == 0) {
            return "not (" + condition(parts, depth - 1) + ")";
        }
        String operator = kind < 7 ? " and " : kind < 11 ? " or " : " xor ";
        StringBuilder text = new StringBuilder("(" + condition(parts, depth - 1));
        for (int i = 0; i <= random.nextInt(3); i++) {
            text.append(operator).append(condition(parts, depth - 1));
        }
        return text.append(')').toString();
    }

    private Action action(String id, int rules) {
        return switch (random.nextInt(12)) {
            case 0 -> Action.of(Action.BLOCK, id, Map.of());
            case 1 -> Action.of(Action.ALLOW, id, Map.of());
            case 2 -> Action.of(Action.SCORE, id, Map.of("x", 2L));
            case 3 -> Action.of(Action.SCORE, id, Map.of("x", 1L, "y", -1L));
            case 4 -> Action.of(Action.SKIP, id, Map.of("tags", List.of("tag" + random.nextInt(3))));
            case 5 -> Action.of(Action.SKIP, id, Map.of("rules", List.of("r" + random.nextInt(rules))));
            case 6 -> Action.of(Action.TAG, id, Map.of("name", "mark" + random.nextInt(2)));
            default -> Action.of(Action.LOG, id, Map.of());
        };
    }
}
