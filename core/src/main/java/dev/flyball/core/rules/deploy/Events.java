package dev.flyball.core.rules.deploy;

import dev.flyball.rules.EngineEvent;
import dev.flyball.rules.EngineListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Tells the host's listener, whose failures are nobody else's. */
final class Events {
    private static final Logger LOG = System.getLogger("dev.flyball");

    private final EngineListener listener;

    Events(EngineListener listener) {
        this.listener = listener;
    }

    void tell(EngineEvent event) {
        try {
            listener.onEvent(event);
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            LOG.log(Level.ERROR, "the listener failed at " + event, e);
        }
    }
}
