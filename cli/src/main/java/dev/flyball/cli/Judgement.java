package dev.flyball.cli;

import dev.flyball.rules.Action;
import dev.flyball.rules.Decision;
import dev.flyball.rules.Phase;
import dev.flyball.rules.RequestRules;
import dev.flyball.rules.Rule;
import dev.flyball.rules.Trace;
import dev.flyball.rules.Unfinished;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What rules decide about one request, as the servlet filter asks them: first by the rules about requests and bodies, and
 * then, unless these block and if it is known, about the response. Immutable.
 *
 * @param response null if there was none to judge
 */
record Judgement(Decision request, @Nullable Decision response) {
    /** What it is called if no action decides. */
    static final String PASS = "pass";

    static Judgement of(RequestRules rules, RequestFacts facts, @Nullable Response response) {
        Decision request = rules.evaluate(Phase.incoming(), facts);
        if (request.isBlocked() || response == null) {
            return new Judgement(request, null);
        }
        facts.answered(response);
        return new Judgement(request, rules.evaluate(Phase.RESPONSE, facts));
    }

    /** What was decided, one or two, in their order. */
    List<Decision> decisions() {
        return response == null ? List.of(request) : List.of(request, response);
    }

    /** The decision that tells what became of the request: about the response if an action decided there. */
    Decision deciding() {
        return response == null || response.action() == null ? request : response;
    }

    /** {@code block}, {@code allow}, or {@code pass} for none. */
    String kind() {
        Action action = deciding().action();
        return action == null ? PASS : action.kind();
    }

    List<Rule> matched() {
        return all(Decision::matched);
    }

    List<Rule> simulated() {
        return all(Decision::simulated);
    }

    List<Unfinished> unfinished() {
        return all(Decision::unfinished);
    }

    /** What was evaluated; nothing if that was not asked for. */
    List<Trace.Entry> trace() {
        return all(decision -> {
            Trace trace = decision.trace();
            return trace == null ? List.of() : trace.entries();
        });
    }

    private <T> List<T> all(Function<Decision, List<T>> some) {
        List<T> all = new ArrayList<>();
        decisions().forEach(decision -> all.addAll(some.apply(decision)));
        return all;
    }
}
