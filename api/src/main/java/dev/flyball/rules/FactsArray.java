package dev.flyball.rules;

import org.jspecify.annotations.Nullable;

/** Facts whose values are all there from the start, by the index of their field. */
final class FactsArray implements Facts {
    private final Schema schema;
    private final @Nullable Object[] values;

    FactsArray(Schema schema, @Nullable Object[] values) {
        this.schema = schema;
        this.values = values;
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public @Nullable Object value(Field field) {
        return values[field.index()];
    }
}
