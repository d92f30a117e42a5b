package dev.flyball.core.rules.runtime;

import dev.flyball.Meter;
import dev.flyball.rules.FactLimits;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The conditions that others are made of. An operand whose facts cannot be had is an error, and an error does not matter
 * where another operand decides: {@code and} is false if any operand is false, {@code or} is true if any is true, and else
 * the error is the result (Kleene's logic, as in CEL). So the value of a condition does not depend on the order in which
 * its operands are looked at, and the plan is free to choose one.
 */
public final class Conditions {
    private Conditions() {}

    /**
     * A comparison of one value; a step.
     *
     * @param whenAbsent the result when there is no value
     */
    public static Condition predicate(Value value, ValueTest test, boolean whenAbsent) {
        return new Predicate(value, test, whenAbsent);
    }

    public static Condition not(Condition operand) {
        return new Not(operand);
    }

    public static Condition and(List<Condition> operands) {
        return new Junction(true, operands);
    }

    public static Condition or(List<Condition> operands) {
        return new Junction(false, operands);
    }

    /** Whether an odd number of operands is true. */
    public static Condition xor(List<Condition> operands) {
        return new Xor(operands);
    }

    /** Whether some element passes a test: none after the first that does is looked at. */
    public static Condition any(Elements elements, ValueTest test) {
        return new Quantified(false, elements, test);
    }

    /** Whether every element passes a test: none after the first that does not is looked at. */
    public static Condition all(Elements elements, ValueTest test) {
        return new Quantified(true, elements, test);
    }

    /** Whether some bit is true. */
    public static Condition any(BoolArray array) {
        return new QuantifiedArray(false, array);
    }

    /** Whether no bit is false. */
    public static Condition all(BoolArray array) {
        return new QuantifiedArray(true, array);
    }

    private static final class Predicate implements Condition {
        private final Value value;
        private final ValueTest test;
        private final boolean whenAbsent;

        Predicate(Value value, ValueTest test, boolean whenAbsent) {
            this.value = value;
            this.test = test;
            this.whenAbsent = whenAbsent;
        }

        @Override
        public boolean test(FactsReader facts, Meter meter) {
            Tracer tracer = facts.tracer();
            long before = tracer == null ? 0 : meter.scanSteps();
            meter.charge(1);
            Object present = value.get(facts, meter);
            boolean result = present == null ? whenAbsent : test.test(present, meter);
            if (tracer != null) {
                tracer.predicate(this, present, result, meter.scanSteps() - before);
            }
            return result;
        }

        @Override
        public long mostSteps(FactLimits limits) {
            long own = Cost.plus(1, test.mostSteps(value.extent(limits).bytes()));
            return Cost.plus(own, value.mostSteps(limits));
        }

        @Override
        public String toString() {
            return (value + " " + test).strip();
        }
    }

    private static final class Not implements Condition {
        private final Condition operand;

        Not(Condition operand) {
            this.operand = operand;
        }

        @Override
        public boolean test(FactsReader facts, Meter meter) {
            return !operand.test(facts, meter);
        }

        @Override
        public void forEachPart(Consumer<Condition> given) {
            operand.forEachPart(given);
        }

        @Override
        public long mostSteps(FactLimits limits) {
            return operand.mostSteps(limits);
        }

        @Override
        public String toString() {
            return "not " + enclosed(operand);
        }
    }

    /** {@code and} or {@code or}. */
    static final class Junction implements Condition {
        /** What stands for no operand. */
        static final int NONE = -1;

        private final boolean and;
        private final Condition[] operands;

        Junction(boolean and, List<Condition> operands) {
            this.and = and;
            this.operands = operands.toArray(Condition[]::new);
        }

        @Override
        public boolean test(FactsReader facts, Meter meter) {
            return testBut(NONE, NONE, facts, meter);
        }

        /** The same, without two operands that do not decide, as is known: they are true in an {@code and}. */
        boolean testBut(int known, int other, FactsReader facts, Meter meter) {
            FactsException failure = null;
            for (int i = 0; i < operands.length; i++) {
                if (i == known || i == other) {
                    continue;
                }
                try {
                    if (operands[i].test(facts, meter) != and) {
                        return !and;
                    }
                } catch (FactsException e) {
                    failure = failure == null ? e : failure;
                }
            }
            if (failure != null) {
                throw failure;
            }
            return and;
        }

        @Override
        public void forEachPart(Consumer<Condition> given) {
            for (Condition operand : operands) {
                operand.forEachPart(given);
            }
        }

        @Override
        public long mostSteps(FactLimits limits) {
            return sum(operands, limits);
        }

        @Override
        public String toString() {
            return joined(Stream.of(operands), and ? " and " : " or ");
        }
    }

    private static final class Xor implements Condition {
        private final Condition[] operands;

        Xor(List<Condition> operands) {
            this.operands = operands.toArray(Condition[]::new);
        }

        @Override
        public boolean test(FactsReader facts, Meter meter) {
            boolean odd = false;
            for (Condition operand : operands) {
                odd ^= operand.test(facts, meter);
            }
            return odd;
        }

        @Override
        public void forEachPart(Consumer<Condition> given) {
            for (Condition operand : operands) {
                operand.forEachPart(given);
            }
        }

        @Override
        public long mostSteps(FactLimits limits) {
            return sum(operands, limits);
        }

        @Override
        public String toString() {
            return joined(Stream.of(operands), " xor ");
        }
    }

    private static final class Quantified implements Condition {
        private final boolean every;
        private final Elements elements;
        private final ValueTest test;

        Quantified(boolean every, Elements elements, ValueTest test) {
            this.every = every;
            this.elements = elements;
            this.test = test;
        }

        @Override
        public boolean test(FactsReader facts, Meter meter) {
            long before = meter.scanSteps();
            meter.charge(1);
            Elements.Walk end = elements.each(facts, meter, element -> test.test(element, meter) == every);
            boolean result = (end == Elements.Walk.STOPPED) != every;
            traced(this, facts, result, meter.scanSteps() - before);
            return result;
        }

        @Override
        public long mostSteps(FactLimits limits) {
            return Cost.plus(1, ofEach(elements, test, limits));
        }

        @Override
        public String toString() {
            return (every ? "all(" : "any(") + (elements + " " + test).strip() + ")";
        }
    }

    private static final class QuantifiedArray implements Condition {
        private final boolean every;
        private final BoolArray array;

        QuantifiedArray(boolean every, BoolArray array) {
            this.every = every;
            this.array = array;
        }

        @Override
        public boolean test(FactsReader facts, Meter meter) {
            long before = meter.scanSteps();
            boolean result = array.evaluate(facts, meter).contains(!every) != every;
            traced(this, facts, result, meter.scanSteps() - before);
            return result;
        }

        @Override
        public long mostSteps(FactLimits limits) {
            return array.mostSteps(limits);
        }

        @Override
        public String toString() {
            return (every ? "all(" : "any(") + array + ")";
        }
    }

    private static long sum(Condition[] operands, FactLimits limits) {
        long sum = 0;
        for (Condition operand : operands) {
            sum = Cost.plus(sum, operand.mostSteps(limits));
        }
        return sum;
    }

    /** The most steps of testing each element. */
    static long ofEach(Elements elements, ValueTest test, FactLimits limits) {
        long tests = Cost.times(
                elements.most(limits), test.mostSteps(elements.extent(limits).bytes()));
        return Cost.plus(elements.mostSteps(limits), tests);
    }

    private static void traced(Condition condition, FactsReader facts, boolean result, long steps) {
        Tracer tracer = facts.tracer();
        if (tracer != null) {
            tracer.elements(condition, result, steps);
        }
    }

    static String joined(Stream<?> operands, String operator) {
        return operands.map(Conditions::enclosed).collect(Collectors.joining(operator));
    }

    /** The text of an operand, in parentheses where it has operands itself. */
    private static String enclosed(@Nullable Object operand) {
        Object inner = operand instanceof SharedCondition shared ? shared.condition() : operand;
        return inner instanceof Junction || inner instanceof Xor || inner instanceof BoolArray.Combined
                ? "(" + inner + ")"
                : String.valueOf(inner);
    }
}
