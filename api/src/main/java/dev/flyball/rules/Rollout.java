package dev.flyball.rules;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a new rule set comes to the requests: in stages, each of which has to hold before the next one begins, or everywhere
 * at once, for a reason. Stages measure whether the rules stay within {@link GuardRails}: rules that are shown not to are rolled
 * back. Immutable.
 *
 * <pre>{@code
 * Rollout.gradual("rules against the new scanner")
 * Rollout.of("the weekly rules",
 *         Rollout.Stage.simulate(100, Duration.ofMinutes(30), 10_000),
 *         Rollout.Stage.share(5, Duration.ofHours(1), 10_000),
 *         Rollout.Stage.share(100, Duration.ofHours(1), 10_000))
 * Rollout.immediate("the site is under attack").superseding()
 * }</pre>
 */
public final class Rollout {
    /** The most stages that a rollout can have. */
    public static final int MAX_STAGES = 20;

    private final String reason;
    private final List<Stage> stages;
    private final boolean superseding;
    private final boolean despiteQuarantine;
    private final @Nullable String salt;
    private final GuardRails guardRails;

    private Rollout(
            String reason,
            List<Stage> stages,
            boolean superseding,
            boolean despiteQuarantine,
            @Nullable String salt,
            GuardRails guardRails) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("a rollout needs a reason");
        }
        this.reason = reason;
        this.stages = List.copyOf(stages);
        this.superseding = superseding;
        this.despiteQuarantine = despiteQuarantine;
        this.salt = salt;
        this.guardRails = guardRails;
    }

    /**
     * Everywhere at once.
     *
     * @param reason why this cannot wait; it is kept in the history
     * @throws IllegalArgumentException if the reason is blank
     */
    public static Rollout immediate(String reason) {
        return new Rollout(reason, List.of(), false, false, null, GuardRails.defaults());
    }

    /**
     * Simulated for all requests, as far as {@link EngineOptions#maxSimulationShare()} allows, then deciding for 1 %, 10 %,
     * 50 % and all of them; each stage for 10 minutes and 1,000 requests at least, with {@link GuardRails#defaults()}.
     *
     * @param reason why the rules change; it is kept in the history
     * @throws IllegalArgumentException if the reason is blank
     */
    public static Rollout gradual(String reason) {
        Duration least = Duration.ofMinutes(10);
        return of(
                reason,
                Stage.simulate(100, least, 1_000),
                Stage.share(1, least, 1_000),
                Stage.share(10, least, 1_000),
                Stage.share(50, least, 1_000),
                Stage.share(100, least, 1_000));
    }

    /** See {@link #of(String, List)}. */
    public static Rollout of(String reason, Stage... stages) {
        return of(reason, List.of(stages));
    }

    /**
     * In stages. When the last of them has held, the rule set becomes the live one, whatever its share was.
     *
     * @param reason why the rules change; it is kept in the history
     * @param stages 1 to {@value #MAX_STAGES}: a stage that simulates can only be the first; shares grow
     * @throws IllegalArgumentException if the reason is blank, or the stages are not such
     */
    public static Rollout of(String reason, List<Stage> stages) {
        if (stages.isEmpty() || stages.size() > MAX_STAGES) {
            throw new IllegalArgumentException("a rollout has 1 to " + MAX_STAGES + " stages, not " + stages.size()
                    + ": Rollout.immediate(reason) is the one without");
        }
        int before = 0;
        for (int i = 0; i < stages.size(); i++) {
            Stage stage = stages.get(i);
            if (stage.isSimulation()) {
                if (i > 0) {
                    throw new IllegalArgumentException("only the first stage can simulate, not number " + (i + 1));
                }
            } else if (stage.basisPoints <= before) {
                throw new IllegalArgumentException("shares have to grow, but stage " + (i + 1) + " is " + stage
                        + " after " + before / 100.0 + " %");
            } else {
                before = stage.basisPoints;
            }
        }
        return new Rollout(reason, stages, false, false, null, GuardRails.defaults());
    }

    /** The same rollout, which ends one that is running, without a judgement of its rule set. */
    public Rollout superseding() {
        return new Rollout(reason, stages, true, despiteQuarantine, salt, guardRails);
    }

    /** The same rollout, for a rule set that may be in {@linkplain Quarantine quarantine}; it is taken out. */
    public Rollout despiteQuarantine() {
        return new Rollout(reason, stages, superseding, true, salt, guardRails);
    }

    /**
     * The same rollout with a salt of the host's own. Which keys get the new rules first depends on the salt and the key
     * alone: processes that are given the same salt agree. Without one the rule set's {@linkplain RuleSet#version()
     * version} is the salt, so that all processes with the same rules agree; a secret salt keeps clients from choosing
     * their share by choosing their key.
     *
     * @throws IllegalArgumentException if the salt is blank
     */
    public Rollout salted(String ownSalt) {
        if (ownSalt.isBlank()) {
            throw new IllegalArgumentException("the salt is blank");
        }
        return new Rollout(reason, stages, superseding, despiteQuarantine, ownSalt, guardRails);
    }

    /**
     * The same rollout with guard-rails of the host's own, in place of {@link GuardRails#defaults()}.
     *
     * @throws NullPointerException if they are null
     */
    public Rollout guarded(GuardRails own) {
        return new Rollout(reason, stages, superseding, despiteQuarantine, salt, Objects.requireNonNull(own, "own"));
    }

    /**
     * The same rollout of rules that are meant to block a share of what the live ones let pass.
     *
     * @param percent of the requests or of the clients, whichever is larger: see {@link GuardRails}; as for {@link GuardRails.Builder#expectedBlocks}
     * @throws IllegalArgumentException if it is not from 0 to 90, or if there are no guard-rails
     */
    public Rollout expectBlocks(double percent) {
        if (guardRails.isNone()) {
            throw new IllegalArgumentException("without guard-rails, nothing looks at what is blocked");
        }
        return guarded(guardRails.toBuilder().expectedBlocks(percent).build());
    }

    /** Why. */
    public String reason() {
        return reason;
    }

    /** The stages in their order; none if it is immediate. */
    public List<Stage> stages() {
        return stages;
    }

    /** Whether it is everywhere at once. */
    public boolean isImmediate() {
        return stages.isEmpty();
    }

    /** Whether it ends a rollout that is running. */
    public boolean isSuperseding() {
        return superseding;
    }

    /** Whether it is also for a rule set in quarantine. */
    public boolean isDespiteQuarantine() {
        return despiteQuarantine;
    }

    /** The host's own salt, or null. */
    public @Nullable String salt() {
        return salt;
    }

    /** What the new rules must not exceed in the stages. */
    public GuardRails guardRails() {
        return guardRails;
    }

    @Override
    public String toString() {
        return (isImmediate() ? "immediate" : stages.toString()) + ": " + reason;
    }

    /** One stage of a rollout. Immutable. */
    public static final class Stage {
        /** The longest time that a stage can be told to take at least. */
        public static final Duration MAX_TIME = Duration.ofDays(365);

        private final boolean simulation;
        private final int basisPoints;
        private final Duration minTime;
        private final long minRequests;

        private Stage(boolean simulation, double percent, Duration minTime, long minRequests) {
            if (!(percent >= 0.01 && percent <= 100)) {
                throw new IllegalArgumentException("a share is from 0.01 to 100 %, not " + percent);
            }
            if (minTime.isNegative() || minTime.compareTo(MAX_TIME) > 0) {
                throw new IllegalArgumentException("a stage takes at least 0 to " + MAX_TIME + ", not " + minTime);
            }
            if (minRequests < 1) {
                throw new IllegalArgumentException("a stage takes at least 1 request, not " + minRequests);
            }
            this.simulation = simulation;
            this.basisPoints = (int) Math.round(percent * 100);
            this.minTime = minTime;
            this.minRequests = minRequests;
        }

        /**
         * The rules in force decide, and for a share of the requests, chosen by chance, the new ones are tried after them,
         * within {@link EngineOptions#maxSimulationShare()}.
         *
         * @param percent from 0.01 to 100, in steps of 0.01
         * @param minTime how long it takes at least, up to {@link #MAX_TIME}
         * @param minRequests how many requests have to be tried by both, at least 1
         * @throws IllegalArgumentException if a number is not within its bounds
         */
        public static Stage simulate(double percent, Duration minTime, long minRequests) {
            return new Stage(true, percent, minTime, minRequests);
        }

        /**
         * The new rules decide for a share of the keys. The key that had them at a smaller share has them at a larger one.
         *
         * @param percent from 0.01 to 100, in steps of 0.01
         * @param minTime how long it takes at least, up to {@link #MAX_TIME}
         * @param minRequests how many requests have to be judged by the new rules, at least 1
         * @throws IllegalArgumentException if a number is not within its bounds
         */
        public static Stage share(double percent, Duration minTime, long minRequests) {
            return new Stage(false, percent, minTime, minRequests);
        }

        /** Whether the new rules do not decide in it. */
        public boolean isSimulation() {
            return simulation;
        }

        /** The share of keys, or, in a simulation, of requests, in hundredths of a percent: 1 to 10,000. */
        public int basisPoints() {
            return basisPoints;
        }

        /** How long it takes at least. */
        public Duration minTime() {
            return minTime;
        }

        /** How many requests it takes at least. */
        public long minRequests() {
            return minRequests;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Stage stage
                    && simulation == stage.simulation
                    && basisPoints == stage.basisPoints
                    && minTime.equals(stage.minTime)
                    && minRequests == stage.minRequests;
        }

        @Override
        public int hashCode() {
            return Objects.hash(simulation, basisPoints, minTime, minRequests);
        }

        @Override
        public String toString() {
            return (simulation ? "simulate " : "") + basisPoints / 100.0 + " %";
        }
    }
}
