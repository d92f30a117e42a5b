package dev.flyball.rules;

import dev.flyball.Budget;
import java.time.Duration;
import java.util.Objects;

/** How {@link RuleSet#profile} looks for the worst inputs of rules. Immutable. */
public final class ProfileOptions {
    private static final ProfileOptions DEFAULTS = builder().build();

    private final int inputsPerRule;
    private final long maxStepsPerRule;
    private final long seed;
    private final Budget budget;

    private ProfileOptions(Builder b) {
        this.inputsPerRule = b.inputsPerRule;
        this.maxStepsPerRule = b.maxStepsPerRule;
        this.seed = b.seed;
        this.budget = b.budget;
    }

    /** The defaults of the {@link Builder}. */
    public static ProfileOptions defaults() {
        return DEFAULTS;
    }

    /** A builder that starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** The most inputs that are tried with each rule. */
    public int inputsPerRule() {
        return inputsPerRule;
    }

    /** The slice of one evaluation of a rule, in steps. */
    public long maxStepsPerRule() {
        return maxStepsPerRule;
    }

    /** From what the random inputs are made. */
    public long seed() {
        return seed;
    }

    /** What the whole profile may use. */
    public Budget budget() {
        return budget;
    }

    /** Builds {@link ProfileOptions}. Not thread-safe. */
    public static final class Builder {
        private int inputsPerRule = 200;
        private long maxStepsPerRule = 1_000_000;
        private long seed = 2019;
        private Budget budget = Budget.of(20_000_000_000L, Duration.ofMinutes(10));

        private Builder() {}

        /**
         * The most inputs that are tried with each rule: 200 if it is not set. A rule about few fields needs less.
         *
         * @throws IllegalArgumentException if there is none
         */
        public Builder inputsPerRule(int count) {
            if (count < 1) {
                throw new IllegalArgumentException("a rule needs at least 1 input, not " + count);
            }
            this.inputsPerRule = count;
            return this;
        }

        /**
         * The slice of one evaluation of a rule: 1,000,000 steps if it is not set, as engines have it. See
         * {@link EngineOptions#maxStepsPerRule()}.
         *
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder maxStepsPerRule(long steps) {
            if (steps < 1) {
                throw new IllegalArgumentException("a rule needs at least 1 step, not " + steps);
            }
            this.maxStepsPerRule = steps;
            return this;
        }

        /** From what the random inputs are made: the same seed, the same inputs. */
        public Builder seed(long number) {
            this.seed = number;
            return this;
        }

        /**
         * What the whole profile may use: 20,000,000,000 steps and 10 minutes if it is not set. Rules that it does not
         * suffice for are told as not profiled.
         */
        public Builder budget(Budget whole) {
            this.budget = Objects.requireNonNull(whole, "budget");
            return this;
        }

        /** The options. */
        public ProfileOptions build() {
            return new ProfileOptions(this);
        }
    }
}
