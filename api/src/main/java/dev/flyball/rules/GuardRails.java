package dev.flyball.rules;

import java.time.Duration;
import java.util.Locale;

/**
 * What a new rule set must not exceed in a {@link Rollout}, and how sure a stage has to be of it. Immutable.
 *
 * <p>A stage measures clients, not requests: a key counts once in each {@linkplain #window() window} of a stage, as the average
 * of all that it did in it; of more than some thousand keys, so many that are chosen by chance. For each limit there are two tests:
 * one that shows that the rules are above it, upon which the rollout is rolled back, and one that shows that
 * they are below it, without which the stage is not over. Between the two it holds. So
 *
 * <ul>
 *   <li>rules that are within all limits are rolled back by these tests with a probability of at most {@link #falseAlarm()},
 *       over all stages, windows and limits of the rollout together;
 *   <li>rules that are beyond a limit get through a stage that measures it with a probability of at most 1 − {@link #power()}.
 * </ul>
 *
 * <p>What is tested is the mean over the keys that the window has seen so far. Busy clients are seen first, so at first that is
 * nearly the share among requests, and when most keys have been seen, that among clients. Rules are within a limit in the sense of
 * the first promise if they are at each look, and beyond it in the sense of the second at the one by which the stage would go on.
 * Where a rule is for the busy ones, as scanners are, the mean falls, from the share among requests to that
 * among clients. So a limit has to be above both: declare the larger one.
 *
 * <p>A simulating stage compares: requests that the new rules block and the live ones do not, rules that do not finish where
 * they did, and scan steps. Stages that decide for a share of the keys have absolute limits: blocked requests, requests with
 * unfinished rules, requests that take too many steps.
 */
public final class GuardRails {
    private static final GuardRails DEFAULTS = builder().build();
    private static final GuardRails NONE = new GuardRails(builder(), true);

    private final boolean none;
    private final double falseAlarm;
    private final double power;
    private final int minKeys;
    private final Duration window;
    private final double expectedBlocks;
    private final double blockMargin;
    private final double newlyUnfinished;
    private final double stepsFactor;
    private final long freeSteps;
    private final double aboveP99;
    private final double maxBlocked;
    private final double maxUnfinished;
    private final double maxExpensive;
    private final long maxSteps;

    private GuardRails(Builder b, boolean none) {
        this.none = none;
        this.falseAlarm = b.falseAlarm;
        this.power = b.power;
        this.minKeys = b.minKeys;
        this.window = b.window;
        this.expectedBlocks = b.expectedBlocks;
        this.blockMargin = b.blockMargin;
        this.newlyUnfinished = b.newlyUnfinished;
        this.stepsFactor = b.stepsFactor;
        this.freeSteps = b.freeSteps;
        this.aboveP99 = b.aboveP99;
        this.maxBlocked = b.maxBlocked;
        this.maxUnfinished = b.maxUnfinished;
        this.maxExpensive = b.maxExpensive;
        this.maxSteps = b.maxSteps;
    }

    /** The defaults of the {@link Builder}. */
    public static GuardRails defaults() {
        return DEFAULTS;
    }

    /** No limits: stages are over when their time and their requests are there, whatever the rules do. */
    public static GuardRails none() {
        return NONE;
    }

    /** A builder that starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts from these. */
    public Builder toBuilder() {
        Builder b = new Builder();
        b.falseAlarm = falseAlarm;
        b.power = power;
        b.minKeys = minKeys;
        b.window = window;
        b.expectedBlocks = expectedBlocks;
        b.blockMargin = blockMargin;
        b.newlyUnfinished = newlyUnfinished;
        b.stepsFactor = stepsFactor;
        b.freeSteps = freeSteps;
        b.aboveP99 = aboveP99;
        b.maxBlocked = maxBlocked;
        b.maxUnfinished = maxUnfinished;
        b.maxExpensive = maxExpensive;
        b.maxSteps = maxSteps;
        return b;
    }

    /** Whether there are no limits, so that nothing else here matters. */
    public boolean isNone() {
        return none;
    }

    /** The most probable that rules within all limits are rolled back, over the whole rollout: 0.01 for 1 %. */
    public double falseAlarm() {
        return falseAlarm;
    }

    /** The least probable that rules beyond a limit do not get through a stage that measures it: 0.95 for 95 %. */
    public double power() {
        return power;
    }

    /**
     * How many keys a stage measures at least before it is over, and before it fails; where the new rules decide, 20 are enough
     * to fail.
     */
    public int minKeys() {
        return minKeys;
    }

    /**
     * How long a window takes at least, but for stages that take less than twice as long: there it is half of their time. Each window
     * begins with nothing counted, so that what begins to go wrong late is not lost among what went well. A window goes on for longer
     * where it has not been shown that the rules are within all limits and new keys still come.
     */
    public Duration window() {
        return window;
    }

    /**
     * The share that the new rules are meant to block and the live ones do not, in percent: of the requests or of the clients,
     * whichever is larger.
     */
    public double expectedBlocks() {
        return expectedBlocks;
    }

    /** By how much more the new rules may block, in percentage points. */
    public double blockMargin() {
        return blockMargin;
    }

    /** In how many requests more rules may be unfinished than of the live ones, in percent. */
    public double newlyUnfinished() {
        return newlyUnfinished;
    }

    /**
     * How many times the scan steps of the live rules the new ones may take: on the mean over the keys of how many times it is for each of
     * them, and in the requests that {@link #aboveP99()} counts.
     */
    public double stepsFactor() {
        return stepsFactor;
    }

    /** A request counts for so many scan steps at least, so that going from hardly any to a few is no matter. */
    public long freeSteps() {
        return freeSteps;
    }

    /**
     * How many requests, in percent, may take more than {@link #stepsFactor()} times the live rules' 99th percentile, and
     * more than {@link #stepsFactor()} times what they took with the live rules.
     */
    public double aboveP99() {
        return aboveP99;
    }

    /** How many requests may be blocked in a stage in which the new rules decide, in percent. */
    public double maxBlocked() {
        return maxBlocked;
    }

    /** How many requests may have unfinished rules in a stage in which the new rules decide, in percent. */
    public double maxUnfinished() {
        return maxUnfinished;
    }

    /** How many requests may take more than {@link #maxSteps()} in a stage in which the new rules decide, in percent. */
    public double maxExpensive() {
        return maxExpensive;
    }

    /** How many scan steps a request should take at most; never more than half of its meter's. */
    public long maxSteps() {
        return maxSteps;
    }

    @Override
    public String toString() {
        return none
                ? "no guard-rails"
                : String.format(
                        Locale.ROOT,
                        "false alarm %s, power %s, %d keys, windows of %d s; newly blocked %s + %s %%, newly unfinished %s %%, steps × %s,"
                                + " above p99 %s %%; blocked %s %%, unfinished %s %%, above %d steps %s %%",
                        falseAlarm,
                        power,
                        minKeys,
                        window.toSeconds(),
                        expectedBlocks,
                        blockMargin,
                        newlyUnfinished,
                        stepsFactor,
                        aboveP99,
                        maxBlocked,
                        maxUnfinished,
                        maxSteps,
                        maxExpensive);
    }

    /** Builds {@link GuardRails}. Not thread-safe. */
    public static final class Builder {
        private double falseAlarm = 0.01;
        private double power = 0.95;
        private int minKeys = 50;
        private Duration window = Duration.ofMinutes(5);
        private double expectedBlocks;
        private double blockMargin = 2;
        private double newlyUnfinished = 2;
        private double stepsFactor = 1.5;
        private long freeSteps = 1_000;
        private double aboveP99 = 2;
        private double maxBlocked = 50;
        private double maxUnfinished = 10;
        private double maxExpensive = 10;
        private long maxSteps = Long.MAX_VALUE;

        private Builder() {}

        /**
         * See {@link GuardRails#falseAlarm()}; 0.01 by default.
         *
         * @param probability from 1e-9 to 0.5
         */
        public Builder falseAlarm(double probability) {
            this.falseAlarm = within("falseAlarm", probability, 1e-9, 0.5);
            return this;
        }

        /**
         * See {@link GuardRails#power()}; 0.95 by default.
         *
         * @param probability from 0.5 to 0.999999999
         */
        public Builder power(double probability) {
            this.power = within("power", probability, 0.5, 0.999_999_999);
            return this;
        }

        /**
         * See {@link GuardRails#minKeys()}; 50 by default.
         *
         * @param keys from 2 to 1,000,000
         */
        public Builder minKeys(int keys) {
            if (keys < 2 || keys > 1_000_000) {
                throw new IllegalArgumentException("minKeys must be from 2 to 1,000,000, not " + keys);
            }
            this.minKeys = keys;
            return this;
        }

        /**
         * See {@link GuardRails#window()}; 5 minutes by default.
         *
         * @param length from 1 minute to 7 days
         */
        public Builder window(Duration length) {
            if (length.compareTo(Duration.ofMinutes(1)) < 0 || length.compareTo(Duration.ofDays(7)) > 0) {
                throw new IllegalArgumentException("window must be from 1 minute to 7 days, not " + length);
            }
            this.window = length;
            return this;
        }

        /**
         * See {@link GuardRails#expectedBlocks()}; 0 by default.
         *
         * @param percent from 0 to 90
         */
        public Builder expectedBlocks(double percent) {
            this.expectedBlocks = within("expectedBlocks", percent, 0, 90);
            return this;
        }

        /**
         * See {@link GuardRails#blockMargin()}; 2 by default.
         *
         * @param points from 0.01 to 9
         */
        public Builder blockMargin(double points) {
            this.blockMargin = within("blockMargin", points, 0.01, 9);
            return this;
        }

        /**
         * See {@link GuardRails#newlyUnfinished()}; 2 by default.
         *
         * @param percent from 0.01 to 99
         */
        public Builder newlyUnfinished(double percent) {
            this.newlyUnfinished = within("newlyUnfinished", percent, 0.01, 99);
            return this;
        }

        /**
         * See {@link GuardRails#stepsFactor()}; 1.5 by default.
         *
         * @param factor from 1.01 to 1,000
         */
        public Builder stepsFactor(double factor) {
            this.stepsFactor = within("stepsFactor", factor, 1.01, 1_000);
            return this;
        }

        /**
         * See {@link GuardRails#freeSteps()}; 1,000 by default.
         *
         * @param steps from 1 to 1,000,000,000
         */
        public Builder freeSteps(long steps) {
            if (steps < 1 || steps > 1_000_000_000) {
                throw new IllegalArgumentException("freeSteps must be from 1 to 1,000,000,000, not " + steps);
            }
            this.freeSteps = steps;
            return this;
        }

        /**
         * See {@link GuardRails#aboveP99()}; 2 by default.
         *
         * @param percent from 0.01 to 99
         */
        public Builder aboveP99(double percent) {
            this.aboveP99 = within("aboveP99", percent, 0.01, 99);
            return this;
        }

        /**
         * See {@link GuardRails#maxBlocked()}; 50 by default. A site that usually blocks more says so.
         *
         * @param percent from 0.01 to 99
         */
        public Builder maxBlocked(double percent) {
            this.maxBlocked = within("maxBlocked", percent, 0.01, 99);
            return this;
        }

        /**
         * See {@link GuardRails#maxUnfinished()}; 10 by default.
         *
         * @param percent from 0.01 to 99
         */
        public Builder maxUnfinished(double percent) {
            this.maxUnfinished = within("maxUnfinished", percent, 0.01, 99);
            return this;
        }

        /**
         * See {@link GuardRails#maxExpensive()}; 10 by default.
         *
         * @param percent from 0.01 to 99
         */
        public Builder maxExpensive(double percent) {
            this.maxExpensive = within("maxExpensive", percent, 0.01, 99);
            return this;
        }

        /**
         * See {@link GuardRails#maxSteps()}; half of the request's meter by default.
         *
         * @param steps at least 1
         */
        public Builder maxSteps(long steps) {
            if (steps < 1) {
                throw new IllegalArgumentException("maxSteps must be at least 1, not " + steps);
            }
            this.maxSteps = steps;
            return this;
        }

        private static double within(String what, double value, double least, double most) {
            if (!(value >= least && value <= most)) {
                throw new IllegalArgumentException(what + " must be from " + least + " to " + most + ", not " + value);
            }
            return value;
        }

        /** The guard-rails. */
        public GuardRails build() {
            return new GuardRails(this, false);
        }
    }
}
