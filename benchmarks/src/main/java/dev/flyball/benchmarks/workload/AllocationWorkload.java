package dev.flyball.benchmarks.workload;

import dev.flyball.Meter;
import dev.flyball.benchmarks.corpus.RequestValues;
import dev.flyball.benchmarks.engine.Engines;
import dev.flyball.benchmarks.engine.Text;
import dev.flyball.benchmarks.report.Table;
import java.lang.management.ManagementFactory;
import java.util.BitSet;
import java.util.List;

/** Bytes that a warm yes/no search allocates, the same values again and again under one meter. */
public final class AllocationWorkload implements Workload {
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Override
    public String name() {
        return "allocation";
    }

    @Override
    public Table run(Settings settings) {
        Table table = new Table(
                "Bytes allocated by a warm yes/no search",
                "One search of one value: by a single pattern, on the average over all; by the set of all patterns.",
                Engines.FLYBALL.name());
        List<Text> values = RequestValues.hot(settings.corpus());
        for (PatternGroup group : PatternGroup.all(RequestValues.patterns(settings.corpus()))) {
            String column = group.engine().name();
            if (settings.wants(group.asSet() ? "set" : "single pattern", column)) {
                double searches =
                        values.size() * (group.asSet() ? 1.0 : group.patterns().size());
                table.put(
                        group.asSet() ? "set" : "single pattern",
                        column,
                        Table.Unit.BYTES,
                        bytesOfOnePass(group, values, settings.thorough() ? 5 : 1) / searches);
            }
        }
        return table;
    }

    private static double bytesOfOnePass(PatternGroup group, List<Text> values, int warmupSeconds) {
        PatternGroup.Compiled compiled = group.compile();
        BitSet ids = new BitSet(group.patterns().size());
        Meter meter = Budgets.ENDLESS.start();
        long end = THREADS.getCurrentThreadCpuTime() + warmupSeconds * 1_000_000_000L;
        do {
            pass(compiled, values, meter, ids);
        } while (THREADS.getCurrentThreadCpuTime() < end);
        int passes = 5;
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < passes; i++) {
            pass(compiled, values, meter, ids);
        }
        long after = THREADS.getCurrentThreadAllocatedBytes();
        return (double) (after - before) / passes;
    }

    private static void pass(PatternGroup.Compiled compiled, List<Text> values, Meter meter, BitSet ids) {
        for (int i = 0; i < values.size(); i++) {
            ids.clear();
            compiled.matches(values.get(i), meter, ids);
        }
    }
}
