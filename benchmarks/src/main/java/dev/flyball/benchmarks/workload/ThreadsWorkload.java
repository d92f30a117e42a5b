package dev.flyball.benchmarks.workload;

import dev.flyball.benchmarks.corpus.RequestValues;
import dev.flyball.benchmarks.engine.Engines;
import dev.flyball.benchmarks.engine.Text;
import dev.flyball.benchmarks.report.Table;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;

/**
 * The same compiled patterns used by one thread and by two at once: each thread's CPU time a value. Twice the time with
 * two threads means that they wait for one another's cache lines.
 */
public final class ThreadsWorkload implements Workload {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    @Override
    public String name() {
        return "threads";
    }

    @Override
    public Table run(Settings settings) {
        Table table = new Table(
                "One thread and two",
                "One of 2,000 different benign values against all patterns of the Core Rule Set, warm: CPU time of each"
                        + " thread a value, while as many threads use the same compiled patterns.",
                Engines.FLYBALL.setName());
        List<Text> values = RequestValues.benign(settings.corpus(), 2_000);
        for (PatternGroup group : PatternGroup.all(RequestValues.patterns(settings.corpus()))) {
            for (int threads = 1; threads <= 2; threads++) {
                String row = threads + (threads == 1 ? " thread" : " threads");
                if (!group.learnsNothing() && settings.wants(row, group.name())) {
                    table.put(
                            row,
                            group.name(),
                            Table.Unit.NANOS,
                            nanosOfOneValue(group, values, threads, settings.thorough() ? 5 : 1));
                }
            }
        }
        return table;
    }

    private static double nanosOfOneValue(PatternGroup group, List<Text> values, int threads, int seconds) {
        PatternGroup.Compiled compiled = group.compile();
        CyclicBarrier warm = new CyclicBarrier(threads);
        double[] nanos = new double[threads];
        List<Thread> users = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int user = i;
            users.add(new Thread(() -> nanos[user] = use(compiled, values, warm, seconds * 1_000_000_000L)));
        }
        users.forEach(Thread::start);
        try {
            for (Thread user : users) {
                user.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while threads were measured", e);
        }
        return Arrays.stream(nanos).average().orElseThrow();
    }

    private static double use(PatternGroup.Compiled compiled, List<Text> values, CyclicBarrier warm, long nanos) {
        BitSet ids = new BitSet();
        passes(compiled, values, ids, nanos / 2);
        try {
            warm.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Double.NaN;
        } catch (BrokenBarrierException e) {
            throw new IllegalStateException("the other thread failed", e);
        }
        return passes(compiled, values, ids, nanos);
    }

    /** CPU time a value, over as many whole passes as fill the time. */
    private static double passes(PatternGroup.Compiled compiled, List<Text> values, BitSet ids, long least) {
        long start = THREADS.getCurrentThreadCpuTime();
        long passes = 0;
        long nanos;
        do {
            for (Text value : values) {
                ids.clear();
                compiled.matches(value, Budgets.ENDLESS.start(), ids);
            }
            passes++;
            nanos = THREADS.getCurrentThreadCpuTime() - start;
        } while (nanos < least);
        return (double) nanos / (passes * values.size());
    }
}
