package dev.flyball.rules;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Rules that somebody has switched off: {@link RuleEngine#kill}. They are not tried, neither enforced nor simulated, and count
 * as not matched. Immutable.
 */
public final class Kill {
    private final KillTarget target;
    private final String owner;
    private final String reason;
    private final Instant since;
    private final @Nullable Instant until;

    private Kill(KillTarget target, String owner, String reason, Instant since, @Nullable Instant until) {
        this.target = Objects.requireNonNull(target, "target");
        this.owner = owner;
        this.reason = reason;
        this.since = Objects.requireNonNull(since, "since");
        this.until = until;
        if (owner.isBlank() || reason.isBlank()) {
            throw new IllegalArgumentException("a kill needs an owner and a reason");
        }
    }

    /**
     * A kill.
     *
     * @throws IllegalArgumentException if the owner or the reason is blank
     */
    public static Kill of(KillTarget target, String owner, String reason, Instant since, @Nullable Instant until) {
        return new Kill(target, owner, reason, since, until);
    }

    /** What is off. */
    public KillTarget target() {
        return target;
    }

    /** Who switched it off. */
    public String owner() {
        return owner;
    }

    /** Why. */
    public String reason() {
        return reason;
    }

    /** Since when. */
    public Instant since() {
        return since;
    }

    /** When it ends by itself, or null if it stays until it is lifted. */
    public @Nullable Instant until() {
        return until;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Kill kill
                && target.equals(kill.target)
                && owner.equals(kill.owner)
                && reason.equals(kill.reason)
                && since.equals(kill.since)
                && Objects.equals(until, kill.until);
    }

    @Override
    public int hashCode() {
        return Objects.hash(target, owner, reason, since, until);
    }

    /** For people to read: one line, in which line breaks and other control characters of texts are escaped. */
    @Override
    public String toString() {
        return target + " by " + Printable.line(owner) + " since " + since + (until == null ? "" : " until " + until)
                + ": " + Printable.line(reason);
    }
}
