package dev.flyball.rules;

import java.time.Instant;
import java.util.Objects;

/** One change of an engine's rules, for its history: it names the rule set and does not hold it. Immutable. */
public final class Deployment {
    /** What was done. */
    public enum Kind {
        /** The engine began with this rule set. */
        START,
        /** A rollout of this rule set in stages began; others decide. */
        ROLLOUT,
        /** The rollout of this rule set came to its next stage. */
        STAGE,
        /** The rollout of this rule set was ended by another deployment. */
        SUPERSEDED,
        /** This rule set became the live one: at once, or after the last stage of its rollout. */
        DEPLOY,
        /** This rule set was put back, or kept, in place of a newer one that is in quarantine now. */
        ROLLBACK
    }

    private final Kind kind;
    private final String file;
    private final String version;
    private final String reason;
    private final Instant time;

    private Deployment(Kind kind, String file, String version, String reason, Instant time) {
        this.kind = Objects.requireNonNull(kind, "kind");
        this.file = Objects.requireNonNull(file, "file");
        this.version = Objects.requireNonNull(version, "version");
        this.reason = Objects.requireNonNull(reason, "reason");
        this.time = Objects.requireNonNull(time, "time");
    }

    /** A change that concerned this rule set. */
    public static Deployment of(Kind kind, RuleSet ruleSet, String reason, Instant time) {
        return new Deployment(kind, ruleSet.file(), ruleSet.version(), reason, time);
    }

    /** What was done. */
    public Kind kind() {
        return kind;
    }

    /** The {@linkplain RuleSet#file() file} of the rule set that {@link #kind()} speaks of. */
    public String file() {
        return file;
    }

    /** The {@linkplain RuleSet#version() version} of the rule set that {@link #kind()} speaks of. */
    public String version() {
        return version;
    }

    /** Why. */
    public String reason() {
        return reason;
    }

    /** When. */
    public Instant time() {
        return time;
    }

    /** For people to read: one line, in which line breaks and other control characters of texts are escaped. */
    @Override
    public String toString() {
        return time + " " + kind + " " + Printable.line(file) + " " + version + ": " + Printable.line(reason);
    }
}
