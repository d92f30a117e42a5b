package dev.flyball.benchmarks.workload;

import dev.flyball.benchmarks.corpus.RequestValues;
import dev.flyball.benchmarks.engine.Engines;
import dev.flyball.benchmarks.report.Table;
import java.util.List;

/** Heap that the Core Rule Set's patterns keep after they have seen thousands of values, all threads together. */
public final class HeapWorkload implements Workload {
    @Override
    public String name() {
        return "heap";
    }

    @Override
    public Table run(Settings settings) {
        Table table = new Table(
                "Heap kept after use",
                "All patterns of the Core Rule Set after each thread has asked them about 2,200 values (50 for engines"
                        + " that keep nothing); in a JVM of its own, after collection, all threads alive.",
                Engines.FLYBALL.name());
        for (PatternGroup group : PatternGroup.all(RequestValues.patterns(settings.corpus()))) {
            for (int threads : new int[] {1, 8}) {
                String row = (group.asSet() ? "one set" : "singly") + ", used by " + threads
                        + (threads == 1 ? " thread" : " threads");
                if (settings.wants(row, group.engine().name())) {
                    double[] bytes = Fork.run(
                            HeapProbe.class,
                            List.of(Heap.OPTIONS),
                            "",
                            List.of(
                                    group.engine().name(),
                                    group.asSet() ? "set" : "single",
                                    Integer.toString(threads)));
                    table.put(row, group.engine().name(), Table.Unit.BYTES, bytes[0]);
                }
            }
        }
        return table;
    }
}
