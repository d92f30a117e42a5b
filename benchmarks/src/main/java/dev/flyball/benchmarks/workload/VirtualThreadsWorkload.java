package dev.flyball.benchmarks.workload;

import dev.flyball.benchmarks.engine.Engine;
import dev.flyball.benchmarks.engine.Engines;
import dev.flyball.benchmarks.report.Table;
import java.util.List;

/** Ten thousand virtual threads, each of which searches once with the same pattern: what an engine keeps for each. */
public final class VirtualThreadsWorkload implements Workload {
    @Override
    public String name() {
        return "virtual";
    }

    @Override
    public Table run(Settings settings) {
        Table table = new Table(
                "10,000 virtual threads",
                "Each searches one value of 230 bytes once, with the same pattern, in a JVM of its own; CPU time of the"
                        + " process, and heap kept while all are alive, both less what the threads alone take.",
                Engines.FLYBALL.name());
        if (!VirtualThreadsProbe.isPossible()) {
            table.note("left out: this JDK has no virtual threads");
            return table;
        }
        double[] alone = probe("none");
        for (Engine engine : Engines.all()) {
            // Its automaton is the whole pattern's, built when compiled: nothing is left to keep for a thread.
            if (!engine.name().equals("brics") && settings.wants("virtual threads", engine.name())) {
                double[] measured = probe(engine.name());
                table.put("CPU time", engine.name(), Table.Unit.NANOS, Math.max(measured[0] - alone[0], 0));
                table.put("heap kept", engine.name(), Table.Unit.BYTES, Math.max(measured[1] - alone[1], 0));
            }
        }
        return table;
    }

    private static double[] probe(String engine) {
        return Fork.run(VirtualThreadsProbe.class, List.of(Heap.OPTIONS), "", List.of(engine));
    }
}
