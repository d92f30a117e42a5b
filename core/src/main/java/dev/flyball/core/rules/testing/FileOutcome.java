package dev.flyball.core.rules.testing;

import dev.flyball.Meter;
import dev.flyball.core.rules.file.FileTest;
import dev.flyball.rules.Action;
import dev.flyball.rules.Decision;
import dev.flyball.rules.Facts;
import dev.flyball.rules.Field;
import dev.flyball.rules.Phase;
import dev.flyball.rules.RequestRules;
import dev.flyball.rules.RuleEngine;
import dev.flyball.rules.Schema;
import dev.flyball.rules.Unfinished;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What all rules decide about the facts of a test, as the servlet filter asks them: about the request before there
 * is a response, and then, unless it was blocked, about the response. That is judged if the test gives a field of it, or
 * asks for its decision. Immutable.
 *
 * @param response null if it was not judged
 */
record FileOutcome(
        Decision request,
        @Nullable Decision response,
        @Nullable Phase asked) {
    /** The facts as long as there is no response. */
    private record BeforeTheResponse(Facts all) implements Facts {
        @Override
        public Schema schema() {
            return all.schema();
        }

        @Override
        public @Nullable Object value(Field field) {
            return field.phase() == Phase.RESPONSE ? null : all.value(field);
        }
    }

    static FileOutcome of(FileTest test, RuleEngine engine, Meter meter) {
        RequestRules rules = engine.begin(meter);
        Decision request = rules.evaluate(Phase.incoming(), new BeforeTheResponse(test.given()));
        boolean judges = !request.isBlocked() && (test.phase() == Phase.RESPONSE || hasResponse(test.given()));
        Decision response = judges ? rules.evaluate(Phase.RESPONSE, test.given()) : null;
        return new FileOutcome(request, response, test.phase());
    }

    private static boolean hasResponse(Facts given) {
        return given.schema().fields().stream()
                .anyMatch(field -> field.phase() == Phase.RESPONSE && given.value(field) != null);
    }

    /** Whether the test asks for the decision about a response that is none, since the request was blocked. */
    boolean isWithoutResponse() {
        return asked == Phase.RESPONSE && response == null;
    }

    /** What decides: in the phase that the test asks for, else about the response if anything does, else about the request. */
    @Nullable
    Action action() {
        Action ofResponse = response == null ? null : response.action();
        return asked == Phase.REQUEST || asked == null && ofResponse == null ? request.action() : ofResponse;
    }

    /** Whether {@link #action()} is about the response. */
    boolean isOfResponse() {
        return response != null && response.action() != null && asked != Phase.REQUEST;
    }

    /** The first rule that did not finish in the phase that the test asks for, or in any if it asks for none; or null. */
    @Nullable
    Unfinished unfinished() {
        return Stream.of(asked == Phase.RESPONSE ? null : request, asked == Phase.REQUEST ? null : response)
                .filter(Objects::nonNull)
                .flatMap(decision -> decision.unfinished().stream())
                .findFirst()
                .orElse(null);
    }

    /** The rules that matched, in words. */
    String matched() {
        String text = names(request.matchedRuleIds());
        return response == null ? text : text + "; about the response: " + names(response.matchedRuleIds());
    }

    private static String names(List<String> ids) {
        return ids.isEmpty() ? "none" : String.join(", ", ids);
    }
}
