package dev.flyball.core.rules.plan;

import dev.flyball.core.rules.typed.Typed;
import dev.flyball.rules.Rule;

/** A rule with its condition, resolved and checked. Immutable. */
public record TypedRule(Rule rule, Typed.Expression condition) {}
