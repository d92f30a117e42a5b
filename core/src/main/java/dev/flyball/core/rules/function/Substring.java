package dev.flyball.core.rules.function;

import dev.flyball.Meter;
import org.jspecify.annotations.Nullable;

/**
 * {@code substring(v, from[, to])}: the bytes from an index up to another, which is not included. A negative index counts
 * from the end; indexes outside are moved to the ends.
 */
final class Substring {
    private Substring() {}

    static Object call(@Nullable Object[] arguments, Meter meter) {
        String text = Functions.bytes(arguments, 0);
        int from = index(Functions.integer(arguments, 1), text.length());
        int to = arguments.length < 3 ? text.length() : index(Functions.integer(arguments, 2), text.length());
        return from < to ? text.substring(from, to) : "";
    }

    private static int index(long index, int length) {
        long fromStart = index < 0 ? Math.max(index, -length) + length : index;
        return (int) Math.min(fromStart, length);
    }
}
