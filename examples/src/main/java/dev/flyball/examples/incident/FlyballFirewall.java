package dev.flyball.examples.incident;

import dev.flyball.Budget;
import dev.flyball.rules.Action;
import dev.flyball.rules.CircuitBreaker;
import dev.flyball.rules.EngineListener;
import dev.flyball.rules.EngineOptions;
import dev.flyball.rules.ExhaustionPolicy;
import dev.flyball.rules.Facts;
import dev.flyball.rules.Field;
import dev.flyball.rules.KillTarget;
import dev.flyball.rules.Rollout;
import dev.flyball.rules.Rollout.Stage;
import dev.flyball.rules.RuleEngine;
import dev.flyball.rules.RuleSet;
import dev.flyball.rules.Schema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A firewall on Flyball, with the rules of the same list. */
final class FlyballFirewall implements Firewall {
    private static final Schema SCHEMA = Schema.http();
    private static final Field URI = SCHEMA.field("http.request.uri");
    private static final Field BODY = SCHEMA.field("http.request.body.raw");
    private static final Budget BUDGET = Budget.of(200_000, Duration.ofMillis(200));

    /** More than any of the ordinary rules takes. */
    private static final long MAX_STEPS_PER_RULE = 1_500;

    /** Takes some steps for each byte of a body: its condition makes copies. */
    private static final String GREEDY = """
              - id: greedy
                when: lower(remove_bytes(http.request.body.raw, " \\"{}")) matches "drop,?table"
                then: block
            """;

    private static final String ALICE = "alice";

    private final RuleEngine engine;

    FlyballFirewall(EngineListener listener) {
        this.engine = RuleEngine.of(
                rules(),
                EngineOptions.builder()
                        .maxStepsPerRule(MAX_STEPS_PER_RULE)
                        .circuitBreaker(CircuitBreaker.builder()
                                .failures(15, 100)
                                .whenOpen(ExhaustionPolicy.SKIP_RULE)
                                .build())
                        .listener(listener)
                        .build());
    }

    private static RuleSet rules(FirewallRule... more) {
        List<FirewallRule> all = new ArrayList<>(FirewallRule.ORDINARY);
        all.addAll(List.of(more));
        return parsed(FirewallRule.yaml(all));
    }

    private static RuleSet parsed(String yaml) {
        return RuleSet.parse("rules.yaml", yaml, SCHEMA);
    }

    @Override
    public boolean refuses(String client, String uri, String body) {
        Facts.Builder facts = Facts.builder(SCHEMA).set(URI, uri);
        if (!body.isEmpty()) {
            facts.set(BODY, body);
        }
        Action action = engine.evaluate(client, facts.build(), BUDGET.start()).action();
        return action != null && action.kind().equals(Action.BLOCK);
    }

    @Override
    public void operate(Command command) {
        switch (command) {
            case SIMULATE_EVERYWHERE ->
                engine.deploy(
                        rules(FirewallRule.URI_2019.asSimulated(), FirewallRule.BODY_2019.asSimulated()),
                        Rollout.immediate("as in 2019"));
            case ROLL_BACK ->
                engine.deploy(
                        rules(), Rollout.immediate("back to the ordinary rules").superseding());
            case ROLL_OUT ->
                engine.deploy(
                        rules(FirewallRule.URI_2019, FirewallRule.BODY_2019),
                        Rollout.of(
                                "new rules against JavaScript",
                                Stage.simulate(100, Duration.ofSeconds(5), 100),
                                Stage.share(10, Duration.ofSeconds(5), 100),
                                Stage.share(100, Duration.ofSeconds(5), 100)));
            case BLOCK_EVERYWHERE ->
                engine.deploy(rules(FirewallRule.URI_2019), Rollout.immediate("there is no time for stages"));
            case KILL -> engine.kill(KillTarget.rule(FirewallRule.URI_2019.id()), ALICE, "refuses ordinary requests");
            case GREEDY_EVERYWHERE ->
                engine.deploy(
                        parsed(FirewallRule.yaml(FirewallRule.ORDINARY) + GREEDY),
                        Rollout.immediate("there is no time for stages"));
        }
    }
}
