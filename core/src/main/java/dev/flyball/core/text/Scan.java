package dev.flyball.core.text;

import dev.flyball.Meter;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * Looking for one char with {@code String.indexOf}, which the JVM vectorises, under a meter: one step a char passed.
 *
 * <p>Before Java 21 a search cannot be given an end, so that it may be charged only when it is over: good for texts up to
 * {@value #AT_ONCE} chars, which take microseconds. Longer ones are searched in pieces, where need be by a loop.
 */
public final class Scan {
    private static final int AT_ONCE = 1 << 16;

    private static final @Nullable MethodHandle INDEX_OF_UP_TO = indexOfUpTo();

    private Scan() {}

    private static @Nullable MethodHandle indexOfUpTo() {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(
                            String.class, "indexOf", MethodType.methodType(int.class, int.class, int.class, int.class));
        } catch (NoSuchMethodException | IllegalAccessException e) {
            return null; // before Java 21
        }
    }

    /** The first index of the char at or after {@code from}, or −1. */
    public static int indexOf(String text, char wanted, int from, Meter meter) {
        int length = text.length();
        if (length - from <= AT_ONCE) {
            meter.stride();
            int found = text.indexOf(wanted, from);
            meter.charge((found < 0 ? length : found + 1) - from);
            return found;
        }
        int at = from;
        while (at < length) {
            int end = Math.min(length, at + meter.stride());
            int found = indexOf(text, wanted, at, end);
            meter.charge((found < 0 ? end : found + 1) - at);
            if (found >= 0) {
                return found;
            }
            at = end;
        }
        return -1;
    }

    private static int indexOf(String text, char wanted, int from, int to) {
        MethodHandle upTo = INDEX_OF_UP_TO;
        if (upTo != null) {
            try {
                return (int) upTo.invokeExact(text, (int) wanted, from, to);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new AssertionError("String.indexOf declares no exception", e);
            }
        }
        for (int i = from; i < to; i++) {
            if (text.charAt(i) == wanted) {
                return i;
            }
        }
        return -1;
    }
}
