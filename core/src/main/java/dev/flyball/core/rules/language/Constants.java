package dev.flyball.core.rules.language;

import dev.flyball.core.rules.typed.Typed;
import dev.flyball.rules.IpAddress;
import dev.flyball.rules.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Literals of a wanted type. */
final class Constants {
    private Constants() {}

    /** The types of which there are literals. */
    private static final List<ValueType> TYPES = List.of(ValueType.IP, ValueType.INT, ValueType.BYTES);

    /** The literal as an argument: of one of these types if it can be, else of the type that it looks like; or null. */
    static Typed.@Nullable Constant argument(Syntax.Operand operand, List<ValueType> wanted) {
        Typed.Constant constant = firstOf(operand, wanted);
        return constant != null ? constant : firstOf(operand, TYPES);
    }

    private static Typed.@Nullable Constant firstOf(Syntax.Operand operand, List<ValueType> types) {
        Typed.Constant constant = null;
        for (int i = 0; i < types.size() && constant == null; i++) {
            constant = constant(operand, types.get(i));
        }
        return constant;
    }

    private static Typed.@Nullable Constant constant(Syntax.Operand operand, ValueType type) {
        try {
            return TYPES.contains(type) ? new Typed.Constant(of(operand, type), type) : null;
        } catch (Literals.Malformed e) {
            return null;
        }
    }

    /** The literal, held as the type says: Int, Bytes or Ip. */
    private static Object of(Syntax.Operand operand, ValueType type) throws Literals.Malformed {
        if (type.equals(ValueType.INT)) {
            return integer(operand);
        }
        return type.equals(ValueType.IP) ? address(operand) : bytes(operand);
    }

    static long integer(Syntax.Operand operand) throws Literals.Malformed {
        String word = word(operand, ValueType.INT);
        try {
            return Literals.integer(word);
        } catch (Literals.Malformed e) {
            throw mismatch(word, ValueType.INT, e);
        }
    }

    /** An integer, or a range of them: first and last. */
    static long[] integers(Syntax.Operand operand) throws Literals.Malformed {
        String word = word(operand, ValueType.INT);
        try {
            return Literals.integers(word);
        } catch (Literals.Malformed e) {
            throw mismatch(word, ValueType.INT, e);
        }
    }

    static IpAddress address(Syntax.Operand operand) throws Literals.Malformed {
        String word = word(operand, ValueType.IP);
        try {
            return Literals.address(word);
        } catch (Literals.Malformed e) {
            throw mismatch(word, ValueType.IP, e);
        }
    }

    /** An address, a network or a range: first and last address. */
    static IpAddress[] addresses(Syntax.Operand operand) throws Literals.Malformed {
        String word = word(operand, ValueType.IP);
        try {
            return Literals.addresses(word);
        } catch (Literals.Malformed e) {
            throw mismatch(word, ValueType.IP, e);
        }
    }

    static String bytes(Syntax.Operand operand) throws Literals.Malformed {
        if (operand instanceof Syntax.Text text) {
            return text.bytes();
        }
        String word = word(operand, ValueType.BYTES);
        String bytes = Literals.bytes(word);
        if (bytes != null) {
            return bytes;
        }
        throw mismatch(word, ValueType.BYTES, new Literals.Malformed("expected Bytes, not " + Names.shown(word)));
    }

    private static String word(Syntax.Operand operand, ValueType type) throws Literals.Malformed {
        if (operand instanceof Syntax.Word word) {
            return word.text();
        }
        throw new Literals.Malformed("expected " + type + ", and this is Bytes" + unquoted(operand, type));
    }

    /** What is wrong with a word that is not of the type: it is of another, or the error told. */
    private static Literals.Malformed mismatch(String word, ValueType expected, Literals.Malformed error) {
        ValueType type = Literals.typeOf(word);
        String hint = expected.equals(ValueType.BYTES) ? ": a text stands in double quotes, \"…\"" : "";
        if (type == null || type.equals(expected)) {
            return new Literals.Malformed(error.text() + hint);
        }
        return new Literals.Malformed("expected " + expected + ", and " + Names.shown(word) + " is " + type + hint);
    }

    /** What to write instead of a string, if it holds a literal of that type. */
    private static String unquoted(Syntax.Operand operand, ValueType type) {
        if (operand instanceof Syntax.Text text) {
            try {
                if (type.equals(ValueType.INT)) {
                    Literals.integers(text.bytes());
                } else {
                    Literals.addresses(text.bytes());
                }
                return ": write it without quotes, " + text.bytes();
            } catch (Literals.Malformed e) {
                return "";
            }
        }
        return "";
    }
}
