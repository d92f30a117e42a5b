package dev.flyball.core.rules.runtime;

import dev.flyball.Meter;
import dev.flyball.rules.ValueType;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Places inside lists and maps: {@code ["key"]}, {@code [0]}, {@code [*]} after a value. Immutable. */
public final class Path {
    private final List<Step> steps;

    /** The type of what each step takes out. */
    private final ValueType[] types;

    /**
     * A path.
     *
     * @param container the type of what the path starts in; each step must be one that its type has
     */
    public Path(List<Step> steps, ValueType container) {
        this.steps = List.copyOf(steps);
        this.types = new ValueType[steps.size()];
        ValueType type = container;
        for (int i = 0; i < types.length; i++) {
            type = type.element();
            types[i] = type;
        }
    }

    /** One pair of brackets. */
    public sealed interface Step permits Key, Index, Every {}

    /** The value under a key of a map. */
    public record Key(String key) implements Step {}

    /** The element of a list at an index from 0. */
    public record Index(int index) implements Step {}

    /** All elements of a list, all values of a map. */
    public record Every() implements Step {}

    /** The value at the end of a path without {@link Every}. */
    public Value from(Value container) {
        return (facts, meter) -> {
            Object value = container.get(facts, meter);
            for (int i = 0; i < types.length && value != null; i++) {
                value = step(value, i, facts, meter);
            }
            return value;
        };
    }

    /** The values at the ends of a path. */
    public Elements each(Value container) {
        return (facts, meter, sink) -> {
            Object value = container.get(facts, meter);
            int i = 0;
            while (value != null && !(steps.get(i) instanceof Every)) {
                value = step(value, i++, facts, meter);
            }
            if (value == null) {
                return Elements.Walk.ABSENT;
            }
            return walk(value, i, facts, meter, sink) ? Elements.Walk.DONE : Elements.Walk.STOPPED;
        };
    }

    /** The values at the ends of a path that starts with {@link Every} in these elements. */
    public Elements each(Elements container) {
        return (facts, meter, sink) -> container.each(facts, meter, element -> walk(element, 1, facts, meter, sink));
    }

    private @Nullable Object step(Object value, int i, FactsReader facts, Meter meter) {
        meter.charge(1);
        Object taken = steps.get(i) instanceof Key key
                ? HostValues.entry((Map<?, ?>) value, key.key())
                : HostValues.element((List<?>) value, ((Index) steps.get(i)).index(), meter);
        return taken == null ? null : facts.checked(taken, types[i], meter);
    }

    /** Recurses once for each step: a type is nested a few levels deep at most. */
    private boolean walk(Object value, int i, FactsReader facts, Meter meter, Elements.Sink sink) {
        if (i == types.length) {
            return sink.accept(value);
        }
        if (!(steps.get(i) instanceof Every)) {
            Object taken = step(value, i, facts, meter);
            return taken == null || walk(taken, i + 1, facts, meter, sink);
        }
        Iterator<?> elements = HostValues.elements(value);
        while (HostValues.hasNext(elements)) {
            meter.charge(1);
            Object element = HostValues.next(elements);
            if (element != null && !walk(facts.checked(element, types[i], meter), i + 1, facts, meter, sink)) {
                return false;
            }
        }
        return true;
    }
}
