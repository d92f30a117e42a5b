package dev.flyball.core.bounds;

import dev.flyball.Budget;
import dev.flyball.BudgetExceededException;
import dev.flyball.Meter;
import dev.flyball.regex.Regex;
import dev.flyball.regex.RegexOptions;
import dev.flyball.regex.RegexSyntaxException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Runs every hostile case under default limits, each on a thread with a small stack, and prints a line for each: what came
 * out, the CPU time of its thread in milliseconds, and its name. Meant for a Java machine with a small heap. The argument
 * {@code bytes} runs them in byte mode.
 */
final class HostileMain {
    private static final int STACK = 256 * 1024;

    /** What one operation may use. */
    private static final Budget SEARCH = Budget.of(10_000_000, Duration.ofMillis(100));

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Hostile.Case test;
    private final boolean bytes;
    private final StringBuilder outcome = new StringBuilder();

    private HostileMain(Hostile.Case test, boolean bytes) {
        this.test = test;
        this.bytes = bytes;
    }

    public static void main(String[] arguments) throws InterruptedException {
        boolean bytes = arguments.length > 0 && arguments[0].equals("bytes");
        for (Hostile.Case test : Hostile.cases()) {
            HostileMain main = new HostileMain(test, bytes);
            long[] millis = {0};
            Thread thread = new Thread(
                    null,
                    () -> {
                        long start = THREADS.getCurrentThreadCpuTime();
                        main.run();
                        millis[0] = (THREADS.getCurrentThreadCpuTime() - start) / 1_000_000;
                    },
                    "hostile",
                    STACK);
            thread.start();
            thread.join();
            System.out.println(main.outcome + "\t" + millis[0] + "\t" + test.name());
        }
    }

    private void run() {
        try {
            compileAndSearch();
        } catch (Throwable e) {
            // An error is a failure of the case, which the test that reads this output reports.
            outcome.append("FAILED ").append(e.toString().replaceAll("\\s+", " "));
        }
    }

    private void compileAndSearch() {
        RegexOptions options = RegexOptions.builder()
                .caseInsensitive(test.caseInsensitive())
                .bytes(bytes)
                .build();
        Regex regex;
        try {
            regex = Regex.compile(test.pattern().get(), options);
        } catch (RegexSyntaxException e) {
            outcome.append("refused ").append(e.reason()).append(": ").append(e.description());
            return;
        } catch (BudgetExceededException e) {
            outcome.append("refused ").append(e.reason());
            return;
        }
        String input = test.input().get();
        search("contains", meter -> regex.containsMatchIn(input, meter));
        search("matches", meter -> regex.matches(input, meter));
        search("find", meter -> regex.find(input, meter));
        search("findAll", meter -> regex.findAll(input, meter));
        search("replaceAll", meter -> regex.replaceAll(input, "$0", meter));
    }

    private void search(String name, Consumer<Meter> use) {
        try {
            use.accept(SEARCH.start());
            outcome.append(name).append(" done, ");
        } catch (BudgetExceededException e) {
            outcome.append(name).append(' ').append(e.reason()).append(", ");
        }
    }
}
