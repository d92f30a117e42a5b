package dev.flyball.rules;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How things stand with a watched source, at one moment. Immutable. */
public final class SourceStatus {
    /** What became of the source's content. More states may be added. */
    public enum State {
        /** Nobody has polled yet. */
        NOT_READ,
        /** It has changed, and has to stay as it is for a while before it is used. */
        SETTLING,
        /** It waits for the end of a rollout that is running and is not to be superseded. */
        WAITING,
        /** It is live or in rollout. */
        DEPLOYED,
        /** It was deployed, but is not live any more: it was rolled back, or others were deployed. */
        REPLACED,
        /** It cannot be used: something is wrong with the rules, they are in quarantine, or the host's policy threw. */
        REFUSED,
        /** It cannot be read. */
        UNREADABLE
    }

    private final String source;
    private final State state;
    private final @Nullable String version;
    private final @Nullable String problem;
    private final List<Diagnostic> diagnostics;
    private final Instant since;

    private SourceStatus(
            String source,
            State state,
            @Nullable String version,
            @Nullable String problem,
            List<Diagnostic> diagnostics,
            Instant since) {
        this.source = Objects.requireNonNull(source, "source");
        this.state = Objects.requireNonNull(state, "state");
        this.version = version;
        this.problem = problem;
        this.diagnostics = List.copyOf(diagnostics);
        this.since = Objects.requireNonNull(since, "since");
    }

    /** A status. */
    public static SourceStatus of(
            String source,
            State state,
            @Nullable String version,
            @Nullable String problem,
            List<Diagnostic> diagnostics,
            Instant since) {
        return new SourceStatus(source, state, version, problem, diagnostics, since);
    }

    /** The name of the source. */
    public String source() {
        return source;
    }

    /** What became of its content. */
    public State state() {
        return state;
    }

    /** The version of the last rule set that could be made of the source, or null if there was none. */
    public @Nullable String version() {
        return version;
    }

    /** What is wrong, also while a change settles that may end it; null if nothing is. */
    public @Nullable String problem() {
        return problem;
    }

    /** What is wrong with the rules, each with its file and place; empty if it is something else. */
    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    /** When the watcher came to this state, or to this problem. */
    public Instant since() {
        return since;
    }

    /** For an operator to read: one line, and more where something is wrong. Other control characters are escaped. */
    @Override
    public String toString() {
        return Printable.line(source) + ": " + state + " since " + since
                + (version == null ? "" : ", version " + version)
                + (problem == null ? "" : ": " + Printable.lines(problem));
    }
}
