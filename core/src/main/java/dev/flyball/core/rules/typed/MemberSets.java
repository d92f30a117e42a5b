package dev.flyball.core.rules.typed;

import dev.flyball.core.rules.runtime.MemberSet;
import java.util.ArrayList;
import java.util.List;

/**
 * The sets and lists that a condition looks into. Of what a condition means, lists alone can change while its text, the schema and
 * the host's code stay the same. Recurses as deep as the condition nests.
 */
public final class MemberSets {
    private MemberSets() {}

    /** All of them, in the order in which they are written. */
    public static List<MemberSet> of(Typed.Expression expression) {
        List<MemberSet> sets = new ArrayList<>();
        collect(expression, sets);
        return List.copyOf(sets);
    }

    private static void collect(Typed.Expression expression, List<MemberSet> sets) {
        if (expression instanceof Typed.Logical logical) {
            logical.operands().forEach(operand -> collect(operand, sets));
        } else if (expression instanceof Typed.Not not) {
            collect(not.operand(), sets);
        } else if (expression instanceof Typed.Quantified quantified) {
            collect(quantified.array(), sets);
        } else if (((Typed.Predicate) expression).test() instanceof Typed.In in) {
            sets.add(in.members());
        }
    }
}
