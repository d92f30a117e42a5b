package dev.flyball.benchmarks.workload;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** Runs one of our programs in a JVM of its own, of the same JDK, and reads the numbers that it prints. */
final class Fork {
    private static final Pattern SPACES = Pattern.compile(" +");

    private Fork() {}

    /**
     * Runs a program.
     *
     * @param before what stands before our own class path; may be empty
     * @return the numbers of its last line
     */
    static double[] run(Class<?> program, List<String> jvmOptions, String before, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(Objects.requireNonNull(System.getProperty("java.home")), "bin", "java")
                .toString());
        command.addAll(jvmOptions);
        command.add("-cp");
        command.add((before.isEmpty() ? "" : before + File.pathSeparator) + System.getProperty("java.class.path"));
        command.add(program.getName());
        command.addAll(arguments);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + " failed: " + output);
            }
            String stripped = output.strip();
            return SPACES.splitAsStream(stripped.substring(stripped.lastIndexOf('\n') + 1))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a program ran", e);
        }
    }
}
