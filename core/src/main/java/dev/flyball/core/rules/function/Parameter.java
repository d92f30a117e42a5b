package dev.flyball.core.rules.function;

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

    private Parameter(List<ValueType> types, boolean anyArray, boolean literal, @Nullable LiteralCheck check) {
        this.types = types;
        this.anyArray = anyArray;
        this.literal = literal;
        this.check = check;
    }

    /** Looks at a literal when a rule is compiled. */
    public interface LiteralCheck {
        /** What is wrong with the literal, or null. */
        @Nullable
        String problem(Object value);
    }

    /** A value of one of these types. */
    static Parameter of(ValueType... types) {
        return new Parameter(List.of(types), false, false, null);
    }

    /** The same, or an array of anything. */
    Parameter orArray() {
        return new Parameter(types, true, literal, check);
    }

    /** The same, which has to be a literal that passes the check. */
    Parameter literal(LiteralCheck literalCheck) {
        return new Parameter(types, anyArray, true, literalCheck);
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

    /** What is expected, for messages: {@code Bytes or an Array}. */
    @Override
    public String toString() {
        String named = types.stream().map(ValueType::toString).collect(Collectors.joining(" or "));
        return anyArray ? named + " or an Array" : named;
    }
}
