package dev.flyball.rules;

import java.util.Objects;

/** A rule that did not finish, and why. Immutable. */
public final class Unfinished {
    /** Why a rule did not finish. */
    public enum Reason {
        /** Its slice of steps, or all steps of the request, were used up. */
        STEPS,
        /** The request's time was over. */
        DEADLINE,
        /** The request's meter was cancelled. */
        CANCELLED,
        /** The evaluating thread was interrupted. */
        INTERRUPTED,
        /** A fact that it needs could not be computed. */
        ERROR,
        /** A score that it needs is not known, as another rule, which adds to it or skips one that does, did not finish. */
        SCORE,
        /** Its {@link CircuitBreaker} is open: it was not run. */
        BREAKER
    }

    private final String ruleId;
    private final Reason reason;
    private final String detail;

    private Unfinished(String ruleId, Reason reason, String detail) {
        this.ruleId = Objects.requireNonNull(ruleId, "ruleId");
        this.reason = Objects.requireNonNull(reason, "reason");
        this.detail = Objects.requireNonNull(detail, "detail");
    }

    /** A rule that did not finish. */
    public static Unfinished of(String ruleId, Reason reason, String detail) {
        return new Unfinished(ruleId, reason, detail);
    }

    /** The rule. */
    public String ruleId() {
        return ruleId;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }

    /** In words: the numbers, or the error's message. */
    public String detail() {
        return detail;
    }

    @Override
    public String toString() {
        return ruleId + ": " + reason + " (" + detail + ")";
    }
}
