package dev.flyball.core.rules.observe;

import dev.flyball.rules.EngineStatus;
import dev.flyball.rules.MetricReader;
import dev.flyball.rules.RolloutStatus;
import dev.flyball.rules.RuleAccount;
import dev.flyball.rules.RuleAccounts;
import dev.flyball.rules.RuleEngine;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicReference;
import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;
import org.jspecify.annotations.Nullable;

/**
 * Writes the accounts of all engines down, on JFR's own threads: from time to time, and when a recording ends. JFR holds what it is
 * to run, and with it the class loader; so that is there only while something is recorded and engines are alive, and an
 * engine is held weakly. Thread-safe.
 */
final class AccountsHook {
    /** The most rules of a rule set that have events of their own. */
    static final int MAX_RULES = 100;

    /** With their names. */
    private final Map<RuleEngine, String> engines = Collections.synchronizedMap(new WeakHashMap<>());

    private final AtomicReference<@Nullable Registration> current = new AtomicReference<>();

    void add(RuleEngine engine, String name) {
        engines.put(engine, name);
    }

    /** Asks JFR to call, unless it was asked. */
    void register() {
        if (current.get() == null) {
            Registration registration = new Registration();
            if (current.compareAndSet(null, registration)) {
                registration.begin();
            }
        }
    }

    /**
     * What JFR calls, until it is told not to. There is a new one each time, so that one thread may register while another
     * takes the last one away: JFR refuses what it has already.
     */
    private final class Registration implements FlightRecorderListener {
        private final Runnable fromTimeToTime = this::write;
        private final Runnable atTheEnd = this::write;

        void begin() {
            FlightRecorder.addPeriodicEvent(RuleAccountEvent.class, fromTimeToTime);
            FlightRecorder.addPeriodicEvent(EngineAccountEvent.class, atTheEnd);
            FlightRecorder.addListener(this);
            if (current.get() != this) {
                // It was ended before all of it was there.
                end();
            }
            recordingsChanged();
        }

        private void end() {
            current.compareAndSet(this, null);
            FlightRecorder.removePeriodicEvent(fromTimeToTime);
            FlightRecorder.removePeriodicEvent(atTheEnd);
            FlightRecorder.removeListener(this);
        }

        @Override
        public void recordingStateChanged(Recording changed) {
            recordingsChanged();
        }

        private void recordingsChanged() {
            boolean records = FlightRecorder.getFlightRecorder().getRecordings().stream()
                    .anyMatch(recording -> recording.getState() == RecordingState.RUNNING);
            if (!records) {
                end();
            }
        }

        private void write() {
            if (!writeAll()) {
                end();
            }
        }
    }

    /** Whether there was an engine. */
    private boolean writeAll() {
        Map<RuleEngine, String> alive;
        synchronized (engines) {
            alive = new HashMap<>(engines);
        }
        alive.forEach((engine, name) -> {
            EngineStatus status = engine.status();
            RuleSetOf live = new RuleSetOf(name, status.live().file(), false);
            live.tell(engine.accounts());
            RolloutStatus rollout = status.rollout();
            if (rollout != null) {
                tellCandidate(engine, rollout.begun().version(), live.inRollout());
            }
        });
        return !alive.isEmpty();
    }

    private static void tellCandidate(RuleEngine engine, String version, RuleSetOf candidate) {
        RuleAccounts accounts;
        try {
            accounts = engine.accounts(version);
        } catch (IllegalArgumentException e) {
            // The rollout has ended meanwhile.
            return;
        }
        candidate.tell(accounts);
    }

    /** What all events about one rule set of an engine have. */
    private record RuleSetOf(String engine, String file, boolean isInRollout) {
        RuleSetOf inRollout() {
            return new RuleSetOf(engine, file, true);
        }

        void tell(RuleAccounts accounts) {
            EngineAccountEvent all = new EngineAccountEvent();
            all.engine = engine;
            all.version = accounts.version();
            all.file = file;
            all.inRollout = isInRollout;
            all.evaluations = accounts.evaluations();
            all.steps = accounts.steps();
            all.sharedSteps = accounts.sharedSteps();
            all.commit();
            List<RuleAccount> top = TopRules.of(accounts, MAX_RULES);
            for (RuleAccount rule : top) {
                tell(accounts.version(), rule.ruleId(), Counts.of(rule));
            }
            Counts others = Counts.sum(accounts.rules()).minus(Counts.sum(top));
            if (others.candidates() > 0) {
                tell(accounts.version(), MetricReader.OTHER_RULES, others);
            }
        }

        private void tell(String version, String rule, Counts counts) {
            RuleAccountEvent event = new RuleAccountEvent();
            event.engine = engine;
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
}
