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
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one list: finds out which type its members have, and tells those that do not fit. */
final class ListReader {
    private static final int MOST_PROBLEMS = 100;
    private static final NamedList BROKEN = new NamedList(null, null, List.of());
    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]{0,18})");

    private enum Kind {
        NUMBERS("numbers", "a number"),
        STRINGS("strings", "a string"),
        ADDRESSES("addresses", "an address");

        final String many;
        final String one;

        Kind(String many, String one) {
            this.many = many;
            this.one = one;
        }
    }

    private final String name;
    private final ListProblems told;
    private final boolean placed;
    private final boolean untyped;
    private final Meter meter;
    private int problems;

    /**
     * A reader of the list of that name.
     *
     * @param placed whether the members have places where a problem can be shown
     * @param untyped whether texts may stand for integers
     */
    ListReader(String name, ListProblems told, boolean placed, boolean untyped, Meter meter) {
        this.name = name;
        this.told = told;
        this.placed = placed;
        this.untyped = untyped;
        this.meter = meter;
    }

    /** The list. */
    NamedList read(List<?> members) {
        Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
        boolean anyBytes = false;
        for (int i = 0; i < members.size(); i++) {
            meter.charge(1);
            Object member = members.get(i);
            Kind kind = kind(member);
            if (kind == null) {
                String type = member == null ? "null" : member.getClass().getName();
                tell(i, "member " + (i + 1) + " is neither a number nor a string nor an address: " + type);
            } else {
                counts.merge(kind, 1, Integer::sum);
                anyBytes |= member instanceof byte[];
            }
        }
        if (problems > 0) {
            return broken();
        }
        if (counts.containsKey(Kind.NUMBERS)) {
            return counts.size() > 1 ? mixed(members, counts) : integers(members);
        }
        if (anyBytes) {
            return counts.size() > 1 ? mixed(members, counts) : strings(members, List.of());
        }
        return texts(members, counts.containsKey(Kind.ADDRESSES));
    }

    private static @Nullable Kind kind(@Nullable Object member) {
        if (member instanceof Long || member instanceof Integer || member instanceof Short) {
            return Kind.NUMBERS;
        }
        if (member instanceof String || member instanceof byte[]) {
            return Kind.STRINGS;
        }
        return member instanceof IpAddress ? Kind.ADDRESSES : null;
    }

    /** Texts, and addresses among them. */
    private NamedList texts(List<?> members, boolean anyAddresses) {
        List<Misfits> misfits = new ArrayList<>();
        if (untyped) {
            Misfits noIntegers = noIntegers(members);
            if (noIntegers.count() == 0 && !members.isEmpty()) {
                return integers(members);
            }
            misfits.add(noIntegers);
        }
        Misfits noAddresses = new Misfits(ValueType.IP, placed ? this::tell : null);
        boolean allMeant = true;
        List<IpSet.Range> addresses = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            meter.charge(1);
            try {
                addresses.add(range(members.get(i)));
                noAddresses.addFitting();
            } catch (Literals.Malformed e) {
                String text = String.valueOf(members.get(i));
                allMeant &= Literals.looksLikeAddresses(text);
                noAddresses.add(i, text, e.text());
            }
        }
        if (noAddresses.count() > 0) {
            if (anyAddresses || allMeant) {
                noAddresses.tell(this::tell);
                return broken();
            }
            misfits.add(noAddresses);
            return strings(members, misfits);
        }
        return addresses.isEmpty()
                ? strings(members, List.of())
                : new NamedList(IpSet.of(addresses, meter), ValueType.IP, List.of());
    }

    private static IpSet.Range range(@Nullable Object member) throws Literals.Malformed {
        if (member instanceof IpAddress address) {
            return new IpSet.Range(address, address);
        }
        IpAddress[] range = Literals.addresses(String.valueOf(member));
        return new IpSet.Range(range[0], range[1]);
    }

    private Misfits noIntegers(List<?> members) {
        Misfits misfits = new Misfits(ValueType.INT, placed ? this::tell : null);
        for (int i = 0; i < members.size(); i++) {
            meter.charge(1);
            String text = String.valueOf(members.get(i));
            if (integer(text) != null) {
                misfits.addFitting();
            } else {
                misfits.add(i, text, Names.shown(text) + " is no integer of 64 bits in decimal digits");
            }
        }
        return misfits;
    }

    private static @Nullable Long integer(String text) {
        if (!DECIMAL.matcher(text).matches()) {
            return null;
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private NamedList integers(List<?> members) {
        List<IntSet.Range> integers = new ArrayList<>(members.size());
        for (Object member : members) {
            long value = member instanceof Number number ? number.longValue() : Long.parseLong(String.valueOf(member));
            integers.add(new IntSet.Range(value, value));
        }
        return new NamedList(IntSet.of(integers, meter), ValueType.INT, List.of());
    }

    private NamedList strings(List<?> members, List<Misfits> misfits) {
        List<String> all = new ArrayList<>();
        for (Object member : members) {
            if (member instanceof byte[] bytes) {
                all.add(Bytes.of(bytes));
            } else {
                String text = String.valueOf(member);
                meter.charge(1 + text.length() / Long.BYTES);
                all.add(Bytes.utf8(text));
            }
        }
        return new NamedList(BytesSet.of(all, meter), all.isEmpty() ? null : ValueType.BYTES, misfits);
    }

    /** Tells of all members that are not of the kind of most; of the first one's, if there are as many of another. */
    private NamedList mixed(List<?> members, Map<Kind, Integer> counts) {
        Kind most = kind(members.get(0));
        for (Map.Entry<Kind, Integer> entry : counts.entrySet()) {
            if (most == null || entry.getValue() > counts.getOrDefault(most, 0)) {
                most = entry.getKey();
            }
        }
        for (int i = 0; i < members.size(); i++) {
            Kind kind = kind(members.get(i));
            if (kind != null && most != null && kind != most) {
                tell(
                        i,
                        "this is " + kind.one + ", and there are " + most.many
                                + ": its members must all be numbers, all strings, or all addresses");
            }
        }
        return broken();
    }

    private NamedList broken() {
        if (problems > MOST_PROBLEMS) {
            int more = problems - MOST_PROBLEMS;
            told.add(ListProblems.WHOLE, "list $" + name + ": and " + more + " more problem" + (more == 1 ? "" : "s"));
        }
        return BROKEN;
    }

    private void tell(int index, String what) {
        if (index == ListProblems.WHOLE || ++problems <= MOST_PROBLEMS) {
            told.add(index, "list $" + name + ": " + what);
        }
    }
}
