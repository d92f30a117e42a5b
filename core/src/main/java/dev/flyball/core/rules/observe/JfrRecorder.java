package dev.flyball.core.rules.observe;

import dev.flyball.rules.Action;
import dev.flyball.rules.Decision;
import dev.flyball.rules.EngineEvent;
import dev.flyball.rules.RuleEngine;
import dev.flyball.rules.Unfinished;
import java.util.List;
import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/**
 * Writes events for Java Flight Recorder. Whether an event is wanted is asked of one object of its class that is never
 * committed, so that nothing is allocated while it is not. Thread-safe.
 */
final class JfrRecorder implements Recorder {
    /** The most unfinished rules of one evaluation that have events. */
    private static final int MAX_UNFINISHED = 16;

    private static final EvaluationEvent EVALUATION = new EvaluationEvent();
    private static final RuleExpensiveEvent EXPENSIVE = new RuleExpensiveEvent();
    private static final RuleUnfinishedEvent UNFINISHED = new RuleUnfinishedEvent();
    private static final RuleAccountEvent RULE_ACCOUNT = new RuleAccountEvent();
    private static final EngineAccountEvent ENGINE_ACCOUNT = new EngineAccountEvent();

    private final AccountsHook accounts = new AccountsHook();

    private JfrRecorder() {}

    /** @throws LinkageError if there is no Flight Recorder */
    static Recorder create() {
        return FlightRecorder.isAvailable() ? new JfrRecorder() : new Nobody();
    }

    @Override
    public void add(RuleEngine engine) {
        accounts.add(engine);
    }

    @Override
    public void lookForRecordings() {
        if (RULE_ACCOUNT.isEnabled() || ENGINE_ACCOUNT.isEnabled()) {
            accounts.register();
        }
    }

    @Override
    public @Nullable Evaluated begin() {
        if (!FlightRecorder.isInitialized()) {
            return null;
        }
        lookForRecordings();
        return EVALUATION.isEnabled() || EXPENSIVE.isEnabled() || UNFINISHED.isEnabled() ? new Recorded() : null;
    }

    @Override
    public void changed(EngineEvent event) {
        switch (event.kind()) {
            case ROLLOUT_STARTED, STAGE_STARTED, ROLLOUT_SUPERSEDED, DEPLOYED, ROLLED_BACK ->
                new DeploymentEvent().tell(event);
            case KILLED, KILL_ENDED, KILL_FILE_FAILED -> new KillEvent().tell(event);
            case BREAKER_OPENED, BREAKER_HALF_OPENED, BREAKER_CLOSED -> new BreakerEvent().tell(event);
            case SOURCE_FAILED, SOURCE_RECOVERED -> new SourceEvent().tell(event);
        }
    }

    private static final class Recorded implements Evaluated {
        private final EvaluationEvent evaluation = new EvaluationEvent();

        Recorded() {
            evaluation.begin();
        }

        @Override
        public void judged() {
            evaluation.end();
        }

        @Override
        public void decided(Decision decision) {
            tell(evaluation, decision);
            if (EXPENSIVE.isEnabled()) {
                decision.forEachTried((rule, steps) -> tellExpensive(decision.version(), rule.id(), steps));
            }
            if (UNFINISHED.isEnabled()) {
                List<Unfinished> unfinished = decision.unfinished();
                for (int i = 0; i < unfinished.size() && i < MAX_UNFINISHED; i++) {
                    tell(decision.version(), unfinished.get(i));
                }
            }
        }

        private static void tell(EvaluationEvent event, Decision decision) {
            if (event.shouldCommit()) {
                Action action = decision.action();
                event.version = decision.version();
                event.action = action == null ? "" : action.kind();
                event.rule = action == null ? "" : action.ruleId();
                event.byPolicy = decision.isByPolicy();
                event.steps = decision.steps();
                event.sharedSteps = decision.sharedSteps();
                event.matched = decision.matched().size();
                event.unfinished = decision.unfinished().size();
                event.simulated = decision.isSimulated();
                event.kills = decision.kills().size();
                event.commit();
            }
        }

        private static void tellExpensive(String version, String rule, long steps) {
            if (StepsControl.isWanted(steps)) {
                RuleExpensiveEvent event = new RuleExpensiveEvent();
                event.version = version;
                event.rule = rule;
                event.steps = steps;
                event.commit();
            }
        }

        private static void tell(String version, Unfinished unfinished) {
            RuleUnfinishedEvent event = new RuleUnfinishedEvent();
            event.version = version;
            event.rule = unfinished.ruleId();
            event.reason = unfinished.reason().name();
            event.detail = FlyballEvent.bounded(unfinished.detail());
            event.commit();
        }
    }
}
