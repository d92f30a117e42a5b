package dev.flyball.benchmarks;

import dev.flyball.benchmarks.corpus.Corpus;
import dev.flyball.benchmarks.engine.Engines;
import dev.flyball.benchmarks.report.Markdown;
import dev.flyball.benchmarks.report.Page;
import dev.flyball.benchmarks.report.Table;
import dev.flyball.benchmarks.workload.Settings;
import dev.flyball.benchmarks.workload.Workload;
import dev.flyball.benchmarks.workload.Workloads;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The program that compares the engines: runs workloads, prints their tables as Markdown, and writes the page of results
 * if asked. Ends with status 1 if our engine gave another answer than the reference.
 */
public final class Compare {
    private static final String USAGE = """
            benchmarks/run.sh quick|full [workload ...] [--rows=REGEX] [--engines=REGEX] [--timer=cpu|jmh] [--write]

              quick      rebar, captures, crs, compile and allocation, unless named: about two minutes
              full       all workloads, unless named, for good numbers: about an hour
              --rows     only rows in whose names this is found
              --engines  only these engines, and ours
              --timer    how times are taken: cpu, in this JVM, engines taking turns (quick's); jmh, in forks (full's)
              --write    puts the results into docs/benchmarks.md and docs/benchmarks.svg

            workloads: rebar captures crs compile allocation heap threads virtual metering
                       rules rule-sizes
            """;

    private static final List<String> QUICK = List.of("rebar", "captures", "crs", "compile", "allocation");

    private final boolean full;
    private final List<Workload> workloads = new ArrayList<>();
    private Predicate<String> rows = row -> true;
    private Predicate<String> columns = column -> true;
    private boolean jmh;
    private boolean write;

    private Compare(String mode) {
        this.full = mode.equals("full");
        this.jmh = full;
    }

    /** The program. */
    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (arguments.length == 0 || !List.of("quick", "full").contains(arguments[0])) {
            out.print(USAGE);
            System.exit(2);
        }
        Compare compare = new Compare(arguments[0]);
        for (String argument : List.of(arguments).subList(1, arguments.length)) {
            compare.option(argument);
        }
        Optional<Corpus> corpus = Corpus.find();
        if (corpus.isEmpty()) {
            out.println("The corpus of patterns and texts is not beside the repository: nothing to measure.");
            System.exit(2);
        }
        System.exit(compare.run(corpus.get(), out) ? 0 : 1);
    }

    private void option(String argument) {
        String value = argument.substring(argument.indexOf('=') + 1);
        if (argument.startsWith("--rows=")) {
            rows = Pattern.compile(value).asPredicate();
        } else if (argument.startsWith("--engines=")) {
            columns = Pattern.compile(value).asPredicate();
        } else if (argument.startsWith("--timer=")) {
            jmh = value.equals("jmh");
        } else if (argument.equals("--write")) {
            write = true;
        } else {
            workloads.add(Workloads.named(argument));
        }
    }

    private boolean run(Corpus corpus, PrintStream out) throws IOException {
        if (workloads.isEmpty()) {
            for (Workload workload : Workloads.all()) {
                if (full || QUICK.contains(workload.name())) {
                    workloads.add(workload);
                }
            }
        }
        CpuTimer cpu = full ? CpuTimer.thorough() : CpuTimer.quick();
        Settings settings = new Settings(corpus, full, rows, columns, jmh ? new JmhTimer(cpu) : cpu);
        out.println(Page.machine());
        List<Table> tables = new ArrayList<>();
        boolean right = true;
        for (Workload workload : workloads) {
            System.err.println("measuring " + workload.name() + " …");
            Table table = workload.run(settings);
            tables.add(table);
            out.println();
            out.print(Markdown.of(table));
            right &= !table.isDoubtful(Engines.FLYBALL.name()) && !table.isDoubtful(Engines.FLYBALL.setName());
        }
        if (write) {
            String how = (full ? "full" : "quick") + " run, times by "
                    + (jmh ? "JMH" : "engines that take turns in one JVM");
            Page.write(Corpus.repository().resolve("docs"), tables, how);
        }
        if (!right) {
            out.println("\nWRONG: our engine gave other answers than the reference, see the notes above");
        }
        return right;
    }
}
