package dev.flyball.core.rules.runtime;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** What rules have added to the scores of one request, by their names. For one thread. */
final class Scores {
    private final Map<String, Long> sums = new TreeMap<>();

    /** The sum under a name; 0 if nothing was added. */
    long get(String name) {
        return sums.getOrDefault(name, 0L);
    }

    /** Adds to a sum, which stays within 64 bits. */
    void add(String name, long points) {
        sums.merge(name, points, Scores::sum);
    }

    private static long sum(long a, long b) {
        long sum = a + b;
        boolean overflows = ((a ^ sum) & (b ^ sum)) < 0;
        return overflows ? (a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : sum;
    }

    void clear() {
        sums.clear();
    }

    /** All sums, by their names. */
    Map<String, Long> all() {
        return sums.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(sums));
    }
}
