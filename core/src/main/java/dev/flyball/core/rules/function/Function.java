package dev.flyball.core.rules.function;

import dev.flyball.BudgetExceededException;
import dev.flyball.Meter;
import dev.flyball.core.rules.runtime.Bulk;
import dev.flyball.core.rules.runtime.Cost;
import dev.flyball.core.rules.runtime.Extent;
import dev.flyball.core.rules.runtime.FactsException;
import dev.flyball.core.rules.runtime.HostValues;
import dev.flyball.rules.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function of the rule language: its types, what a call costs, how large its result can be, and its body. Immutable.
 */
public final class Function {
    /** How much larger than its largest argument a result may be, in bytes or elements. */
    public static final int MAX_GROWTH = 1 << 20;

    private final String name;
    private final List<Parameter> parameters;
    private final int required;
    private final boolean repeatsLast;
    private final @Nullable ValueType result;
    private final int passes;
    private final long fixed;
    private final Size size;
    private final boolean skipsAbsent;
    private final @Nullable ArgumentsCheck check;
    private final Body body;

    private Function(Builder b, Body body) {
        this.name = b.name;
        this.parameters = b.parameters;
        this.required = b.required;
        this.repeatsLast = b.repeatsLast;
        this.result = b.result;
        this.passes = b.passes;
        this.fixed = b.fixed;
        this.size = b.size;
        this.skipsAbsent = b.skipsAbsent;
        this.check = b.check;
        this.body = body;
    }

    /** What a function does. */
    interface Body {
        /**
         * The result, or null for an absent one.
         *
         * @param arguments as many as the call has; null where absent, only for functions that skip absent arguments
         * @param meter has been charged for what is done to the arguments in bulk, once; a body that looks at each byte or
         *     element charges that itself, as it goes on
         */
        @Nullable
        Object call(@Nullable Object[] arguments, Meter meter);
    }

    /** Looks at the literals of a call together, when a rule is compiled. */
    interface ArgumentsCheck {
        /** What is wrong with them, or null. */
        @Nullable
        String problem(@Nullable Object[] literals);
    }

    /** A literal whose use costs steps of its own, besides those that the function's entry says. */
    public interface Priced {
        /** The literal as it is written. */
        String text();

        /** The most steps that using it costs, for a text of so many bytes. */
        long mostSteps(long length);
    }

    /** How large a result can be. */
    enum Size {
        /** A number, a Bool, some tens of bytes. */
        SMALL,
        /** No larger than the first argument. */
        FIRST_ARGUMENT,
        /** No larger than all arguments together. */
        ALL_ARGUMENTS,
        /** Larger, which the body bounds by {@value Function#MAX_GROWTH} more than the first argument. */
        GROWING
    }

    static Builder named(String name) {
        return new Builder(name);
    }

    /** The name that rules use. */
    public String name() {
        return name;
    }

    /** The fewest arguments of a call. */
    public int minArguments() {
        return required;
    }

    /** The most arguments of a call. */
    public int maxArguments() {
        return repeatsLast ? Integer.MAX_VALUE : parameters.size();
    }

    /** What stands at a place, from 0; less than {@link #maxArguments()}. */
    public Parameter parameter(int index) {
        return parameters.get(Math.min(index, parameters.size() - 1));
    }

    /** Whether all arguments must be of the first one's type, which is the result's too. */
    public boolean isOfOneType() {
        return result == null;
    }

    /** The type of the result. */
    public ValueType resultType(ValueType firstArgument) {
        return result == null ? firstArgument : result;
    }

    /** Whether an absent argument is left out, instead of making the result absent. */
    public boolean skipsAbsent() {
        return skipsAbsent;
    }

    /** What is wrong with the literals of a call, null where others stand; or null. */
    public @Nullable String problemWith(@Nullable Object[] literals) {
        return check == null ? null : check.problem(literals);
    }

    /**
     * The most steps of a call with arguments of so many bytes and elements together, besides those of {@link Priced}
     * literals.
     */
    public long mostSteps(long length) {
        return Cost.plus(Cost.plus(bulkSteps(length), fixed), Cost.times(passes, length));
    }

    /** How large the result of a call with such arguments can be. */
    Extent extent(List<Extent> arguments) {
        Extent first = arguments.isEmpty() ? Extent.SMALL : arguments.get(0);
        Extent all = new Extent(0, 0);
        for (Extent argument : arguments) {
            all = all.plus(argument);
        }
        Extent most = switch (size) {
            case SMALL -> Extent.SMALL;
            case FIRST_ARGUMENT -> first;
            case ALL_ARGUMENTS -> all;
            case GROWING -> new Extent(Cost.plus(first.length(), MAX_GROWTH), first.elements());
        };
        if (result == null || !result.isContainer()) {
            return result == null ? most : new Extent(most.bytes(), 0);
        }
        // A text may be cut into as many elements as it has bytes, and one more.
        return new Extent(most.bytes(), Cost.plus(most.elements(), Cost.plus(most.bytes(), 1)));
    }

    private static long bulkSteps(long length) {
        return 1 + length / Bulk.BYTES_PER_STEP;
    }

    /**
     * Calls the function.
     *
     * @param arguments of the parameters' types, held in the Java types that those say; null where absent, only if this
     *     function {@linkplain #skipsAbsent() skips} absent arguments
     * @throws FactsException if the result would be too large, or the function failed
     * @throws BudgetExceededException if the meter ends
     */
    public @Nullable Object call(@Nullable Object[] arguments, Meter meter) {
        long total = 0;
        long largest = 0;
        for (Object argument : arguments) {
            long length = lengthOf(argument);
            total += length;
            largest = Math.max(largest, length);
        }
        meter.charge(bulkSteps(total));
        if (size == Size.ALL_ARGUMENTS && total > largest + MAX_GROWTH) {
            throw new FactsException("the result of " + name + "() would have " + total
                    + " bytes or elements: that is more than " + MAX_GROWTH + " above its largest argument");
        }
        return body.call(arguments, meter);
    }

    /** The size of a value in bytes or elements; 0 for numbers and such. */
    public static int lengthOf(@Nullable Object value) {
        if (value instanceof String text) {
            return text.length();
        }
        return value instanceof List<?> list ? HostValues.size(list) : 0;
    }

    @Override
    public String toString() {
        return name;
    }

    /** Builds a {@link Function}. Not thread-safe. */
    static final class Builder {
        private final String name;
        private List<Parameter> parameters = List.of();
        private int required;
        private boolean repeatsLast;
        private @Nullable ValueType result;
        private int passes;
        private long fixed;
        private Size size = Size.SMALL;
        private boolean skipsAbsent;
        private @Nullable ArgumentsCheck check;

        private Builder(String name) {
            this.name = name;
        }

        /** The parameters, of which the first {@code count} have to be given. */
        Builder takes(int count, Parameter... all) {
            this.required = count;
            this.parameters = List.of(all);
            return this;
        }

        /** The last parameter may be given any number of times. */
        Builder repeatingLast() {
            this.repeatsLast = true;
            return this;
        }

        Builder gives(ValueType type, Size bound) {
            this.result = type;
            this.size = bound;
            return this;
        }

        /** All arguments are of one type, and so is the result. */
        Builder givesTypeOfFirst(Size bound) {
            this.result = null;
            this.size = bound;
            return this;
        }

        /**
         * A call costs a step, and one for every {@value Bulk#BYTES_PER_STEP} bytes and elements of its arguments; beyond that,
         * this many for each of them at most.
         */
        Builder costsForEach(int steps) {
            this.passes = steps;
            return this;
        }

        /** A call may cost so many steps more, whatever its arguments are. */
        Builder costsBesides(long steps) {
            this.fixed = steps;
            return this;
        }

        Builder checking(ArgumentsCheck argumentsCheck) {
            this.check = argumentsCheck;
            return this;
        }

        Builder skippingAbsent() {
            this.skipsAbsent = true;
            return this;
        }

        Function does(Body body) {
            return new Function(this, body);
        }
    }
}
