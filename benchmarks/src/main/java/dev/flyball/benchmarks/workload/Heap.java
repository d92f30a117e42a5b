package dev.flyball.benchmarks.workload;

import java.lang.management.ManagementFactory;

/** How much of the heap is reachable. Exact enough with the serial collector, which forks use for it. */
final class Heap {
    /** The same collector and the same heap in every fork. */
    static final String[] OPTIONS = {"-XX:+UseSerialGC", "-Xms1g", "-Xmx6g"};

    private Heap() {}

    /** Bytes in use after collecting until nothing more goes: references are cleared in rounds. */
    static long used() {
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}
