package dev.flyball.core.rules.runtime;

import dev.flyball.Meter;
import dev.flyball.rules.FactLimits;
import org.jspecify.annotations.Nullable;

/** A value of a condition: a field, a literal, what stands at a place inside one, or a function's result. Immutable. */
public interface Value {
    /** The value, held in the Java type that its type says, or null if it is absent. */
    @Nullable
    Object get(FactsReader facts, Meter meter);

    /** The most steps of getting it, with facts within the limits. */
    long mostSteps(FactLimits limits);

    /** How large it can be, with facts within the limits. */
    Extent extent(FactLimits limits);
}
