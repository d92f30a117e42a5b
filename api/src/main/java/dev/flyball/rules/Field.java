package dev.flyball.rules;

/** A field of a {@link Schema}: the handle by which facts are set and asked for. Immutable. */
public final class Field {
    private final String name;
    private final ValueType type;
    private final int index;
    private final Phase phase;

    Field(String name, ValueType type, int index, Phase phase) {
        this.name = name;
        this.type = type;
        this.index = index;
        this.phase = phase;
    }

    /** The name that rules use. */
    public String name() {
        return name;
    }

    /** The type of its values. */
    public ValueType type() {
        return type;
    }

    /** Its place in the schema, from 0 and without gaps: for hosts that keep facts in an array. */
    public int index() {
        return index;
    }

    /** The first phase of a request in which its value is known. */
    public Phase phase() {
        return phase;
    }

    @Override
    public String toString() {
        return name + ": " + type;
    }
}
