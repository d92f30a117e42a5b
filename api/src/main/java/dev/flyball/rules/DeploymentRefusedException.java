package dev.flyball.rules;

/** An engine does not take a rule set as things stand; nothing has changed. */
public final class DeploymentRefusedException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    /** Why. */
    public enum Refusal {
        /** Another rollout is running, and this one does not {@linkplain Rollout#superseding() supersede} it. */
        ROLLOUT_RUNNING,
        /** The rule set is in {@linkplain Quarantine quarantine}: see {@link Rollout#despiteQuarantine()}. */
        QUARANTINED
    }

    private final Refusal refusal;

    /** A refusal. */
    public DeploymentRefusedException(Refusal refusal, String message) {
        super(message);
        this.refusal = refusal;
    }

    /** Why. */
    public Refusal refusal() {
        return refusal;
    }
}
