package dev.flyball.core.rules.runtime;

import dev.flyball.rules.Rule;

/**
 * A rule together with what evaluates its condition. Immutable.
 *
 * @param position among all rules of the file, from 0
 */
public record CompiledRule(Rule rule, Condition condition, int position) {}
