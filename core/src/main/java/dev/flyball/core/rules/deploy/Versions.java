package dev.flyball.core.rules.deploy;

import dev.flyball.core.rules.runtime.CompiledRuleSet;
import dev.flyball.rules.BreakerStatus;
import dev.flyball.rules.Deployment;
import dev.flyball.rules.DeploymentRefusedException;
import dev.flyball.rules.DeploymentRefusedException.Refusal;
import dev.flyball.rules.EngineEvent;
import dev.flyball.rules.EngineOptions;
import dev.flyball.rules.EngineStatus;
import dev.flyball.rules.Quarantine;
import dev.flyball.rules.Rollout;
import dev.flyball.rules.RuleSet;
import dev.flyball.rules.StageVerdict;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The rule sets of an engine behind one reference, and all that changes them: deployments, stages of rollouts, the way back.
 * Changes take a lock that nobody else takes; rule sets are compiled before. Events are told after it. Thread-safe.
 */
final class Versions {
    private final EngineOptions options;
    private final Events events;
    private final Clock clock;
    private final LongSupplier nanos;
    private final ReentrantLock changes = new ReentrantLock();
    private volatile EngineState state;

    /** @throws IllegalArgumentException if the rule set is not this implementation's */
    Versions(RuleSet rules, EngineOptions options, Events events, Clock clock, LongSupplier nanos) {
        this.options = options;
        this.events = events;
        this.clock = clock;
        this.nanos = nanos;
        CompiledRuleSet first = compiled(rules);
        this.state = EngineState.start(inEngine(first), options.safeguards().quarantined(), clock.instant());
        checkQuarantine(first);
    }

    EngineState state() {
        return state;
    }

    /** Lets all rule sets work out what kills will mean for them. */
    void prepare(Kills kills) {
        EngineState now = state;
        now.live().prepare(kills);
        now.earlier().forEach(earlier -> earlier.prepare(kills));
        RunningRollout running = now.rollout();
        if (running != null) {
            running.candidate().prepare(kills);
        }
    }

    /**
     * See {@link dev.flyball.rules.RuleEngine#deploy}.
     *
     * @param kills that are in force now
     */
    void deploy(RuleSet rules, Rollout rollout, Kills kills) {
        CompiledRuleSet next = compiled(rules);
        Deployed deployed = inEngine(next);
        deployed.prepare(kills);
        Deployed before = state.live();
        ChangedRules changed = new ChangedRules(before.rules(), next);
        List<EngineEvent> told = new ArrayList<>();
        changes.lock();
        try {
            check(next, rollout);
            supersede(rollout, told);
            state = state.withoutQuarantine(next.version());
            boolean isLive = next.version().equals(state.live().version());
            if (state.live() != before) {
                changed = new ChangedRules(state.live().rules(), next);
            }
            if (!kills.isDeploymentKilled(state.live().version())) {
                deployed.followBreakers(state.live(), changed);
            }
            if (rollout.isImmediate() || isLive) {
                Deployment change = change(Deployment.Kind.DEPLOY, next, rollout.reason());
                // The live one keeps its counts and breakers.
                state = state.deployed(isLive ? state.live() : deployed, change, options.historySize());
                told.add(event(EngineEvent.Kind.DEPLOYED, change));
            } else {
                Deployment change = change(Deployment.Kind.ROLLOUT, next, rollout.reason());
                RunningRollout begun =
                        RunningRollout.begin(deployed, state.live(), changed, rollout, change, nanos.getAsLong());
                state = state.withRollout(begun, change);
                told.add(event(EngineEvent.Kind.ROLLOUT_STARTED, change));
            }
        } finally {
            changes.unlock();
        }
        told.forEach(events::tell);
    }

    private void check(CompiledRuleSet next, Rollout rollout) {
        if (next.schema() != state.live().rules().schema()) {
            throw new IllegalArgumentException("the rules of " + next.file()
                    + " have another schema than the live rules, whose facts they would"
                    + " be given: compile them with the Schema object of live().schema()");
        }
        RunningRollout running = state.rollout();
        if (running != null && !rollout.isSuperseding()) {
            throw new DeploymentRefusedException(
                    Refusal.ROLLOUT_RUNNING,
                    "the rollout of " + running.begun().file() + " "
                            + running.begun().version()
                            + " is running: wait for its end, roll it back, or deploy with a superseding rollout");
        }
        if (!rollout.isDespiteQuarantine()) {
            checkQuarantine(next);
        }
    }

    private void checkQuarantine(CompiledRuleSet next) {
        for (Quarantine quarantine : state.quarantined()) {
            if (quarantine.version().equals(next.version())) {
                throw new DeploymentRefusedException(
                        Refusal.QUARANTINED,
                        "the rules of " + next.file() + " are in quarantine, as " + quarantine
                                + "; deploy them with Rollout.despiteQuarantine() if they are to come back");
            }
        }
    }

    private void supersede(Rollout rollout, List<EngineEvent> told) {
        RunningRollout running = state.rollout();
        if (running != null) {
            String reason = "superseded: " + rollout.reason();
            Deployment change =
                    change(Deployment.Kind.SUPERSEDED, running.candidate().rules(), reason);
            state = state.withRollout(null, change);
            told.add(event(EngineEvent.Kind.ROLLOUT_SUPERSEDED, change));
        }
    }

    /** See {@link dev.flyball.rules.RuleEngine#rollback}. */
    void rollback(String reason) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("a rollback needs a reason");
        }
        EngineEvent told;
        changes.lock();
        try {
            told = back(reason);
        } finally {
            changes.unlock();
        }
        events.tell(told);
    }

    private EngineEvent back(String reason) {
        RunningRollout running = state.rollout();
        Deployed leaves = running != null ? running.candidate() : state.live();
        if (running == null && state.earlier().isEmpty()) {
            throw new IllegalStateException(
                    "there is no rule set before " + leaves.rules().file() + " " + leaves.version() + " to go back to");
        }
        List<Deployed> earlier = state.earlier();
        Deployed stays = running != null ? state.live() : earlier.get(earlier.size() - 1);
        Deployment change = change(Deployment.Kind.ROLLBACK, stays.rules(), reason);
        state = state.rolledBack(
                change, Quarantine.of(leaves.version(), leaves.rules().file(), reason, change.time()));
        return EngineEvent.of(EngineEvent.Kind.ROLLED_BACK, leaves.version(), null, reason, change.time());
    }

    /** Moves a rollout on if its stage has held or failed. */
    void advance(Kills kills) {
        changes.lock();
        stepAndUnlock(kills);
    }

    /** The same, unless somebody else is changing the rules. */
    void tryAdvance(Kills kills) {
        EngineState now = state;
        RunningRollout running = now.rollout();
        if (running == null) {
            return;
        }
        running.followBreakers(kills);
        if (running.verdict(kills, nanos.getAsLong()).kind() == StageVerdict.Kind.HOLD || !changes.tryLock()) {
            return;
        }
        stepAndUnlock(kills);
    }

    private void stepAndUnlock(Kills kills) {
        EngineEvent told;
        try {
            told = step(kills);
        } finally {
            changes.unlock();
        }
        if (told != null) {
            events.tell(told);
        }
    }

    private @Nullable EngineEvent step(Kills kills) {
        RunningRollout running = state.rollout();
        if (running == null) {
            return null;
        }
        running.followBreakers(kills);
        long now = nanos.getAsLong();
        StageVerdict verdict = running.verdict(kills, now);
        return switch (verdict.kind()) {
            case HOLD -> null;
            case FAIL -> back(running.current() + " failed: " + verdict.why());
            case ADVANCE -> {
                String held = running.current() + " held: " + verdict.why();
                CompiledRuleSet rules = running.candidate().rules();
                // Only the first stage simulates.
                running.candidate().account().goLive();
                if (running.isLastStage()) {
                    Deployment change = change(
                            Deployment.Kind.DEPLOY, rules, running.rollout().reason() + "; " + held);
                    state = state.deployed(running.candidate(), change, options.historySize());
                    yield event(EngineEvent.Kind.DEPLOYED, change);
                }
                Instant time = clock.instant();
                RunningRollout next = running.nextStage(time, now);
                Deployment change =
                        Deployment.of(Deployment.Kind.STAGE, rules, next.current() + " begins; " + held, time);
                state = state.withRollout(next, change);
                yield event(EngineEvent.Kind.STAGE_STARTED, change);
            }
        };
    }

    EngineStatus.Builder status(Kills kills) {
        EngineState now = state;
        RunningRollout running = now.rollout();
        List<BreakerStatus> breakers = new ArrayList<>(now.live().breakers());
        if (running != null) {
            breakers.addAll(running.candidate().breakers());
        }
        return EngineStatus.builder(now.liveSince())
                .breakers(breakers)
                .rollout(running == null ? null : running.status(kills, nanos.getAsLong()))
                .quarantined(now.quarantined());
    }

    private Deployed inEngine(CompiledRuleSet rules) {
        return new Deployed(rules, options, events, clock, nanos);
    }

    private static CompiledRuleSet compiled(RuleSet rules) {
        if (rules instanceof CompiledRuleSet compiled) {
            return compiled;
        }
        throw new IllegalArgumentException("a rule set comes from RuleSet.parse or RuleSet.load, not from "
                + rules.getClass().getName());
    }

    private Deployment change(Deployment.Kind kind, CompiledRuleSet rules, String reason) {
        return Deployment.of(kind, rules, reason, clock.instant());
    }

    private static EngineEvent event(EngineEvent.Kind kind, Deployment change) {
        return EngineEvent.of(kind, change.version(), null, change.reason(), change.time());
    }
}
