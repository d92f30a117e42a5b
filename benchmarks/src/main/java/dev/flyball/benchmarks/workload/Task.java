package dev.flyball.benchmarks.workload;

import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What is timed for one cell of a table.
 *
 * @param units how many of what the table shows one run does: its time is divided by this
 * @param fresh whether each run needs a set-up of its own: a first use is measured
 * @param setup gives a run, untimed; what a run returns depends on all that it did
 */
public record Task(String row, String column, double units, boolean fresh, Supplier<LongSupplier> setup) {}
