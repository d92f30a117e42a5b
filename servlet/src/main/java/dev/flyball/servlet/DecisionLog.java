package dev.flyball.servlet;

import dev.flyball.Meter;
import dev.flyball.rules.Action;
import dev.flyball.rules.Decision;
import dev.flyball.rules.Rule;
import dev.flyball.rules.Unfinished;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * Writes a line for each decision, {@code name=value} after {@code name=value}: at level INFO if a rule matched or did not
 * finish, at DEBUG otherwise. What the client sent is cut short and escaped, so that it can forge no line; of many rules
 * the first ones are named.
 */
public final class DecisionLog implements DecisionListener {
    private static final int MAX_LENGTH = 200;
    private static final int MAX_ITEMS = 20;

    private final Logger logger;

    /** Writes to this logger. */
    public DecisionLog(Logger logger) {
        this.logger = Objects.requireNonNull(logger, "logger");
    }

    /** Writes to the logger {@code dev.flyball.servlet}. */
    public DecisionLog() {
        this(System.getLogger("dev.flyball.servlet"));
    }

    @Override
    public void decided(HttpServletRequest request, Decision decision, Meter meter) {
        log("", request, decision, meter);
    }

    /** Writes the same line with {@code phase=response} before it. */
    @Override
    public void decidedOnResponse(HttpServletRequest request, Decision decision, Meter meter) {
        log("phase=response ", request, decision, meter);
    }

    private void log(String before, HttpServletRequest request, Decision decision, Meter meter) {
        boolean ordinary = decision.action() == null
                && decision.matched().isEmpty()
                && decision.simulated().isEmpty()
                && decision.unfinished().isEmpty();
        Level level = ordinary ? Level.DEBUG : Level.INFO;
        if (logger.isLoggable(level)) {
            logger.log(level, before + line(request, decision, meter));
        }
    }

    /**
     * The line without its end: {@code action=block rule=admin matched=[admin] simulated=[] steps=120 scan-steps=120
     * unfinished=[] client=192.0.2.1 request="GET /admin"}. The steps are those of the request's meter. The action is {@code pass} if no rule decided; {@code policy=true}
     * stands behind the rule if it did not finish and the exhaustion policy decided.
     */
    public static String line(HttpServletRequest request, Decision decision, Meter meter) {
        Action action = decision.action();
        StringBuilder line = new StringBuilder(160).append("action=");
        if (action == null) {
            line.append("pass");
        } else {
            line.append(action.kind()).append(" rule=").append(action.ruleId());
            if (decision.isByPolicy()) {
                line.append(" policy=true");
            }
        }
        appendList(line.append(" matched="), decision.matched(), Rule::id);
        appendList(line.append(" simulated="), decision.simulated(), Rule::id);
        line.append(" steps=").append(meter.stepsUsed());
        line.append(" scan-steps=").append(meter.scanSteps());
        appendList(line.append(" unfinished="), decision.unfinished(), Unfinished::toString);
        line.append(" client=");
        appendEscaped(line, String.valueOf(request.getRemoteAddr()));
        line.append(" request=\"");
        String query = request.getQueryString();
        appendEscaped(line, request.getMethod() + " " + request.getRequestURI() + (query == null ? "" : "?" + query));
        return line.append('"').toString();
    }

    /** The first ones: a request can make all rules of a large file unfinished. Errors may quote what the client sent. */
    private static <T> void appendList(StringBuilder line, List<T> items, Function<T, String> text) {
        line.append('[');
        for (int i = 0; i < Math.min(items.size(), MAX_ITEMS); i++) {
            line.append(i == 0 ? "" : ", ");
            appendEscaped(line, text.apply(items.get(i)));
        }
        if (items.size() > MAX_ITEMS) {
            line.append(", and ").append(items.size() - MAX_ITEMS).append(" more");
        }
        line.append(']');
    }

    private static void appendEscaped(StringBuilder line, String text) {
        int end = Math.min(text.length(), MAX_LENGTH);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c >= 0x7F) {
                line.append(String.format("\\u%04x", (int) c));
            } else if (c == '"' || c == '\\') {
                line.append('\\').append(c);
            } else {
                line.append(c);
            }
        }
        if (end < text.length()) {
            line.append("...");
        }
    }
}
