package dev.flyball.core.rules.observe;

import dev.flyball.rules.Action;
import dev.flyball.rules.Decision;
import dev.flyball.rules.EngineEvent;
import dev.flyball.rules.Rule;
import dev.flyball.rules.RuleEngine;
import dev.flyball.rules.Unfinished;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
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

    private static final AccountsHook ACCOUNTS = new AccountsHook();
    private static final AtomicLong ENGINES = new AtomicLong();

    private final String engine;

    private JfrRecorder(String engine) {
        this.engine = engine;
    }

    /** @throws LinkageError if the module is not there */
    static boolean isAvailable() {
        return FlightRecorder.isAvailable();
    }

    static Recorder of(@Nullable String engine) {
        long number = ENGINES.incrementAndGet();
        return new JfrRecorder(engine == null ? Long.toString(number) : engine);
    }

    @Override
    public void add(RuleEngine counted) {
        ACCOUNTS.add(counted, engine);
    }

    @Override
    public void lookForRecordings() {
        if (RULE_ACCOUNT.isEnabled() || ENGINE_ACCOUNT.isEnabled()) {
            ACCOUNTS.register();
        }
    }

    @Override
    public Evaluated begin() {
        if (!FlightRecorder.isInitialized()) {
            return Evaluated.UNRECORDED;
        }
        lookForRecordings();
        boolean wanted = EVALUATION.isEnabled() || EXPENSIVE.isEnabled() || UNFINISHED.isEnabled();
        return wanted ? new Recorded(engine) : Evaluated.UNRECORDED;
    }

    @Override
    public void changed(EngineEvent event) {
        switch (event.kind()) {
            case ROLLOUT_STARTED, STAGE_STARTED, ROLLOUT_SUPERSEDED, DEPLOYED, ROLLED_BACK ->
                new DeploymentEvent().tell(engine, event);
            case KILLED, KILL_ENDED, KILL_FILE_FAILED -> new KillEvent().tell(engine, event);
            case BREAKER_OPENED, BREAKER_HALF_OPENED, BREAKER_CLOSED -> new BreakerEvent().tell(engine, event);
            case SOURCE_FAILED, SOURCE_RECOVERED, SOURCE_LEFT_OUT -> new SourceEvent().tell(engine, event);
        }
    }

    private static final class Recorded implements Evaluated {
        private final String engine;
        private final EvaluationEvent evaluation = new EvaluationEvent();

        /** How many rules had not finished when the request was decided. */
        private int unfinishedBefore;

        Recorded(String engine) {
            this.engine = engine;
            evaluation.begin();
        }

        @Override
        public void judged() {
            evaluation.end();
        }

        @Override
        public void decided(Decision decision) {
            tellEvaluation(decision);
            if (EXPENSIVE.isEnabled()) {
                decision.forEachTried((rule, steps) -> tellExpensive(decision.version(), rule.id(), steps));
            }
            tellUnfinished(decision, 0);
            unfinishedBefore = decision.unfinished().size();
        }

        @Override
        public void simulated(Decision decision) {
            if (EXPENSIVE.isEnabled()) {
                decision.forEachTried((rule, steps) -> {
                    if (rule.mode() == Rule.Mode.SIMULATE) {
                        tellExpensive(decision.version(), rule.id(), steps);
                    }
                });
            }
            // Simulated rules come behind the others.
            tellUnfinished(decision, unfinishedBefore);
        }

        private void tellUnfinished(Decision decision, int from) {
            if (UNFINISHED.isEnabled()) {
                List<Unfinished> unfinished = decision.unfinished();
                for (int i = from; i < unfinished.size() && i < MAX_UNFINISHED; i++) {
                    tellUnfinished(decision.version(), unfinished.get(i));
                }
            }
        }

        private void tellEvaluation(Decision decision) {
            EvaluationEvent event = evaluation;
            if (event.shouldCommit()) {
                Action action = decision.action();
                event.engine = engine;
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

        private void tellExpensive(String version, String rule, long steps) {
            if (StepsControl.isWanted(steps)) {
                RuleExpensiveEvent event = new RuleExpensiveEvent();
                event.engine = engine;
                event.version = version;
                event.rule = rule;
                event.steps = steps;
                event.commit();
            }
        }

        private void tellUnfinished(String version, Unfinished unfinished) {
            RuleUnfinishedEvent event = new RuleUnfinishedEvent();
            event.engine = engine;
            event.version = version;
            event.rule = unfinished.ruleId();
            event.reason = unfinished.reason().name();
            event.detail = FlyballEvent.bounded(unfinished.detail());
            event.commit();
        }
    }
}
