package dev.flyball.rules;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a {@link Kill} switches off. It need not exist: a rule that comes later under that id is off as well. Immutable. */
public final class KillTarget {
    /** Which rules. */
    public enum Scope {
        /** All rules. */
        ALL,
        /** The rules that carry a tag. */
        TAG,
        /** The rule of an id. */
        RULE,
        /**
         * The rules of a version. Requests are judged by the last version before it that is still compiled and not killed;
         * if there is none, by no rules.
         */
        DEPLOYMENT
    }

    private static final KillTarget EVERYTHING = new KillTarget(Scope.ALL, "");

    private final Scope scope;
    private final String name;

    private KillTarget(Scope scope, String name) {
        this.scope = Objects.requireNonNull(scope, "scope");
        this.name = name;
        if (name.isBlank() != (scope == Scope.ALL)) {
            throw new IllegalArgumentException(
                    scope == Scope.ALL ? "all rules have no name" : "the name of what is to be killed is blank");
        }
    }

    /**
     * A target.
     *
     * @param name of the tag, the rule or the version; empty for all rules
     * @throws IllegalArgumentException if the name is blank where it should not be, or the other way round
     */
    public static KillTarget of(Scope scope, String name) {
        return new KillTarget(scope, name);
    }

    /** All rules. */
    public static KillTarget all() {
        return EVERYTHING;
    }

    /** The rules with that tag. */
    public static KillTarget tag(String name) {
        return new KillTarget(Scope.TAG, name);
    }

    /** The rule with that id. */
    public static KillTarget rule(String id) {
        return new KillTarget(Scope.RULE, id);
    }

    /** The rule set of that {@linkplain RuleSet#version() version}. */
    public static KillTarget deployment(String version) {
        return new KillTarget(Scope.DEPLOYMENT, version);
    }

    /** Which rules. */
    public Scope scope() {
        return scope;
    }

    /** The tag, the rule's id or the version; empty for all rules. */
    public String name() {
        return name;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KillTarget target && scope == target.scope && name.equals(target.name);
    }

    @Override
    public int hashCode() {
        return 31 * scope.hashCode() + name.hashCode();
    }

    /** For people to read: one line, in which line breaks and other control characters of texts are escaped. */
    @Override
    public String toString() {
        return scope == Scope.ALL ? "all rules" : scope.name().toLowerCase(Locale.ROOT) + " " + Printable.line(name);
    }
}
