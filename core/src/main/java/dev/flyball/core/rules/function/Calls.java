package dev.flyball.core.rules.function;

import dev.flyball.Meter;
import dev.flyball.core.rules.runtime.ConstantValue;
import dev.flyball.core.rules.runtime.Cost;
import dev.flyball.core.rules.runtime.Elements;
import dev.flyball.core.rules.runtime.Extent;
import dev.flyball.core.rules.runtime.FactsException;
import dev.flyball.core.rules.runtime.FactsReader;
import dev.flyball.core.rules.runtime.Value;
import dev.flyball.rules.FactLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Calls of functions in conditions. */
public final class Calls {
    private Calls() {}

    /** A call; absent if an argument is, unless the function skips absent ones. */
    public static Value of(Function function, List<Value> arguments) {
        return new Single(function, arguments.toArray(Value[]::new));
    }

    /**
     * A call for each element of the first argument; absent results are left out.
     *
     * @param rest the other arguments, which are evaluated once
     */
    public static Elements each(Function function, Elements first, List<Value> rest) {
        return new ForEach(function, first, rest.toArray(Value[]::new));
    }

    /** The elements as one array; together they may have {@value Function#MAX_GROWTH} bytes and elements. */
    public static Value collected(Function function, Elements elements) {
        return new Collected(function, elements);
    }

    private static final class Single implements Value {
        private final Function function;
        private final Value[] arguments;

        Single(Function function, Value[] arguments) {
            this.function = function;
            this.arguments = arguments;
        }

        @Override
        public @Nullable Object get(FactsReader facts, Meter meter) {
            @Nullable Object[] values = new @Nullable Object[arguments.length];
            return evaluate(function, arguments, 0, values, facts, meter) ? function.call(values, meter) : null;
        }

        @Override
        public long mostSteps(FactLimits limits) {
            long length = lengths(arguments, limits);
            long sum = Cost.plus(function.mostSteps(length), ofLiterals(arguments, length));
            for (Value argument : arguments) {
                sum = Cost.plus(sum, argument.mostSteps(limits));
            }
            return sum;
        }

        @Override
        public Extent extent(FactLimits limits) {
            return function.extent(extents(arguments, limits));
        }

        @Override
        public String toString() {
            return function + "(" + joined(arguments) + ")";
        }
    }

    private static final class ForEach implements Elements {
        private final Function function;
        private final Elements first;
        private final Value[] rest;

        ForEach(Function function, Elements first, Value[] rest) {
            this.function = function;
            this.first = first;
            this.rest = rest;
        }

        @Override
        public Walk each(FactsReader facts, Meter meter, Sink sink) {
            @Nullable Object[] values = new @Nullable Object[1 + rest.length];
            boolean complete = evaluate(function, rest, 1, values, facts, meter);
            return first.each(facts, meter, element -> {
                if (!complete) {
                    return true;
                }
                @Nullable Object[] arguments = values.clone();
                arguments[0] = element;
                Object result = function.call(arguments, meter);
                return result == null || sink.accept(result);
            });
        }

        @Override
        public long mostSteps(FactLimits limits) {
            Extent each = first.extent(limits);
            long length = Cost.plus(each.length(), lengths(rest, limits));
            long ofOne = Cost.plus(function.mostSteps(length), ofLiterals(rest, length));
            long sum = Cost.times(first.most(limits), ofOne);
            for (Value argument : rest) {
                sum = Cost.plus(sum, argument.mostSteps(limits));
            }
            return Cost.plus(sum, first.mostSteps(limits));
        }

        @Override
        public long most(FactLimits limits) {
            return first.most(limits);
        }

        @Override
        public Extent extent(FactLimits limits) {
            List<Extent> all = new ArrayList<>(List.of(first.extent(limits)));
            all.addAll(extents(rest, limits));
            return function.extent(all);
        }

        @Override
        public String toString() {
            return function + "(" + first + (rest.length == 0 ? "" : ", ") + joined(rest) + ")";
        }
    }

    private static final class Collected implements Value {
        private final Function function;
        private final Elements elements;

        Collected(Function function, Elements elements) {
            this.function = function;
            this.elements = elements;
        }

        @Override
        public @Nullable Object get(FactsReader facts, Meter meter) {
            List<Object> list = new ArrayList<>();
            long[] size = {0};
            Elements.Walk end = elements.each(facts, meter, element -> {
                size[0] += Function.lengthOf(element);
                if (size[0] > Function.MAX_GROWTH) {
                    throw new FactsException("the results of " + function + "() over [*] have more than "
                            + Function.MAX_GROWTH + " bytes or elements together");
                }
                return list.add(element);
            });
            return end == Elements.Walk.ABSENT ? null : list;
        }

        @Override
        public long mostSteps(FactLimits limits) {
            return elements.mostSteps(limits);
        }

        @Override
        public Extent extent(FactLimits limits) {
            Extent each = elements.extent(limits);
            return new Extent(each.bytes(), Cost.times(elements.most(limits), Cost.plus(1, each.elements())));
        }

        @Override
        public String toString() {
            return elements.toString();
        }
    }

    private static List<Extent> extents(Value[] arguments, FactLimits limits) {
        return Stream.of(arguments).map(argument -> argument.extent(limits)).toList();
    }

    /** The most steps of using literals that have steps of their own. */
    private static long ofLiterals(Value[] arguments, long length) {
        long sum = 0;
        for (Value argument : arguments) {
            if (argument instanceof ConstantValue constant && constant.value() instanceof Function.Priced priced) {
                sum = Cost.plus(sum, priced.mostSteps(length));
            }
        }
        return sum;
    }

    private static long lengths(Value[] arguments, FactLimits limits) {
        long sum = 0;
        for (Extent extent : extents(arguments, limits)) {
            sum = Cost.plus(sum, extent.length());
        }
        return sum;
    }

    private static String joined(Value[] arguments) {
        return Stream.of(arguments).map(Value::toString).collect(Collectors.joining(", "));
    }

    private static boolean evaluate(
            Function function, Value[] arguments, int at, @Nullable Object[] values, FactsReader facts, Meter meter) {
        for (int i = 0; i < arguments.length; i++) {
            Object value = arguments[i].get(facts, meter);
            if (value == null && !function.skipsAbsent()) {
                return false;
            }
            values[at + i] = value;
        }
        return true;
    }
}
