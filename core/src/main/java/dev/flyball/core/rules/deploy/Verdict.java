package dev.flyball.core.rules.deploy;

/** What is to become of a stage of a rollout. Immutable. */
record Verdict(Kind kind, String why) {
    enum Kind {
        /** It has held. */
        ADVANCE,
        /** It cannot be told yet. */
        HOLD,
        /** The new rules are to go. */
        FAIL
    }

    static Verdict advance(String why) {
        return new Verdict(Kind.ADVANCE, why);
    }

    static Verdict hold(String why) {
        return new Verdict(Kind.HOLD, why);
    }

    static Verdict fail(String why) {
        return new Verdict(Kind.FAIL, why);
    }
}
