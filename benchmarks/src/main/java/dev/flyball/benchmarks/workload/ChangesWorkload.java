package dev.flyball.benchmarks.workload;

import dev.flyball.Budget;
import dev.flyball.benchmarks.engine.Engines;
import dev.flyball.benchmarks.report.Table;
import dev.flyball.benchmarks.rules.Request;
import dev.flyball.benchmarks.rules.RuleJudge;
import dev.flyball.benchmarks.rules.RuleTexts;
import dev.flyball.rules.Facts;
import dev.flyball.rules.KillTarget;
import dev.flyball.rules.Rollout;
import dev.flyball.rules.RuleEngine;
import dev.flyball.rules.RuleSet;
import dev.flyball.rules.Schema;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** What changing the rules all the time costs those that judge meanwhile. */
public final class ChangesWorkload implements Workload {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final Budget BUDGET = Budget.of(Budget.MAX_STEPS, Budget.MAX_TIME);
    private static final int RULES = 1_000;
    private static final int VERSIONS = 8;

    /** The clock is too coarse and too slow for one evaluation. */
    private static final int EVALUATIONS_A_SAMPLE = 20;

    private static final long NANOS_BETWEEN_CHANGES = 1_000_000;
    private static final String QUIET = "no change";
    private static final String BUSY = "deployments, kills, rollbacks, some hundred a second";

    @Override
    public String name() {
        return "changes";
    }

    @Override
    public Table run(Settings settings) {
        Table table = new Table(
                "Judging while the rules change",
                "1,000 rules of tenants; CPU time of an evaluation in the thread that judges, over samples of "
                        + EVALUATIONS_A_SAMPLE + ", while another thread changes the rules.",
                "p50");
        List<RuleSet> versions = new ArrayList<>();
        for (int version = 0; version < VERSIONS; version++) {
            List<String> conditions = new ArrayList<>(RuleTexts.tenants(RULES, true).stream()
                    .map(RuleTexts.Text::flyball)
                    .toList());
            conditions.add("http.host eq \"version" + version + "\"");
            versions.add(RuleSet.parse("rules.yaml", RuleTexts.yaml(conditions), Schema.http(), RuleJudge.OPTIONS));
        }
        RuleEngine engine = RuleEngine.of(versions.get(0));
        List<Facts> requests =
                RuleTexts.requests(RULES, 200).stream().map(Request::facts).toList();
        long nanos = (settings.thorough() ? 10 : 3) * 1_000_000_000L;
        judge(engine, requests, nanos);
        double[] quiet = judge(engine, requests, nanos);
        AtomicLong changes = new AtomicLong();
        Thread changing = new Thread(() -> change(engine, versions, changes));
        changing.start();
        double[] busy = judge(engine, requests, nanos);
        changing.interrupt();
        try {
            changing.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while rules were changed", e);
        }
        put(table, QUIET, quiet);
        put(table, BUSY, busy);
        table.note(String.format(
                Locale.ROOT,
                "%s: %.2f times the p99 of %s, in %,d changes; 1.2 times is the most it may be",
                Engines.FLYBALL.name(),
                at(busy, 0.99) / at(quiet, 0.99),
                QUIET,
                changes.get()));
        return table;
    }

    private static void put(Table table, String row, double[] samples) {
        table.put(row, "p50", Table.Unit.NANOS, at(samples, 0.5));
        table.put(row, "p99", Table.Unit.NANOS, at(samples, 0.99));
    }

    private static double at(double[] sorted, double share) {
        return sorted[(int) (sorted.length * share)];
    }

    /** CPU time of an evaluation in each sample, sorted. */
    private static double[] judge(RuleEngine engine, List<Facts> requests, long least) {
        double[] samples = new double[1 << 20];
        int count = 0;
        int next = 0;
        long start = System.nanoTime();
        while (System.nanoTime() - start < least && count < samples.length) {
            long before = THREADS.getCurrentThreadCpuTime();
            for (int i = 0; i < EVALUATIONS_A_SAMPLE; i++) {
                engine.evaluate(requests.get(next), BUDGET.start());
                next = next + 1 < requests.size() ? next + 1 : 0;
            }
            samples[count++] = (double) (THREADS.getCurrentThreadCpuTime() - before) / EVALUATIONS_A_SAMPLE;
        }
        double[] sorted = Arrays.copyOf(samples, count);
        Arrays.sort(sorted);
        return sorted;
    }

    private static void change(RuleEngine engine, List<RuleSet> versions, AtomicLong changes) {
        while (!Thread.currentThread().isInterrupted()) {
            long change = changes.getAndIncrement();
            RuleSet next = versions.get(1 + (int) (change / 4 % (VERSIONS - 1)));
            switch ((int) (change % 4)) {
                case 0 -> engine.deploy(next, Rollout.immediate("measured").despiteQuarantine());
                case 1 -> engine.kill(KillTarget.rule("r1"), "benchmark", "measured");
                case 2 -> engine.lift(KillTarget.rule("r1"), "benchmark", "measured");
                default -> engine.rollback("measured");
            }
            LockSupport.parkNanos(NANOS_BETWEEN_CHANGES);
        }
    }
}
