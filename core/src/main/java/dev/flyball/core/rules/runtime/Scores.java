package dev.flyball.core.rules.runtime;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What rules have added to the scores of one request, by their names, and between which bounds each score is where rules
 * that add to it did not finish. For one thread.
 */
final class Scores {
    private final Map<String, Long> sums = new TreeMap<>();

    /** What unfinished rules may have added, below zero and above. */
    private final Map<String, Long> perhapsLess = new HashMap<>();

    private final Map<String, Long> perhapsMore = new HashMap<>();
    private boolean lost;

    /** The least that a score can be. */
    long least(String name) {
        return lost ? Long.MIN_VALUE : sum(sums.getOrDefault(name, 0L), perhapsLess.getOrDefault(name, 0L));
    }

    /** The most that a score can be. */
    long most(String name) {
        return lost ? Long.MAX_VALUE : sum(sums.getOrDefault(name, 0L), perhapsMore.getOrDefault(name, 0L));
    }

    /** Adds to a sum, which stays within 64 bits. */
    void add(String name, long points) {
        sums.merge(name, points, Scores::sum);
    }

    /** Notes that this would be added or not: it is not known. */
    void addPerhaps(String name, long points) {
        (points < 0 ? perhapsLess : perhapsMore).merge(name, points, Scores::sum);
    }

    /** From now on nothing is known of any score. */
    void lose() {
        lost = true;
    }

    private static long sum(long a, long b) {
        long sum = a + b;
        boolean overflows = ((a ^ sum) & (b ^ sum)) < 0;
        return overflows ? (a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : sum;
    }

    void clear() {
        sums.clear();
        perhapsLess.clear();
        perhapsMore.clear();
        lost = false;
    }

    /** What was added for certain, by the scores' names. */
    Map<String, Long> all() {
        return sums.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(sums));
    }
}
