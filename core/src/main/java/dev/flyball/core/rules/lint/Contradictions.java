package dev.flyball.core.rules.lint;

import dev.flyball.Meter;
import dev.flyball.core.rules.runtime.FactsException;
import dev.flyball.core.rules.typed.Typed;
import dev.flyball.rules.IpAddress;
import dev.flyball.rules.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether literals can hold together. What is said to contradict itself does; not every contradiction is found. Two kinds
 * are: a part that must be true and false, and comparisons of one value with literals that no value passes. The latter is
 * found by trying: numbers and addresses change what comparisons say of them only at the literals, and a text that must be
 * one of some literals is one of them.
 */
final class Contradictions {
    private static final int MOST_CANDIDATES = 2_000;

    private final boolean absentNotEqual;
    private final Meter meter;
    private long allowed = Long.MAX_VALUE;

    /** @param absentNotEqual whether {@code ne} is true of an absent value */
    Contradictions(boolean absentNotEqual, Meter meter) {
        this.absentNotEqual = absentNotEqual;
        this.meter = meter;
    }

    /** From now on, no more than so many literals are looked at: beyond, nothing is said to contradict itself. */
    void allow(long work) {
        allowed = work;
    }

    /** Takes a part of the allowed work; whether it was left. */
    boolean take(long work) {
        allowed -= work;
        return allowed >= 0;
    }

    /** Whether these literals never hold together. */
    boolean areIn(List<Literal> literals) {
        if (!take(literals.size())) {
            return false;
        }
        Map<String, Boolean> signs = new HashMap<>();
        Map<Typed.Value, List<Literal>> byValue = new LinkedHashMap<>();
        for (Literal literal : literals) {
            meter.charge(1);
            Boolean before = signs.putIfAbsent(literal.leaf().key(), literal.positive());
            if (before != null && before != literal.positive()) {
                return true;
            }
            Typed.Predicate predicate = predicate(literal);
            if (predicate != null) {
                byValue.computeIfAbsent(predicate.value(), value -> new ArrayList<>())
                        .add(literal);
            }
        }
        for (Map.Entry<Typed.Value, List<Literal>> entry : byValue.entrySet()) {
            if (isImpossible(entry.getKey(), entry.getValue(), literals)) {
                return true;
            }
        }
        return false;
    }

    /** The predicate of a literal about one value, or null. */
    private static Typed.@Nullable Predicate predicate(Literal literal) {
        return literal.leaf().typed() instanceof Typed.Predicate predicate
                        && !predicate.value().isLifted()
                        && !predicate.value().type().isContainer()
                ? predicate
                : null;
    }

    private boolean isImpossible(Typed.Value value, List<Literal> direct, List<Literal> all) {
        if (value.type().equals(ValueType.INT) || value.type().equals(ValueType.IP)) {
            List<Literal> decided =
                    direct.stream().filter(Contradictions::isKnown).toList();
            return !decided.isEmpty() && !holds(decided, value, null) && failAroundTheirPoints(decided, value);
        }
        Literal one = direct.stream()
                .filter(literal -> literal.positive() && literal.leaf().isPoint())
                .findFirst()
                .orElse(null);
        if (one == null || one.leaf().points().size() > MOST_CANDIDATES) {
            return false;
        }
        List<Literal> decided =
                all.stream().filter(literal -> isAbout(value, literal)).toList();
        return !holds(decided, value, null)
                && one.leaf().points().stream().allMatch(candidate -> fail(decided, value, candidate));
    }

    /** Whether one of them is known to fail if the value is this. */
    private boolean fail(List<Literal> literals, Typed.Value value, Object candidate) {
        meter.charge(1);
        return take(literals.size()) && !holds(literals, value, candidate);
    }

    /**
     * Whether no value passes the literals. Candidates are tried as they are found, since most often one of the first passes:
     * to collect those of two sets of 500 numbers took longer than all else that lint does.
     */
    private boolean failAroundTheirPoints(List<Literal> literals, Typed.Value value) {
        boolean isLength = isLength(value);
        if (isLength && !fail(literals, value, 0L)) {
            return false;
        }
        Set<Object> tried = new HashSet<>();
        for (Literal literal : literals) {
            for (Object point : literal.leaf().points()) {
                for (Object candidate : around(point)) {
                    meter.charge(1);
                    if (isLength && (Long) candidate < 0 || !tried.add(candidate)) {
                        continue;
                    }
                    if (tried.size() > MOST_CANDIDATES || !fail(literals, value, candidate)) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    /** Whether what it says changes at its points only. */
    private static boolean isKnown(Literal literal) {
        return !literal.leaf().points().isEmpty();
    }

    private static boolean isLength(Typed.Value value) {
        return value instanceof Typed.Call call && call.function().name().equals("len");
    }

    private static boolean isAbout(Typed.Value value, Literal literal) {
        Typed.Predicate predicate = predicate(literal);
        return predicate != null && ValueOf.dependsOnlyOn(value, predicate.value());
    }

    private boolean holds(List<Literal> literals, Typed.Value value, @Nullable Object is) {
        for (Literal literal : literals) {
            Typed.Predicate predicate = predicate(literal);
            try {
                if (predicate != null
                        && ValueOf.isTrue(predicate, value, is, absentNotEqual, meter) != literal.positive()) {
                    return false;
                }
            } catch (FactsException e) {
                return true; // a function that fails says nothing
            }
        }
        return true;
    }

    /** A point and its neighbours: between two neighbours of points, no comparison changes. */
    private static List<Object> around(Object point) {
        if (point instanceof Long number) {
            return List.of(
                    number,
                    number == Long.MIN_VALUE ? number : number - 1,
                    number == Long.MAX_VALUE ? number : number + 1);
        }
        if (point instanceof IpAddress address) {
            // The other family, of which comparisons are false.
            IpAddress other = address.isV6() ? IpAddress.v4(0) : IpAddress.v6(0, 0);
            return List.of(address, neighbour(address, -1), neighbour(address, 1), other);
        }
        return List.of(point);
    }

    private static IpAddress neighbour(IpAddress address, int distance) {
        long low = address.lowBits() + distance;
        if (!address.isV6()) {
            return IpAddress.v4((int) low);
        }
        boolean carries = distance > 0 ? low == 0 : low == -1;
        return IpAddress.v6(address.highBits() + (carries ? distance : 0), low);
    }
}
