package dev.flyball.core.rules.observe;

import dev.flyball.rules.RuleAccount;

/** The counts of a rule, or sums and differences of them. Immutable. */
record Counts(long candidates, long matched, long unfinished, long steps) {
    static final Counts ZERO = new Counts(0, 0, 0, 0);

    static Counts of(RuleAccount rule) {
        return new Counts(rule.candidates(), rule.matched(), rule.unfinished(), rule.steps());
    }

    static Counts sum(Iterable<RuleAccount> rules) {
        Counts sum = ZERO;
        for (RuleAccount rule : rules) {
            sum = sum.plus(of(rule));
        }
        return sum;
    }

    Counts plus(Counts other) {
        return new Counts(
                candidates + other.candidates,
                matched + other.matched,
                unfinished + other.unfinished,
                steps + other.steps);
    }

    Counts minus(Counts other) {
        return new Counts(
                candidates - other.candidates,
                matched - other.matched,
                unfinished - other.unfinished,
                steps - other.steps);
    }
}
