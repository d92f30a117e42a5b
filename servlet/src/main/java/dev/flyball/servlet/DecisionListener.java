package dev.flyball.servlet;

import dev.flyball.Meter;
import dev.flyball.rules.Decision;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Is told of each decision, before it is acted on. Called on the request's thread, so it should not wait; must be
 * thread-safe. An exception thrown here ends the request, as in any filter.
 */
@FunctionalInterface
public interface DecisionListener {
    /**
     * A request was judged.
     *
     * @param request as the client sent it; its body may have been read already
     * @param decision what the rules say
     * @param meter the request's allowance: how many steps were used, and of which kind
     */
    void decided(HttpServletRequest request, Decision decision, Meter meter);
}
