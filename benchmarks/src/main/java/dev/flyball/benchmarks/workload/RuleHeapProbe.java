package dev.flyball.benchmarks.workload;

import dev.flyball.benchmarks.rules.RuleJudge;
import dev.flyball.benchmarks.rules.RuleTexts;
import dev.flyball.rules.RuleSet;
import dev.flyball.rules.Schema;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;

/**
 * Prints the CPU nanoseconds of compiling 100,000 rules, those of reading a file of the same length whose conditions are
 * comments, and the bytes of heap that a rule takes.
 */
final class RuleHeapProbe {
    private static final int RULES = 100_000;

    private RuleHeapProbe() {}

    /** The program. */
    public static void main(String[] arguments) {
        List<String> conditions = RuleTexts.tenants(RULES, true).stream()
                .map(RuleTexts.Text::flyball)
                .toList();
        List<String> comments = new ArrayList<>();
        conditions.forEach(condition -> comments.add("ssl # " + condition.substring(6)));
        String file = RuleTexts.yaml(conditions);
        String trivial = RuleTexts.yaml(comments);
        // Once for nothing: a program that deploys rules again and again has compiled code.
        compile(file);
        compile(trivial);
        long start = cpu();
        compile(trivial);
        long reading = cpu() - start;
        long before = Heap.used();
        start = cpu();
        RuleSet rules = compile(file);
        long compiling = cpu() - start;
        try {
            double bytes = (Heap.used() - before) / (double) RULES;
            System.out.println(compiling + " " + reading + " " + bytes);
        } finally {
            Reference.reachabilityFence(rules);
            Reference.reachabilityFence(conditions);
        }
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static RuleSet compile(String yaml) {
        return RuleSet.parse("rules.yaml", yaml, Schema.http(), RuleJudge.OPTIONS);
    }
}
