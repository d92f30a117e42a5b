package dev.flyball.core.rules.lint;

import dev.flyball.core.rules.language.Formula;

/**
 * A part of a condition that must be true or, if not {@code positive}, false. Immutable.
 */
record Literal(Formula.Leaf leaf, boolean positive) {}
