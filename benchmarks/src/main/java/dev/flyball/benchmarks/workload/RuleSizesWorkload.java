package dev.flyball.benchmarks.workload;

import dev.flyball.Budget;
import dev.flyball.Meter;
import dev.flyball.benchmarks.engine.Engines;
import dev.flyball.benchmarks.report.Table;
import dev.flyball.benchmarks.rules.Request;
import dev.flyball.benchmarks.rules.RuleJudge;
import dev.flyball.benchmarks.rules.RuleTexts;
import dev.flyball.rules.Facts;
import dev.flyball.rules.RuleEngine;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a hundred thousand rules cost before they are of any use, and what an evaluation allocates. */
public final class RuleSizesWorkload implements Workload {
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final Budget BUDGET = Budget.of(Budget.MAX_STEPS, Budget.MAX_TIME);
    private static final int EVALUATIONS = 100_000;

    @Override
    public String name() {
        return "rule-sizes";
    }

    @Override
    public Table run(Settings settings) {
        String ours = Engines.FLYBALL.name();
        Table table = new Table(
                "Compiling rules, and the memory that they take",
                "100,000 rules of tenants, every tenth with a regex, compiled in a JVM of its own after a first file.",
                ours);
        double[] probed = Fork.run(RuleHeapProbe.class, List.of(Heap.OPTIONS), "", List.of());
        table.put("compile, with reading the YAML", ours, Table.Unit.NANOS, probed[0]);
        table.put("read the YAML alone", ours, Table.Unit.NANOS, probed[1]);
        table.put("compile parsed rules (the difference)", ours, Table.Unit.NANOS, probed[0] - probed[1]);
        table.put("heap for one rule, before any use", ours, Table.Unit.BYTES, probed[2]);
        Request nobodys = new Request("www.example.org", "GET", "/nothing", "none");
        RuleEngine engine = RuleJudge.engine(RuleTexts.tenants(1_000, true).stream()
                .map(RuleTexts.Text::flyball)
                .toList());
        Facts built = nobodys.facts();
        table.put(
                "allocated by an evaluation in which nothing matches",
                ours,
                Table.Unit.BYTES,
                allocated(engine, () -> built) - allocated(null, () -> built));
        table.put(
                "the same with building its facts",
                ours,
                Table.Unit.BYTES,
                allocated(engine, nobodys::facts) - allocated(null, () -> built));
        table.note("what starting the request's meter allocates is not counted");
        return table;
    }

    /** Bytes that one evaluation allocates, with its meter; or the meter alone. */
    private static double allocated(@Nullable RuleEngine engine, Supplier<Facts> facts) {
        long matched = 0;
        for (int i = 0; i < EVALUATIONS; i++) {
            matched += evaluate(engine, facts);
        }
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < EVALUATIONS; i++) {
            matched += evaluate(engine, facts);
        }
        long after = THREADS.getCurrentThreadAllocatedBytes();
        if (matched != 0) {
            throw new IllegalStateException("a rule matched where none should");
        }
        return (double) (after - before) / EVALUATIONS;
    }

    private static long evaluate(@Nullable RuleEngine engine, Supplier<Facts> facts) {
        Meter meter = BUDGET.start();
        return engine == null
                ? meter.stepsUsed()
                : engine.evaluate(facts.get(), meter).matched().size();
    }
}
