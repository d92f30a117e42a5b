package dev.flyball.core.rules.function;

import dev.flyball.Meter;
import dev.flyball.core.rules.runtime.FactsException;
import dev.flyball.core.rules.runtime.HostValues;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code concat(a, b, …)}: strings of bytes, or arrays, one after the other; absent ones are left out. */
final class Concat {
    private Concat() {}

    static @Nullable Object call(@Nullable Object[] arguments, Meter meter) {
        StringBuilder text = null;
        List<Object> list = null;
        long room = 0;
        for (Object argument : arguments) {
            if (argument instanceof String part) {
                text = text == null ? new StringBuilder() : text;
                text.append(part);
            } else if (argument instanceof List<?> part) {
                list = list == null ? new ArrayList<>() : list;
                room += HostValues.size(part);
                append(list, part, room, meter);
            }
        }
        if (list != null) {
            return list;
        }
        return text == null ? null : text.toString();
    }

    private static void append(List<Object> list, List<?> part, long room, Meter meter) {
        Iterator<?> elements = HostValues.elements(part);
        while (HostValues.hasNext(elements)) {
            meter.charge(1);
            if (list.size() >= room) {
                throw new FactsException("a list has more elements than its size says");
            }
            Object element = HostValues.next(elements);
            if (element != null) {
                list.add(element);
            }
        }
    }
}
