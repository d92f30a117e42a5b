package dev.flyball.core.rules.language;

import dev.flyball.core.rules.typed.Typed;
import dev.flyball.rules.IpAddress;
import dev.flyball.rules.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Literals of a wanted type. */
final class Constants {
    private Constants() {}

    /** The literal as an argument: of one of these types if it can be, else of the type that it looks like; or null. */
    static Typed.@Nullable Constant argument(Syntax.Operand operand, List<ValueType> types) {
        for (ValueType type : types) {
            try {
                return new Typed.Constant(of(operand, type), type);
            } catch (Literals.Malformed e) {
                continue;
            }
        }
        for (ValueType type : List.of(ValueType.IP, ValueType.INT, ValueType.BYTES)) {
            try {
                return new Typed.Constant(of(operand, type), type);
            } catch (Literals.Malformed e) {
                continue;
            }
        }
        return null;
    }

    /** The literal, held as the type says: Int, Bytes or Ip. */
    static Object of(Syntax.Operand operand, ValueType type) throws Literals.Malformed {
        if (type.equals(ValueType.INT)) {
            return integer(operand);
        }
        return type.equals(ValueType.IP) ? address(operand) : bytes(operand);
    }

    static long integer(Syntax.Operand operand) throws Literals.Malformed {
        if (operand instanceof Syntax.Word word) {
            return Literals.integer(word.text());
        }
        throw new Literals.Malformed("expected Int, not Bytes" + unquoted(operand, ValueType.INT));
    }

    static IpAddress address(Syntax.Operand operand) throws Literals.Malformed {
        if (operand instanceof Syntax.Word word) {
            return Literals.address(word.text());
        }
        throw new Literals.Malformed("expected Ip, not Bytes" + unquoted(operand, ValueType.IP));
    }

    static String bytes(Syntax.Operand operand) throws Literals.Malformed {
        if (operand instanceof Syntax.Text text) {
            return text.bytes();
        }
        if (operand instanceof Syntax.Word word) {
            String bytes = Literals.bytes(word.text());
            if (bytes != null) {
                return bytes;
            }
            throw new Literals.Malformed(
                    "expected Bytes, not " + Names.shown(word.text()) + ": a text stands in double quotes, \"…\"");
        }
        throw new Literals.Malformed("expected a string");
    }

    /** What to write instead of a string, if it holds a literal of that type. */
    static String unquoted(Syntax.Operand operand, ValueType type) {
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
