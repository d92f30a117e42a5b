package dev.flyball.core.rules.plan;

import dev.flyball.BudgetExceededException;
import dev.flyball.Meter;
import dev.flyball.core.rules.plan.Access.Entry;
import dev.flyball.core.rules.runtime.BytesSet;
import dev.flyball.core.rules.runtime.IntSet;
import dev.flyball.core.rules.runtime.IpSet;
import dev.flyball.core.rules.runtime.MemberSet;
import dev.flyball.core.rules.runtime.Relation;
import dev.flyball.core.rules.typed.Typed;
import dev.flyball.regex.Regex;
import dev.flyball.regex.RegexOptions;
import dev.flyball.regex.RegexSyntaxException;
import dev.flyball.rules.IpAddress;
import dev.flyball.rules.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds predicates that have to be true for a condition to be true, and that an index can hold: equality, membership,
 * ranges, prefixes and suffixes, regexes and literals; of one value, or of any of several. In an {@code and} one of them
 * is enough, the best is taken; an {@code or} needs one for each operand. What is negated has none.
 *
 * <p>An absent value makes all of these predicates false, so an index need not know of it.
 */
final class AccessFinder {
    /** A set of more members gets no entry for each. */
    private static final int MOST_MEMBERS = 1_024;

    /** The most entries for one rule. */
    private static final int MOST_ENTRIES = 4_096;

    private static final double REGEX_PROBE = 25;
    private static final double LIST_PROBE = 15;

    private final RegexOptions regexOptions;
    private final Meter meter;
    private final Map<String, Regex> literals = new HashMap<>();

    AccessFinder(RegexOptions regexOptions, Meter meter) {
        this.regexOptions = regexOptions.toBuilder().bytes(true).literal(false).build();
        this.meter = meter;
    }

    /** The best access to a condition, or null if it has none. */
    @Nullable
    Access find(Node node) {
        if (!node.accessIsKnown) {
            meter.charge(1L + node.operands.size());
            node.accessIsKnown = true;
            node.access = compute(node);
        }
        return node.access;
    }

    private @Nullable Access compute(Node node) {
        return switch (node.kind) {
            case AND -> bestOf(node);
            case OR -> anyOf(node);
            case ANY -> {
                Node array = node.operands.get(0);
                yield array.kind == Node.Kind.TEST && !array.changes ? ofTest(array) : null;
            }
            case TEST -> node.isArray || node.changes ? null : ofTest(node);
            case ALL, NOT, XOR -> null;
        };
    }

    private @Nullable Access anyOf(Node or) {
        List<Access> all = new ArrayList<>();
        int entries = 0;
        for (Node operand : or.operands) {
            Access access = find(operand);
            if (access == null || (entries += access.entries().size()) > MOST_ENTRIES) {
                return null;
            }
            all.add(access);
        }
        return Access.anyOf(all);
    }

    /** The operand by which an {@code and} is found best, or -1. */
    int best(Node and) {
        int best = -1;
        double least = Double.MAX_VALUE;
        for (int i = 0; i < and.operands.size(); i++) {
            Node operand = and.operands.get(i);
            Access access = find(operand);
            if (access != null) {
                double cost = access.costWith(10 + and.cost - operand.cost);
                if (cost < least) {
                    least = cost;
                    best = i;
                }
            }
        }
        return best;
    }

    private @Nullable Access bestOf(Node and) {
        int best = best(and);
        Access access = best < 0 ? null : find(and.operands.get(best));
        return access == null ? null : new Access(access.entries(), access.probability(), access.probeCost(), false);
    }

    private @Nullable Access ofTest(Node node) {
        ValueNode value = Objects.requireNonNull(node.value);
        Typed.Test test = Objects.requireNonNull(node.test);
        if (test instanceof Typed.IsTrue) {
            return ofTrue(value);
        }
        double probability = Estimates.probability(value, test);
        if (test instanceof Typed.CompareBytes compare) {
            return compare.relation() == Relation.EQUAL
                    ? one(value, new Access.Equal(compare.operand()), probability, 0)
                    : null;
        }
        if (test instanceof Typed.CompareInt compare) {
            IntSet.Range range = range(compare.relation(), compare.operand());
            return range == null ? null : one(value, new Access.Integers(List.of(range)), probability, 1);
        }
        if (test instanceof Typed.CompareIp compare) {
            IpSet.Range range = range(compare.relation(), compare.operand());
            return range == null ? null : one(value, new Access.Addresses(List.of(range)), probability, 1);
        }
        if (test instanceof Typed.In in) {
            return ofMembers(value, in.members(), probability);
        }
        if (test instanceof Typed.Wildcard wildcard) {
            return ofWildcard(value, wildcard);
        }
        Regex regex = test instanceof Typed.Matches matches
                ? matches.regex()
                : test instanceof Typed.Contains contains ? regex("(?-i)" + escaped(contains.needle())) : null;
        return regex == null ? null : one(value, new Access.Pattern(regex), probability, REGEX_PROBE);
    }

    private static Access one(ValueNode value, Access.Key key, double probability, double probeCost) {
        return new Access(List.of(new Entry(value, key)), probability, probeCost, true);
    }

    /** A Bool, {@code starts_with(v, "…")} or {@code ends_with(v, "…")}, or these of each of several. */
    private static @Nullable Access ofTrue(ValueNode value) {
        boolean each = value.typed instanceof Typed.Place place
                && place.isLifted()
                && place.steps().size() == 1
                && place.container() instanceof Typed.Call lifted
                && lifted.isForEach();
        ValueNode called = each ? value.first() : value;
        if (called.typed instanceof Typed.Call call
                && Estimates.isAffix(call)
                && call.isForEach() == each
                && call.arguments().get(1) instanceof Typed.Constant constant) {
            String text = (String) constant.value();
            boolean suffix = call.function().name().equals("ends_with");
            return one(called.first(), new Access.Affix(suffix, text), Estimates.affix(text.length()), 1);
        }
        return value.typed.type().equals(ValueType.BOOL) ? one(value, new Access.True(), 0.5, 1) : null;
    }

    private static IntSet.@Nullable Range range(Relation relation, long operand) {
        return switch (relation) {
            case EQUAL -> new IntSet.Range(operand, operand);
            case NOT_EQUAL -> null;
            case LESS -> operand == Long.MIN_VALUE ? null : new IntSet.Range(Long.MIN_VALUE, operand - 1);
            case LESS_OR_EQUAL -> new IntSet.Range(Long.MIN_VALUE, operand);
            case GREATER -> operand == Long.MAX_VALUE ? null : new IntSet.Range(operand + 1, Long.MAX_VALUE);
            case GREATER_OR_EQUAL -> new IntSet.Range(operand, Long.MAX_VALUE);
        };
    }

    /** The addresses of the operand's family that stand so to it; an operand itself is in the range, even if it does not. */
    private static IpSet.@Nullable Range range(Relation relation, IpAddress operand) {
        return switch (relation) {
            case EQUAL -> new IpSet.Range(operand, operand);
            case NOT_EQUAL, LESS, GREATER -> null;
            case LESS_OR_EQUAL -> new IpSet.Range(operand.network(0), operand);
            case GREATER_OR_EQUAL -> new IpSet.Range(operand, operand.networkEnd(0));
        };
    }

    private @Nullable Access ofMembers(ValueNode value, MemberSet set, double probability) {
        if (set.size() > MOST_MEMBERS) {
            return one(value, new Access.Members(set), probability, LIST_PROBE);
        }
        meter.charge(set.size());
        if (set instanceof BytesSet texts) {
            List<Entry> entries = texts.members().stream()
                    .sorted()
                    .map(text -> new Entry(value, new Access.Equal(text)))
                    .toList();
            // An empty set is true of nothing: the rule stays where it cannot be found by mistake.
            return entries.isEmpty() ? null : new Access(entries, probability, 0, true);
        }
        if (set instanceof IntSet integers) {
            List<IntSet.Range> ranges = new ArrayList<>();
            for (int i = 0; i < set.size(); i++) {
                ranges.add(new IntSet.Range(integers.first(i), integers.last(i)));
            }
            return ranges.isEmpty() ? null : one(value, new Access.Integers(ranges), probability, 1);
        }
        List<IpSet.Range> ranges = new ArrayList<>();
        for (int i = 0; i < set.size(); i++) {
            ranges.add(((IpSet) set).range(i));
        }
        return ranges.isEmpty() ? null : one(value, new Access.Addresses(ranges), probability, 1);
    }

    private @Nullable Access ofWildcard(ValueNode value, Typed.Wildcard wildcard) {
        StringBuilder pattern = new StringBuilder(wildcard.ignoreCase() ? "(?is)\\A" : "(?s-i)\\A");
        for (int i = 0; i < wildcard.parts().size(); i++) {
            pattern.append(i == 0 ? "" : ".*").append(escaped(wildcard.parts().get(i)));
        }
        Regex regex = regex(pattern.append("\\z").toString());
        return regex == null ? null : one(value, new Access.Pattern(regex), 0.05, REGEX_PROBE);
    }

    /** Each byte but ASCII letters and digits as its number. */
    private static String escaped(String bytes) {
        StringBuilder pattern = new StringBuilder();
        for (int i = 0; i < bytes.length(); i++) {
            char c = bytes.charAt(i);
            if (c < 0x80 && Character.isLetterOrDigit(c)) {
                pattern.append(c);
            } else {
                pattern.append(String.format(Locale.ROOT, "\\x%02x", (int) c));
            }
        }
        return pattern.toString();
    }

    /** The regex of a literal or a wildcard; null if it is too large for the limits of regexes, which is no fault. */
    private @Nullable Regex regex(String pattern) {
        Regex known = literals.get(pattern);
        if (known == null) {
            long most = regexOptions.compileBudget().maxSteps();
            try {
                known = Regex.compile(pattern, regexOptions, meter.slice(most));
            } catch (RegexSyntaxException e) {
                return null;
            } catch (BudgetExceededException e) {
                if (e.reason() != BudgetExceededException.Reason.STEPS || meter.stepsRemaining() == 0) {
                    throw e;
                }
                return null;
            }
            literals.put(pattern, known);
        }
        return known;
    }
}
