package dev.flyball.rules;

import java.time.Instant;
import java.util.Objects;

/** The circuit breaker of a rule that is not closed, at one moment. Immutable. */
public final class BreakerStatus {
    private final String version;
    private final String ruleId;
    private final boolean halfOpen;
    private final Instant since;
    private final String reason;

    private BreakerStatus(String version, String ruleId, boolean halfOpen, Instant since, String reason) {
        this.version = Objects.requireNonNull(version, "version");
        this.ruleId = Objects.requireNonNull(ruleId, "ruleId");
        this.halfOpen = halfOpen;
        this.since = Objects.requireNonNull(since, "since");
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /** A status. */
    public static BreakerStatus of(String version, String ruleId, boolean halfOpen, Instant since, String reason) {
        return new BreakerStatus(version, ruleId, halfOpen, since, reason);
    }

    /** The version of the rule set. */
    public String version() {
        return version;
    }

    /** The rule. */
    public String ruleId() {
        return ruleId;
    }

    /** Whether it lets a small share through; otherwise it is open. */
    public boolean isHalfOpen() {
        return halfOpen;
    }

    /** Since when it is so. */
    public Instant since() {
        return since;
    }

    /** In words: what opened it, with the numbers. */
    public String reason() {
        return reason;
    }

    /** For people to read: one line, in which line breaks and other control characters of texts are escaped. */
    @Override
    public String toString() {
        return "rule " + ruleId + " of " + version + (halfOpen ? " half-open" : " open") + " since " + since + ": "
                + Printable.line(reason);
    }
}
