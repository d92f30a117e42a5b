package dev.flyball.core.rules.runtime;

import dev.flyball.rules.EngineOptions;
import org.jspecify.annotations.Nullable;

/**
 * On which terms the rules of a rule set are run in an engine. Immutable, but for the counts.
 *
 * @param counts to add to, or null
 */
public record Terms(EngineOptions options, @Nullable RuleCounts counts, Switches switches) {}
