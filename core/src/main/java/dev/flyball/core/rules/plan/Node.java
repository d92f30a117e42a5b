package dev.flyball.core.rules.plan;

import dev.flyball.core.rules.runtime.Condition;
import dev.flyball.core.rules.typed.Typed;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A condition or a part of one, one object for all that are equal. Grows while a plan is made. */
final class Node {
    enum Kind {
        AND,
        OR,
        XOR,
        NOT,
        /** {@code any} of an array. */
        ANY,
        /** {@code all} of an array. */
        ALL,
        /** A test of one value, or of each of several. */
        TEST
    }

    final Kind kind;

    /** In the order in which they are evaluated, once that is chosen; none for a test. */
    List<Node> operands;

    /** What is tested; null if this is no test. */
    final @Nullable ValueNode value;

    /** What it is tested for; null if this is no test. */
    final Typed.@Nullable Test test;

    /** Whether it is an Array of Bool. */
    final boolean isArray;

    /** Whether it changes while rules are tried, so that nothing about it can be kept. */
    final boolean changes;

    /** An estimate of the nanoseconds that it takes. */
    final double cost;

    /** An estimate of how probable it is that it is true, from 0 to 1. */
    double probability;

    /** How many rules and other nodes, each counted once, have it as a part. */
    int users;

    /** Where it can be looked for, once that is known; see {@link AccessFinder}. */
    @Nullable
    Access access;

    boolean accessIsKnown;

    /** What evaluates it, once that is made; not for arrays. */
    @Nullable
    Condition compiled;

    Node(Kind kind, List<Node> operands, boolean isArray) {
        this.kind = kind;
        this.operands = operands;
        this.value = null;
        this.test = null;
        this.isArray = isArray;
        this.changes = operands.stream().anyMatch(operand -> operand.changes);
        this.cost = operands.stream().mapToDouble(operand -> operand.cost).sum() + 1;
    }

    Node(ValueNode value, Typed.Test test, boolean isArray) {
        this.kind = Kind.TEST;
        this.operands = List.of();
        this.value = value;
        this.test = test;
        this.isArray = isArray;
        this.changes = value.changes;
        this.cost = Estimates.cost(value, test);
    }
}
