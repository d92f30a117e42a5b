package dev.flyball.rules;

import java.time.Instant;
import java.util.Objects;

/** One change of an engine's rules, for its history: it names the rule set and does not hold it. Immutable. */
public final class Deployment {
    /** What was done. */
    public enum Kind {
        /** The engine began with this rule set. */
        START,
        /** A new rule set was deployed. */
        DEPLOY,
        /** An earlier rule set was put back. */
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

    /** The change that made this rule set the live one. */
    public static Deployment of(Kind kind, RuleSet ruleSet, String reason, Instant time) {
        return new Deployment(kind, ruleSet.file(), ruleSet.version(), reason, time);
    }

    /** What was done. */
    public Kind kind() {
        return kind;
    }

    /** The {@linkplain RuleSet#file() file} of the rule set that became the live one. */
    public String file() {
        return file;
    }

    /** The {@linkplain RuleSet#version() version} of the rule set that became the live one. */
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

    @Override
    public String toString() {
        return time + " " + kind + " " + file + " " + version + ": " + reason;
    }
}
