package dev.flyball.rules;

/**
 * Brings what a {@link RuleSource} has into an engine, through a rollout, whenever it is polled: {@link RuleEngine#watch}. It
 * starts no thread; the host polls it, or lets a scheduler run it:
 *
 * <pre>{@code
 * RuleWatcher watcher = engine.watch(
 *         RuleSource.of(path), WatchOptions.of((next, live) -> Rollout.gradual("a new " + next.file())));
 * scheduler.scheduleWithFixedDelay(watcher, 1, 1, TimeUnit.SECONDS);
 * }</pre>
 *
 * <p>Whatever is wrong with the source, the rules that the engine has stay. What is wrong is told once, as an {@link
 * EngineEvent} of the kind {@link EngineEvent.Kind#SOURCE_FAILED}, again when another thing is wrong, and its end as {@link
 * EngineEvent.Kind#SOURCE_RECOVERED}; it stands in {@link #status()} and {@link RuleEngine#status()} meanwhile.
 *
 * <p>Thread-safe: of two polls at once, the second one does nothing. Not for hosts to implement.
 */
public interface RuleWatcher extends Runnable {
    /**
     * Looks, and deploys what is new: at most one content is compiled, within {@link RuleOptions#compileBudget()}, on the
     * calling thread.
     *
     * @return how things stand now
     */
    SourceStatus poll();

    /** How things stand since the last poll. Does not look at the source. */
    SourceStatus status();

    /** Polls. Throws nothing at all, since a scheduled task that throws is not run again; what fails here goes to the log. */
    @Override
    void run();
}
