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

    /**
     * The response to a request that went on to the application was judged, by the rules of the response. Called only where
     * the live rules have such; on the thread that writes the response. Does nothing unless it is overridden.
     *
     * @param decision what the rules of the response say; where {@link Decision#isBlocked()} is told of a response that was
     *     committed already, it went out as it was
     * @param meter the request's allowance, which goes on
     */
    default void decidedOnResponse(HttpServletRequest request, Decision decision, Meter meter) {}
}
