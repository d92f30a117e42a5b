package dev.flyball.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.benchmarks.report.Chart;
import dev.flyball.benchmarks.report.Markdown;
import dev.flyball.benchmarks.report.Table;
import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

/** Ratios are the peer's time to ours, and their means leave out cells whose answer is doubtful. */
class ReportTest {
    private static Table table() {
        Table table = new Table("Title", "", "ours");
        table.mean("mean", row -> true);
        table.put("a", "ours", Table.Unit.NANOS, 1_000);
        table.put("a", "peer", Table.Unit.NANOS, 2_000);
        table.put("b", "ours", Table.Unit.NANOS, 1_000_000);
        table.put("b", "peer", Table.Unit.NANOS, 8_000_000);
        table.put("c", "ours", Table.Unit.NANOS, 10);
        table.put("c", "peer", Table.Unit.NANOS, 10_000);
        table.doubt("c", "peer");
        return table;
    }

    @Test
    void tellsRatiosAndTheirGeometricMean() {
        assertThat(Markdown.of(table()).lines())
                .contains(
                        "| a | 1.00 µs | 2.00 µs (2.00×) |",
                        "| b | 1.00 ms | 8.00 ms (8.00×) |",
                        "| c | 10.0 ns | 10.0 µs (1000×) ≠ |",
                        "| **mean** | | **4.00×** |");
    }

    @Test
    void aMissingCellIsADash() {
        Table table = table();
        table.put("a", "other", Table.Unit.NANOS, 500);
        assertThat(Markdown.of(table)).contains("| 8.00 ms (8.00×) | – |").contains("| 500 ns (0.50×) |");
    }

    @Test
    void theChartIsXmlWithABarForEachEngine() throws Exception {
        Chart chart = new Chart();
        chart.addMean(table(), "mean");
        chart.addRow(table(), "b");
        chart.addRow(table(), "no such row");
        var document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(chart.svg())));
        assertThat(document.getElementsByTagName("rect").getLength()).isEqualTo(1 + 2 * 2);
        assertThat(chart.svg()).contains(">4.00×<").contains(">8.00×<");
    }
}
