package dev.flyball.rules;

import java.util.List;

/**
 * Reads the metrics of one engine for one exporter. It remembers which rules it has named, so that no counter falls: an
 * exporter makes one and keeps it. It holds the engine. Thread-safe; readings wait for each other, evaluations for none. Not
 * for hosts to implement.
 */
public interface MetricReader {
    /** The most rules of a rule set that a reader names. */
    int MAX_RULES = 10_000;

    /** The tag {@code rule} of what all rules counted that were not named. No rule can have this id. */
    String OTHER_RULES = "(other)";

    /**
     * The metrics as they are now, in the order of their names. It takes time in proportion to the number of rules: ask every few seconds, not
     * for each request.
     */
    List<Metric> read();
}
