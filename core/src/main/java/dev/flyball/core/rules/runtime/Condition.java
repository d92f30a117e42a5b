package dev.flyball.core.rules.runtime;

import dev.flyball.BudgetExceededException;
import dev.flyball.Meter;
import dev.flyball.rules.FactLimits;

/** The compiled condition of a rule. Immutable and thread-safe. */
public interface Condition {
    /**
     * Whether the facts fulfil this condition.
     *
     * @throws BudgetExceededException if the meter ends before that is known
     * @throws FactsException if a fact that the condition needs cannot be had
     */
    boolean test(FactsReader facts, Meter meter);

    /** The most steps of one test with facts within the limits, whatever is kept of them; see {@link Cost}. */
    default long mostSteps(FactLimits limits) {
        return Long.MAX_VALUE;
    }
}
