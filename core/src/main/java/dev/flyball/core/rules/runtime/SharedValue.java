package dev.flyball.core.rules.runtime;

import dev.flyball.BudgetExceededException;
import dev.flyball.Meter;
import dev.flyball.rules.FactLimits;
import org.jspecify.annotations.Nullable;

/** A value that several conditions ask about: it is computed once for each request, as a {@link SharedCondition} is. */
public final class SharedValue implements Value {
    private final Value value;
    private final int slot;
    private final boolean isMade;

    /**
     * A value to be shared.
     *
     * @param slot one of a kind in a {@link Memo}, among those of values
     * @param isMade whether a function makes it
     */
    public SharedValue(Value value, int slot, boolean isMade) {
        this.value = value;
        this.slot = slot;
        this.isMade = isMade;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // what stands for an absent value is one object
    public @Nullable Object get(FactsReader facts, Meter meter) {
        meter.charge(1);
        Memo memo = facts.memo();
        Object known = memo.value(slot);
        if (known == Memo.ABSENT) {
            return null;
        }
        if (known instanceof FactsException failure) {
            throw failure;
        }
        if (known != null) {
            return known;
        }
        try {
            Object computed = compute(facts, memo, meter);
            memo.keepValue(slot, computed == null ? Memo.ABSENT : computed, isMade);
            return computed;
        } catch (FactsException e) {
            memo.keepValue(slot, e, false);
            throw e;
        }
    }

    private @Nullable Object compute(FactsReader facts, Memo memo, Meter meter) {
        Meter shared = memo.shared();
        if (shared != null) {
            try {
                return value.get(facts, shared);
            } catch (BudgetExceededException e) {
                memo.sharedEnded(e);
            }
        }
        return value.get(facts, meter);
    }

    @Override
    public long mostSteps(FactLimits limits) {
        return Cost.plus(1, value.mostSteps(limits));
    }

    @Override
    public Extent extent(FactLimits limits) {
        return value.extent(limits);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
