package dev.flyball.rules;

import java.time.Duration;
import java.util.Objects;

/** How a {@link RuleWatcher} takes what its source has. Immutable. */
public final class WatchOptions {
    /** The longest time to settle. */
    public static final Duration MAX_SETTLE = Duration.ofHours(1);

    private final RolloutPolicy rollout;
    private final RuleOptions ruleOptions;
    private final Duration settle;

    private WatchOptions(Builder b) {
        this.rollout = b.rollout;
        this.ruleOptions = b.ruleOptions;
        this.settle = b.settle;
    }

    /** Options with the defaults of the {@link Builder}. */
    public static WatchOptions of(RolloutPolicy rollout) {
        return builder(rollout).build();
    }

    /**
     * A builder that starts from the defaults.
     *
     * @param rollout says how each change comes to the requests
     */
    public static Builder builder(RolloutPolicy rollout) {
        return new Builder(rollout);
    }

    /** How each change comes to the requests. */
    public RolloutPolicy rollout() {
        return rollout;
    }

    /** How rule files are read. */
    public RuleOptions ruleOptions() {
        return ruleOptions;
    }

    /** How long the content of a source that may be seen half written has to stay the same. */
    public Duration settle() {
        return settle;
    }

    /** Builds {@link WatchOptions}. Not thread-safe. */
    public static final class Builder {
        private final RolloutPolicy rollout;
        private RuleOptions ruleOptions = RuleOptions.defaults();
        private Duration settle = Duration.ofSeconds(1);

        private Builder(RolloutPolicy rollout) {
            this.rollout = Objects.requireNonNull(rollout, "rollout");
        }

        /** See {@link WatchOptions#ruleOptions()}; {@link RuleOptions#defaults()} by default. */
        public Builder ruleOptions(RuleOptions options) {
            this.ruleOptions = Objects.requireNonNull(options, "options");
            return this;
        }

        /**
         * See {@link WatchOptions#settle()}; one second by default, 0 to take each content at once. It has to be seen by two
         * polls at least so long apart. Errors of reading settle as well, since a file that is being replaced may be missing
         * for a moment. {@linkplain RuleSource#isAtomic() Atomic} sources do not settle.
         *
         * @param time from 0 to {@link #MAX_SETTLE}
         */
        public Builder settle(Duration time) {
            if (time.isNegative() || time.compareTo(MAX_SETTLE) > 0) {
                throw new IllegalArgumentException("settle must be from 0 to " + MAX_SETTLE + ", not " + time);
            }
            this.settle = time;
            return this;
        }

        /** The options. */
        public WatchOptions build() {
            return new WatchOptions(this);
        }
    }
}
