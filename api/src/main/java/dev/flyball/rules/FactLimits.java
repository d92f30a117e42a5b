package dev.flyball.rules;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * How large the host lets facts become, so that costs can be bounded before there is a request: for each field the longest
 * text in it, in bytes, and how many elements it has, all lists and maps in it together. The host has to keep to that: a
 * bound is none for larger facts. Immutable.
 */
public final class FactLimits {
    private static final FactLimits DEFAULTS =
            builder().maxLength("http.request.body.raw", 1 << 20).build();

    private final int maxLength;
    private final int maxElements;
    private final Map<String, Integer> lengths;
    private final Map<String, Integer> elements;

    private FactLimits(Builder b) {
        this.maxLength = b.maxLength;
        this.maxElements = b.maxElements;
        this.lengths = Map.copyOf(b.lengths);
        this.elements = Map.copyOf(b.elements);
    }

    /** 8,192 bytes and 1,024 elements; of {@code http.request.body.raw} 1,048,576 bytes. */
    public static FactLimits defaults() {
        return DEFAULTS;
    }

    /** A builder with 8,192 bytes and 1,024 elements for every field. */
    public static Builder builder() {
        return new Builder();
    }

    /** The longest text that is, or is in, the field's value, in bytes. */
    public int maxLength(Field field) {
        return lengths.getOrDefault(field.name(), maxLength);
    }

    /** The most elements of the field's value: of a list or map, and of all lists and maps in it, together. */
    public int maxElements(Field field) {
        return elements.getOrDefault(field.name(), maxElements);
    }

    /** Builds {@link FactLimits}. Not thread-safe. */
    public static final class Builder {
        private int maxLength = 8_192;
        private int maxElements = 1_024;
        private final Map<String, Integer> lengths = new HashMap<>();
        private final Map<String, Integer> elements = new HashMap<>();

        private Builder() {}

        /** The longest text of every field that is not named. */
        public Builder maxLength(int bytes) {
            this.maxLength = notNegative(bytes);
            return this;
        }

        /** The longest text of one field. */
        public Builder maxLength(String field, int bytes) {
            lengths.put(Objects.requireNonNull(field, "field"), notNegative(bytes));
            return this;
        }

        /** The most elements of every field that is not named. */
        public Builder maxElements(int count) {
            this.maxElements = notNegative(count);
            return this;
        }

        /** The most elements of one field. */
        public Builder maxElements(String field, int count) {
            elements.put(Objects.requireNonNull(field, "field"), notNegative(count));
            return this;
        }

        private static int notNegative(int limit) {
            if (limit < 0) {
                throw new IllegalArgumentException("a limit must not be negative: " + limit);
            }
            return limit;
        }

        /** The limits. */
        public FactLimits build() {
            return new FactLimits(this);
        }
    }
}
