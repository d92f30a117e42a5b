package dev.flyball.core.rules.deploy;

import dev.flyball.core.HostFailure;
import dev.flyball.core.rules.observe.Recorder;
import dev.flyball.rules.EngineEvent;
import dev.flyball.rules.EngineListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Tells the host's listener and Flight Recorder what changes, and the log what fails. */
final class Events {
    private static final Logger LOG = System.getLogger("dev.flyball");

    private final EngineListener listener;
    private final Recorder recorder;

    Events(EngineListener listener, Recorder recorder) {
        this.listener = listener;
        this.recorder = recorder;
    }

    void tell(EngineEvent event) {
        recorder.changed(event);
        try {
            listener.onEvent(event);
        } catch (Throwable e) {
            HostFailure.passOnFatal(e);
            failed("the listener at " + event, e);
        }
    }

    /** Something failed that must not harm what it is beside. */
    void failed(String what, Throwable cause) {
        LOG.log(Level.ERROR, "failed: " + what, cause);
    }
}
