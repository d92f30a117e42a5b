package dev.flyball.benchmarks.workload;

import dev.flyball.benchmarks.corpus.Corpus;
import dev.flyball.benchmarks.corpus.RequestValues;
import dev.flyball.benchmarks.engine.Engines;
import dev.flyball.benchmarks.engine.PatternSpec;
import dev.flyball.benchmarks.engine.Text;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Prints the bytes of heap that compiled patterns keep after use. Arguments: engine, {@code set} or {@code single}, and
 * how many threads use them and are still alive when it is measured.
 */
final class HeapProbe {
    private HeapProbe() {}

    /** The program. */
    public static void main(String[] arguments) throws InterruptedException {
        Corpus corpus = Corpus.find().orElseThrow();
        List<PatternSpec> patterns = RequestValues.patterns(corpus);
        PatternGroup group = new PatternGroup(Engines.named(arguments[0]), arguments[1].equals("set"), patterns);
        List<Text> values = new ArrayList<>(RequestValues.hot(corpus));
        List<Text> benign = RequestValues.benign(corpus, 2_000);
        values.addAll(benign);
        if (group.learnsNothing()) {
            values = values.subList(0, 50);
        }
        int threads = Integer.parseInt(arguments[2]);

        // Once for nothing: what an engine keeps however many patterns there are is not counted.
        kept(group, values.subList(0, 20), 1);
        try {
            System.out.println(kept(group, values, threads));
        } finally {
            Reference.reachabilityFence(values);
        }
    }

    private static long kept(PatternGroup group, List<Text> values, int threads) throws InterruptedException {
        long before = Heap.used();
        PatternGroup.Compiled compiled = group.compile();
        CountDownLatch used = new CountDownLatch(threads);
        CountDownLatch measured = new CountDownLatch(1);
        List<Thread> users = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Thread user = new Thread(() -> {
                BitSet ids = new BitSet();
                for (Text value : values) {
                    ids.clear();
                    compiled.matches(value, Budgets.ENDLESS.start(), ids);
                }
                used.countDown();
                try {
                    measured.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            users.add(user);
            user.start();
        }
        try {
            used.await();
            return Heap.used() - before;
        } finally {
            Reference.reachabilityFence(compiled);
            measured.countDown();
            for (Thread user : users) {
                user.join();
            }
        }
    }
}
