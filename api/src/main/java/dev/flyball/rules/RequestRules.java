package dev.flyball.rules;

import java.util.List;
import java.util.Set;

/**
 * The rules for one request, whatever is deployed meanwhile: one version of them for all phases, with the scores and the
 * skipped rules of the phases before. For one thread at a time. Not for hosts to implement.
 */
public interface RequestRules {
    /** The {@linkplain RuleSet#version() version} of the rule set. */
    String version();

    /** The rule set. */
    RuleSet rules();

    /**
     * Judges the request by the rules of some phases, in the order of the file, as if they were of one phase: an action that
     * ends one ends all of them.
     *
     * @throws IllegalArgumentException if the facts have another {@link Schema} object than the rules
     * @see #evaluate(Phase, Facts)
     */
    Decision evaluate(Set<Phase> phases, Facts facts);

    /**
     * Judges the request by the rules of one phase, on the meter that the request began with. The facts may be others than
     * in the phases before; a value that was absent may be there now. An action of one phase does not end another:
     * whether the request still has the others is the host's to decide.
     *
     * @throws IllegalArgumentException if the facts have another {@link Schema} object than the rules
     */
    Decision evaluate(Phase phase, Facts facts);

    /** From now on, decisions have a {@link Decision#trace()}: for looking into single requests, as it takes time. */
    RequestRules traced();

    /**
     * From now on, decisions come without simulation: it is left to {@link #simulate()}, for a host that sends the answer
     * first.
     */
    RequestRules deferred();

    /**
     * Does the simulation that was left for later: of all phases that were judged since {@link #deferred()}. The facts are
     * asked again, so they have to stand as they were. Nothing of it is charged to the request's meter, nor does it end with
     * it, unless the meter is cancelled. Simulation that is never done is lost and harms nothing.
     *
     * @return what the simulation found, a decision for each phase in its order; none if there is nothing to simulate or no
     *     room for it
     */
    List<Decision> simulate();
}
