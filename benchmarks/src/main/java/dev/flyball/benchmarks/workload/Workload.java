package dev.flyball.benchmarks.workload;

import dev.flyball.benchmarks.report.Table;

/** One question that is measured. */
public interface Workload {
    /** What a user calls it on the command line. */
    String name();

    /** Measures, and gives the table. */
    Table run(Settings settings);
}
