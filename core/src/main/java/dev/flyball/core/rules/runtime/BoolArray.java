package dev.flyball.core.rules.runtime;

import dev.flyball.Meter;
import dev.flyball.rules.FactLimits;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/** A condition over {@code [*]}: a Bool for each element. Immutable. */
public interface BoolArray {
    Bits evaluate(FactsReader facts, Meter meter);

    /** The most steps of evaluating it, with facts within the limits. */
    long mostSteps(FactLimits limits);

    /** How many Bools there can be. */
    long most(FactLimits limits);

    /** Bools in a row, of one evaluation. */
    final class Bits {
        private final BitSet bits = new BitSet();
        private int length;

        void add(boolean bit) {
            bits.set(length++, bit);
        }

        boolean contains(boolean bit) {
            return bit ? !bits.isEmpty() : bits.nextClearBit(0) < length;
        }

        private void combine(Combination combination, Bits other, Meter meter) {
            int longer = Math.max(length, other.length);
            meter.charge(longer / Long.SIZE);
            switch (combination) {
                case AND -> bits.and(other.bits);
                case OR -> bits.or(other.bits);
                case XOR -> bits.xor(other.bits);
            }
            length = Math.min(length, other.length);
            bits.clear(length, longer);
        }
    }

    /** How operands are combined, element by element, to the length of the shortest. */
    enum Combination {
        AND,
        OR,
        XOR
    }

    /** A comparison of each element; each is a step. */
    static BoolArray predicate(Elements elements, ValueTest test) {
        return new OfElements(elements, test);
    }

    static BoolArray not(BoolArray operand) {
        return new Negated(operand);
    }

    static BoolArray combine(Combination combination, List<BoolArray> operands) {
        return new Combined(combination, List.copyOf(operands));
    }

    /** See {@link #predicate}. */
    record OfElements(Elements elements, ValueTest test) implements BoolArray {
        @Override
        public Bits evaluate(FactsReader facts, Meter meter) {
            meter.charge(1);
            Bits bits = new Bits();
            elements.each(facts, meter, element -> {
                bits.add(test.test(element, meter));
                return true;
            });
            return bits;
        }

        @Override
        public long mostSteps(FactLimits limits) {
            return Cost.plus(1, Conditions.ofEach(elements, test, limits));
        }

        @Override
        public long most(FactLimits limits) {
            return elements.most(limits);
        }

        @Override
        public String toString() {
            return (elements + " " + test).strip();
        }
    }

    /** See {@link #not}. */
    record Negated(BoolArray operand) implements BoolArray {
        @Override
        public Bits evaluate(FactsReader facts, Meter meter) {
            Bits bits = operand.evaluate(facts, meter);
            meter.charge(bits.length / Long.SIZE);
            bits.bits.flip(0, bits.length);
            return bits;
        }

        @Override
        public long mostSteps(FactLimits limits) {
            return Cost.plus(operand.mostSteps(limits), most(limits) / Long.SIZE);
        }

        @Override
        public long most(FactLimits limits) {
            return operand.most(limits);
        }

        @Override
        public String toString() {
            return "not " + (operand instanceof Combined ? "(" + operand + ")" : operand);
        }
    }

    /** See {@link #combine}. */
    record Combined(Combination combination, List<BoolArray> operands) implements BoolArray {
        @Override
        public Bits evaluate(FactsReader facts, Meter meter) {
            Bits bits = operands.get(0).evaluate(facts, meter);
            for (BoolArray operand : operands.subList(1, operands.size())) {
                bits.combine(combination, operand.evaluate(facts, meter), meter);
            }
            return bits;
        }

        @Override
        public long mostSteps(FactLimits limits) {
            long sum = 0;
            for (BoolArray operand : operands) {
                sum = Cost.plus(sum, Cost.plus(operand.mostSteps(limits), most(limits) / Long.SIZE));
            }
            return sum;
        }

        @Override
        public long most(FactLimits limits) {
            return operands.stream()
                    .mapToLong(operand -> operand.most(limits))
                    .max()
                    .orElse(0);
        }

        @Override
        public String toString() {
            return Conditions.joined(operands.stream(), " " + combination.name().toLowerCase(Locale.ROOT) + " ");
        }
    }
}
