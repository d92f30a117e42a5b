package dev.flyball.core.bounds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.OwnProcess;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever its author wants, a pattern is refused or done, and so is every search, within a second of CPU time and a heap
 * of 64 MB, on a stack of 256 KB, under default limits.
 */
class HostileTest {
    private static final long MOST_MILLIS = 1_000;

    @ParameterizedTest
    @ValueSource(strings = {"text", "bytes"})
    void hostilePatternsAreBoundedInTimeAndMemory(String mode) throws IOException, InterruptedException {
        OwnProcess process = OwnProcess.run(List.of("-Xmx64m", "-XX:+UseSerialGC"), HostileMain.class, mode);
        List<String> lines = process.output().lines().toList();
        assertThat(process.exitValue()).as(process.output()).isZero();
        assertThat(lines).as("one line for each case").hasSameSizeAs(Hostile.cases());
        assertThat(lines).allSatisfy(line -> {
            String[] fields = line.split("\t");
            assertThat(fields[0]).as(fields[2]).doesNotContain("FAILED");
            assertThat(Long.parseLong(fields[1])).as("milliseconds of " + line).isLessThan(MOST_MILLIS);
        });
    }
}
