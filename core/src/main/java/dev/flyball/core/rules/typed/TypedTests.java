package dev.flyball.core.rules.typed;

import dev.flyball.core.rules.runtime.ValueTest;
import dev.flyball.core.rules.runtime.ValueTests;

/** What runs for a {@link Typed.Test}. */
public final class TypedTests {
    private TypedTests() {}

    /** The test of values that a typed one stands for. */
    public static ValueTest of(Typed.Test test) {
        if (test instanceof Typed.CompareInt compare) {
            return ValueTests.compare(compare.relation(), compare.operand());
        }
        if (test instanceof Typed.CompareBytes compare) {
            return ValueTests.compare(compare.relation(), compare.operand());
        }
        if (test instanceof Typed.CompareIp compare) {
            return ValueTests.compare(compare.relation(), compare.operand());
        }
        if (test instanceof Typed.HasBits hasBits) {
            return ValueTests.hasBits(hasBits.bits());
        }
        if (test instanceof Typed.Contains contains) {
            return ValueTests.contains(contains.needle());
        }
        if (test instanceof Typed.Matches matches) {
            return ValueTests.matches(matches.regex());
        }
        if (test instanceof Typed.Wildcard wildcard) {
            return ValueTests.wildcard(wildcard.parts(), wildcard.ignoreCase());
        }
        return test instanceof Typed.In in ? in.members() : ValueTests.isTrue();
    }
}
