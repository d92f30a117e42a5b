package dev.flyball.benchmarks.workload;

import dev.flyball.Meter;
import dev.flyball.regex.Regex;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Random;

/**
 * Prints the CPU time in nanoseconds that our engine takes for one long input without a match, one number for each
 * {@linkplain #CASES case}.
 */
final class MeteringProbe {
    static final int[] LENGTHS = {64 * 1024, 1024 * 1024};

    /** Each over each length: an automaton that reads every char, a scan for a literal, groups of several. */
    static final String[] CASES = {"[a-e]+[f-j][a-e]+[0-9]", "needle[0-9]", "(?:alpha|beta|gamma)[0-9]+"};

    private static final int ROUNDS = 41;

    private MeteringProbe() {}

    /** The program. */
    public static void main(String[] arguments) {
        StringBuilder out = new StringBuilder();
        for (String pattern : CASES) {
            for (int length : LENGTHS) {
                out.append(nanos(Regex.compile(pattern), text(length))).append(' ');
            }
        }
        System.out.println(out);
    }

    private static String text(int length) {
        Random random = new Random(length);
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }

    private static double nanos(Regex regex, String text) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long end = threads.getCurrentThreadCpuTime() + 1_000_000_000L;
        long warmups = 0;
        do {
            search(regex, text, Budgets.ENDLESS.start());
            warmups++;
        } while (threads.getCurrentThreadCpuTime() < end);
        long perSample = Math.max(1, warmups / 50);
        double[] samples = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            Meter meter = Budgets.ENDLESS.start();
            long start = threads.getCurrentThreadCpuTime();
            for (long i = 0; i < perSample; i++) {
                search(regex, text, meter);
            }
            samples[round] = (double) (threads.getCurrentThreadCpuTime() - start) / perSample;
        }
        Arrays.sort(samples);
        return samples[ROUNDS / 2];
    }

    private static void search(Regex regex, String text, Meter meter) {
        if (regex.containsMatchIn(text, meter)) {
            throw new IllegalStateException(regex + " must not match");
        }
    }
}
