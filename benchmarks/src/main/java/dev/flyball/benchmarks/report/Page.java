package dev.flyball.benchmarks.report;

import dev.flyball.benchmarks.workload.CompileWorkload;
import dev.flyball.benchmarks.workload.ValuesWorkload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** The page of results in the documentation: what a person wrote stays, the results below the mark are replaced. */
public final class Page {
    private static final String MARK = "<!-- results -->";

    private Page() {}

    /** Writes the page and its chart into the folder of the documentation. */
    public static void write(Path docs, List<Table> tables, String how) throws IOException {
        Path page = docs.resolve("benchmarks.md");
        String written = Files.readString(page, StandardCharsets.UTF_8);
        int mark = written.indexOf(MARK);
        if (mark < 0) {
            throw new IllegalStateException(page + " does not have the mark " + MARK);
        }
        StringBuilder results = new StringBuilder(written.substring(0, mark + MARK.length()));
        results.append("\n\n")
                .append(LocalDate.now(ZoneOffset.UTC))
                .append(", ")
                .append(machine());
        results.append("; ").append(how).append(".\n\n");
        results.append("![How many times as long as ours each engine takes](benchmarks.svg)\n");
        Chart chart = new Chart();
        for (Table table : tables) {
            results.append('\n').append(Markdown.of(table));
            table.meanLabels().forEach(label -> chart.addMean(table, label));
            for (String row : List.of(ValuesWorkload.WARM, ValuesWorkload.FIRST, CompileWorkload.AND_SEARCH)) {
                chart.addRow(table, row);
            }
        }
        Files.writeString(page, results, StandardCharsets.UTF_8);
        Files.writeString(docs.resolve("benchmarks.svg"), chart.svg(), StandardCharsets.UTF_8);
    }

    /** The processor, the cores and the JDK. */
    public static String machine() throws IOException {
        String processor = System.getProperty("os.arch");
        Path cpus = Path.of("/proc/cpuinfo");
        if (Files.isReadable(cpus)) {
            for (String line : Files.readAllLines(cpus, StandardCharsets.UTF_8)) {
                if (line.startsWith("model name")) {
                    processor = line.substring(line.indexOf(':') + 1).strip();
                    break;
                }
            }
        }
        return processor + ", " + Runtime.getRuntime().availableProcessors() + " cores, "
                + System.getProperty("os.name") + ", " + System.getProperty("java.vm.vendor") + " "
                + Runtime.version();
    }
}
