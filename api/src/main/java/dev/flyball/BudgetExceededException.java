package dev.flyball;

/**
 * An evaluation was stopped before it was done: it says nothing about whether there is a match.
 *
 * <p>It has no stack trace, is cheap to throw, and holds on to nothing but numbers.
 */
public final class BudgetExceededException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What ran out. */
    public enum Reason {
        /** The allowance of steps is used up. */
        STEPS,
        /** The time is over. */
        DEADLINE,
        /** Somebody called {@link Meter#cancel()}. */
        CANCELLED,
        /** The evaluating thread was interrupted; its interrupt flag is still set. */
        INTERRUPTED
    }

    private final Reason reason;
    private final long stepsUsed;
    private final long maxSteps;

    BudgetExceededException(Reason reason, long stepsUsed, long maxSteps) {
        super(message(reason, stepsUsed, maxSteps), null, false, false);
        this.reason = reason;
        this.stepsUsed = stepsUsed;
        this.maxSteps = maxSteps;
    }

    private static String message(Reason reason, long stepsUsed, long maxSteps) {
        return switch (reason) {
            case STEPS -> "all " + maxSteps + " steps are used up";
            case DEADLINE -> "the time is over after " + stepsUsed + " of " + maxSteps + " steps";
            case CANCELLED -> "cancelled after " + stepsUsed + " of " + maxSteps + " steps";
            case INTERRUPTED -> "interrupted after " + stepsUsed + " of " + maxSteps + " steps";
        };
    }

    /** What ran out. */
    public Reason reason() {
        return reason;
    }

    /** The steps used so far by the allowance that ran out. */
    public long stepsUsed() {
        return stepsUsed;
    }

    /** The steps that the allowance had at its start. */
    public long maxSteps() {
        return maxSteps;
    }
}
