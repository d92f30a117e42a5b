package dev.flyball.core.rules.runtime;

import dev.flyball.BudgetExceededException;
import dev.flyball.Meter;
import dev.flyball.rules.FactLimits;
import java.util.function.Consumer;

/** The compiled condition of a rule. Immutable and thread-safe. */
public interface Condition {
    /**
     * Whether the facts fulfil this condition.
     *
     * @throws BudgetExceededException if the meter ends before that is known
     * @throws FactsException if a fact that the condition needs cannot be had
     */
    boolean test(FactsReader facts, Meter meter);

    /** Gives the parts that are not made of others, which a trace names; itself if it is one. */
    default void forEachPart(Consumer<Condition> given) {
        given.accept(this);
    }

    /** The most steps of one test with facts within the limits, whatever is kept of them; see {@link Cost}. */
    default long mostSteps(FactLimits limits) {
        return Long.MAX_VALUE;
    }
}
