package dev.flyball.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** The bar tells how far a log is read, and is gone when what was found is written. */
class ProgressTest {
    private final StringWriter err = new StringWriter();
    private long nanos = 1;

    private Progress progress(long bytes, boolean shown) {
        return new Progress(new PrintWriter(err), bytes, shown, () -> nanos);
    }

    /** Calls it late and often enough to be drawn. */
    private void watch(Progress progress, long bytes) {
        nanos += 120_000_000;
        for (int i = 0; i < 256; i++) {
            progress.at(bytes, 1_234);
        }
    }

    @Test
    void theBarGrowsWithWhatIsRead() {
        Progress progress = progress(1_000, true);
        watch(progress, 500);
        assertThat(err.toString()).contains("[" + "#".repeat(15) + "-".repeat(15) + "]", " 50 %, ", "1,234 lines, ");
        progress.at(1_000, 2_000);
        assertThat(err.toString()).as("it is not drawn at each line").doesNotContain("100 %");
        watch(progress, 2_000);
        assertThat(err.toString()).contains("[" + "#".repeat(30) + "] 100 %");
    }

    @Test
    void itIsTakenAway() {
        Progress progress = progress(1_000, true);
        watch(progress, 500);
        int longest = err.toString().length();
        progress.end();
        String[] lines = err.toString().split("\r", -1);
        assertThat(lines[lines.length - 1]).isEmpty();
        assertThat(lines[lines.length - 2]).isBlank().hasSizeGreaterThanOrEqualTo(longest - 1);
    }

    @Test
    void ofALengthThatIsNotKnownLinesAreTold() {
        watch(progress(0, true), 500);
        assertThat(err.toString()).contains("\r1,234 lines, ").doesNotContain("[", "%");
    }

    @Test
    void nothingIsDrawnWhereNobodyWatches() {
        Progress progress = progress(1_000, false);
        watch(progress, 500);
        progress.end();
        assertThat(err.toString()).isEmpty();
    }
}
