package dev.flyball.core.rules.runtime;

import dev.flyball.Meter;

/** A literal in a call. */
public record ConstantValue(Object value) implements Value {
    @Override
    public Object get(FactsReader facts, Meter meter) {
        return value;
    }

    @Override
    public String toString() {
        return value instanceof String bytes ? ValueTests.quoted(bytes) : value.toString();
    }
}
