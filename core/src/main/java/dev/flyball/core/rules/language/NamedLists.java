package dev.flyball.core.rules.language;

import dev.flyball.Meter;
import dev.flyball.core.rules.runtime.MemberSet;
import dev.flyball.rules.IpAddress;
import dev.flyball.rules.ValueType;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The lists that conditions use as {@code $name}: those of the host and those that a file declares. For one thread: it notes which are used. */
public final class NamedLists {
    private final Map<String, NamedList> lists;
    private final Map<String, String> elsewhere;
    private final Set<String> asked = new HashSet<>();

    private NamedLists(Map<String, NamedList> lists, Map<String, String> elsewhere) {
        this.lists = Collections.unmodifiableMap(lists);
        this.elsewhere = elsewhere;
    }

    /** A builder without lists. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * A list.
     *
     * @param members null if the list has a problem
     * @param type of its members; null if it has none or the list has a problem; an empty list goes with any type
     * @param misfits of a list of texts of which some are of another type: those that are not
     */
    record NamedList(@Nullable MemberSet members, @Nullable ValueType type, List<Misfits> misfits) {
        /** What keeps the list from being one of that type, or null. */
        @Nullable
        Misfits misfits(ValueType wanted) {
            return misfits.stream()
                    .filter(some -> some.type().equals(wanted))
                    .findFirst()
                    .orElse(null);
        }
    }

    /**
     * Tells what is wrong with lists that no condition has asked for: their members are taken to be of the type that most
     * of them have.
     *
     * @param isUsed of a name, whether something may use the list that could not be read
     */
    public void checkUnused(Predicate<String> isUsed) {
        lists.forEach((name, list) -> {
            if (!asked.contains(name) && list.misfits.stream().anyMatch(Misfits::areFewer) && !isUsed.test(name)) {
                list.misfits.stream().filter(Misfits::areFewer).forEach(Misfits::tellIfWrong);
            }
        });
    }

    /** The list of that name, or null. */
    @Nullable
    NamedList get(String name) {
        NamedList list = lists.get(name);
        if (list != null) {
            asked.add(name);
        }
        return list;
    }

    /** Whether there is a list of that name, without using it. */
    public boolean has(String name) {
        return lists.containsKey(name);
    }

    /** The names of all lists. */
    public Set<String> names() {
        return lists.keySet();
    }

    /** The file of another one's list of that name, or null. */
    @Nullable
    String elsewhere(String name) {
        return elsewhere.get(name);
    }

    /** Whether a list can have this name: lower-case letters, digits, {@code _}, and {@code .} within. */
    static boolean isName(String name) {
        return !name.isEmpty()
                && name.charAt(0) != '.'
                && name.charAt(name.length() - 1) != '.'
                && name.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_' || c == '.');
    }

    /** Builds {@link NamedLists}. Not thread-safe. */
    public static final class Builder {
        private final Map<String, NamedList> lists = new TreeMap<>();
        private Map<String, String> elsewhere = Map.of();

        private Builder() {}

        /** Tells which lists cannot be used, as other files declare them for themselves: names, with those of their files. */
        public Builder elsewhere(Map<String, String> files) {
            elsewhere = Collections.unmodifiableMap(files);
            return this;
        }

        /** Adds lists that were read before. */
        public Builder addAll(NamedLists read) {
            lists.putAll(read.lists);
            return this;
        }

        /**
         * Adds a list. Its members are all of one kind: numbers ({@link Long}, {@link Integer}, {@link Short}), strings
         * ({@code String} of text, {@code byte[]}), or addresses ({@link IpAddress}). Strings that are all addresses, networks
         * {@code 10.0.0.0/8} or ranges {@code 10.0.0.1..10.0.0.9} make a list of addresses.
         *
         * @param problems told what is wrong with the list; the list's name stays known then, so that the conditions that
         *     use it are not refused once more
         * @throws dev.flyball.BudgetExceededException if the meter ends
         */
        public Builder add(String name, List<?> members, ListProblems problems, Meter meter) {
            return add(name, members, problems, false, false, meter);
        }

        /** As {@link #add}, for members that have places, where problems that a use of the list shows can be told. */
        public Builder addPlaced(String name, List<?> members, ListProblems problems, Meter meter) {
            return add(name, members, problems, true, false, meter);
        }

        /** As {@link #addPlaced}, for texts which are integers if all of them are written as such. */
        public Builder addUntyped(String name, List<String> members, ListProblems problems, Meter meter) {
            return add(name, members, problems, true, true, meter);
        }

        private Builder add(
                String name, List<?> members, ListProblems problems, boolean placed, boolean untyped, Meter meter) {
            if (!isName(name)) {
                problems.add(
                        ListProblems.WHOLE,
                        "\"" + name + "\" is no list name: they have lower-case letters, digits, _ and dots within");
            } else if (lists.containsKey(name)) {
                problems.add(ListProblems.WHOLE, "there is a list $" + name + " already");
            } else {
                lists.put(name, new ListReader(name, problems, placed, untyped, meter).read(members));
            }
            return this;
        }

        /** The lists. */
        public NamedLists build() {
            return new NamedLists(new TreeMap<>(lists), elsewhere);
        }
    }
}
