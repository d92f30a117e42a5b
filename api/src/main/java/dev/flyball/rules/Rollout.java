package dev.flyball.rules;

/** How a new rule set comes to the requests. Immutable. */
public final class Rollout {
    private final String reason;

    private Rollout(String reason) {
        this.reason = reason;
    }

    /**
     * Everywhere at once.
     *
     * @param reason why this cannot wait; it is kept in the history
     * @throws IllegalArgumentException if the reason is blank
     */
    public static Rollout immediate(String reason) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("an immediate rollout needs a reason");
        }
        return new Rollout(reason);
    }

    /** Why. */
    public String reason() {
        return reason;
    }

    @Override
    public String toString() {
        return "immediate: " + reason;
    }
}
