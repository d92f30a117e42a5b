package dev.flyball.core.rules.function;

import dev.flyball.Meter;
import dev.flyball.core.rules.runtime.Elements;
import dev.flyball.core.rules.runtime.FactsException;
import dev.flyball.core.rules.runtime.FactsReader;
import dev.flyball.core.rules.runtime.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls of functions in conditions. */
public final class Calls {
    private Calls() {}

    /** A call; absent if an argument is, unless the function skips absent ones. */
    public static Value of(Function function, List<Value> arguments) {
        Value[] all = arguments.toArray(Value[]::new);
        return (facts, meter) -> {
            @Nullable Object[] values = new @Nullable Object[all.length];
            return evaluate(function, all, 0, values, facts, meter) ? function.call(values, meter) : null;
        };
    }

    /**
     * A call for each element of the first argument; absent results are left out.
     *
     * @param rest the other arguments, which are evaluated once
     */
    public static Elements each(Function function, Elements first, List<Value> rest) {
        Value[] others = rest.toArray(Value[]::new);
        return (facts, meter, sink) -> {
            @Nullable Object[] values = new @Nullable Object[1 + others.length];
            boolean complete = evaluate(function, others, 1, values, facts, meter);
            return first.each(facts, meter, element -> {
                if (!complete) {
                    return true;
                }
                @Nullable Object[] arguments = values.clone();
                arguments[0] = element;
                Object result = function.call(arguments, meter);
                return result == null || sink.accept(result);
            });
        };
    }

    /** The elements as one array; together they may have {@value Function#MAX_GROWTH} bytes and elements. */
    public static Value collected(Function function, Elements elements) {
        return (facts, meter) -> {
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
        };
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
