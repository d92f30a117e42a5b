package dev.flyball.rules;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What rules can know about one request: a value, or nothing, for each field of a schema. Built with
 * {@link #builder(Schema)}, or implemented by a host that computes values only when a rule asks for them.
 */
public interface Facts {
    /** The schema whose fields these are. */
    Schema schema();

    /**
     * The value of a field, held as {@link ValueType} says, or null if it is absent. An evaluation asks for each field at
     * most once, and only when a rule needs it. The value must not change while the evaluation runs.
     *
     * <p>An exception thrown here makes the rules that need the field unfinished, never the request.
     */
    @Nullable
    Object value(Field field);

    /** A builder without values. */
    static Builder builder(Schema schema) {
        return new Builder(schema);
    }

    /** Builds {@link Facts} and checks the types. Not thread-safe; what it builds is immutable. */
    final class Builder {
        private final Schema schema;
        private final @Nullable Object[] values;

        private Builder(Schema schema) {
            this.schema = Objects.requireNonNull(schema, "schema");
            this.values = new @Nullable Object[schema.fields().size()];
        }

        /**
         * Sets a field by its name: see {@link #set(Field, Object)}.
         *
         * @throws IllegalArgumentException if there is no such field, or the value does not fit its type
         */
        public Builder set(String field, Object value) {
            return set(schema.field(field), value);
        }

        /**
         * Sets a field.
         *
         * @param value for Bool a {@link Boolean}; for Int a {@link Long}, {@link Integer} or {@link Short}; for Bytes a
         *     {@code byte[]} or a {@code String} of text, whose UTF-8 bytes are taken; for Ip an {@link IpAddress}, an
         *     {@link InetAddress} or a {@code String} to parse; for arrays a {@link List}, for maps a {@link Map} with
         *     {@code String} keys, of such values
         * @throws IllegalArgumentException if the value does not fit the field's type, or the field is another schema's
         */
        public Builder set(Field field, Object value) {
            if (field.index() >= values.length || schema.fields().get(field.index()) != field) {
                throw new IllegalArgumentException("the field " + field.name() + " belongs to another schema");
            }
            values[field.index()] = converted(field, field.type(), value);
            return this;
        }

        private static Object converted(Field field, ValueType type, @Nullable Object value) {
            if (value != null) {
                switch (type.kind()) {
                    case BOOL -> {
                        if (value instanceof Boolean) {
                            return value;
                        }
                    }
                    case INT -> {
                        if (value instanceof Long || value instanceof Integer || value instanceof Short) {
                            return ((Number) value).longValue();
                        }
                    }
                    case BYTES -> {
                        if (value instanceof String text) {
                            return Bytes.utf8(text);
                        }
                        if (value instanceof byte[] bytes) {
                            return Bytes.of(bytes);
                        }
                    }
                    case IP -> {
                        if (value instanceof IpAddress) {
                            return value;
                        }
                        if (value instanceof InetAddress address) {
                            return IpAddress.of(address);
                        }
                        if (value instanceof String text) {
                            return IpAddress.parse(text);
                        }
                    }
                    case ARRAY -> {
                        if (value instanceof List<?> list) {
                            List<Object> copy = new ArrayList<>(list.size());
                            for (Object element : list) {
                                copy.add(converted(field, type.element(), element));
                            }
                            return copy;
                        }
                    }
                    case MAP -> {
                        if (value instanceof Map<?, ?> map) {
                            Map<String, Object> copy = new LinkedHashMap<>(map.size() * 2);
                            map.forEach((key, element) -> copy.put(
                                    (String) converted(field, ValueType.BYTES, key),
                                    converted(field, type.element(), element)));
                            return copy;
                        }
                    }
                }
            }
            throw new IllegalArgumentException("the field " + field.name() + " holds " + field.type() + ": no "
                    + (value == null ? "null" : value.getClass().getName()) + " goes where " + type + " is expected");
        }

        /** The facts; the builder can go on and build others. */
        public Facts build() {
            return new FactsArray(schema, values.clone());
        }
    }
}
