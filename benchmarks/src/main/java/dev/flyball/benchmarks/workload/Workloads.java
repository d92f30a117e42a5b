package dev.flyball.benchmarks.workload;

import java.util.List;

/** All workloads, in the order in which they are shown. */
public final class Workloads {
    private Workloads() {}

    /** All of them. */
    public static List<Workload> all() {
        return List.of(
                SearchWorkload.rebar(),
                SearchWorkload.captures(),
                new ValuesWorkload(),
                new CompileWorkload(),
                new AllocationWorkload(),
                new HeapWorkload(),
                new ThreadsWorkload(),
                new VirtualThreadsWorkload(),
                new MeteringWorkload(),
                new RulesWorkload(),
                new RuleSizesWorkload(),
                new ChangesWorkload());
    }

    /**
     * The workload of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Workload named(String name) {
        return all().stream()
                .filter(workload -> workload.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no workload is called \"" + name + "\": there are "
                        + all().stream().map(Workload::name).toList()));
    }
}
