package dev.flyball.examples.incident;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;

/** A {@link Gateway} in a process of its own, as its operators see it. */
final class GatewayProcess implements AutoCloseable {
    private final Process process;
    private final Writer commands;
    private final BufferedReader output;
    private final URI address;

    private GatewayProcess(Process process) throws IOException {
        this.process = process;
        this.commands = process.outputWriter(StandardCharsets.US_ASCII);
        this.output = process.inputReader(StandardCharsets.UTF_8);
        String port = output.readLine();
        if (port == null) {
            throw new IOException("the gateway did not start");
        }
        this.address = URI.create("http://localhost:" + port);
    }

    /**
     * Starts a gateway.
     *
     * @param events gets, in a thread of its own, each line that the gateway prints
     */
    static GatewayProcess start(String firewall, Consumer<String> events) throws IOException {
        GatewayProcess gateway = new GatewayProcess(new ProcessBuilder(
                        Path.of(property("java.home"), "bin", "java").toString(),
                        "-cp",
                        property("java.class.path"),
                        Gateway.class.getName(),
                        firewall)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
        Thread reader = new Thread(() -> gateway.output.lines().forEach(events), "gateway output");
        reader.setDaemon(true);
        reader.start();
        return gateway;
    }

    private static String property(String name) {
        return Objects.requireNonNull(System.getProperty(name), name);
    }

    URI address() {
        return address;
    }

    /** The time that its threads were on a CPU since it was started. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    void operate(Firewall.Command command) {
        try {
            commands.write(command + "\n");
            commands.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
