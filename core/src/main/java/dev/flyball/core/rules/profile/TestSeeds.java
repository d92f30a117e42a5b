package dev.flyball.core.rules.profile;

import dev.flyball.core.rules.profile.Recipe.Fixed;
import dev.flyball.core.rules.profile.Recipe.Pump;
import dev.flyball.core.rules.runtime.BytesSet;
import dev.flyball.core.rules.runtime.IntSet;
import dev.flyball.core.rules.runtime.IpSet;
import dev.flyball.core.rules.runtime.MemberSet;
import dev.flyball.core.rules.runtime.Relation;
import dev.flyball.core.rules.typed.Typed;
import dev.flyball.rules.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** What is worth giving to a test: what it is true of and what it is not, such that it has most to do. For one thread. */
final class TestSeeds {
    private static final int MOST_PARTS = 8;

    private final RegexTrials trials;

    /**
     * What to give.
     *
     * @param better of which the result is as wanted
     * @param worse of which it is not; where that cannot be told, either
     * @param before what has to be at the beginning, or anywhere, for the result to be as wanted
     * @param after what has to be at the end for that
     */
    record Seeds(List<Object> better, List<Object> worse, String before, String after) {
        /** If the opposite is wanted, nothing has to be anywhere. */
        Seeds swapped() {
            return new Seeds(worse, better, "", "");
        }

        Seeds mapped(UnaryOperator<Object> map) {
            return new Seeds(
                    better.stream().map(map).toList(), worse.stream().map(map).toList(), before, after);
        }

        Seeds and(List<Object> more) {
            List<Object> all = new ArrayList<>(worse);
            all.addAll(more);
            return new Seeds(better, all, before, after);
        }
    }

    TestSeeds(RegexTrials trials) {
        this.trials = trials;
    }

    /** What is worth giving; better is what makes the test true. */
    Seeds of(Typed.Test test) {
        if (test instanceof Typed.IsTrue) {
            return seeds(List.of(true), List.of(false));
        }
        if (test instanceof Typed.CompareInt compare) {
            return ofRelation(compare.relation(), compare.operand(), compare.operand() - 1, compare.operand() + 1);
        }
        if (test instanceof Typed.CompareIp compare) {
            IpAddress operand = compare.operand();
            return ofRelation(compare.relation(), operand, operand.network(0), operand.networkEnd(0));
        }
        if (test instanceof Typed.CompareBytes compare) {
            String operand = compare.operand();
            return ofRelation(
                    compare.relation(),
                    new Fixed(operand),
                    new Fixed(operand.isEmpty() ? "" : nearly(operand)),
                    Pump.of("x").between(operand, ""));
        }
        if (test instanceof Typed.HasBits hasBits) {
            return seeds(List.of(hasBits.bits()), List.of(0L));
        }
        if (test instanceof Typed.In in) {
            return ofMembers(in.members());
        }
        if (test instanceof Typed.Contains contains) {
            return ofParts(List.of("", contains.needle(), ""));
        }
        if (test instanceof Typed.Wildcard wildcard) {
            return ofParts(wildcard.parts());
        }
        RegexTrials.Found found = trials.of(((Typed.Matches) test).regex().pattern(), false);
        List<Object> matching = new ArrayList<>();
        matching.add(new Fixed(found.witness()));
        matching.add(Pump.of("x").between(found.atEnd() ? "" : found.witness(), found.atEnd() ? found.witness() : ""));
        boolean last = found.atEnd() && !found.atBegin();
        return new Seeds(
                matching, List.copyOf(found.worst()), last ? "" : found.witness(), last ? found.witness() : "");
    }

    private static Seeds seeds(List<Object> yes, List<Object> no) {
        return new Seeds(yes, no, "", "");
    }

    /** The same text with another end. */
    private static String nearly(String text) {
        int last = text.length() - 1;
        return text.substring(0, last) + (char) (text.charAt(last) ^ 1);
    }

    private static Seeds ofRelation(Relation relation, Object operand, Object less, Object more) {
        return switch (relation) {
            case EQUAL -> seeds(List.of(operand), List.of(less, more));
            case NOT_EQUAL -> seeds(List.of(less, more), List.of(operand));
            case LESS -> seeds(List.of(less), List.of(operand, more));
            case LESS_OR_EQUAL -> seeds(List.of(operand, less), List.of(more));
            case GREATER -> seeds(List.of(more), List.of(operand, less));
            case GREATER_OR_EQUAL -> seeds(List.of(operand, more), List.of(less));
        };
    }

    private static Seeds ofMembers(MemberSet members) {
        if (members.size() == 0) {
            return seeds(List.of(), List.of());
        }
        int last = members.size() - 1;
        if (members instanceof IntSet integers) {
            return seeds(
                    List.of(integers.first(0), integers.last(last)),
                    List.of(integers.last(last) + 1, integers.first(0) - 1));
        }
        if (members instanceof IpSet addresses) {
            IpAddress first = addresses.range(0).first();
            return seeds(List.of(first, addresses.range(last).last()), List.of(first.network(0), first.networkEnd(0)));
        }
        TreeSet<String> sorted = new TreeSet<>(((BytesSet) members).members());
        String longest = sorted.first();
        for (String member : sorted) {
            longest = member.length() > longest.length() ? member : longest;
        }
        String other = Objects.requireNonNull(longest).isEmpty() ? "x" : nearly(longest);
        return seeds(List.of(new Fixed(longest), new Fixed(sorted.first())), List.of(new Fixed(other), Pump.of("x")));
    }

    /** Of texts with literals in this order: what has all, and what has nearly one, again and again. */
    private static Seeds ofParts(List<String> parts) {
        String first = parts.get(0);
        String last = parts.get(parts.size() - 1);
        String inner = String.join("", parts.subList(Math.min(1, parts.size()), Math.max(1, parts.size() - 1)));
        List<Object> yes = new ArrayList<>();
        yes.add(parts.size() == 1 ? new Fixed(first) : Pump.of("x").between(first, inner + last));
        yes.add(new Fixed(String.join("", parts)));
        List<Object> no = new ArrayList<>();
        StringBuilder before = new StringBuilder(first);
        for (String part : parts.subList(0, Math.min(MOST_PARTS, parts.size()))) {
            if (part.isEmpty()) {
                continue;
            }
            String start = part.substring(0, part.length() - 1);
            if (!start.isEmpty()) {
                no.add(Pump.of(start).between(before.toString(), last));
                no.add(Pump.of(part.substring(1)).between(before.toString(), last));
            }
            no.add(Pump.of(part.substring(0, 1)).between(first, last));
            no.add(Pump.of(part.substring(part.length() - 1)).between(first, last));
            before.append(part);
        }
        no.add(Pump.of("x").between(first, last));
        return new Seeds(yes, no, first + inner, last);
    }
}
