package dev.flyball.core.rules.runtime;

import dev.flyball.Meter;
import dev.flyball.rules.Field;
import org.jspecify.annotations.Nullable;

/** The value of a field. */
public record FieldValue(Field field) implements Value {
    @Override
    public @Nullable Object get(FactsReader facts, Meter meter) {
        return facts.value(field, meter);
    }

    @Override
    public String toString() {
        return field.name();
    }
}
