package dev.flyball.servlet;

import dev.flyball.Meter;
import dev.flyball.rules.Action;
import dev.flyball.rules.Decision;
import dev.flyball.rules.Phase;
import dev.flyball.rules.RequestRules;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Judges the response to one request, once, by the rules of the phase {@link Phase#RESPONSE}: before anything of it has
 * gone to the client, if it is asked in time. A response that is blocked is replaced by the rule's answer, which goes out at
 * once, so that nothing that the application does afterwards changes it.
 *
 * <p>Thread-safe: an application may answer from another thread than the request's, while it is still judged.
 */
final class ResponseJudge {
    /** The request attribute that has the judge, for later dispatches. */
    private static final String JUDGE = ResponseJudge.class.getName();

    private final FilterSettings settings;
    private final HttpServletRequest request;
    private final HttpFacts facts;
    private final RequestRules rules;
    private final Meter meter;
    private State state = State.PENDING;

    private enum State {
        PENDING,
        PASSED,
        BLOCKED
    }

    ResponseJudge(
            FilterSettings settings, HttpServletRequest request, HttpFacts facts, RequestRules rules, Meter meter) {
        this.settings = settings;
        this.request = request;
        this.facts = facts;
        this.rules = rules;
        this.meter = meter;
        request.setAttribute(JUDGE, this);
        // What the application does is not the rules' time.
        meter.pause();
    }

    /** The judge of the request's response, if that is still to be judged; or null. */
    static @Nullable ResponseJudge pendingOf(HttpServletRequest request) {
        return request.getAttribute(JUDGE) instanceof ResponseJudge judge && judge.isPending() ? judge : null;
    }

    private synchronized boolean isPending() {
        return state == State.PENDING;
    }

    synchronized boolean isBlocked() {
        return state == State.BLOCKED;
    }

    /**
     * Whether the response may go out; judges it, if that was not done yet.
     *
     * @param response the container's
     * @param status that it is going to have
     * @throws IOException if the rule's answer cannot be written
     */
    synchronized boolean passes(HttpServletResponse response, int status) throws IOException {
        return judge(response, status, true);
    }

    /** Judges a response that is over, if that was not done yet: nobody can block it any more. */
    synchronized void tell(HttpServletResponse response) throws IOException {
        judge(response, response.getStatus(), false);
    }

    private boolean judge(HttpServletResponse response, int status, boolean acts) throws IOException {
        if (state == State.PENDING) {
            // Before anything is written: the answer must not be judged itself.
            state = State.PASSED;
            facts.answered(response, status);
            Decision decision = rules.evaluate(Phase.RESPONSE, facts);
            meter.pause();
            request.setAttribute(FlyballFilter.RESPONSE_DECISION, decision);
            settings.listener().decidedOnResponse(request, decision, meter);
            Action action = decision.action();
            if (action != null && decision.isBlocked() && acts && !response.isCommitted()) {
                state = State.BLOCKED;
                answer(response, action);
            }
        }
        return state == State.PASSED;
    }

    private void answer(HttpServletResponse response, Action block) throws IOException {
        response.reset();
        try {
            settings.responder().respond(request, response, block);
        } catch (ServletException e) {
            throw new IOException(e);
        }
        response.flushBuffer();
    }
}
