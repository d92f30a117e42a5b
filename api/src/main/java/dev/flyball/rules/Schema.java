package dev.flyball.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fields that rules may use, with their types. Immutable and thread-safe; rule sets and facts belong together when
 * they have the same schema object.
 */
public final class Schema {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*");

    private final Map<String, Field> byName;
    private final List<Field> fields;
    private final boolean absentNotEqual;

    private Schema(Builder builder) {
        this.byName = Map.copyOf(builder.fields);
        this.fields = List.copyOf(builder.fields.values());
        this.absentNotEqual = builder.absentNotEqual;
    }

    /** The fields of an HTTP request and response. Always the same object. */
    public static Schema http() {
        return HttpSchema.SCHEMA;
    }

    /** A builder without fields. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder with the fields of this schema, to add others. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.absentNotEqual = absentNotEqual;
        fields.forEach(field -> builder.field(field.name(), field.type(), field.phase()));
        return builder;
    }

    /** All fields, in the order of their indexes. */
    public List<Field> fields() {
        return fields;
    }

    /**
     * The field of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Field field(String name) {
        Field field = byName.get(name);
        if (field == null) {
            throw new IllegalArgumentException("the schema has no field \"" + name + "\"");
        }
        return field;
    }

    /** The field of that name, or null. */
    public @Nullable Field fieldOrNull(String name) {
        return byName.get(name);
    }

    /** Whether {@code ne} is true of an absent value; every other comparison with one is false. */
    public boolean absentNotEqual() {
        return absentNotEqual;
    }

    /** Builds a {@link Schema}. Not thread-safe. */
    public static final class Builder {
        private final Map<String, Field> fields = new LinkedHashMap<>();
        private boolean absentNotEqual = true;

        private Builder() {}

        /**
         * Adds a field that is known from the phase {@link Phase#REQUEST} on.
         *
         * @param name identifiers with dots between them: {@code http.request.uri.path}
         * @throws IllegalArgumentException if the name is malformed or taken
         */
        public Builder field(String name, ValueType type) {
            return field(name, type, Phase.REQUEST);
        }

        /**
         * Adds a field.
         *
         * @param name identifiers with dots between them: {@code http.request.uri.path}
         * @param phase the first in which its value is known; a rule that asks for it is of that phase or a later one
         * @throws IllegalArgumentException if the name is malformed or taken
         */
        public Builder field(String name, ValueType type, Phase phase) {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("\"" + name
                        + "\" is no field name: write letters, digits and _ with dots between, such as a.b_c");
            }
            if (fields.putIfAbsent(name, new Field(name, type, fields.size(), phase)) != null) {
                throw new IllegalArgumentException("the schema has a field \"" + name + "\" already");
            }
            return this;
        }

        /**
         * Whether {@code ne} is true of an absent value, as in wirefilter (the default), or false, as Cloudflare
         * documents.
         */
        public Builder absentNotEqual(boolean on) {
            this.absentNotEqual = on;
            return this;
        }

        /** The schema. */
        public Schema build() {
            return new Schema(this);
        }
    }

    /** The names of all fields, for messages. */
    @Override
    public String toString() {
        return "Schema" + new ArrayList<>(fields);
    }
}
