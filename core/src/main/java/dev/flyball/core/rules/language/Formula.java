package dev.flyball.core.rules.language;

import dev.flyball.core.rules.typed.Typed;
import java.util.List;

/** A condition as its parts and what joins them, for those who reason about conditions. Immutable. */
public sealed interface Formula permits Formula.Leaf, Formula.Not, Formula.Joined {
    /**
     * A part that is not looked into.
     *
     * @param key its text in one form: parts with equal keys have equal values
     * @param start where it begins in the condition, in chars
     * @param points of a comparison the literals that it compares with, ranges by their first and last ones; empty if they
     *     are not known, as those of a list
     * @param isPoint whether it is true of nothing but its points
     */
    record Leaf(String key, int start, Typed.Expression typed, List<Object> points, boolean isPoint)
            implements Formula {}

    record Not(Formula operand) implements Formula {}

    /** Operands joined by {@code and} or, if not {@code and}, by {@code or}. */
    record Joined(boolean and, List<Formula> operands) implements Formula {}
}
