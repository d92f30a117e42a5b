package dev.flyball.rules;

/**
 * Is told what changes in an engine: {@link EngineOptions#listener()}. Called by the thread that made the change, which may be
 * one that judges a request, after the change and without the lock that deployments take; so it has to be quick and thread-safe,
 * and two threads' events may come in another order than they happened in. What it throws goes to the log (the logger
 * {@code dev.flyball}, as an error) and to nobody else.
 */
@FunctionalInterface
public interface EngineListener {
    /** Something has changed. */
    void onEvent(EngineEvent event);
}
