package dev.flyball.core.rules.deploy;

import static dev.flyball.core.rules.runtime.ScriptedRules.FACTS;
import static dev.flyball.core.rules.runtime.ScriptedRules.constant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flyball.Budget;
import dev.flyball.Meter;
import dev.flyball.core.rules.observe.Recorder;
import dev.flyball.core.rules.runtime.CompiledRuleSet;
import dev.flyball.core.rules.runtime.ScriptedRules;
import dev.flyball.rules.Action;
import dev.flyball.rules.Decision;
import dev.flyball.rules.EngineEvent;
import dev.flyball.rules.EngineOptions;
import dev.flyball.rules.KillTarget;
import dev.flyball.rules.Phase;
import dev.flyball.rules.RequestRules;
import dev.flyball.rules.Rollout;
import dev.flyball.rules.RuleEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nothing of what writes events down leaves a call of the engine. */
class ThrowingRecorderTest {
    private static final Logger LOG = Logger.getLogger("dev.flyball");

    private final ManualClock clock = new ManualClock();
    private final List<EngineEvent> events = new ArrayList<>();
    private final List<Throwable> logged = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord told) {
            // Tests of other engines may run at the same time.
            if (told.getThrown() instanceof Broken) {
                logged.add(told.getThrown());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        LOG.setUseParentHandlers(false);
        LOG.addHandler(handler);
    }

    @AfterEach
    void listenNoMore() {
        LOG.removeHandler(handler);
        LOG.setUseParentHandlers(true);
    }

    private static final class Broken extends Error {
        private static final long serialVersionUID = 1;
    }

    /** A recorder of which everything throws, but for the beginning of evaluations if they are to come further. */
    private record Throwing(boolean begins) implements Recorder, Recorder.Evaluated {
        @Override
        public void add(RuleEngine engine) {
            throw new Broken();
        }

        @Override
        public void lookForRecordings() {
            throw new Broken();
        }

        @Override
        public Evaluated begin() {
            if (begins) {
                return this;
            }
            throw new Broken();
        }

        @Override
        public void changed(EngineEvent event) {
            throw new Broken();
        }

        @Override
        public void judged() {
            throw new Broken();
        }

        @Override
        public void decided(Decision decision) {
            throw new Broken();
        }

        @Override
        public void simulated(Decision decision) {
            throw new Broken();
        }
    }

    /** A recorder for which there is no memory when something changes. */
    private record OutOfMemory() implements Recorder {
        @Override
        public void add(RuleEngine engine) {}

        @Override
        public void lookForRecordings() {}

        @Override
        public Evaluated begin() {
            return Evaluated.UNRECORDED;
        }

        @Override
        public void changed(EngineEvent event) {
            throw new OutOfMemoryError("a test");
        }
    }

    private LiveRules engine(Recorder recorder) {
        EngineOptions options = EngineOptions.builder()
                .listener(events::add)
                .maxSimulationShare(Double.POSITIVE_INFINITY)
                .build();
        return new LiveRules(rules("v1"), options, clock, clock.nanos(), recorder);
    }

    private static CompiledRuleSet rules(String version) {
        return new ScriptedRules()
                .enforce(version + "-rule", Action.BLOCK, constant(true))
                .simulate("would", Action.BLOCK, constant(true))
                .build(version);
    }

    private static Meter meter() {
        return Budget.of(1_000_000, Duration.ofHours(1)).start();
    }

    @Test
    void requestsAreJudgedAndRulesChangedAsEver() {
        for (boolean begins : new boolean[] {false, true}) {
            events.clear();
            LiveRules engine = engine(new Throwing(begins));
            assertThat(engine.evaluate("client", FACTS, meter()).matchedRuleIds())
                    .containsExactly("v1-rule");
            RequestRules request = engine.begin("client", meter()).deferred();
            assertThat(request.evaluate(Phase.REQUEST, FACTS).isBlocked()).isTrue();
            assertThat(request.simulate())
                    .singleElement()
                    .satisfies(later -> assertThat(later.simulated()).hasSize(1));
            engine.deploy(rules("v2"), Rollout.immediate("a test"));
            engine.kill(KillTarget.all(), "alice", "a test");
            engine.lift(KillTarget.all(), "alice", "a test");
            engine.tick();
            assertThat(engine.evaluate(FACTS, meter()).version()).isEqualTo("v2");
            engine.rollback("a test");
            assertThat(engine.evaluate(FACTS, meter()).version()).isEqualTo("v1");
            assertThat(events)
                    .extracting(EngineEvent::kind)
                    .containsExactly(
                            EngineEvent.Kind.DEPLOYED,
                            EngineEvent.Kind.KILLED,
                            EngineEvent.Kind.KILL_ENDED,
                            EngineEvent.Kind.ROLLED_BACK);
        }
    }

    @Test
    void itIsToldInTheLogOnceAMinute() {
        LiveRules engine = engine(new Throwing(true));
        for (int minute = 1; minute <= 3; minute++) {
            for (int i = 0; i < 100; i++) {
                engine.evaluate(FACTS, meter());
            }
            assertThat(logged).hasSize(minute);
            clock.forward(Duration.ofMinutes(1));
        }
    }

    @Test
    void aBrokenVirtualMachineIsNotHidden() {
        LiveRules engine = engine(new OutOfMemory());
        assertThatThrownBy(() -> engine.deploy(rules("v2"), Rollout.immediate("a test")))
                .isInstanceOf(OutOfMemoryError.class);
    }
}
