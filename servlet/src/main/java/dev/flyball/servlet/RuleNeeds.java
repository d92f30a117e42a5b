package dev.flyball.servlet;

import dev.flyball.rules.Phase;
import dev.flyball.rules.Rule;
import dev.flyball.rules.RuleSet;

/**
 * What a rule set needs of the filter. Whether it asks for the body goes by the text of the conditions: one that has the
 * field's name in a string or a comment counts too, which costs no more than a body read in vain.
 *
 * @param body whether the body has to be read
 * @param response whether there are rules that judge the response
 */
record RuleNeeds(boolean body, boolean response) {
    private static final String BODY = "http.request.body.";

    private static RuleNeeds of(RuleSet rules) {
        boolean body = false;
        boolean response = false;
        for (Rule rule : rules.rules()) {
            if (rule.mode() != Rule.Mode.OFF) {
                body |= rule.condition().contains(BODY);
                response |= rule.phase() == Phase.RESPONSE;
            }
        }
        return new RuleNeeds(body, response);
    }

    /** Keeps what the rule sets need that were asked about last: during a rollout, two of them take turns. Thread-safe. */
    static final class Known {
        private static final int KEPT = 4;

        private record Answer(RuleSet rules, RuleNeeds needs) {}

        private volatile Answer[] answers = {};

        @SuppressWarnings("ReferenceEquality") // another object is another rule set, whatever it equals
        RuleNeeds of(RuleSet rules) {
            Answer[] known = answers;
            for (Answer answer : known) {
                if (answer.rules() == rules) {
                    return answer.needs();
                }
            }
            RuleNeeds needs = RuleNeeds.of(rules);
            Answer[] more = new Answer[Math.min(KEPT, known.length + 1)];
            System.arraycopy(known, 0, more, 1, more.length - 1);
            more[0] = new Answer(rules, needs);
            answers = more;
            return needs;
        }
    }
}
