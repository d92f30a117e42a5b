package dev.flyball.benchmarks.workload;

import dev.flyball.benchmarks.corpus.Corpus;
import dev.flyball.benchmarks.report.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * What the meter costs: the same engine on long inputs with a meter that never runs out, and with a {@code Meter} class
 * that counts nothing, put before the real one on the class path of another JVM.
 */
public final class MeteringWorkload implements Workload {
    private static final String METERED = "metered";
    private static final String UNMETERED = "without";

    @Override
    public String name() {
        return "metering";
    }

    @Override
    public Table run(Settings settings) {
        Table table = new Table(
                "What metering costs",
                "A yes/no search of one long text, without a match: with a meter that never runs out, and in the same"
                        + " loops with one that counts nothing. Medians of JVMs that take turns.",
                METERED);
        String unmetered = compileUnmetered().toString();
        int forks = settings.thorough() ? 5 : 3;
        List<double[]> with = new ArrayList<>();
        List<double[]> without = new ArrayList<>();
        for (int fork = 0; fork < forks; fork++) {
            with.add(Fork.run(MeteringProbe.class, List.of("-Xmx1g"), "", List.of()));
            without.add(Fork.run(MeteringProbe.class, List.of("-Xmx1g"), unmetered, List.of()));
        }
        int index = 0;
        for (String pattern : MeteringProbe.CASES) {
            for (int length : MeteringProbe.LENGTHS) {
                String row = "`" + pattern.replace("|", "\\|") + "`, " + length / 1024 + " KiB";
                double metered = median(with, index);
                double bare = median(without, index);
                table.put(row, METERED, Table.Unit.NANOS, metered);
                table.put(row, UNMETERED, Table.Unit.NANOS, bare);
                table.note(
                        row + ": " + String.format(Locale.ROOT, "metering costs %+.1f %%", (metered / bare - 1) * 100));
                index++;
            }
        }
        return table;
    }

    private static double median(List<double[]> forks, int index) {
        double[] values = forks.stream().mapToDouble(fork -> fork[index]).toArray();
        Arrays.sort(values);
        return values[values.length / 2];
    }

    /** Compiles the meter that counts nothing, and gives the folder of its class. */
    public static Path compileUnmetered() {
        Path source = Corpus.repository().resolve("benchmarks/src/unmetered/java/dev/flyball/Meter.java");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IllegalStateException("this needs a JDK, not only a Java runtime");
        }
        try {
            Path classes = Files.createTempDirectory("flyball-unmetered");
            int status = compiler.run(null, null, null, "-d", classes.toString(), source.toString());
            if (status != 0) {
                throw new IllegalStateException("cannot compile " + source);
            }
            return classes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
