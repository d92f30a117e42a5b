package dev.flyball.benchmarks;

import dev.flyball.benchmarks.corpus.Corpus;
import dev.flyball.benchmarks.workload.Task;
import dev.flyball.benchmarks.workload.TimedWorkload;
import dev.flyball.benchmarks.workload.Workloads;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One task under JMH, in forks of its own: {@link JmhTimer} runs it, once for each task. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class TaskBenchmark {
    /** Counts the thread's CPU time beside JMH's clock. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Cpu {
        public long runs;
        public long nanos;
        private long start;

        @Setup(Level.Iteration)
        public void start() {
            runs = 0;
            start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        }

        @TearDown(Level.Iteration)
        public void stop() {
            nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
        }
    }

    /** Which task: workload, row and column. */
    @Param("")
    public String task = "";

    private LongSupplier run = () -> 0;

    static String key(TimedWorkload workload, Task task) {
        return workload.name() + "|" + task.row() + "|" + task.column();
    }

    @Setup
    public void setUp() {
        TimedWorkload workload = (TimedWorkload) Workloads.named(task.substring(0, task.indexOf('|')));
        run = workload.tasks(Corpus.find().orElseThrow()).stream()
                .filter(candidate -> key(workload, candidate).equals(task))
                .findFirst()
                .orElseThrow()
                .setup()
                .get();
    }

    @Benchmark
    public long run(Cpu cpu) {
        cpu.runs++;
        return run.getAsLong();
    }
}
