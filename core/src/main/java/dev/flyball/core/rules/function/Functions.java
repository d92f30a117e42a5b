package dev.flyball.core.rules.function;

import static dev.flyball.rules.ValueType.BOOL;
import static dev.flyball.rules.ValueType.BYTES;
import static dev.flyball.rules.ValueType.INT;
import static dev.flyball.rules.ValueType.IP;

import dev.flyball.Meter;
import dev.flyball.core.rules.function.Function.Size;
import dev.flyball.core.rules.runtime.Bulk;
import dev.flyball.core.text.Ascii;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The table of functions, one entry each: parameters, result, cost, size of the result, body. {@code any} and {@code all}
 * are not among them: they take conditions.
 */
public final class Functions {
    private static final Map<String, Function> BY_NAME = byName(
            Function.named("lower")
                    .takes(1, Parameter.of(BYTES))
                    .gives(BYTES, Size.FIRST_ARGUMENT)
                    .costsForEach(1)
                    .does((arguments, meter) -> Ascii.inCase(bytes(arguments, 0), false, meter)),
            Function.named("upper")
                    .takes(1, Parameter.of(BYTES))
                    .gives(BYTES, Size.FIRST_ARGUMENT)
                    .costsForEach(1)
                    .does((arguments, meter) -> Ascii.inCase(bytes(arguments, 0), true, meter)),
            Function.named("len")
                    .takes(1, Parameter.of(BYTES).orArray())
                    .gives(INT, Size.SMALL)
                    .costsForEach(0)
                    .does((arguments, meter) -> (long) Function.lengthOf(arguments[0])),
            Function.named("starts_with")
                    .takes(2, Parameter.of(BYTES), Parameter.of(BYTES))
                    .gives(BOOL, Size.SMALL)
                    .costsForEach(0)
                    .does((arguments, meter) -> Bulk.standsAt(bytes(arguments, 0), 0, bytes(arguments, 1), meter)),
            Function.named("ends_with")
                    .takes(2, Parameter.of(BYTES), Parameter.of(BYTES))
                    .gives(BOOL, Size.SMALL)
                    .costsForEach(0)
                    .does(Functions::endsWith),
            Function.named("concat")
                    .takes(2, Parameter.of(BYTES).orArray())
                    .repeatingLast()
                    .givesTypeOfFirst(Size.ALL_ARGUMENTS)
                    .costsForEach(1)
                    .skippingAbsent()
                    .does(Concat::call),
            Function.named("substring")
                    .takes(2, Parameter.of(BYTES), Parameter.of(INT), Parameter.of(INT))
                    .gives(BYTES, Size.FIRST_ARGUMENT)
                    .costsForEach(0)
                    .does(Substring::call),
            Function.named("url_decode")
                    .takes(1, Parameter.of(BYTES), Parameter.of(BYTES).literal(UrlDecode::problemWithOptions))
                    .gives(BYTES, Size.FIRST_ARGUMENT)
                    .costsForEach(UrlDecode.MOST_PASSES)
                    .does(UrlDecode::call),
            Function.named("to_string")
                    .takes(1, Parameter.of(INT, IP, BOOL))
                    .gives(BYTES, Size.SMALL)
                    .costsForEach(0)
                    .does((arguments, meter) -> String.valueOf(arguments[0])),
            RegexReplace.FUNCTION,
            WildcardReplace.FUNCTION,
            RemoveBytes.FUNCTION,
            QueryArgs.FUNCTION,
            JsonLookup.STRING,
            JsonLookup.INTEGER,
            Base64Text.DECODE,
            Base64Text.ENCODE,
            Sha256.FUNCTION,
            Networks.CIDR,
            Networks.CIDR6,
            SplitJoin.SPLIT,
            SplitJoin.JOIN);

    private Functions() {}

    private static boolean endsWith(@Nullable Object[] arguments, Meter meter) {
        String text = bytes(arguments, 0);
        String end = bytes(arguments, 1);
        return Bulk.standsAt(text, text.length() - end.length(), end, meter);
    }

    private static Map<String, Function> byName(Function... functions) {
        Map<String, Function> byName = new TreeMap<>();
        for (Function function : functions) {
            byName.put(function.name(), function);
        }
        return Collections.unmodifiableMap(byName);
    }

    /** The function of that name, or null. */
    public static @Nullable Function named(String name) {
        return BY_NAME.get(name);
    }

    /** All functions, by their names. */
    public static Collection<Function> all() {
        return BY_NAME.values();
    }

    /** An argument that is there, of type Bytes. */
    static String bytes(@Nullable Object[] arguments, int index) {
        if (arguments[index] instanceof String text) {
            return text;
        }
        throw new IllegalStateException("argument " + index + " is not Bytes");
    }

    /** An argument that is there, of type Int. */
    static long integer(@Nullable Object[] arguments, int index) {
        if (arguments[index] instanceof Long number) {
            return number;
        }
        throw new IllegalStateException("argument " + index + " is not Int");
    }
}
