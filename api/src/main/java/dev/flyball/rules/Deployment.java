package dev.flyball.rules;

import java.time.Instant;
import java.util.Objects;

/** One change of an engine's rules, for its history. Immutable. */
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
    private final RuleSet ruleSet;
    private final String reason;
    private final Instant time;

    private Deployment(Kind kind, RuleSet ruleSet, String reason, Instant time) {
        this.kind = Objects.requireNonNull(kind, "kind");
        this.ruleSet = Objects.requireNonNull(ruleSet, "ruleSet");
        this.reason = Objects.requireNonNull(reason, "reason");
        this.time = Objects.requireNonNull(time, "time");
    }

    /** A change. */
    public static Deployment of(Kind kind, RuleSet ruleSet, String reason, Instant time) {
        return new Deployment(kind, ruleSet, reason, time);
    }

    /** What was done. */
    public Kind kind() {
        return kind;
    }

    /** The rule set that became the live one. */
    public RuleSet ruleSet() {
        return ruleSet;
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
        return time + " " + kind + " " + ruleSet.file() + " " + ruleSet.version() + ": " + reason;
    }
}
