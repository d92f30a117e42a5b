package dev.flyball.rules;

import java.util.List;
import java.util.Objects;

/** One rule of a {@link RuleSet}, as its author wrote it. Immutable. */
public final class Rule {
    /** Whether a rule acts. */
    public enum Mode {
        /** It acts. */
        ENFORCE,
        /** It is evaluated after the live decision, on an allowance of its own, and only told. */
        SIMULATE,
        /** It is checked when loaded and never evaluated. */
        OFF
    }

    private final String id;
    private final String description;
    private final String condition;
    private final Action action;
    private final Mode mode;
    private final List<String> tags;
    private final Phase phase;
    private final boolean breaker;

    private Rule(
            String id,
            String description,
            String condition,
            Action action,
            Mode mode,
            List<String> tags,
            Phase phase,
            boolean breaker) {
        this.id = Objects.requireNonNull(id, "id");
        this.description = Objects.requireNonNull(description, "description");
        this.condition = Objects.requireNonNull(condition, "condition");
        this.action = Objects.requireNonNull(action, "action");
        this.mode = Objects.requireNonNull(mode, "mode");
        this.tags = List.copyOf(tags);
        this.phase = Objects.requireNonNull(phase, "phase");
        this.breaker = breaker;
    }

    /** A rule of the phase {@link Phase#REQUEST}. */
    public static Rule of(
            String id, String description, String condition, Action action, Mode mode, List<String> tags) {
        return of(id, description, condition, action, mode, tags, Phase.REQUEST);
    }

    /** A rule. */
    public static Rule of(
            String id, String description, String condition, Action action, Mode mode, List<String> tags, Phase phase) {
        return new Rule(id, description, condition, action, mode, tags, phase, true);
    }

    /** The same rule without a {@link CircuitBreaker}: an attacker who makes it run out cannot switch it off. */
    public Rule withoutBreaker() {
        return new Rule(id, description, condition, action, mode, tags, phase, false);
    }

    /** Its name, one of a kind in its rule set. */
    public String id() {
        return id;
    }

    /** What it is for, in its author's words; empty if he did not say. */
    public String description() {
        return description;
    }

    /** The text of its condition. */
    public String condition() {
        return condition;
    }

    /** What it wants done when its condition is true. */
    public Action action() {
        return action;
    }

    /** Whether it acts. */
    public Mode mode() {
        return mode;
    }

    /** The tags by which it can be found together with others. */
    public List<String> tags() {
        return tags;
    }

    /** When it is judged, where a host judges a request in phases. */
    public Phase phase() {
        return phase;
    }

    /** Whether its {@link CircuitBreaker} may open. */
    public boolean hasBreaker() {
        return breaker;
    }

    @Override
    public String toString() {
        return id + ": " + condition + " -> " + action.kind();
    }
}
