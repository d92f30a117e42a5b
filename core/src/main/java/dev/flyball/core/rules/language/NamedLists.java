package dev.flyball.core.rules.language;

import dev.flyball.Meter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The lists that conditions use as {@code $name}: those of the host and those that a file declares. Immutable. */
public final class NamedLists {
    private final Map<String, List<?>> lists;

    private NamedLists(Map<String, List<?>> lists) {
        this.lists = Map.copyOf(lists);
    }

    /** A builder without lists. */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds {@link NamedLists}. Not thread-safe. */
    public static final class Builder {
        private final Map<String, List<?>> lists = new LinkedHashMap<>();

        private Builder() {}

        /**
         * Adds a list. Its members are all of one kind: numbers ({@link Long}, {@link Integer}, {@link Short}), strings
         * ({@code String} of text, {@code byte[]}), or addresses ({@link dev.flyball.rules.IpAddress}). Strings that are all
         * addresses, networks {@code 10.0.0.0/8} or ranges {@code 10.0.0.1..10.0.0.9} make a list of addresses.
         *
         * @param problem told what is wrong with the list; the list's name stays known then, so that the conditions that
         *     use it are not refused once more
         */
        public Builder add(String name, List<?> members, Consumer<String> problem, Meter meter) {
            lists.put(name, members);
            return this;
        }

        /** The lists. */
        public NamedLists build() {
            return new NamedLists(lists);
        }
    }
}
