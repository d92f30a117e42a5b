package dev.flyball.core.rules.runtime;

import dev.flyball.rules.Action;
import dev.flyball.rules.Facts;
import dev.flyball.rules.Rule;
import dev.flyball.rules.Schema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Rule sets whose conditions are written in Java, for tests of what is around the conditions. */
public final class ScriptedRules {
    public static final Schema SCHEMA = Schema.http();
    public static final Facts FACTS = Facts.builder(SCHEMA).build();

    private final List<CompiledRule> rules = new ArrayList<>();

    /** A condition that takes that many steps and then has that value. */
    public static Condition costing(long steps, boolean value) {
        return (facts, meter) -> {
            meter.charge(steps);
            return value;
        };
    }

    public static Condition constant(boolean value) {
        return (facts, meter) -> value;
    }

    public ScriptedRules add(String id, String kind, Rule.Mode mode, Condition condition) {
        Rule rule = Rule.of(id, "", "scripted", Action.of(kind, id, Map.of()), mode, List.of());
        rules.add(new CompiledRule(rule, condition, rules.size()));
        return this;
    }

    /** An enforced rule that adds points to the score "x". */
    public ScriptedRules score(String id, long points, Condition condition) {
        Action action = Action.of(Action.SCORE, id, Map.of("x", points));
        Rule rule = Rule.of(id, "", "scripted", action, Rule.Mode.ENFORCE, List.of());
        rules.add(new CompiledRule(rule, condition, rules.size()));
        return this;
    }

    public ScriptedRules enforce(String id, String kind, Condition condition) {
        return add(id, kind, Rule.Mode.ENFORCE, condition);
    }

    public ScriptedRules simulate(String id, String kind, Condition condition) {
        return add(id, kind, Rule.Mode.SIMULATE, condition);
    }

    public CompiledRuleSet build() {
        return build("v1");
    }

    public CompiledRuleSet build(String version) {
        return new CompiledRuleSet(
                "scripted",
                version,
                SCHEMA,
                rules.stream().map(CompiledRule::rule).toList(),
                Collections.nCopies(rules.size(), List.of()),
                program(Rule.Mode.ENFORCE),
                program(Rule.Mode.SIMULATE));
    }

    private Program program(Rule.Mode mode) {
        return Program.builder(rules.stream()
                        .filter(rule -> rule.rule().mode() == mode)
                        .toList())
                .build();
    }
}
