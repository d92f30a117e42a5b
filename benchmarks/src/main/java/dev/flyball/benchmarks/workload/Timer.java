package dev.flyball.benchmarks.workload;

import java.util.List;
import java.util.Map;

/** A way to time tasks. */
public interface Timer {
    /** The CPU time of one run of each task, in nanoseconds: medians. */
    Map<Task, Double> nanosPerRun(TimedWorkload workload, List<Task> tasks);
}
