package dev.flyball.core.rules.plan;

import dev.flyball.Meter;
import dev.flyball.core.rules.runtime.BytesSet;
import dev.flyball.core.rules.runtime.Relation;
import dev.flyball.core.rules.typed.Typed;
import dev.flyball.core.text.SaltedHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes equal parts of conditions one object (hash-consing), from the leaves up: so each look-up compares the parts by
 * identity, and a condition costs its length. An {@code and} in an {@code and} becomes part of it, twice the same operand
 * once, and so for {@code or}. It recurses as deep as conditions nest. For one thread, for the rules of one mode.
 */
final class Interner {
    private final Map<Key, Node> nodes = new LinkedHashMap<>();
    private final Map<Key, ValueNode> values = new HashMap<>();
    private final Meter meter;

    /** What makes a part what it is: nodes among it are compared by identity. */
    private record Key(Object kind, List<?> parts, int hash) {
        Key(Object kind, List<?> parts) {
            this(kind, parts, SaltedHash.combined(PartHash.of(kind), parts.hashCode()));
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key that && hash == that.hash && kind.equals(that.kind) && parts.equals(that.parts);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    Interner(Meter meter) {
        this.meter = meter;
    }

    /** All different nodes so far, in the order in which they were found. */
    Iterable<Node> nodes() {
        return nodes.values();
    }

    Node node(Typed.Expression expression) {
        meter.charge(1);
        if (expression instanceof Typed.Logical logical) {
            Node.Kind kind = switch (logical.kind()) {
                case AND -> Node.Kind.AND;
                case OR -> Node.Kind.OR;
                case XOR -> Node.Kind.XOR;
            };
            return junction(kind, logical);
        }
        if (expression instanceof Typed.Not not) {
            Node operand = node(not.operand());
            return operand.kind == Node.Kind.NOT ? operand.operands.get(0) : of(Node.Kind.NOT, List.of(operand));
        }
        if (expression instanceof Typed.Quantified quantified) {
            return of(quantified.every() ? Node.Kind.ALL : Node.Kind.ANY, List.of(node(quantified.array())));
        }
        Typed.Predicate predicate = (Typed.Predicate) expression;
        ValueNode value = value(predicate.value());
        Key key = new Key(testKey(predicate.test()), List.of(value));
        Node known = nodes.get(key);
        if (known == null) {
            known = new Node(value, predicate.test(), predicate.isArray());
            value.users++;
            value.equalities += equalities(predicate.test());
            nodes.put(key, known);
        }
        return known;
    }

    private Node junction(Node.Kind kind, Typed.Logical logical) {
        boolean array = logical.isArray();
        List<Node> operands = new ArrayList<>();
        for (Typed.Expression operand : logical.operands()) {
            Node node = node(operand);
            // Arrays stay as they are written: their lengths count.
            if (!array && kind != Node.Kind.XOR && node.kind == kind) {
                meter.charge(node.operands.size());
                operands.addAll(node.operands);
            } else {
                operands.add(node);
            }
        }
        if (array || kind == Node.Kind.XOR) {
            return of(kind, operands);
        }
        Set<Node> different = new LinkedHashSet<>(operands);
        return different.size() == 1 ? operands.get(0) : of(kind, List.copyOf(different));
    }

    private Node of(Node.Kind kind, List<Node> operands) {
        Key key = new Key(kind, operands);
        Node known = nodes.get(key);
        if (known == null) {
            boolean quantified = kind == Node.Kind.ANY || kind == Node.Kind.ALL;
            known = new Node(kind, operands, !quantified && operands.get(0).isArray);
            operands.forEach(operand -> operand.users++);
            nodes.put(key, known);
        }
        return known;
    }

    private ValueNode value(Typed.Value typed) {
        meter.charge(1);
        List<ValueNode> parts = new ArrayList<>();
        Key key;
        if (typed instanceof Typed.Call call) {
            call.arguments().forEach(argument -> parts.add(value(argument)));
            key = new Key(call.function(), List.copyOf(parts));
        } else if (typed instanceof Typed.Place place) {
            parts.add(value(place.container()));
            key = new Key(place.steps(), List.copyOf(parts));
        } else {
            key = new Key(typed, List.of());
        }
        ValueNode known = values.get(key);
        if (known == null) {
            known = new ValueNode(typed, List.copyOf(parts));
            parts.forEach(part -> part.users++);
            values.put(key, known);
        }
        return known;
    }

    /** A regex is what its pattern says: all of a file have the same options. */
    private static Object testKey(Typed.Test test) {
        return test instanceof Typed.Matches matches
                ? Arrays.asList(Typed.Matches.class, matches.regex().pattern())
                : test;
    }

    private static int equalities(Typed.Test test) {
        if (test instanceof Typed.CompareBytes compare) {
            return compare.relation() == Relation.EQUAL ? 1 : 0;
        }
        if (test instanceof Typed.CompareInt compare) {
            return compare.relation() == Relation.EQUAL ? 1 : 0;
        }
        return test instanceof Typed.In in && in.members() instanceof BytesSet set ? set.size() : 0;
    }
}
