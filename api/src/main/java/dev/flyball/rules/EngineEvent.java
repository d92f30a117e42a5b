package dev.flyball.rules;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Something that changed in an engine, for its {@link EngineListener}. Immutable. */
public final class EngineEvent {
    /** What happened. More kinds may be added. */
    public enum Kind {
        /** A rollout in stages began. */
        ROLLOUT_STARTED,
        /** A rollout came to its next stage. */
        STAGE_STARTED,
        /** A rollout was ended by another deployment. */
        ROLLOUT_SUPERSEDED,
        /** A rule set became the live one. */
        DEPLOYED,
        /** A rule set was put back or kept, in place of a newer one. */
        ROLLED_BACK,
        /** A kill came into force. */
        KILLED,
        /** A kill ended: it was lifted, or its time was over. */
        KILL_ENDED,
        /** The kill file could not be looked at; what was known of it stays. */
        KILL_FILE_FAILED,
        /** A watched source cannot be read or its rules cannot be used; the rules in force stay. Told once for each cause. */
        SOURCE_FAILED,
        /** What was wrong with a watched source is over. */
        SOURCE_RECOVERED,
        /** A watched source has what only looks like a rule file and is not read ({@link RuleContent#leftOut()}). Told once. */
        SOURCE_LEFT_OUT,
        /** A rule's circuit breaker opened: the rule is not run. */
        BREAKER_OPENED,
        /** A rule's circuit breaker lets a small share through, to see. */
        BREAKER_HALF_OPENED,
        /** A rule's circuit breaker closed: the rule is run as ever. */
        BREAKER_CLOSED
    }

    private final Kind kind;
    private final String version;
    private final @Nullable String ruleId;
    private final String detail;
    private final Instant time;

    private EngineEvent(Kind kind, String version, @Nullable String ruleId, String detail, Instant time) {
        this.kind = Objects.requireNonNull(kind, "kind");
        this.version = Objects.requireNonNull(version, "version");
        this.ruleId = ruleId;
        this.detail = Objects.requireNonNull(detail, "detail");
        this.time = Objects.requireNonNull(time, "time");
    }

    /** An event. */
    public static EngineEvent of(Kind kind, String version, @Nullable String ruleId, String detail, Instant time) {
        return new EngineEvent(kind, version, ruleId, detail, time);
    }

    /** What happened. */
    public Kind kind() {
        return kind;
    }

    /** The version of the rule set that it happened to; for kills and watched sources, the live one's. */
    public String version() {
        return version;
    }

    /** The rule that it happened to, or null if it is not one rule. */
    public @Nullable String ruleId() {
        return ruleId;
    }

    /** In words: the reason, the numbers. */
    public String detail() {
        return detail;
    }

    /** When. */
    public Instant time() {
        return time;
    }

    /**
     * For people to read: one line, in which line breaks and other control characters of texts are escaped. What is wrong with
     * a source may take more lines.
     */
    @Override
    public String toString() {
        boolean ofSource = kind == Kind.SOURCE_FAILED || kind == Kind.SOURCE_LEFT_OUT;
        return time + " " + kind + " " + version + (ruleId == null ? "" : " " + Printable.line(ruleId)) + ": "
                + (ofSource ? Printable.lines(detail) : Printable.line(detail));
    }
}
