package dev.flyball.core.rules.runtime;

import dev.flyball.Meter;
import dev.flyball.rules.FactLimits;
import dev.flyball.rules.Field;
import org.jspecify.annotations.Nullable;

/** The value of a field. */
public record FieldValue(Field field) implements Value {
    @Override
    public @Nullable Object get(FactsReader facts, Meter meter) {
        return facts.value(field, meter);
    }

    @Override
    public long mostSteps(FactLimits limits) {
        return Cost.check(extent(limits).bytes());
    }

    @Override
    public Extent extent(FactLimits limits) {
        return new Extent(limits.maxLength(field), field.type().isContainer() ? limits.maxElements(field) : 0);
    }

    @Override
    public String toString() {
        return field.name();
    }
}
