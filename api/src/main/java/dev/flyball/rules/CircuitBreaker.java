package dev.flyball.rules;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * When an engine stops running a rule that keeps running out of steps, and when it tries again. Each rule has a breaker of
 * its own, but for those with {@code breaker: never}. Immutable.
 *
 * <p>A failure is an evaluation in which the rule used up its slice of steps, or more than half of the request's steps until
 * they ended; scan steps count, not what is built once and used again. Time that ran out, cancelling and errors are no
 * failures. When {@link #failures()} have happened within {@link #evaluations()} tries of the rule, of which each key counts
 * {@link #failuresPerKey()} at most, the breaker opens: the rule is treated as one that did not finish, without running.
 * After {@link #openFor()} it is half-open: a small share of tries runs. After {@link #probes()} of these it closes if
 * failures were rarer among them than what opens it, or else opens again.
 */
public final class CircuitBreaker {
    private static final CircuitBreaker DEFAULTS = builder().build();
    private static final CircuitBreaker NEVER = new CircuitBreaker(builder(), true);

    private final boolean never;
    private final int failures;
    private final long evaluations;
    private final int failuresPerKey;
    private final Duration openFor;
    private final double halfOpenPercent;
    private final int probes;
    private final @Nullable ExhaustionPolicy whenOpen;

    private CircuitBreaker(Builder b, boolean never) {
        this.never = never;
        this.failures = b.failures;
        this.evaluations = b.evaluations;
        this.failuresPerKey = b.failuresPerKey;
        this.openFor = b.openFor;
        this.halfOpenPercent = b.halfOpenPercent;
        this.probes = b.probes;
        this.whenOpen = b.whenOpen;
    }

    /** The defaults of the {@link Builder}. */
    public static CircuitBreaker defaults() {
        return DEFAULTS;
    }

    /** Breakers that never open. */
    public static CircuitBreaker never() {
        return NEVER;
    }

    /** A builder that starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Whether breakers never open, so that nothing else here matters. */
    public boolean isNever() {
        return never;
    }

    /** How many failures open it. */
    public int failures() {
        return failures;
    }

    /** Within how many tries of the rule. */
    public long evaluations() {
        return evaluations;
    }

    /** How many of these failures can be of one key. */
    public int failuresPerKey() {
        return failuresPerKey;
    }

    /** How long it stays open before the rule is tried again. */
    public Duration openFor() {
        return openFor;
    }

    /** The share of tries, in percent, for which the rule runs while its breaker is half-open. */
    public double halfOpenPercent() {
        return halfOpenPercent;
    }

    /** How many runs decide whether a half-open breaker closes; each key counts for {@link #failuresPerKey()} at most. */
    public int probes() {
        return probes;
    }

    /**
     * What becomes of a request for a rule whose breaker is open, or null for the engine's {@link ExhaustionPolicy}. With
     * {@link ExhaustionPolicy#SKIP_RULE} a rule that adds to scores adds nothing; with the others, or null, its points are
     * unknown, and the rules that ask for them are treated by the engine's policy.
     */
    public @Nullable ExhaustionPolicy whenOpen() {
        return whenOpen;
    }

    /** Builds {@link CircuitBreaker}. Not thread-safe. */
    public static final class Builder {
        private int failures = 50;
        private long evaluations = 100;
        private int failuresPerKey = 5;
        private Duration openFor = Duration.ofSeconds(30);
        private double halfOpenPercent = 1;
        private int probes = 20;
        private @Nullable ExhaustionPolicy whenOpen;

        private Builder() {}

        /**
         * See {@link CircuitBreaker#failures()} and {@link CircuitBreaker#evaluations()}; 50 of 100 by default. Where an
         * open breaker blocks, it blocks every request that could match the rule: then few of many would let a small part
         * of the traffic have the rest of it refused.
         *
         * @param failures from 1 to 1,000
         * @param evaluations at least as many as failures
         */
        public Builder failures(int failures, long evaluations) {
            if (failures < 1 || failures > 1_000 || evaluations < failures) {
                throw new IllegalArgumentException("failures must be 1 to 1,000 of as many evaluations or more, not "
                        + failures + " of " + evaluations);
            }
            this.failures = failures;
            this.evaluations = evaluations;
            return this;
        }

        /**
         * See {@link CircuitBreaker#failuresPerKey()}; 5 by default, so that it takes ten keys to open a breaker. Requests
         * without a key each count as one of a key of its own: a host that gives none has no protection against a single
         * client.
         */
        public Builder failuresPerKey(int failures) {
            if (failures < 1) {
                throw new IllegalArgumentException("failuresPerKey must be at least 1, not " + failures);
            }
            this.failuresPerKey = failures;
            return this;
        }

        /** See {@link CircuitBreaker#openFor()}; 30 seconds by default, at most a day. */
        public Builder openFor(Duration time) {
            if (time.isNegative() || time.isZero() || time.compareTo(Duration.ofDays(1)) > 0) {
                throw new IllegalArgumentException("openFor must be more than 0 and at most a day, not " + time);
            }
            this.openFor = time;
            return this;
        }

        /** See {@link CircuitBreaker#halfOpenPercent()} and {@link CircuitBreaker#probes()}; 1 % and 20 by default. */
        public Builder halfOpen(double percent, int probes) {
            if (!(percent > 0 && percent <= 100) || probes < 1 || probes > 1_000) {
                throw new IllegalArgumentException(
                        "a half-open breaker lets more than 0 and at most 100 % run, 1 to 1,000" + " times, not "
                                + percent + " %, " + probes + " times");
            }
            this.halfOpenPercent = percent;
            this.probes = probes;
            return this;
        }

        /** See {@link CircuitBreaker#whenOpen()}; the engine's policy by default. */
        public Builder whenOpen(ExhaustionPolicy policy) {
            this.whenOpen = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /** The breakers. */
        public CircuitBreaker build() {
            return new CircuitBreaker(this, false);
        }
    }
}
