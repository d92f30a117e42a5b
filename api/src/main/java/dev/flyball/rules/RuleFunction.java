package dev.flyball.rules;

import dev.flyball.Meter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A function that a host adds to the rule language, with its types and what a call costs. Immutable; its body is called by
 * all threads that evaluate.
 *
 * <pre>{@code
 * RuleFunction country = RuleFunction.named("country")
 *         .takes(ValueType.IP)
 *         .gives(ValueType.BYTES)
 *         .costs(50, 0)
 *         .does((arguments, meter) -> geo.country((IpAddress) arguments.get(0)));
 * }</pre>
 *
 * <p>Equal calls in one evaluation may be made once: what a body gives must depend on its arguments alone. With an absent
 * argument it is not called, and the result is absent.
 */
public final class RuleFunction {
    private final String name;
    private final List<ValueType> parameters;
    private final ValueType result;
    private final long fixedSteps;
    private final int stepsPerByte;
    private final Body body;

    private RuleFunction(Builder builder, ValueType result, Body body) {
        this.name = builder.name;
        this.parameters = List.copyOf(builder.parameters);
        this.result = result;
        this.fixedSteps = builder.fixedSteps;
        this.stepsPerByte = builder.stepsPerByte;
        this.body = Objects.requireNonNull(body, "body");
        if (parameters.isEmpty()) {
            throw new IllegalArgumentException("the function " + name + " takes nothing");
        }
    }

    /** What a function does. */
    @FunctionalInterface
    public interface Body {
        /**
         * The result, or null for an absent one.
         *
         * @param arguments one for each parameter, held as {@link ValueType} says; none is null
         * @param meter has been charged for the declared cost
         * @return held as {@link ValueType} says; of Bytes or an array, at most 1,048,576 bytes or elements larger than the
         *     largest argument
         * @throws Exception makes the rules that call it unfinished, never the request
         */
        @Nullable
        Object call(List<Object> arguments, Meter meter) throws Exception;
    }

    /**
     * A builder.
     *
     * @param name {@code [a-z_][a-z0-9_]*}, and none of the language's own functions
     */
    public static Builder named(String name) {
        return new Builder(name);
    }

    /** The name that rules use. */
    public String name() {
        return name;
    }

    /** The types of its arguments. */
    public List<ValueType> parameters() {
        return parameters;
    }

    /** The type of its result. */
    public ValueType result() {
        return result;
    }

    /** The steps that a call costs whatever its arguments are. */
    public long fixedSteps() {
        return fixedSteps;
    }

    /** The steps that it costs for each byte and element of its arguments. */
    public int stepsPerByte() {
        return stepsPerByte;
    }

    /** What it does. */
    public Body body() {
        return body;
    }

    /** {@code name(Bytes, Int): Bool}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(name).append('(');
        for (int i = 0; i < parameters.size(); i++) {
            text.append(i > 0 ? ", " : "").append(parameters.get(i));
        }
        return text.append("): ").append(result).toString();
    }

    /** Builds a {@link RuleFunction}. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private final List<ValueType> parameters = new ArrayList<>();
        private @Nullable ValueType result;
        private long fixedSteps = 1;
        private int stepsPerByte;

        private Builder(String name) {
            if (!name.matches("[a-z_][a-z0-9_]{0,127}")) {
                throw new IllegalArgumentException(
                        "\"" + name + "\" is no name of a function: write lower-case letters, digits and _");
            }
            this.name = name;
        }

        /** Adds parameters of these types; a call gives all of them. At least one. */
        public Builder takes(ValueType... types) {
            parameters.addAll(List.of(types));
            return this;
        }

        /** The type of the result. */
        public Builder gives(ValueType type) {
            this.result = Objects.requireNonNull(type, "type");
            return this;
        }

        /**
         * What a call is charged before it is made; 1 step, whatever its arguments are, by default. A step stands for some
         * nanoseconds: one byte looked at.
         *
         * @param fixed at least 1
         * @param perByte for each byte and element of the arguments; at least 0
         */
        public Builder costs(long fixed, int perByte) {
            if (fixed < 1 || perByte < 0) {
                throw new IllegalArgumentException("a call costs at least 1 step, and no less than 0 for each byte");
            }
            this.fixedSteps = fixed;
            this.stepsPerByte = perByte;
            return this;
        }

        /**
         * The function.
         *
         * @throws IllegalArgumentException if it takes nothing or gives nothing
         */
        public RuleFunction does(Body body) {
            ValueType type = result;
            if (type == null) {
                throw new IllegalArgumentException("the function " + name + " gives nothing");
            }
            return new RuleFunction(this, type, body);
        }
    }
}
