package dev.flyball.core.rules.language;

import dev.flyball.Meter;
import dev.flyball.core.rules.language.NamedLists.NamedList;
import dev.flyball.core.rules.runtime.BytesSet;
import dev.flyball.core.rules.runtime.IntSet;
import dev.flyball.core.rules.runtime.IpSet;
import dev.flyball.rules.Bytes;
import dev.flyball.rules.IpAddress;
import dev.flyball.rules.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads one list: finds out which type its members have, and tells those that do not fit. */
final class ListReader {
    private static final int MOST_PROBLEMS = 10;

    private static final NamedList BROKEN = new NamedList(null, null, null);

    private final String name;
    private final Consumer<String> problem;
    private final Meter meter;
    private int problems;

    private final List<IntSet.Range> integers = new ArrayList<>();
    private final List<IpSet.Range> addresses = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private final List<String> byteStrings = new ArrayList<>();

    ListReader(String name, Consumer<String> problem, Meter meter) {
        this.name = name;
        this.problem = problem;
        this.meter = meter;
    }

    /** The list. */
    NamedList read(List<?> members) {
        int index = 0;
        for (Object member : members) {
            meter.charge(1);
            take(member, ++index);
        }
        if (problems > 0) {
            return BROKEN;
        }
        boolean anyStrings = !texts.isEmpty() || !byteStrings.isEmpty();
        if (!integers.isEmpty()) {
            return anyStrings || !addresses.isEmpty()
                    ? mixed()
                    : new NamedList(IntSet.of(integers, meter), ValueType.INT, null);
        }
        if (!byteStrings.isEmpty()) {
            return addresses.isEmpty() ? strings(null) : mixed();
        }
        boolean anyAddresses = !addresses.isEmpty();
        String noAddress = takeAddresses();
        if (noAddress != null) {
            return anyAddresses ? mixed() : strings(noAddress);
        }
        if (problems > 0) {
            return BROKEN;
        }
        return addresses.isEmpty() ? strings(null) : new NamedList(IpSet.of(addresses, meter), ValueType.IP, null);
    }

    private void take(@Nullable Object member, int index) {
        if (member instanceof Long || member instanceof Integer || member instanceof Short) {
            long value = ((Number) member).longValue();
            integers.add(new IntSet.Range(value, value));
        } else if (member instanceof String text) {
            texts.add(text);
        } else if (member instanceof byte[] bytes) {
            byteStrings.add(Bytes.of(bytes));
        } else if (member instanceof IpAddress address) {
            addresses.add(new IpSet.Range(address, address));
        } else {
            String type = member == null ? "null" : member.getClass().getName();
            tell("member " + index + " is neither a number nor a string nor an address: " + type);
        }
    }

    /**
     * Takes the texts as addresses, if all of them are or are meant as such.
     *
     * @return the first text that is not, or null; what is meant as an address but wrong is a problem then
     */
    private @Nullable String takeAddresses() {
        List<String> wrong = new ArrayList<>();
        for (String text : texts) {
            meter.charge(1);
            try {
                IpAddress[] range = Literals.addresses(text);
                addresses.add(new IpSet.Range(range[0], range[1]));
            } catch (Literals.Malformed e) {
                if (!Literals.looksLikeAddresses(text)) {
                    return text;
                }
                if (wrong.size() <= MOST_PROBLEMS) {
                    wrong.add(Names.shown(text) + ": " + e.text());
                }
            }
        }
        wrong.forEach(this::tell);
        return null;
    }

    private NamedList strings(@Nullable String noAddress) {
        List<String> all = new ArrayList<>(byteStrings);
        for (String text : texts) {
            meter.charge(1 + text.length() / Long.BYTES);
            all.add(Bytes.utf8(text));
        }
        return new NamedList(BytesSet.of(all, meter), all.isEmpty() ? null : ValueType.BYTES, noAddress);
    }

    private NamedList mixed() {
        tell("its members must all be numbers, all strings, or all addresses");
        return BROKEN;
    }

    private void tell(String what) {
        if (++problems <= MOST_PROBLEMS) {
            problem.accept("list $" + name + ": " + what);
        } else if (problems == MOST_PROBLEMS + 1) {
            problem.accept("list $" + name + " has more problems");
        }
    }
}
