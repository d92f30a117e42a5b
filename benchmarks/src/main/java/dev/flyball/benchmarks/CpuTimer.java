package dev.flyball.benchmarks;

import dev.flyball.benchmarks.workload.Task;
import dev.flyball.benchmarks.workload.TimedWorkload;
import dev.flyball.benchmarks.workload.Timer;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Times tasks in this JVM by the CPU time of the calling thread, so that other work on the machine disturbs little: the
 * engines of one row take turns, round after round, and the median of the rounds counts. What the JIT compiler and the
 * collector do in their own threads is not counted.
 */
final class CpuTimer implements Timer {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Samples in a row that are no faster than the best one: warm. */
    private static final int SETTLED = 3;

    /** Warming up may take so much longer than measuring. */
    private static final int WARMUP_FACTOR = 2;

    private final long warmupNanos;
    private final long sampleNanos;
    private final long mostNanos;
    private final int rounds;

    private CpuTimer(long warmupMillis, long sampleMillis, long mostMillis, int rounds) {
        this.warmupNanos = warmupMillis * 1_000_000;
        this.sampleNanos = sampleMillis * 1_000_000;
        this.mostNanos = mostMillis * 1_000_000;
        this.rounds = rounds;
    }

    /** Less than a second a task. */
    static CpuTimer quick() {
        return new CpuTimer(300, 30, 1_500, 5);
    }

    /** Some seconds a task. */
    static CpuTimer thorough() {
        return new CpuTimer(2_000, 150, 15_000, 15);
    }

    @Override
    public Map<Task, Double> nanosPerRun(TimedWorkload workload, List<Task> tasks) {
        Map<String, List<Task>> rows = new LinkedHashMap<>();
        tasks.forEach(task ->
                rows.computeIfAbsent(task.row(), row -> new ArrayList<>()).add(task));
        Map<Task, Double> times = new LinkedHashMap<>();
        rows.values().forEach(row -> takeTurns(row, times));
        return times;
    }

    private void takeTurns(List<Task> row, Map<Task, Double> times) {
        List<Series> all = row.stream().map(Series::new).toList();
        all.forEach(Series::warmUp);
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < all.size(); i++) {
                all.get((i + round) % all.size()).sample();
            }
        }
        all.forEach(series -> times.put(series.task, series.median()));
    }

    /** The samples of one task. */
    private final class Series {
        final Task task;
        final List<Double> samples = new ArrayList<>();
        private LongSupplier run;
        private long perSample = 1;
        private long used;
        private boolean ran;
        private long result;

        Series(Task task) {
            this.task = task;
            this.run = task.setup().get();
        }

        /** Until the time is up and it no longer gets faster: the JIT compiler may be late when it lacks a core. */
        void warmUp() {
            double best = Double.MAX_VALUE;
            int sinceBetter = 0;
            while (used < mostNanos * WARMUP_FACTOR && (used < warmupNanos || sinceBetter < SETTLED)) {
                long nanos = time(perSample);
                used += nanos;
                double one = (double) nanos / perSample;
                sinceBetter = one < best * 0.97 ? 0 : sinceBetter + 1;
                best = Math.min(best, one);
                if (!task.fresh()) {
                    perSample = (long) Math.max(1, sampleNanos / Math.max(1, one));
                }
            }
            used = 0;
        }

        /** At least one sample is taken, however long it takes. */
        void sample() {
            if (samples.isEmpty() || used < mostNanos) {
                long nanos = time(perSample);
                used += nanos;
                samples.add((double) nanos / perSample);
            }
        }

        private long time(long runs) {
            if (task.fresh()) {
                run = task.setup().get();
            }
            boolean same = true;
            long start = THREADS.getCurrentThreadCpuTime();
            for (long i = 0; i < runs; i++) {
                long next = run.getAsLong();
                same &= next == result || !ran;
                result = next;
                ran = true;
            }
            long nanos = THREADS.getCurrentThreadCpuTime() - start;
            if (!same) {
                throw new IllegalStateException(task + " does not give the same result in each run");
            }
            return nanos;
        }

        double median() {
            List<Double> sorted = samples.stream().sorted().toList();
            int middle = sorted.size() / 2;
            return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        }
    }
}
