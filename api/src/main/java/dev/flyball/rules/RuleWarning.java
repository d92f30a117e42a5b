package dev.flyball.rules;

import java.util.Objects;

/** Something in a rule file that is no mistake, but probably not what its author meant. Immutable. */
public final class RuleWarning {
    /** What is dubious. */
    public enum Kind {
        /** The rule, or a part of its condition, is never true. */
        NEVER_MATCHES("never-matches"),
        /** An earlier rule decides wherever this one matches. */
        SHADOWED("shadowed"),
        /** A regex says what an operator says that is easier to read and cheaper. */
        PLAIN_REGEX("plain-regex"),
        /** A regex that matches every value, also an empty one. */
        ALWAYS_MATCHES("always-matches"),
        /** A {@code .*} at an end of a regex changes nothing. */
        NEEDLESS_DOT_STAR("needless-dot-star"),
        /** A regex that may match in the middle of a value, where the whole value was probably meant. */
        UNANCHORED("unanchored"),
        /** The rule skips a rule or a tag that is not in the rule set, or asks for a score to which no rule adds. */
        UNKNOWN_NAME("unknown-name"),
        /** In a directory, what looks like a rule file and was not read: see {@link RuleContent#leftOut()}. */
        LEFT_OUT("left-out"),
        /** In the worst case, the rule takes more than a tenth of {@link RuleOptions#requestSteps()}. */
        EXPENSIVE("expensive"),
        /** The budget for looking at the file was used up: the rules from this one on were not looked at, or not for all. */
        UNFINISHED("unfinished"),
        /** There are more warnings than are told: this one, at the place of the last that is told, says how many. */
        MORE("more");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** As the command line writes it. */
        public String label() {
            return label;
        }
    }

    private final Kind kind;
    private final String ruleId;
    private final Diagnostic diagnostic;

    private RuleWarning(Kind kind, String ruleId, Diagnostic diagnostic) {
        this.kind = Objects.requireNonNull(kind, "kind");
        this.ruleId = Objects.requireNonNull(ruleId, "ruleId");
        this.diagnostic = Objects.requireNonNull(diagnostic, "diagnostic");
    }

    /** A warning; for implementations. */
    public static RuleWarning of(Kind kind, String ruleId, Diagnostic diagnostic) {
        return new RuleWarning(kind, ruleId, diagnostic);
    }

    /** What is dubious. */
    public Kind kind() {
        return kind;
    }

    /** The rule; empty if it is about a whole file. */
    public String ruleId() {
        return ruleId;
    }

    /** The place, and what to write instead. */
    public Diagnostic diagnostic() {
        return diagnostic;
    }

    @Override
    public String toString() {
        return diagnostic.toString();
    }
}
