package dev.flyball.core.rules.observe;

import dev.flyball.rules.EngineStatus;
import dev.flyball.rules.MetricReader;
import dev.flyball.rules.RolloutStatus;
import dev.flyball.rules.RuleAccount;
import dev.flyball.rules.RuleAccounts;
import dev.flyball.rules.RuleEngine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;

/**
 * Writes the accounts of all engines down, on JFR's own thread. JFR holds a hook, and with it the hook's class loader, until the
 * hook is removed; so it is there only while something is recorded and engines are alive, and an engine is held weakly.
 * Thread-safe.
 */
final class AccountsHook implements Runnable, FlightRecorderListener {
    /** The most rules of a rule set that have events of their own. */
    static final int MAX_RULES = 100;

    private final Set<RuleEngine> engines = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
    private final AtomicBoolean registered = new AtomicBoolean();

    void add(RuleEngine engine) {
        engines.add(engine);
    }

    /** Registers the hook, unless it is. */
    void register() {
        if (registered.compareAndSet(false, true)) {
            FlightRecorder.addListener(this);
            FlightRecorder.addPeriodicEvent(RuleAccountEvent.class, this);
        }
    }

    private void remove() {
        if (registered.compareAndSet(true, false)) {
            FlightRecorder.removePeriodicEvent(this);
            FlightRecorder.removeListener(this);
        }
    }

    @Override
    public void recordingStateChanged(Recording changed) {
        boolean records = FlightRecorder.getFlightRecorder().getRecordings().stream()
                .anyMatch(recording -> recording.getState() == RecordingState.RUNNING);
        if (!records) {
            remove();
        }
    }

    @Override
    public void run() {
        List<RuleEngine> alive;
        synchronized (engines) {
            alive = new ArrayList<>(engines);
        }
        if (alive.isEmpty()) {
            remove();
        }
        for (RuleEngine engine : alive) {
            EngineStatus status = engine.status();
            String file = status.live().file();
            tell(engine.accounts(), file, false);
            RolloutStatus rollout = status.rollout();
            if (rollout != null) {
                tellCandidate(engine, rollout.begun().version(), file);
            }
        }
    }

    private static void tellCandidate(RuleEngine engine, String version, String file) {
        RuleAccounts accounts;
        try {
            accounts = engine.accounts(version);
        } catch (IllegalArgumentException e) {
            // The rollout has ended meanwhile.
            return;
        }
        tell(accounts, file, true);
    }

    private static void tell(RuleAccounts accounts, String file, boolean inRollout) {
        EngineAccountEvent all = new EngineAccountEvent();
        all.version = accounts.version();
        all.file = file;
        all.inRollout = inRollout;
        all.evaluations = accounts.evaluations();
        all.steps = accounts.steps();
        all.sharedSteps = accounts.sharedSteps();
        all.commit();
        List<RuleAccount> top = TopRules.of(accounts, MAX_RULES);
        for (RuleAccount rule : top) {
            tell(accounts.version(), file, rule.ruleId(), Counts.of(rule));
        }
        Counts others = Counts.sum(accounts.rules()).minus(Counts.sum(top));
        if (others.candidates() > 0) {
            tell(accounts.version(), file, MetricReader.OTHER_RULES, others);
        }
    }

    private static void tell(String version, String file, String rule, Counts counts) {
        RuleAccountEvent event = new RuleAccountEvent();
        event.version = version;
        event.file = file;
        event.rule = rule;
        event.steps = counts.steps();
        event.candidates = counts.candidates();
        event.matched = counts.matched();
        event.unfinished = counts.unfinished();
        event.commit();
    }
}
