package dev.flyball.core.rules.lint;

import dev.flyball.core.rules.language.Formula;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A formula as cases, of which one at least must hold: each a list of literals that must all hold (disjunctive normal
 * form). It recurses as deep as the formula nests; formulas of more cases than {@value #MOST} are not looked at.
 */
final class Cases {
    private static final int MOST = 64;

    private Cases() {}

    /** The cases in which the formula is true or, if not {@code wanted}, false; null if there are too many. */
    static @Nullable List<List<Literal>> of(Formula formula, boolean wanted) {
        if (formula instanceof Formula.Leaf leaf) {
            return List.of(List.of(new Literal(leaf, wanted)));
        }
        if (formula instanceof Formula.Not not) {
            return of(not.operand(), !wanted);
        }
        Formula.Joined joined = (Formula.Joined) formula;
        List<List<Literal>> cases = null;
        for (Formula operand : joined.operands()) {
            List<List<Literal>> more = of(operand, wanted);
            if (more == null) {
                return null;
            }
            cases = cases == null ? more : joined.and() == wanted ? product(cases, more) : sum(cases, more);
            if (cases.size() > MOST) {
                return null;
            }
        }
        return cases;
    }

    private static List<List<Literal>> sum(List<List<Literal>> some, List<List<Literal>> more) {
        List<List<Literal>> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    /** The cases in which one of the first and one of the second hold; not all of them if there are too many. */
    static List<List<Literal>> product(List<List<Literal>> first, List<List<Literal>> second) {
        List<List<Literal>> all = new ArrayList<>();
        for (List<Literal> some : first) {
            for (List<Literal> more : second) {
                if (all.size() <= MOST) {
                    all.add(sumOf(some, more));
                }
            }
        }
        return all;
    }

    private static List<Literal> sumOf(List<Literal> some, List<Literal> more) {
        List<Literal> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }
}
