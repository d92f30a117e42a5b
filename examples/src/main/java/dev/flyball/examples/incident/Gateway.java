package dev.flyball.examples.incident;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * A gateway in a process of its own: a server that asks its firewall about each request. The first argument says which one:
 * {@code java.util.regex} or {@code flyball}. Prints its port; then does each {@link Firewall.Command} that it reads, and says so, until the input ends.
 * Prints what its firewall tells, too.
 */
final class Gateway extends HttpServlet {
    static final String JAVA_REGEX = "java.util.regex";
    static final String FLYBALL = "Flyball";

    /** What it prints after a command. */
    static final String DONE = "done";

    /** The header by which the gateway knows its clients. */
    static final String CLIENT = "X-Client";

    private static final long serialVersionUID = 1L;
    private static final int THREADS = 4 + 2 * Runtime.getRuntime().availableProcessors();

    private final transient Firewall firewall;

    private Gateway(Firewall firewall) {
        this.firewall = firewall;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String query = request.getQueryString();
        String uri = query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
        String body = new String(request.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        boolean refused = firewall.refuses(request.getHeader(CLIENT), uri, body);
        response.setStatus(refused ? HttpServletResponse.SC_FORBIDDEN : HttpServletResponse.SC_OK);
        response.setContentType("text/plain");
        response.getOutputStream().write((refused ? "refused\n" : "ok\n").getBytes(StandardCharsets.US_ASCII));
    }

    public static void main(String[] args) throws Exception {
        Firewall firewall = args[0].equals(FLYBALL)
                ? new FlyballFirewall(event -> System.out.println(
                        event.kind() + (event.ruleId() == null ? "" : " " + event.ruleId()) + ": " + event.detail()))
                : new JavaRegexFirewall();
        Server server = new Server(new QueuedThreadPool(THREADS));
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("localhost");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler();
        context.addServlet(new ServletHolder(new Gateway(firewall)), "/");
        server.setHandler(context);
        server.start();
        System.out.println(connector.getLocalPort());
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String command = commands.readLine(); command != null; command = commands.readLine()) {
            firewall.operate(Firewall.Command.valueOf(command));
            System.out.println(DONE);
        }
        Runtime.getRuntime().halt(0); // threads that match in java.util.regex cannot be stopped
    }
}
