package dev.flyball.core.rules.observe;

import dev.flyball.rules.Decision;
import dev.flyball.rules.EngineEvent;
import dev.flyball.rules.RuleEngine;
import org.jspecify.annotations.Nullable;

/**
 * Who writes down what an engine does. It is Java Flight Recorder where the runtime has it, and nobody where it has not: only {@link
 * JfrRecorder} and what it uses know the module {@code jdk.jfr}. Thread-safe.
 */
public interface Recorder {
    /**
     * The recorder of a new engine.
     *
     * @param engine its name, or null for the next number
     */
    static Recorder of(@Nullable String engine) {
        return FlightRecorderHere.IS_HERE ? JfrRecorder.of(engine) : new Nobody();
    }

    /** From now on the accounts of the engine's rules are written down, until the host drops it. */
    void add(RuleEngine engine);

    /** Does what a recording that has begun needs. Called from time to time. */
    void lookForRecordings();

    /**
     * An evaluation begins.
     *
     * @return {@link Evaluated#UNRECORDED} if nobody wants to know, which costs a look at a flag and no memory
     */
    Evaluated begin();

    /** Something has changed in the engine. */
    void changed(EngineEvent event);

    /** One evaluation, which may be written down. For one thread. */
    interface Evaluated {
        /** One that is not. */
        Evaluated UNRECORDED = new Evaluated() {};

        /** The enforced rules have judged the request: its time ends here. */
        default void judged() {}

        /** What was decided, with what was simulated by then. */
        default void decided(Decision decision) {}

        /** The same with what was simulated afterwards. */
        default void simulated(Decision decision) {}
    }

    /** Looks for Flight Recorder when the first engine is made. */
    final class FlightRecorderHere {
        private static final boolean IS_HERE = look();

        private FlightRecorderHere() {}

        private static boolean look() {
            try {
                return JfrRecorder.isAvailable();
            } catch (LinkageError e) {
                // A runtime image without the module jdk.jfr, or a module graph in which nobody asked for it.
                return false;
            }
        }
    }

    /** Writes nothing down. */
    final class Nobody implements Recorder {
        @Override
        public void add(RuleEngine engine) {}

        @Override
        public void lookForRecordings() {}

        @Override
        public Evaluated begin() {
            return Evaluated.UNRECORDED;
        }

        @Override
        public void changed(EngineEvent event) {}
    }
}
