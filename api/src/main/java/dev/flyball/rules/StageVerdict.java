package dev.flyball.rules;

import java.util.Objects;

/** What is to become of a stage of a rollout, by what it has counted. Immutable. */
public final class StageVerdict {
    /** What is to become of it. */
    public enum Kind {
        /** It is over: the rules have been shown to be within the limits. */
        ADVANCE,
        /** It cannot be told yet. */
        HOLD,
        /** The rules have been shown to be beyond a limit. */
        FAIL
    }

    private final Kind kind;
    private final String why;

    private StageVerdict(Kind kind, String why) {
        this.kind = Objects.requireNonNull(kind, "kind");
        this.why = Objects.requireNonNull(why, "why");
    }

    /** A verdict. */
    public static StageVerdict of(Kind kind, String why) {
        return new StageVerdict(kind, why);
    }

    /** What is to become of the stage. */
    public Kind kind() {
        return kind;
    }

    /** In words: what was measured; what is missing; which limit, and by how much. */
    public String why() {
        return why;
    }

    @Override
    public String toString() {
        return kind + ": " + why;
    }
}
