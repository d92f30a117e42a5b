package dev.flyball.core.bounds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
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
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        HostileMain.class.getName(),
                        mode)
                .redirectErrorStream(true)
                .start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            reader.lines().forEach(lines::add);
        }
        assertThat(process.waitFor()).as(String.join("\n", lines)).isZero();
        assertThat(lines).as("one line for each case").hasSameSizeAs(Hostile.cases());
        assertThat(lines).allSatisfy(line -> {
            String[] fields = line.split("\t");
            assertThat(fields[0]).as(fields[2]).doesNotContain("FAILED");
            assertThat(Long.parseLong(fields[1])).as("milliseconds of " + line).isLessThan(MOST_MILLIS);
        });
    }
}
