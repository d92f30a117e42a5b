package dev.flyball.core.rules.function;

import static dev.flyball.rules.ValueType.BYTES;
import static dev.flyball.rules.ValueType.INT;

import dev.flyball.Meter;
import org.jspecify.annotations.Nullable;

/**
 * {@code lookup_json_string(v, key, …)} and {@code lookup_json_integer(v, key, …)}: the value in a JSON text at the end of a
 * path of names of members and indexes of elements; absent if the text is no JSON or has no such value there.
 */
final class JsonLookup {
    static final Function STRING = Function.named("lookup_json_string")
            .takes(2, Parameter.of(BYTES), Parameter.of(BYTES, INT))
            .repeatingLast()
            .gives(BYTES, Function.Size.FIRST_ARGUMENT)
            .costsForEach(3)
            .costsBesides(1)
            .does(JsonLookup::string);

    static final Function INTEGER = Function.named("lookup_json_integer")
            .takes(2, Parameter.of(BYTES), Parameter.of(BYTES, INT))
            .repeatingLast()
            .gives(INT, Function.Size.SMALL)
            .costsForEach(3)
            .costsBesides(1)
            .does(JsonLookup::integer);

    private static final int LONGEST_INTEGER = 20;

    private JsonLookup() {}

    private static @Nullable Object string(@Nullable Object[] arguments, Meter meter) {
        String text = Functions.bytes(arguments, 0);
        long found = JsonPath.find(text, arguments, meter);
        int start = JsonPath.start(found);
        return found < 0 || text.charAt(start) != '"'
                ? null
                : JsonPath.unescaped(text, start + 1, JsonPath.end(found) - 1, meter);
    }

    private static @Nullable Object integer(@Nullable Object[] arguments, Meter meter) {
        String text = Functions.bytes(arguments, 0);
        long found = JsonPath.find(text, arguments, meter);
        int start = JsonPath.start(found);
        int end = JsonPath.end(found);
        if (found < 0 || end - start > LONGEST_INTEGER) {
            return null;
        }
        String digits = text.substring(start, end);
        try {
            return digits.matches("-?(0|[1-9][0-9]*)") ? Long.valueOf(digits) : null;
        } catch (NumberFormatException e) {
            return null; // outside the integers of 64 bits
        }
    }
}
