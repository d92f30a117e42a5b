package dev.flyball.core.rules.runtime;

import dev.flyball.Meter;
import dev.flyball.core.rules.runtime.Effects.Effect;
import dev.flyball.rules.Action;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * What matched rules have changed, and unfinished ones may have changed, for the rules after them, through all phases of one
 * request: scores, and rules that are not tried any more. One for the enforced rules and one for the simulated ones. For one
 * thread.
 */
final class RequestState {
    private static final int SKIPPED_PER_STEP = 16;

    /** Adding to a sum among many thousands by its name, and copying it for the decision of this phase and later ones. */
    private static final int STEPS_PER_SCORE = 4;

    private final Program program;
    private final Scores scores = new Scores();
    private final BitSet skipped = new BitSet();

    /** The rules that an unfinished one may have skipped. */
    private final BitSet doubted = new BitSet();

    private boolean allDoubted;

    RequestState(Program program) {
        this.program = program;
    }

    Scores scores() {
        return scores;
    }

    boolean isSkipped(int rule) {
        return skipped.get(rule);
    }

    /** Whether it is not known if a rule should have been skipped. */
    boolean isDoubted(int rule) {
        return allDoubted || doubted.get(rule);
    }

    /** From now on it is of no rule known if it should have been skipped. */
    void doubtAll() {
        allDoubted = true;
    }

    /** The rules that are not tried any more; not to be changed. */
    BitSet skipped() {
        return skipped;
    }

    /** Whether an action changes anything here; so it is not known what others see if a rule with it does not finish. */
    static boolean changes(Action action) {
        return adds(action) || skips(action);
    }

    static boolean adds(Action action) {
        return action.kind().equals(Action.SCORE);
    }

    static boolean skips(Action action) {
        return action.kind().equals(Action.SKIP);
    }

    /** Charges the steps of doing what an action says, or of noting that it is not known. */
    void pay(Action action, Meter meter) {
        meter.charge(stepsOfNames(action));
        if (skips(action)) {
            meter.charge(tagged(action, program) / SKIPPED_PER_STEP);
        }
    }

    /** The steps that {@link #pay} charges. */
    static long steps(Action action, Program program) {
        return stepsOfNames(action) + (skips(action) ? tagged(action, program) / SKIPPED_PER_STEP : 0);
    }

    private static long stepsOfNames(Action action) {
        return adds(action)
                ? 1L + (long) action.data().size() * STEPS_PER_SCORE
                : 1L + names(action, "tags").size() + names(action, "rules").size();
    }

    private static long tagged(Action skip, Program program) {
        long targets = 0;
        for (Object tag : names(skip, "tags")) {
            targets += program.withTag((String) tag).length;
        }
        return targets;
    }

    /** Does what an action says to scores and rules, or notes that it is not known whether it should be done. */
    void apply(Effect effect) {
        Action action = effect.action();
        if (action == null) {
            scores.lose();
        } else if (adds(action)) {
            action.data().forEach((name, value) -> {
                long points = ((Number) value).longValue();
                if (effect.isCertain()) {
                    scores.add(name, points);
                } else {
                    scores.addPerhaps(name, points);
                }
            });
        } else {
            forEachSkipped(action, effect.isCertain() ? skipped::set : doubted::set);
        }
    }

    private void forEachSkipped(Action skip, IntConsumer rules) {
        for (Object tag : names(skip, "tags")) {
            for (int rule : program.withTag((String) tag)) {
                rules.accept(rule);
            }
        }
        for (Object id : names(skip, "rules")) {
            Integer rule = program.withId((String) id);
            if (rule != null) {
                rules.accept(rule);
            }
        }
    }

    private static List<?> names(Action skip, String key) {
        return skip.data().get(key) instanceof List<?> names ? names : List.of();
    }

    void clear() {
        scores.clear();
        skipped.clear();
        doubted.clear();
        allDoubted = false;
    }
}
