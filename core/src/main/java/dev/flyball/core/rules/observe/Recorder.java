package dev.flyball.core.rules.observe;

import dev.flyball.rules.Decision;
import dev.flyball.rules.EngineEvent;
import dev.flyball.rules.RuleEngine;
import org.jspecify.annotations.Nullable;

/**
 * Who writes down what engines do. It is Java Flight Recorder where the runtime has it, and nobody where it has not: only {@link
 * JfrRecorder} and what it uses know the module {@code jdk.jfr}. Thread-safe.
 */
public interface Recorder {
    /** The recorder of this process. */
    static Recorder ofProcess() {
        return Found.RECORDER;
    }

    /** From now on the accounts of this engine's rules are written down, until the host drops it. */
    void add(RuleEngine engine);

    /** Does what a recording that has begun needs. Called from time to time. */
    void lookForRecordings();

    /**
     * An evaluation begins.
     *
     * @return null if nobody wants to know, which costs a look at a flag and no memory
     */
    @Nullable
    Evaluated begin();

    /** Something has changed in an engine. */
    void changed(EngineEvent event);

    /** One evaluation that is written down. For one thread. */
    interface Evaluated {
        /** The enforced rules have judged the request: its time ends here. */
        void judged();

        /** What was decided, with what was simulated by then. */
        void decided(Decision decision);
    }

    /** Looks for Flight Recorder when the first engine is made. */
    final class Found {
        private static final Recorder RECORDER = find();

        private Found() {}

        private static Recorder find() {
            try {
                return JfrRecorder.create();
            } catch (LinkageError e) {
                // A runtime image without the module jdk.jfr, or a module graph in which nobody asked for it.
                return new Nobody();
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
        public @Nullable Evaluated begin() {
            return null;
        }

        @Override
        public void changed(EngineEvent event) {}
    }
}
