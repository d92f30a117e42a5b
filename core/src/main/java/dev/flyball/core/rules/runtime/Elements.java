package dev.flyball.core.rules.runtime;

import dev.flyball.Meter;
import dev.flyball.rules.FactLimits;

/** Several values in a row: what {@code [*]} stands for, and functions of it. Immutable. */
public interface Elements {
    /** How a walk over elements ended. */
    enum Walk {
        /** What the elements are in is absent. */
        ABSENT,
        /** The sink has seen enough. */
        STOPPED,
        /** The sink has seen all of them. */
        DONE
    }

    /** Takes elements. */
    interface Sink {
        /** Takes the next element, and says whether to go on. */
        boolean accept(Object element);
    }

    /** Gives the elements to a sink, in their order, without absent ones; each is a step. */
    Walk each(FactsReader facts, Meter meter, Sink sink);

    /** The most steps of giving all of them, with facts within the limits. */
    long mostSteps(FactLimits limits);

    /** How many there can be. */
    long most(FactLimits limits);

    /** How large each can be. */
    Extent extent(FactLimits limits);
}
