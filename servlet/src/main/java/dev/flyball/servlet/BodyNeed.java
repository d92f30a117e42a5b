package dev.flyball.servlet;

import dev.flyball.rules.Rule;
import dev.flyball.rules.RuleSet;
import org.jspecify.annotations.Nullable;

/**
 * Whether the live rules ask for the body, so that it has to be read. Goes by the text of the conditions, once for a rule
 * set: one that has the field's name in a string or a comment counts too, which costs no more than a body read in vain.
 *
 * <p>Thread-safe.
 */
final class BodyNeed {
    private static final String PREFIX = "http.request.body.";

    private record Answer(RuleSet rules, boolean needed) {}

    private volatile @Nullable Answer last;

    @SuppressWarnings("ReferenceEquality") // another object is another rule set, whatever it equals
    boolean of(RuleSet rules) {
        Answer answer = last;
        if (answer == null || answer.rules() != rules) {
            boolean needed = rules.rules().stream()
                    .anyMatch(rule ->
                            rule.mode() != Rule.Mode.OFF && rule.condition().contains(PREFIX));
            answer = new Answer(rules, needed);
            last = answer;
        }
        return answer.needed();
    }
}
