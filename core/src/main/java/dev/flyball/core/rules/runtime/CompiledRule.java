package dev.flyball.core.rules.runtime;

import dev.flyball.rules.Rule;

/** A rule together with what evaluates its condition. Immutable. */
public record CompiledRule(Rule rule, Condition condition) {}
