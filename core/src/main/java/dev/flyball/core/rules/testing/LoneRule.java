package dev.flyball.core.rules.testing;

import dev.flyball.Meter;
import dev.flyball.core.rules.deploy.LiveRules;
import dev.flyball.core.rules.file.RuleFileContent;
import dev.flyball.core.rules.plan.RuleSetPlanner;
import dev.flyball.core.rules.plan.TypedRule;
import dev.flyball.core.rules.typed.Typed;
import dev.flyball.rules.Action;
import dev.flyball.rules.CircuitBreaker;
import dev.flyball.rules.EngineOptions;
import dev.flyball.rules.ExhaustionPolicy;
import dev.flyball.rules.Rule;
import dev.flyball.rules.RuleEngine;
import dev.flyball.rules.RuleTests;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** A condition in an engine of its own, where its rule is enforced and only logs: what it is does not hang on others. */
public final class LoneRule {
    static final EngineOptions ENGINE = EngineOptions.builder()
            .exhaustionPolicy(ExhaustionPolicy.SKIP_RULE)
            .maxStepsPerRule(RuleTests.MAX_STEPS)
            .maxSimulationShare(0)
            .circuitBreaker(CircuitBreaker.never())
            .build();

    private LoneRule() {}

    static RuleEngine engine(RuleFileContent content, String id, Typed.Expression condition) {
        Meter compiling = content.options().compileBudget().start();
        return engine(content, id, condition, ENGINE, compiling);
    }

    /**
     * An engine that has only this rule.
     *
     * @param compiling is charged for making its plan
     */
    public static RuleEngine engine(
            RuleFileContent content, String id, Typed.Expression condition, EngineOptions options, Meter compiling) {
        Rule rule = Rule.of(id, "", "", Action.of(Action.LOG, id, Map.of()), Rule.Mode.ENFORCE, List.of());
        RuleSetPlanner planner =
                new RuleSetPlanner(content.schema(), content.options().regexOptions(), compiling);
        planner.add(new TypedRule(rule, condition));
        return new LiveRules(planner.plan(content.file(), content.version()), options, Clock.systemUTC());
    }
}
