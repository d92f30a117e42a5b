package dev.flyball.core.rules.runtime;

import dev.flyball.Meter;
import dev.flyball.rules.FactLimits;

/** A literal in a call. */
public record ConstantValue(Object value) implements Value {
    @Override
    public Object get(FactsReader facts, Meter meter) {
        return value;
    }

    @Override
    public long mostSteps(FactLimits limits) {
        return 0;
    }

    @Override
    public Extent extent(FactLimits limits) {
        return value instanceof String text ? new Extent(text.length(), 0) : Extent.SMALL;
    }

    @Override
    public String toString() {
        return value instanceof String bytes ? ValueTests.quoted(bytes) : value.toString();
    }
}
