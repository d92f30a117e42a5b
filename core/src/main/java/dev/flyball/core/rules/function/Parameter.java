package dev.flyball.core.rules.function;

import dev.flyball.regex.Regex;
import dev.flyball.rules.ValueType;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a function takes at one place. Immutable. */
public final class Parameter {
    private final List<ValueType> types;
    private final boolean anyArray;
    private final boolean literal;
    private final @Nullable LiteralCheck check;
    private final @Nullable Preparer preparer;

    private Parameter(
            List<ValueType> types,
            boolean anyArray,
            boolean literal,
            @Nullable LiteralCheck check,
            @Nullable Preparer preparer) {
        this.types = types;
        this.anyArray = anyArray;
        this.literal = literal;
        this.check = check;
        this.preparer = preparer;
    }

    /** Looks at a literal when a rule is compiled. */
    public interface LiteralCheck {
        /** What is wrong with the literal, or null. */
        @Nullable
        String problem(Object value);
    }

    /** What a literal can be made into, once, when a rule is compiled. */
    public interface Compiler {
        /** The regex of that pattern, or null after telling what is wrong with it. */
        @Nullable
        Regex regex(String pattern);

        /**
         * The literal parts of a wildcard pattern, between its stars.
         *
         * @throws IllegalArgumentException if it is malformed
         */
        List<String> wildcard(String pattern);
    }

    /** Makes of a literal what calls are given in its place. */
    interface Preparer {
        /**
         * What the calls are given, or null if what is wrong was told.
         *
         * @throws IllegalArgumentException with what is wrong with the literal
         */
        @Nullable
        Object prepare(Object literal, Compiler compiler);
    }

    /** A value of one of these types. */
    static Parameter of(ValueType... types) {
        return new Parameter(List.of(types), false, false, null, null);
    }

    /** The same, or an array of anything. */
    Parameter orArray() {
        return new Parameter(types, true, literal, check, preparer);
    }

    /** The same, which has to be a literal that passes the check. */
    Parameter literal(LiteralCheck literalCheck) {
        return new Parameter(types, anyArray, true, literalCheck, null);
    }

    /** The same, which has to be a literal, of which calls are given what is made of it. */
    Parameter prepared(Preparer literalPreparer) {
        return new Parameter(types, anyArray, true, null, literalPreparer);
    }

    /** Whether a value of this type can be given. */
    public boolean accepts(ValueType type) {
        return types.contains(type) || anyArray && type.kind() == ValueType.Kind.ARRAY;
    }

    /** The types, the preferred one first, that a literal can have here. */
    public List<ValueType> types() {
        return types;
    }

    /** Whether only a literal can be given. */
    public boolean isLiteral() {
        return literal;
    }

    /** What is wrong with this literal, or null. */
    public @Nullable String problemWith(Object value) {
        return check == null ? null : check.problem(value);
    }

    /**
     * What calls are given in place of this literal, or null after telling what is wrong with it.
     *
     * @throws IllegalArgumentException with what is wrong with the literal
     */
    public @Nullable Object prepared(Object value, Compiler compiler) {
        return preparer == null ? value : preparer.prepare(value, compiler);
    }

    /** What is expected, for messages: {@code Bytes or an Array}. */
    @Override
    public String toString() {
        String named = types.stream().map(ValueType::toString).collect(Collectors.joining(" or "));
        return anyArray ? named + " or an Array" : named;
    }
}
