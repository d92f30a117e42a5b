package dev.flyball.rules;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One number of a running engine for a monitoring system, with its name and tags. Immutable. */
public final class Metric {
    /** How its values follow each other. */
    public enum Type {
        /** It only grows, for as long as the engine keeps the rule set that it is of. */
        COUNTER,
        /** It goes up and down. */
        GAUGE
    }

    private final String name;
    private final Type type;
    private final String unit;
    private final SortedMap<String, String> tags;
    private final long value;

    private Metric(String name, Type type, String unit, Map<String, String> tags, long value) {
        this.name = Objects.requireNonNull(name, "name");
        this.type = Objects.requireNonNull(type, "type");
        this.unit = Objects.requireNonNull(unit, "unit");
        this.tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
        this.value = value;
    }

    /** A metric. */
    public static Metric of(String name, Type type, String unit, Map<String, String> tags, long value) {
        return new Metric(name, type, unit, tags, value);
    }

    /** Lower case words with dots between them, such as {@code flyball.rule.steps}. */
    public String name() {
        return name;
    }

    /** How its values follow each other. */
    public Type type() {
        return type;
    }

    /** What is counted, in the plural, such as {@code steps}. */
    public String unit() {
        return unit;
    }

    /** What tells metrics of the same name apart, by the names of the tags. */
    public SortedMap<String, String> tags() {
        return tags;
    }

    /** The number. */
    public long value() {
        return value;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Metric metric
                && name.equals(metric.name)
                && type == metric.type
                && unit.equals(metric.unit)
                && tags.equals(metric.tags)
                && value == metric.value;
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, type, unit, tags, value);
    }

    @Override
    public String toString() {
        return name + tags + " " + value + " " + unit;
    }
}
