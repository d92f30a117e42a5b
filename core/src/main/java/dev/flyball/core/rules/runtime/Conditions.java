package dev.flyball.core.rules.runtime;

import java.util.List;

/** The conditions that others are made of. Operands are looked at from left to right, and no more than needed. */
public final class Conditions {
    private Conditions() {}

    /**
     * A comparison of one value; a step.
     *
     * @param whenAbsent the result when there is no value
     */
    public static Condition predicate(Value value, ValueTest test, boolean whenAbsent) {
        return (facts, meter) -> {
            meter.charge(1);
            Object present = value.get(facts, meter);
            return present == null ? whenAbsent : test.test(present, meter);
        };
    }

    public static Condition not(Condition operand) {
        return (facts, meter) -> !operand.test(facts, meter);
    }

    public static Condition and(List<Condition> operands) {
        Condition[] all = operands.toArray(Condition[]::new);
        return (facts, meter) -> {
            for (Condition operand : all) {
                if (!operand.test(facts, meter)) {
                    return false;
                }
            }
            return true;
        };
    }

    public static Condition or(List<Condition> operands) {
        Condition[] all = operands.toArray(Condition[]::new);
        return (facts, meter) -> {
            for (Condition operand : all) {
                if (operand.test(facts, meter)) {
                    return true;
                }
            }
            return false;
        };
    }

    /** Whether an odd number of operands is true. */
    public static Condition xor(List<Condition> operands) {
        Condition[] all = operands.toArray(Condition[]::new);
        return (facts, meter) -> {
            boolean odd = false;
            for (Condition operand : all) {
                odd ^= operand.test(facts, meter);
            }
            return odd;
        };
    }

    /** Whether some element passes a test: none after the first that does is looked at. */
    public static Condition any(Elements elements, ValueTest test) {
        return (facts, meter) -> {
            meter.charge(1);
            return elements.each(facts, meter, element -> !test.test(element, meter)) == Elements.Walk.STOPPED;
        };
    }

    /** Whether every element passes a test: none after the first that does not is looked at. */
    public static Condition all(Elements elements, ValueTest test) {
        return (facts, meter) -> {
            meter.charge(1);
            return elements.each(facts, meter, element -> test.test(element, meter)) != Elements.Walk.STOPPED;
        };
    }

    /** Whether some bit is true. */
    public static Condition any(BoolArray array) {
        return (facts, meter) -> array.evaluate(facts, meter).contains(true);
    }

    /** Whether no bit is false. */
    public static Condition all(BoolArray array) {
        return (facts, meter) -> !array.evaluate(facts, meter).contains(false);
    }
}
