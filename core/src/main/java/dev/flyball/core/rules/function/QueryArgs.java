package dev.flyball.core.rules.function;

import static dev.flyball.rules.ValueType.BYTES;

import dev.flyball.Meter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** {@code remove_query_args(v, name, …)}: a query string without the arguments of these names, as they are written. */
final class QueryArgs {
    private static final int MOST_NAMES = 16;

    static final Function FUNCTION = Function.named("remove_query_args")
            .takes(2, parameters())
            .gives(BYTES, Function.Size.FIRST_ARGUMENT)
            .costsForEach(2 + MOST_NAMES)
            .costsBesides(2 + MOST_NAMES)
            .does(QueryArgs::call);

    private QueryArgs() {}

    private static Parameter[] parameters() {
        Parameter[] parameters = new Parameter[1 + MOST_NAMES];
        Arrays.fill(parameters, Parameter.of(BYTES));
        return parameters;
    }

    private static Object call(@Nullable Object[] arguments, Meter meter) {
        String query = Functions.bytes(arguments, 0);
        StringBuilder kept = new StringBuilder(query.length());
        boolean removed = false;
        boolean first = true;
        int from = 0;
        while (from <= query.length()) {
            int and = query.indexOf('&', from);
            int to = and < 0 ? query.length() : and;
            // A name is compared in full only with names of its length.
            meter.charge(arguments.length + (to - from));
            if (isOneOf(query, from, to, arguments)) {
                removed = true;
            } else {
                kept.append(first ? "" : "&").append(query, from, to);
                first = false;
            }
            from = to + 1;
        }
        return removed ? kept.toString() : query;
    }

    private static boolean isOneOf(String query, int from, int to, @Nullable Object[] arguments) {
        int equals = query.indexOf('=', from);
        int end = equals < 0 || equals > to ? to : equals;
        for (int i = 1; i < arguments.length; i++) {
            String name = Functions.bytes(arguments, i);
            if (name.length() == end - from && query.startsWith(name, from)) {
                return true;
            }
        }
        return false;
    }
}
