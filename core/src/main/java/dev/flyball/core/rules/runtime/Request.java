package dev.flyball.core.rules.runtime;

import dev.flyball.Meter;
import dev.flyball.rules.Facts;
import dev.flyball.rules.Phase;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of an evaluation.
 *
 * @param key what the host tells clients apart by, or null
 * @param facts of the schema of the rules
 * @param meter of the request
 * @param phases whose rules are to judge
 * @param session what the earlier phases of the request left, or null if there are none
 * @param traced whether the decision is to tell what was evaluated
 */
public record Request(
        @Nullable String key,
        Facts facts,
        Meter meter,
        Set<Phase> phases,
        Evaluation.@Nullable Session session,
        boolean traced) {
    /** A request to be judged by the rules of all phases, as if they were of one. */
    public static Request whole(@Nullable String key, Facts facts, Meter meter) {
        return new Request(key, facts, meter, Evaluation.ALL_PHASES, null, false);
    }

    /** The same request, to be judged by others. */
    public Request with(Meter own, Evaluation.@Nullable Session ofOthers) {
        return new Request(key, facts, own, phases, ofOthers, false);
    }
}
