package dev.flyball.core.rules.runtime;

import dev.flyball.rules.Unfinished;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Notes which rules did not finish in a pass, and of whose fault that was. For one thread. */
final class UnfinishedLog {
    private List<Unfinished> tried = List.of();

    private UnfinishedRules.@Nullable Rest rest;

    void add(Unfinished rule) {
        tried = GrowingList.with(tried, rule);
    }

    /** Notes those that were not tried, as the whole allowance ended. */
    void end(UnfinishedRules.Rest others) {
        rest = others;
    }

    /** All; it does not change any more, also when this log is cleared. */
    List<Unfinished> all() {
        return UnfinishedRules.of(tried, rest);
    }

    /**
     * How many rules did not finish for a reason that is theirs: steps, facts, or a breaker that such has opened. The end of the whole
     * allowance is one, however many rules were left: it is no rule's fault that it stands behind others, nor that these leave a
     * score unknown.
     */
    int faults() {
        return faults(ruleId -> false);
    }

    /** The same without some rules that were tried. */
    int faults(Predicate<String> excused) {
        int faults = rest != null && rest.reason() == Unfinished.Reason.STEPS ? 1 : 0;
        for (Unfinished rule : tried) {
            faults += switch (rule.reason()) {
                case STEPS, ERROR, BREAKER -> excused.test(rule.ruleId()) ? 0 : 1;
                case DEADLINE, CANCELLED, INTERRUPTED, SCORE -> 0;
            };
        }
        return faults;
    }

    /** The ids of the rules that their circuit breakers did not let run, in their order. */
    List<String> refused() {
        List<String> refused = List.of();
        for (Unfinished rule : tried) {
            if (rule.reason() == Unfinished.Reason.BREAKER) {
                refused = GrowingList.with(refused, rule.ruleId());
            }
        }
        return refused;
    }

    /** Whether the pass ended early for a reason that no rule can help: time, or the host. */
    boolean wasCutShort() {
        return rest != null && rest.reason() != Unfinished.Reason.STEPS;
    }

    /** Whether the pass ended early because the time was over. */
    boolean ranOutOfTime() {
        return rest != null && rest.reason() == Unfinished.Reason.DEADLINE;
    }

    void clear() {
        tried = List.of();
        rest = null;
    }
}
