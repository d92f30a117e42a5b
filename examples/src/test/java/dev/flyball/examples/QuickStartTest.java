package dev.flyball.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The program on the README's page prints what it says there. */
class QuickStartTest {
    @Test
    void itPrintsWhatTheReadmeSays() throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            QuickStart.main(new String[0]);
        } finally {
            System.setOut(before);
        }
        String number = "\\d+";
        String expected = "true\nblock by admin-from-outside, " + number + " steps used\n";
        assertThat(printed.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n"))
                .matches(expected);
        assertThat(Files.readString(Path.of("..", "README.md"))).containsPattern(expected);
    }
}
