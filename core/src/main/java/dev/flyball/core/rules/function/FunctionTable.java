package dev.flyball.core.rules.function;

import dev.flyball.rules.RuleFunction;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The functions that the conditions of one file can call: the language's own and the host's. Immutable. */
public final class FunctionTable {
    /** What is called like a function, but is part of the language. */
    private static final List<String> RESERVED = List.of("any", "all", "score");

    private final Map<String, Function> hosts;

    private FunctionTable(Map<String, Function> hosts) {
        this.hosts = hosts;
    }

    /**
     * The language's own functions and these.
     *
     * @throws IllegalArgumentException if one of them has the name of one of the language
     */
    public static FunctionTable of(Collection<RuleFunction> hostFunctions) {
        Map<String, Function> hosts = new TreeMap<>();
        for (RuleFunction function : hostFunctions) {
            if (Functions.named(function.name()) != null || RESERVED.contains(function.name())) {
                throw new IllegalArgumentException("the language has a function " + function.name() + " already");
            }
            hosts.put(function.name(), HostFunction.of(function));
        }
        return new FunctionTable(Collections.unmodifiableMap(hosts));
    }

    /** The function of that name, or null. */
    public @Nullable Function named(String name) {
        Function own = Functions.named(name);
        return own != null ? own : hosts.get(name);
    }

    /** The names of all functions, for suggestions. */
    public Collection<String> names() {
        Set<String> names = new TreeSet<>(RESERVED);
        Functions.all().forEach(function -> names.add(function.name()));
        names.addAll(hosts.keySet());
        return names;
    }
}
