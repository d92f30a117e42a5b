package dev.flyball.benchmarks.workload;

import dev.flyball.benchmarks.engine.Engine;
import dev.flyball.benchmarks.engine.Engines;
import dev.flyball.benchmarks.engine.PatternSpec;
import dev.flyball.benchmarks.engine.Searcher;
import dev.flyball.benchmarks.engine.Text;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Prints the CPU time of the process in nanoseconds and the heap kept in bytes when 10,000 virtual threads have each
 * searched once with the same pattern and are all still alive. Argument: the engine, or {@code none} for threads alone.
 */
final class VirtualThreadsProbe {
    private static final int THREADS = 10_000;

    /** It has neither a literal to look for nor a match: an automaton reads all of the value. */
    private static final PatternSpec PATTERN =
            PatternSpec.ofValues("(?i)\\b[a-z_]{3,12}\\s*\\(\\s*['\"][^'\"]{1,40}['\"]\\s*(?:,\\s*[0-9]+){1,4}\\s*\\)");

    private VirtualThreadsProbe() {}

    /** Whether this JDK has virtual threads. */
    static boolean isPossible() {
        return Runtime.version().feature() >= 21;
    }

    /** The program. */
    public static void main(String[] arguments) throws ReflectiveOperationException, InterruptedException {
        Text value = Text.latin1("page=name,price,stock&call=price ( 'now' , x) ".repeat(5));
        if (arguments[0].equals("none")) {
            run(() -> {});
            run(() -> {});
            return;
        }
        Engine engine = Engines.named(arguments[0]);
        for (int round = 0; round < 2; round++) {
            // A pattern for each round: the first one has the JVM load and compile what the second one needs.
            Searcher searcher = engine.compile(PATTERN);
            run(() -> searcher.contains(value, Budgets.ENDLESS.start()));
        }
    }

    private static void run(Runnable search) throws ReflectiveOperationException, InterruptedException {
        var process = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long heap = Heap.used();
        long start = process.getProcessCpuTime();
        CountDownLatch searched = new CountDownLatch(THREADS);
        CountDownLatch measured = new CountDownLatch(1);
        // By reflection, since Java 17 does not have it.
        ExecutorService threads = (ExecutorService) Objects.requireNonNull(
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null));
        for (int i = 0; i < THREADS; i++) {
            threads.execute(() -> {
                search.run();
                searched.countDown();
                try {
                    measured.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        try {
            searched.await();
            long nanos = process.getProcessCpuTime() - start;
            System.out.println(nanos + " " + (Heap.used() - heap));
        } finally {
            Reference.reachabilityFence(search);
            measured.countDown();
            threads.shutdown();
        }
        if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("threads do not end");
        }
    }
}
