package dev.flyball.core.rules.runtime;

import dev.flyball.BudgetExceededException;
import dev.flyball.Meter;
import dev.flyball.rules.FactLimits;

/**
 * A condition that several others have as a part: it is evaluated once for each request, when it is first asked for, on
 * the allowance for shared work. What does not finish there is tried on the allowance of the rule that asks, and is not
 * kept if that ends, so that no rule's end is another one's.
 */
public final class SharedCondition implements Condition {
    private final Condition condition;
    private final int slot;

    /** @param slot one of a kind in a {@link Memo} */
    public SharedCondition(Condition condition, int slot) {
        this.condition = condition;
        this.slot = slot;
    }

    Condition condition() {
        return condition;
    }

    @Override
    public boolean test(FactsReader facts, Meter meter) {
        meter.charge(1);
        Memo memo = facts.memo();
        byte state = memo.state(slot);
        if (state == Memo.FAILED) {
            throw memo.failure(slot);
        }
        if (state != Memo.UNKNOWN) {
            return state == Memo.TRUE;
        }
        try {
            boolean result = evaluate(facts, memo, meter);
            memo.keep(slot, result);
            return result;
        } catch (FactsException e) {
            memo.keepFailure(slot, e);
            throw e;
        }
    }

    private boolean evaluate(FactsReader facts, Memo memo, Meter meter) {
        Meter shared = memo.shared();
        if (shared != null) {
            try {
                return condition.test(facts, shared);
            } catch (BudgetExceededException e) {
                memo.sharedEnded(e);
            }
        }
        return condition.test(facts, meter);
    }

    @Override
    public long mostSteps(FactLimits limits) {
        return Cost.plus(1, condition.mostSteps(limits));
    }

    @Override
    public String toString() {
        return condition.toString();
    }
}
