package dev.flyball.core.rules.language;

import dev.flyball.Meter;
import dev.flyball.core.rules.runtime.MemberSet;
import dev.flyball.rules.IpAddress;
import dev.flyball.rules.ValueType;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The lists that conditions use as {@code $name}: those of the host and those that a file declares. Immutable. */
public final class NamedLists {
    private final Map<String, NamedList> lists;

    private NamedLists(Map<String, NamedList> lists) {
        this.lists = Collections.unmodifiableMap(lists);
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
     * @param noAddress of a list of strings the first that is no address, for messages
     */
    record NamedList(
            @Nullable MemberSet members,
            @Nullable ValueType type,
            @Nullable String noAddress) {}

    /** The list of that name, or null. */
    @Nullable
    NamedList get(String name) {
        return lists.get(name);
    }

    /** The names of all lists. */
    Iterable<String> names() {
        return lists.keySet();
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

        private Builder() {}

        /**
         * Adds a list. Its members are all of one kind: numbers ({@link Long}, {@link Integer}, {@link Short}), strings
         * ({@code String} of text, {@code byte[]}), or addresses ({@link IpAddress}). Strings that are all addresses, networks
         * {@code 10.0.0.0/8} or ranges {@code 10.0.0.1..10.0.0.9} make a list of addresses.
         *
         * @param problem told what is wrong with the list; the list's name stays known then, so that the conditions that
         *     use it are not refused once more
         * @throws dev.flyball.BudgetExceededException if the meter ends
         */
        public Builder add(String name, List<?> members, Consumer<String> problem, Meter meter) {
            if (!isName(name)) {
                problem.accept(
                        "\"" + name + "\" is no list name: they have lower-case letters, digits, _ and dots within");
            } else if (lists.containsKey(name)) {
                problem.accept("there is a list $" + name + " already");
            } else {
                lists.put(name, new ListReader(name, problem, meter).read(members));
            }
            return this;
        }

        /** The lists. */
        public NamedLists build() {
            return new NamedLists(new TreeMap<>(lists));
        }
    }
}
