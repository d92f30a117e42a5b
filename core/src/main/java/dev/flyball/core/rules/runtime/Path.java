package dev.flyball.core.rules.runtime;

import dev.flyball.Meter;
import dev.flyball.rules.FactLimits;
import dev.flyball.rules.ValueType;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.stream.Collectors;
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
    public record Key(String key) implements Step {
        @Override
        public String toString() {
            return "[" + ValueTests.quoted(key) + "]";
        }
    }

    /** The element of a list at an index from 0. */
    public record Index(int index) implements Step {
        @Override
        public String toString() {
            return "[" + index + "]";
        }
    }

    /** All elements of a list, all values of a map. */
    public record Every() implements Step {
        @Override
        public String toString() {
            return "[*]";
        }
    }

    /** The value at the end of a path without {@link Every}. */
    public Value from(Value container) {
        return new Place(this, container);
    }

    /** The values at the ends of a path. */
    public Elements each(Value container) {
        return new Places(this, container);
    }

    /** The values at the ends of a path that starts with {@link Every} in these elements. */
    public Elements each(Elements container) {
        return new PlacesInEach(this, container);
    }

    private record Place(Path path, Value container) implements Value {
        @Override
        public @Nullable Object get(FactsReader facts, Meter meter) {
            Object value = container.get(facts, meter);
            for (int i = 0; i < path.types.length && value != null; i++) {
                value = path.step(value, i, facts, meter);
            }
            return value;
        }

        @Override
        public long mostSteps(FactLimits limits) {
            return Cost.plus(container.mostSteps(limits), path.mostSteps(container.extent(limits)));
        }

        @Override
        public Extent extent(FactLimits limits) {
            return container.extent(limits);
        }

        @Override
        public String toString() {
            return "" + container + path;
        }
    }

    private record Places(Path path, Value container) implements Elements {
        @Override
        public Walk each(FactsReader facts, Meter meter, Sink sink) {
            Object value = container.get(facts, meter);
            int i = 0;
            while (value != null && !(path.steps.get(i) instanceof Every)) {
                value = path.step(value, i++, facts, meter);
            }
            if (value == null) {
                return Walk.ABSENT;
            }
            return path.walk(value, i, facts, meter, sink) ? Walk.DONE : Walk.STOPPED;
        }

        @Override
        public long mostSteps(FactLimits limits) {
            return Cost.plus(container.mostSteps(limits), path.mostSteps(container.extent(limits)));
        }

        @Override
        public long most(FactLimits limits) {
            return container.extent(limits).elements();
        }

        @Override
        public Extent extent(FactLimits limits) {
            return container.extent(limits);
        }

        @Override
        public String toString() {
            return "" + container + path;
        }
    }

    private record PlacesInEach(Path path, Elements container) implements Elements {
        @Override
        public Walk each(FactsReader facts, Meter meter, Sink sink) {
            return container.each(facts, meter, element -> path.walk(element, 1, facts, meter, sink));
        }

        @Override
        public long mostSteps(FactLimits limits) {
            long ofOne = path.mostSteps(container.extent(limits));
            return Cost.plus(container.mostSteps(limits), Cost.times(container.most(limits), ofOne));
        }

        @Override
        public long most(FactLimits limits) {
            long inEach = path.types.length == 1 ? 1 : container.extent(limits).elements();
            return Cost.times(container.most(limits), inEach);
        }

        @Override
        public Extent extent(FactLimits limits) {
            return container.extent(limits);
        }

        @Override
        public String toString() {
            return "" + container + path;
        }
    }

    /**
     * The most steps of taking everything out of a container of that size: each step is taken in as many places as there
     * are elements at most.
     */
    private long mostSteps(Extent container) {
        long sum = 0;
        long places = 1;
        for (Step step : steps) {
            long walked = step instanceof Index index ? Math.min(index.index(), container.elements()) : 0;
            long each = Cost.plus(1 + walked, Cost.check(container.bytes()));
            places = step instanceof Every ? Math.max(places, container.elements()) : places;
            sum = Cost.plus(sum, Cost.times(places, each));
        }
        return sum;
    }

    @Override
    public String toString() {
        return steps.stream().map(Step::toString).collect(Collectors.joining());
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
        if (value instanceof List<?> list && list instanceof RandomAccess && facts.isCheckedBefore()) {
            for (int at = 0; at < list.size(); at++) {
                meter.charge(1);
                Object element = list.get(at);
                if (element != null && !walk(element, i + 1, facts, meter, sink)) {
                    return false;
                }
            }
            return true;
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
