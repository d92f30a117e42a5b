package dev.flyball.benchmarks;

import dev.flyball.benchmarks.workload.Task;
import dev.flyball.benchmarks.workload.TimedWorkload;
import dev.flyball.benchmarks.workload.Timer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Times tasks with JMH, each in two JVMs of its own; CPU time of the benchmark's thread, the median over all iterations.
 * First uses, which JMH does not repeat in one warm JVM, are left to another timer.
 */
final class JmhTimer implements Timer {
    private final Timer forFirstUses;

    JmhTimer(Timer forFirstUses) {
        this.forFirstUses = forFirstUses;
    }

    @Override
    public Map<Task, Double> nanosPerRun(TimedWorkload workload, List<Task> tasks) {
        Map<String, Task> repeated = new LinkedHashMap<>();
        List<Task> first = new ArrayList<>();
        for (Task task : tasks) {
            if (task.fresh()) {
                first.add(task);
            } else {
                repeated.put(TaskBenchmark.key(workload, task), task);
            }
        }
        Map<Task, Double> times = new HashMap<>(forFirstUses.nanosPerRun(workload, first));
        if (!repeated.isEmpty()) {
            for (RunResult result : run(repeated.keySet())) {
                Task task = repeated.get(result.getParams().getParam("task"));
                if (task != null) {
                    times.put(task, median(result));
                }
            }
        }
        return times;
    }

    private static Collection<RunResult> run(Collection<String> keys) {
        Options options = new OptionsBuilder()
                .include(TaskBenchmark.class.getName())
                .param("task", keys.toArray(String[]::new))
                .forks(2)
                .warmupIterations(3)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(5)
                .measurementTime(TimeValue.milliseconds(600))
                .shouldFailOnError(true)
                .build();
        try {
            return new Runner(options).run();
        } catch (RunnerException e) {
            throw new IllegalStateException("JMH failed", e);
        }
    }

    private static double median(RunResult result) {
        List<Double> times = new ArrayList<>();
        for (BenchmarkResult fork : result.getBenchmarkResults()) {
            for (IterationResult iteration : fork.getIterationResults()) {
                times.add(counted(iteration, "nanos") / counted(iteration, "runs"));
            }
        }
        times.sort(null);
        return times.get(times.size() / 2);
    }

    private static double counted(IterationResult iteration, String counter) {
        return Objects.requireNonNull(iteration.getSecondaryResults().get(counter), counter)
                .getScore();
    }
}
