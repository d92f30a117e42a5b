package dev.flyball.core.rules.runtime;

import dev.flyball.rules.Action;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What matched rules have changed, and unfinished ones may have changed, for the rules after them, through all phases of one request: scores, and rules that are
 * not tried any more. One for the enforced rules and one for the simulated ones. For one thread.
 */
final class RequestState {
    private static final int SKIPPED_PER_STEP = 16;

    /** Adding to a sum among many thousands by its name, and copying it for the decision of this phase and later ones. */
    private static final int STEPS_PER_SCORE = 4;

    /**
     * What a rule changes for others.
     *
     * @param position the rule's, among all rules of the file
     * @param action the rule's, or null if the scores of many rules are not known any more
     * @param isCertain whether the rule matched; else it did not finish
     */
    record Effect(int position, @Nullable Action action, boolean isCertain) {}

    private final Program program;
    private final Scores scores = new Scores();
    private final BitSet skipped = new BitSet();

    RequestState(Program program) {
        this.program = program;
    }

    Scores scores() {
        return scores;
    }

    boolean isSkipped(int rule) {
        return skipped.get(rule);
    }

    /** The rules that are not tried any more; not to be changed. */
    BitSet skipped() {
        return skipped;
    }

    /** Whether an action changes anything here. */
    static boolean changes(Action action) {
        return action.kind().equals(Action.SCORE) || action.kind().equals(Action.SKIP);
    }

    /** Whether it is not known what others see if a rule with this action does not finish. */
    static boolean blurs(Action action) {
        return action.kind().equals(Action.SCORE);
    }

    /** The steps of doing that, or of noting that it is not known. */
    static long steps(Action action, Program program) {
        if (action.kind().equals(Action.SCORE)) {
            return 1L + (long) action.data().size() * STEPS_PER_SCORE;
        }
        int[] count = {0};
        forEachSkipped(action, program, rule -> count[0]++);
        return 1L + count[0] / SKIPPED_PER_STEP;
    }

    /** Does what an action says to scores and rules, or notes that it is not known whether it should be done. */
    void apply(Effect effect) {
        Action action = effect.action();
        if (action == null) {
            scores.lose();
        } else if (action.kind().equals(Action.SCORE)) {
            action.data().forEach((name, value) -> {
                long points = ((Number) value).longValue();
                if (effect.isCertain()) {
                    scores.add(name, points);
                } else {
                    scores.addPerhaps(name, points);
                }
            });
        } else {
            forEachSkipped(action, program, skipped::set);
        }
    }

    private static void forEachSkipped(Action action, Program program, IntConsumer rules) {
        if (!action.kind().equals(Action.SKIP)) {
            return;
        }
        for (Object tag : names(action.data(), "tags")) {
            for (int rule : program.withTag((String) tag)) {
                rules.accept(rule);
            }
        }
        for (Object id : names(action.data(), "rules")) {
            Integer rule = program.withId((String) id);
            if (rule != null) {
                rules.accept(rule);
            }
        }
    }

    private static List<?> names(Map<String, Object> data, String key) {
        return data.get(key) instanceof List<?> names ? names : List.of();
    }

    void clear() {
        scores.clear();
        skipped.clear();
    }
}
