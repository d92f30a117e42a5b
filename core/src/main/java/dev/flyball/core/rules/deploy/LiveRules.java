package dev.flyball.core.rules.deploy;

import dev.flyball.Meter;
import dev.flyball.core.rules.runtime.CompiledRuleSet;
import dev.flyball.core.rules.runtime.Evaluation;
import dev.flyball.core.rules.runtime.PinnedRules;
import dev.flyball.core.rules.runtime.RuleCounts;
import dev.flyball.rules.Decision;
import dev.flyball.rules.Deployment;
import dev.flyball.rules.EngineOptions;
import dev.flyball.rules.Facts;
import dev.flyball.rules.RequestRules;
import dev.flyball.rules.Rollout;
import dev.flyball.rules.RuleAccounts;
import dev.flyball.rules.RuleEngine;
import dev.flyball.rules.RuleSet;
import dev.flyball.rules.Schema;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The live rule set behind one reference, with those that were live before it and the record of all changes. Whoever
 * evaluates reads the reference once; whoever changes the rules does so under a lock that only changes take.
 */
public final class LiveRules implements RuleEngine {
    /** The most changes that are kept. */
    static final int MAX_HISTORY = 200;

    private final EngineOptions options;
    private final Clock clock;
    private final ReentrantLock changes = new ReentrantLock();
    private volatile State state;

    /** The earlier rule sets can be rolled back to, from the last to the first; the history begins with the newest. */
    private record State(Deployed live, List<Deployed> earlier, List<Deployment> history) {}

    /** A rule set with what became of its rules. */
    private record Deployed(CompiledRuleSet rules, RuleCounts counts) {}

    /** @throws IllegalArgumentException if the rule set is not this implementation's */
    public LiveRules(RuleSet rules, EngineOptions options, Clock clock) {
        this.options = options;
        this.clock = clock;
        Deployed live = deployed(compiled(rules));
        this.state = new State(
                live,
                List.of(),
                List.of(Deployment.of(Deployment.Kind.START, live.rules, "the engine began with it", clock.instant())));
    }

    private Deployed deployed(CompiledRuleSet rules) {
        return new Deployed(rules, new RuleCounts(rules.rules().size(), clock::millis));
    }

    private static CompiledRuleSet compiled(RuleSet rules) {
        if (rules instanceof CompiledRuleSet compiled) {
            return compiled;
        }
        throw new IllegalArgumentException("a rule set comes from RuleSet.parse or RuleSet.load, not from "
                + rules.getClass().getName());
    }

    @Override
    public Decision evaluate(Facts facts, Meter meter) {
        Deployed live = state.live;
        live.rules.checkSchema(facts);
        return Evaluation.run(live.rules, facts, meter, options, live.counts);
    }

    @Override
    public RequestRules begin(Meter meter) {
        Deployed live = state.live;
        return new PinnedRules(live.rules, options, meter, live.counts);
    }

    @Override
    public RuleAccounts accounts() {
        Deployed live = state.live;
        return live.counts.snapshot(live.rules);
    }

    @Override
    public void deploy(RuleSet rules, Rollout rollout) {
        CompiledRuleSet next = compiled(rules);
        changes.lock();
        try {
            Schema schema = state.live.rules.schema();
            if (next.schema() != schema) {
                throw new IllegalArgumentException("the rules of " + next.file()
                        + " have another schema than the live rules, whose facts they would"
                        + " be given: compile them with the Schema object of live().schema()");
            }
            List<Deployed> earlier = new ArrayList<>(state.earlier);
            // The same rules again are nothing to go back to; a host that reloads every minute keeps the last good
            // ones.
            if (!next.version().equals(state.live.rules.version())) {
                earlier.add(state.live);
            }
            if (earlier.size() > options.historySize()) {
                earlier.remove(0);
            }
            change(Deployment.Kind.DEPLOY, deployed(next), earlier, rollout.reason());
        } finally {
            changes.unlock();
        }
    }

    @Override
    public void rollback(String reason) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("a rollback needs a reason");
        }
        changes.lock();
        try {
            List<Deployed> earlier = new ArrayList<>(state.earlier);
            if (earlier.isEmpty()) {
                throw new IllegalStateException("there is no rule set before " + state.live.rules.file() + " "
                        + state.live.rules.version() + " to go back to");
            }
            change(Deployment.Kind.ROLLBACK, earlier.remove(earlier.size() - 1), earlier, reason);
        } finally {
            changes.unlock();
        }
    }

    private void change(Deployment.Kind kind, Deployed live, List<Deployed> earlier, String reason) {
        List<Deployment> history = new ArrayList<>(MAX_HISTORY);
        history.add(Deployment.of(kind, live.rules, reason, clock.instant()));
        history.addAll(state.history.subList(0, Math.min(state.history.size(), MAX_HISTORY - 1)));
        state = new State(live, List.copyOf(earlier), List.copyOf(history));
    }

    @Override
    public RuleSet live() {
        return state.live.rules;
    }

    @Override
    public List<Deployment> history() {
        return state.history;
    }
}
