package dev.flyball.core.rules.deploy;

import dev.flyball.Meter;
import dev.flyball.core.rules.runtime.Evaluation;
import dev.flyball.rules.Decision;
import dev.flyball.rules.Deployment;
import dev.flyball.rules.EngineOptions;
import dev.flyball.rules.EngineStatus;
import dev.flyball.rules.Facts;
import dev.flyball.rules.Phase;
import dev.flyball.rules.RequestRules;
import dev.flyball.rules.Rollout;
import dev.flyball.rules.RuleAccounts;
import dev.flyball.rules.RuleEngine;
import dev.flyball.rules.RuleSet;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The engine as the host sees it: judges requests by the rules that are in force for them. Whoever judges reads each
 * reference once and waits for nobody.
 */
public final class LiveRules implements RuleEngine {
    private final Versions versions;
    private final Upkeep upkeep;

    /** @throws IllegalArgumentException if the rule set is not this implementation's */
    public LiveRules(RuleSet rules, EngineOptions options, Clock clock) {
        this(rules, options, clock, System::nanoTime);
    }

    /** @param nanos measures time, as {@link System#nanoTime} does */
    LiveRules(RuleSet rules, EngineOptions options, Clock clock, LongSupplier nanos) {
        Events events = new Events(options.listener());
        this.versions = new Versions(rules, options, events, clock, nanos);
        this.upkeep = new Upkeep(versions, nanos);
    }

    @Override
    public Decision evaluate(Facts facts, Meter meter) {
        return evaluate(null, facts, meter);
    }

    @Override
    public Decision evaluate(@Nullable String key, Facts facts, Meter meter) {
        return judge(route(key), facts, meter, Evaluation.ALL_PHASES, null, false);
    }

    @Override
    public RequestRules begin(@Nullable String key, Meter meter) {
        return new PinnedRules(this, route(key), meter);
    }

    /** The rules for a request. */
    private Deployed route(@Nullable String key) {
        EngineState state = versions.state();
        RunningRollout rollout = state.rollout();
        if (rollout == null || rollout.decidesBelow() == 0) {
            return state.live();
        }
        int bucket = key == null
                ? ThreadLocalRandom.current().nextInt(Buckets.COUNT)
                : rollout.buckets().bucketOf(key);
        if (bucket >= rollout.decidesBelow()) {
            return state.live();
        }
        rollout.progress().count();
        return rollout.candidate();
    }

    Decision judge(
            Deployed deployed,
            Facts facts,
            Meter meter,
            Set<Phase> phases,
            Evaluation.@Nullable Session session,
            boolean traced) {
        deployed.rules().checkSchema(facts);
        Decision decision;
        try (Evaluation evaluation = Evaluation.by(deployed.rules())) {
            evaluation.judge(deployed.terms(), facts, meter, phases, session, traced);
            if (evaluation.hasSimulation()) {
                evaluation.simulate(
                        deployed.terms().options().simulationBudget().start());
            }
            decision = evaluation.decision();
        }
        upkeep.afterRequest();
        return decision;
    }

    @Override
    public RuleAccounts accounts() {
        Deployed live = versions.state().live();
        return live.counts().snapshot(live.rules());
    }

    @Override
    public void deploy(RuleSet rules, Rollout rollout) {
        versions.deploy(rules, rollout);
    }

    @Override
    public void rollback(String reason) {
        versions.rollback(reason);
    }

    @Override
    public void tick() {
        upkeep.run();
    }

    @Override
    public EngineStatus status() {
        return versions.status().build();
    }

    @Override
    public RuleSet live() {
        return versions.state().live().rules();
    }

    @Override
    public List<Deployment> history() {
        return versions.state().history();
    }
}
