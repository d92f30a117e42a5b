package dev.flyball.core.rules.runtime;

import dev.flyball.BudgetExceededException;
import dev.flyball.Meter;
import dev.flyball.core.HostFailure;
import dev.flyball.rules.IpAddress;
import dev.flyball.rules.ValueType;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * Values that a host gave, looked at with the distrust that they need: any of them may be of another type than the schema
 * says, any call of a list or a map may throw. Whatever is wrong becomes a {@link FactsException}.
 */
public final class HostValues {
    private static final int MASK_STRIDE = 4096;
    private static final String UNREADABLE = "a list or a map could not be read";
    private static final int LONGEST_SAID = 200;

    /** One step pays for looking at so many chars. */
    static final int CHARS_CHECKED_PER_STEP = 16;

    private HostValues() {}

    /** The value, if it is of the Java type that holds the type's values; of a container only the container itself. */
    public static Object checked(Object value, ValueType type, Meter meter) {
        boolean fits = switch (type.kind()) {
            case BOOL -> value instanceof Boolean;
            case INT -> value instanceof Long;
            case BYTES -> value instanceof String;
            case IP -> value instanceof IpAddress;
            case ARRAY -> value instanceof List;
            case MAP -> value instanceof Map;
        };
        if (!fits) {
            throw new FactsException("a " + value.getClass().getName() + " stands where " + type + " is expected");
        }
        if (value instanceof String text) {
            checkBytes(text, meter);
        }
        return value;
    }

    private static void checkBytes(String text, Meter meter) {
        for (int from = 0; from < text.length(); from += MASK_STRIDE) {
            int to = Math.min(text.length(), from + MASK_STRIDE);
            int mask = 0;
            for (int i = from; i < to; i++) {
                mask |= text.charAt(i);
            }
            meter.charge((to - from) / CHARS_CHECKED_PER_STEP);
            if (mask > 0xFF) {
                throw new FactsException("a String with chars above U+00FF stands where Bytes are expected:"
                        + " give the UTF-8 bytes of a text (Bytes.utf8)");
            }
        }
    }

    /** The element at an index, or null past the end. */
    static @Nullable Object element(List<?> list, int index, Meter meter) {
        int size = size(list);
        if (index >= size) {
            return null;
        }
        if (!(list instanceof RandomAccess)) {
            meter.charge(index); // such a list walks to the element
        }
        try {
            return list.get(index);
        } catch (BudgetExceededException | FactsException e) {
            throw e;
        } catch (Throwable e) {
            HostFailure.passOnFatal(e);
            throw failure(UNREADABLE, e);
        }
    }

    /** The value under a key, or null. */
    static @Nullable Object entry(Map<?, ?> map, String key) {
        try {
            return map.get(key);
        } catch (BudgetExceededException | FactsException e) {
            throw e;
        } catch (Throwable e) {
            HostFailure.passOnFatal(e);
            throw failure(UNREADABLE, e);
        }
    }

    /** The number of elements. */
    public static int size(List<?> list) {
        return Math.max(0, present(call(list::size)));
    }

    /** The elements of a list, or the values of a map. */
    public static Iterator<?> elements(Object container) {
        Iterable<?> elements = container instanceof Map<?, ?> map ? present(call(map::values)) : (List<?>) container;
        return present(call(elements::iterator));
    }

    public static boolean hasNext(Iterator<?> elements) {
        return present(call(elements::hasNext));
    }

    public static @Nullable Object next(Iterator<?> elements) {
        return call(elements::next);
    }

    private static <T> T present(@Nullable T value) {
        if (value == null) {
            throw new FactsException("a list or a map gave null in place of its elements");
        }
        return value;
    }

    private interface HostCode<T> {
        @Nullable
        T call() throws Exception;
    }

    private static <T> @Nullable T call(HostCode<T> hostCode) {
        try {
            return hostCode.call();
        } catch (BudgetExceededException | FactsException e) {
            throw e;
        } catch (Throwable e) {
            HostFailure.passOnFatal(e);
            throw failure(UNREADABLE, e);
        }
    }

    /** What is thrown when the host's code threw; an interruption stays visible. */
    public static FactsException failure(String what, Throwable cause) {
        if (cause instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        return new FactsException(what + ": " + said(cause), cause);
    }

    /** What the exception says, cut short: how it says that is the host's code, too. */
    private static String said(Throwable cause) {
        String said;
        try {
            said = "" + cause;
        } catch (Throwable e) {
            HostFailure.passOnFatal(e);
            said = cause.getClass().getName();
        }
        return said.length() <= LONGEST_SAID ? said : said.substring(0, LONGEST_SAID) + "…";
    }
}
