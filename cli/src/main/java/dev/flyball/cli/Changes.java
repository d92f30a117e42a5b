package dev.flyball.cli;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How often two rule sets decided differently, by what each decided, with the first line of each kind. For one thread. */
final class Changes {
    private static final int MAX_KINDS = 10_000;
    private static final String OTHERS = "(others)";

    private final Map<String, Change> byKind = new LinkedHashMap<>();
    private long total;

    /** One kind of change. */
    static final class Change {
        final String from;
        final String to;
        final long firstLine;
        long count;

        Change(String from, String to, long firstLine) {
            this.from = from;
            this.to = to;
            this.firstLine = firstLine;
        }
    }

    void add(String from, String to, long line) {
        total++;
        String kind = from + "\n" + to;
        Change change = byKind.get(kind);
        if (change == null) {
            boolean full = byKind.size() >= MAX_KINDS;
            change = full
                    ? byKind.computeIfAbsent(OTHERS, key -> new Change(OTHERS, OTHERS, line))
                    : byKind.computeIfAbsent(kind, key -> new Change(from, to, line));
        }
        change.count++;
    }

    long total() {
        return total;
    }

    /** The most frequent first. */
    List<Change> all() {
        return byKind.values().stream()
                .sorted(Comparator.comparingLong((Change change) -> -change.count))
                .toList();
    }
}
