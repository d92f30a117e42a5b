package dev.flyball.core.rules.runtime;

import dev.flyball.rules.EngineOptions;
import org.jspecify.annotations.Nullable;

/**
 * On which terms the rules of a rule set are run in an engine. Immutable, but for the counts
 * and breakers.
 *
 * @param counts to add to, or null
 * @param breakers of the rules, or null if there are none
 */
public record Terms(
        EngineOptions options,
        @Nullable RuleCounts counts,
        Switches switches,
        @Nullable RuleBreakers breakers) {
    /** The terms of an engine in which nothing is switched off. */
    static Terms of(EngineOptions options, @Nullable RuleCounts counts) {
        return new Terms(options, counts, Switches.ALL_ON, null);
    }

    RuleCounts.@Nullable Lane lane() {
        return counts == null ? null : counts.lane();
    }
}
