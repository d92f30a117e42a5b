package dev.flyball.examples;

import dev.flyball.Budget;
import dev.flyball.Meter;
import dev.flyball.rules.Decision;
import dev.flyball.rules.RuleEngine;
import dev.flyball.rules.RuleOptions;
import dev.flyball.rules.RuleSet;
import dev.flyball.rules.RuleSyntaxException;
import dev.flyball.rules.Schema;
import dev.flyball.servlet.DecisionListener;
import dev.flyball.servlet.DecisionLog;
import dev.flyball.servlet.FlyballFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.function.Consumer;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * An embedded Jetty with a small application behind the Flyball filter. Judges each request by the rules of a file and
 * prints each decision.
 *
 * <pre>
 * options: --port N      the port to listen on, 0 for any free one; 8080 by default
 *          --rules FILE  the rule file; examples/rules/web.yaml by default
 * </pre>
 */
public final class ServerExample implements AutoCloseable {
    private static final String USAGE = "usage: [--port N] [--rules FILE]";

    private final Server server;
    private final RuleSet rules;

    private ServerExample(Server server, RuleSet rules) {
        this.server = server;
        this.rules = rules;
    }

    /**
     * Starts the server on the loopback interface.
     *
     * @param port 0 for any free one
     * @param log gets a line for each decision
     * @throws RuleSyntaxException if the rules are refused
     * @throws IOException if the file cannot be read or the port is taken
     */
    public static ServerExample start(int port, Path ruleFile, Consumer<String> log) throws IOException {
        RuleSet rules = RuleSet.load(ruleFile, Schema.http(), RuleOptions.defaults());
        FlyballFilter filter = FlyballFilter.builder(RuleEngine.of(rules))
                .budget(Budget.of(5_000_000, Duration.ofSeconds(1)))
                .maxBodyBytes(64 * 1024)
                .listener(new DecisionListener() {
                    @Override
                    public void decided(HttpServletRequest request, Decision decision, Meter meter) {
                        log.accept(DecisionLog.line(request, decision, meter));
                    }

                    @Override
                    public void decidedOnResponse(HttpServletRequest request, Decision decision, Meter meter) {
                        log.accept("phase=response " + DecisionLog.line(request, decision, meter));
                    }
                })
                .build();

        ServletContextHandler context = new ServletContextHandler();
        FilterHolder filterHolder = new FilterHolder(filter);
        filterHolder.setAsyncSupported(true);
        context.addFilter(filterHolder, "/*", EnumSet.of(DispatcherType.REQUEST));
        context.addServlet(new ServletHolder(new ShopServlet()), "/");

        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("localhost");
        connector.setPort(port);
        server.addConnector(connector);
        server.setHandler(context);
        server.setStopAtShutdown(true);
        try {
            server.start();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
        return new ServerExample(server, rules);
    }

    /** Where the server answers. */
    public String address() {
        return "http://localhost:" + ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts the server and waits until the process is stopped. */
    public static void main(String[] args) throws InterruptedException {
        int port = 8080;
        Path rules = Path.of("examples", "rules", "web.yaml");
        try {
            for (int i = 0; i < args.length; i += 2) {
                String value = i + 1 < args.length ? args[i + 1] : "";
                switch (args[i]) {
                    case "--port" -> port = Integer.parseInt(value);
                    case "--rules" -> rules = Path.of(value);
                    default -> throw new IllegalArgumentException(args[i]);
                }
            }
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException("no port: " + port);
            }
        } catch (IllegalArgumentException e) {
            fail(USAGE);
        }
        try {
            ServerExample example = start(port, rules, System.out::println);
            System.out.println(example.rules.rules().size() + " rules from " + rules);
            System.out.println("Listening on " + example.address() + " (stop with Ctrl-C)");
            example.server.join();
        } catch (RuleSyntaxException e) {
            fail(String.valueOf(e.getMessage()));
        } catch (NoSuchFileException e) {
            fail("There is no " + rules + ": start in the project's directory, or name a file with --rules.");
        } catch (IOException e) {
            fail("Cannot listen on port " + port + ": " + e.getMessage()
                    + ". Choose another one with --port N, or any free one with --port 0.");
        }
    }

    private static void fail(String message) {
        System.err.println(message);
        System.exit(1);
    }
}
