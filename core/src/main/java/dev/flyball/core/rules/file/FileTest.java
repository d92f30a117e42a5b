package dev.flyball.core.rules.file;

import dev.flyball.rules.Facts;
import dev.flyball.rules.Phase;
import org.jspecify.annotations.Nullable;

/**
 * A test that a rule file has. Immutable.
 *
 * @param ruleId the rule whose condition is asked, or null if all rules are
 * @param line where it begins, from 1
 * @param name as its author calls it; empty if he does not
 * @param expected what should come
 * @param by the rule that should decide, or null if that does not matter
 * @param phase of the decision that is meant: {@link Phase#REQUEST} is that about the request and its body, before there is a
 *     response; null for what becomes of the request in the end
 * @param maxSteps the most steps that it should take; {@link Long#MAX_VALUE} if that does not matter
 */
public record FileTest(
        @Nullable String ruleId,
        int line,
        String name,
        Facts given,
        Expected expected,
        @Nullable String by,
        @Nullable Phase phase,
        long maxSteps) {
    /** What a test expects: of one rule the first two, of all rules the others. */
    public enum Expected {
        MATCH("match"),
        NO_MATCH("no match"),
        BLOCK("block"),
        ALLOW("allow"),
        PASS("pass");

        private final String words;

        Expected(String words) {
            this.words = words;
        }

        /** As files and messages write it. */
        public String words() {
            return words;
        }
    }
}
