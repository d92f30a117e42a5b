package dev.flyball.rules;

import dev.flyball.Budget;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a {@link RuleEngine} evaluates. Immutable. */
public final class EngineOptions {
    private static final EngineOptions DEFAULTS = builder().build();

    private final ExhaustionPolicy exhaustionPolicy;
    private final long maxStepsPerRule;
    private final long maxSharedSteps;
    private final Budget simulationBudget;
    private final double maxSimulationShare;
    private final int historySize;
    private final EngineListener listener;
    private final Safeguards safeguards;
    private final @Nullable Path killFile;
    private final CircuitBreaker circuitBreaker;
    private final @Nullable String name;

    private EngineOptions(Builder b) {
        this.exhaustionPolicy = b.exhaustionPolicy;
        this.maxStepsPerRule = b.maxStepsPerRule;
        this.maxSharedSteps = b.maxSharedSteps;
        this.simulationBudget = b.simulationBudget;
        this.maxSimulationShare = b.maxSimulationShare;
        this.historySize = b.historySize;
        this.listener = b.listener;
        this.safeguards = b.safeguards;
        this.killFile = b.killFile;
        this.circuitBreaker = b.circuitBreaker;
        this.name = b.name;
    }

    /** The defaults of the {@link Builder}. */
    public static EngineOptions defaults() {
        return DEFAULTS;
    }

    /** A builder that starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** What becomes of a request when a rule does not finish. */
    public ExhaustionPolicy exhaustionPolicy() {
        return exhaustionPolicy;
    }

    /** The slice of the request's steps that one rule can use. */
    public long maxStepsPerRule() {
        return maxStepsPerRule;
    }

    /** The slice of the request's steps for work that rules share: indexes, regex sets, what several rules ask about. */
    public long maxSharedSteps() {
        return maxSharedSteps;
    }

    /**
     * What all simulated rules together may use for one request, besides the request's own allowance. A rule set that is
     * simulated has the time of it, but as many steps as the request has, so that both are compared on equal terms.
     */
    public Budget simulationBudget() {
        return simulationBudget;
    }

    /** The most that all simulation together may use, as a share of the steps that requests are charged. */
    public double maxSimulationShare() {
        return maxSimulationShare;
    }

    /** How many earlier rule sets stay compiled, to be rolled back to. */
    public int historySize() {
        return historySize;
    }

    /** Who is told of changes. */
    public EngineListener listener() {
        return listener;
    }

    /** What is off from the beginning. */
    public Safeguards safeguards() {
        return safeguards;
    }

    /** The file that switches all rules off by being there, or null. */
    public @Nullable Path killFile() {
        return killFile;
    }

    /** When rules that keep running out of steps are not run. */
    public CircuitBreaker circuitBreaker() {
        return circuitBreaker;
    }

    /** What the engine is called in recordings; null for a number. */
    public @Nullable String name() {
        return name;
    }

    /** Builds {@link EngineOptions}. Not thread-safe. */
    public static final class Builder {
        private ExhaustionPolicy exhaustionPolicy = ExhaustionPolicy.BLOCK;
        private long maxStepsPerRule = 1_000_000;
        private long maxSharedSteps = 5_000_000;
        private Budget simulationBudget = Budget.of(100_000, Duration.ofMillis(10));
        private double maxSimulationShare = 0.05;
        private int historySize = 3;
        private EngineListener listener = event -> {};
        private Safeguards safeguards = Safeguards.none();
        private @Nullable Path killFile;
        private CircuitBreaker circuitBreaker = CircuitBreaker.defaults();
        private @Nullable String name;

        private Builder() {}

        /**
         * See {@link EngineOptions#exhaustionPolicy()}; {@link ExhaustionPolicy#BLOCK} by default, so that no request
         * slips past a rule by making it run out: give the request's budget room for what ordinary requests need.
         */
        public Builder exhaustionPolicy(ExhaustionPolicy policy) {
            this.exhaustionPolicy = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /** See {@link EngineOptions#maxStepsPerRule()}; 1,000,000 by default. */
        public Builder maxStepsPerRule(long steps) {
            if (steps < 1) {
                throw new IllegalArgumentException("maxStepsPerRule must be at least 1, not " + steps);
            }
            this.maxStepsPerRule = steps;
            return this;
        }

        /**
         * See {@link EngineOptions#maxSharedSteps()}; 5,000,000 by default. When they are used up, each rule that needs
         * what was not computed does it alone, on its own slice.
         */
        public Builder maxSharedSteps(long steps) {
            if (steps < 1) {
                throw new IllegalArgumentException("maxSharedSteps must be at least 1, not " + steps);
            }
            this.maxSharedSteps = steps;
            return this;
        }

        /** See {@link EngineOptions#simulationBudget()}; 100,000 steps and 10 ms by default. */
        public Builder simulationBudget(Budget budget) {
            this.simulationBudget = Objects.requireNonNull(budget, "budget");
            return this;
        }

        /**
         * See {@link EngineOptions#maxSimulationShare()}; 0.05 by default, 0 for no simulation. Beyond it, requests are not
         * simulated until others have made room; whether one is does not depend on what is in it, and {@link
         * Decision#isSimulated()} tells it. A request and a simulation each count for 1,000 steps at least: both cost
         * something without any rule, and rules can be simulated where hardly any are enforced. What can be saved up, for each of at most 16 groups of threads, is the steps of
         * one {@link EngineOptions#simulationBudget()}.
         *
         * @param share from 0 to 100, or {@link Double#POSITIVE_INFINITY} to simulate every request whatever it costs
         */
        public Builder maxSimulationShare(double share) {
            if (!(share >= 0 && share <= 100 || share == Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "maxSimulationShare must be from 0 to 100 or infinite, not " + share);
            }
            this.maxSimulationShare = share;
            return this;
        }

        /** See {@link EngineOptions#historySize()}; 3 by default, at most 100. */
        public Builder historySize(int ruleSets) {
            if (ruleSets < 1 || ruleSets > 100) {
                throw new IllegalArgumentException("historySize must be from 1 to 100, not " + ruleSets);
            }
            this.historySize = ruleSets;
            return this;
        }

        /** See {@link EngineOptions#listener()}; nobody by default. */
        public Builder listener(EngineListener told) {
            this.listener = Objects.requireNonNull(told, "told");
            return this;
        }

        /** See {@link EngineOptions#safeguards()}: what an engine before this one {@linkplain RuleEngine#safeguards() had}. */
        public Builder safeguards(Safeguards before) {
            this.safeguards = Objects.requireNonNull(before, "before");
            return this;
        }

        /**
         * See {@link EngineOptions#killFile()}; none by default. While a file stands there, whatever is in it, all rules are
         * off. It is looked for when the engine is made, by {@link RuleEngine#tick()}, and about once a second by one
         * evaluation after its decision, never by two at once: a file system that hangs holds up one request. Where it
         * cannot be told whether the file is there, what was known before stays.
         */
        public Builder killFile(Path file) {
            this.killFile = Objects.requireNonNull(file, "file");
            return this;
        }

        /** See {@link EngineOptions#circuitBreaker()}; {@link CircuitBreaker#defaults()} by default. */
        public Builder circuitBreaker(CircuitBreaker breaker) {
            this.circuitBreaker = Objects.requireNonNull(breaker, "breaker");
            return this;
        }

        /**
         * See {@link EngineOptions#name()}; by default a number, from 1 in the order in which the engines of the process are made.
         *
         * @param engine from 1 to 200 chars
         */
        public Builder name(String engine) {
            if (engine.isBlank() || engine.length() > 200) {
                throw new IllegalArgumentException("an engine's name has from 1 to 200 chars, and not only spaces");
            }
            this.name = engine;
            return this;
        }

        /** The options. */
        public EngineOptions build() {
            return new EngineOptions(this);
        }
    }
}
