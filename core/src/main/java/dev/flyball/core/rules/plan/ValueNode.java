package dev.flyball.core.rules.plan;

import dev.flyball.core.rules.runtime.Value;
import dev.flyball.core.rules.typed.Typed;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A value that conditions ask about, one object for all that are equal. Grows while a plan is made. */
final class ValueNode {
    /** As it was found first. */
    final Typed.Value typed;

    /** The arguments of a call, or the container of a place. */
    final List<ValueNode> parts;

    /** Whether it changes while rules are tried, so that nothing about it can be kept. */
    final boolean changes;

    /** How many other values and conditions, each counted once, have it as a part. */
    int users;

    /** How many different literals it is compared with for equality: the more, the less likely is each. */
    int equalities;

    /** What evaluates it, once that is made; not for several values. */
    @Nullable
    Value compiled;

    ValueNode(Typed.Value typed, List<ValueNode> parts) {
        this.typed = typed;
        this.parts = parts;
        this.changes = typed instanceof Typed.Score || parts.stream().anyMatch(part -> part.changes);
    }

    /** The value in which a place is, or the first argument of a call. */
    ValueNode first() {
        return parts.get(0);
    }
}
