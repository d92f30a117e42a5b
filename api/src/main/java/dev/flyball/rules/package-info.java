/**
 * Rules over the facts of a request. A {@link dev.flyball.rules.Schema} declares the fields, a
 * {@link dev.flyball.rules.RuleSet} is compiled from text, a {@link dev.flyball.rules.RuleEngine} holds the live one and
 * gives a {@link dev.flyball.rules.Decision} about {@link dev.flyball.rules.Facts}.
 */
@NullMarked
package dev.flyball.rules;

import org.jspecify.annotations.NullMarked;
