package dev.flyball.rules;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The most steps that were seen of one rule, by itself, and for what. Immutable. */
public final class RuleProfile {
    private final String ruleId;
    private final long bound;
    private final int inputs;
    private final long scanSteps;
    private final long coldSteps;
    private final long buildSteps;
    private final boolean finished;
    private final List<String> notReached;
    private final @Nullable Facts facts;
    private final String input;
    private final String coldInput;

    private RuleProfile(
            String ruleId,
            long bound,
            int inputs,
            long scanSteps,
            long coldSteps,
            long buildSteps,
            boolean finished,
            List<String> notReached,
            @Nullable Facts facts,
            String input,
            String coldInput) {
        this.ruleId = Objects.requireNonNull(ruleId, "ruleId");
        this.bound = bound;
        this.inputs = inputs;
        this.scanSteps = scanSteps;
        this.coldSteps = coldSteps;
        this.buildSteps = buildSteps;
        this.finished = finished;
        this.notReached = List.copyOf(notReached);
        this.facts = facts;
        this.input = Objects.requireNonNull(input, "input");
        this.coldInput = Objects.requireNonNull(coldInput, "coldInput");
    }

    /** What was seen of a rule; for implementations. */
    public static RuleProfile of(
            String ruleId,
            long bound,
            int inputs,
            long scanSteps,
            long coldSteps,
            long buildSteps,
            boolean finished,
            List<String> notReached,
            @Nullable Facts facts,
            String input,
            String coldInput) {
        return new RuleProfile(
                ruleId, bound, inputs, scanSteps, coldSteps, buildSteps, finished, notReached, facts, input, coldInput);
    }

    /** The rule. */
    public String ruleId() {
        return ruleId;
    }

    /** The most steps that it can take within {@link RuleOptions#factLimits()}: its {@link RuleCost#steps()}. */
    public long bound() {
        return bound;
    }

    /** How many inputs were tried; 0 if the rule is off, or the budget of the profile did not suffice for it. */
    public int inputs() {
        return inputs;
    }

    /**
     * The most scan steps of one evaluation, the same in every run; no more than {@link ProfileOptions#maxStepsPerRule()}.
     */
    public long scanSteps() {
        return scanSteps;
    }

    /**
     * The most steps of one evaluation by the rule freshly compiled, build steps included: what the first requests after a
     * deployment may need, or all of them where automata have more states than are kept. At least {@link #scanSteps()}.
     */
    public long coldSteps() {
        return coldSteps;
    }

    /**
     * The build steps that an evaluation still takes after some thirty others with texts of the same kind, those with which
     * {@link #coldInput()} made it build most: about none, if its automata have their states by then. A rule for which it is much
     * builds states with every request that a client makes up, and none of it is in {@link #scanSteps()}, which guard-rails
     * and circuit breakers look at. 0 if the rule did not {@linkplain #finished() finish}.
     */
    public long buildSteps() {
        return buildSteps;
    }

    /** Whether it finished with every input, within {@link ProfileOptions#maxStepsPerRule()} and without an error. */
    public boolean finished() {
        return finished;
    }

    /**
     * The parts of the condition, as {@link RuleSet#explain()} writes them, that were not evaluated with any input, since no
     * input made what stands before them true: a score, or a value that texts at random do not hit. Nothing is known of what
     * these parts take; a test of the rule whose facts lead there helps. Empty if the rule was not run or did not {@linkplain #finished()
     * finish}.
     */
    public List<String> notReached() {
        return notReached;
    }

    /** The part of the {@linkplain #bound() bound} that was seen, from 0 to 1. */
    public double share() {
        return bound == 0 ? 0 : (double) Math.max(scanSteps, coldSteps) / bound;
    }

    /**
     * The facts that took the most scan steps, or, if the rule did not finish, those with which it did not; null if there
     * were none. They are made anew whenever they are asked for a field.
     */
    public @Nullable Facts facts() {
        return facts;
    }

    /** The same in words; empty if there were none. */
    public String input() {
        return input;
    }

    /** In words, the facts that took the most {@link #coldSteps()}; empty if there were none. */
    public String coldInput() {
        return coldInput;
    }

    @Override
    public String toString() {
        return ruleId + ": " + scanSteps + " scan steps, " + coldSteps + " steps cold, " + buildSteps
                + " build steps each time, of " + bound
                + (finished ? "" : ", not finished")
                + (notReached.isEmpty() ? "" : ", not reached " + notReached)
                + (input.isEmpty() ? "" : ", with " + input);
    }
}
