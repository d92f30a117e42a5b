package dev.flyball.core.rules.lint;

import dev.flyball.Meter;
import dev.flyball.core.rules.language.Formula;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which earlier rule decides wherever a rule matches: the earlier one is true whenever the later one is, that is, the later
 * one and the opposite of the earlier one contradict each other in every case.
 *
 * <p>Not all pairs are looked at. An earlier rule that wants one value to equal a literal is found by that comparison; of
 * the others, the last {@value #MOST_OTHERS} are tried.
 */
final class Shadows {
    private static final int MOST_OTHERS = 100;
    private static final int MOST_OF_A_KEY = 20;

    private final Contradictions contradictions;
    private final Meter meter;
    private final Map<String, List<Decider>> byKey = new HashMap<>();
    private final List<Decider> others = new ArrayList<>();

    /**
     * An earlier rule.
     *
     * @param not the cases in which it does not match
     */
    private record Decider(String id, List<List<Literal>> not) {}

    Shadows(Contradictions contradictions, Meter meter) {
        this.contradictions = contradictions;
        this.meter = meter;
    }

    /** Notes a rule that decides. */
    void add(String id, Formula formula, @Nullable List<List<Literal>> cases) {
        List<List<Literal>> not = Cases.of(formula, false);
        if (not == null) {
            return;
        }
        Decider decider = new Decider(id, not);
        String key = cases != null && cases.size() == 1 ? equality(cases.get(0)) : null;
        List<Decider> list = key == null ? others : byKey.computeIfAbsent(key, k -> new ArrayList<>());
        if (list.size() == (key == null ? MOST_OTHERS : MOST_OF_A_KEY)) {
            list.remove(0);
        }
        list.add(decider);
    }

    /** A comparison that has to hold, or null. */
    private static @Nullable String equality(List<Literal> literals) {
        for (Literal literal : literals) {
            if (literal.positive()
                    && literal.leaf().isPoint()
                    && literal.leaf().points().stream().distinct().count() == 1) {
                return literal.leaf().key();
            }
        }
        return null;
    }

    /** The id of the first rule found that decides in all of these cases, or null. */
    @Nullable
    String of(List<List<Literal>> cases) {
        List<Decider> candidates = new ArrayList<>(others);
        if (!cases.isEmpty()) {
            cases.get(0)
                    .forEach(literal ->
                            candidates.addAll(byKey.getOrDefault(literal.leaf().key(), List.of())));
        }
        for (Decider decider : candidates) {
            meter.charge(1);
            if (!contradictions.take((long) cases.size() * decider.not.size())) {
                return null;
            }
            List<List<Literal>> both = Cases.product(cases, decider.not);
            if (both.size() == cases.size() * decider.not.size()
                    && both.stream().allMatch(contradictions::areIn)) {
                return decider.id;
            }
        }
        return null;
    }
}
