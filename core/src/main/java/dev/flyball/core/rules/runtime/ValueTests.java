package dev.flyball.core.rules.runtime;

import dev.flyball.core.text.Needle;
import dev.flyball.regex.Regex;
import dev.flyball.rules.IpAddress;
import java.util.List;

/** The tests that comparisons make, apart from membership. */
public final class ValueTests {
    private ValueTests() {}

    /** A Bool on its own. */
    public static ValueTest isTrue() {
        return (value, meter) -> (Boolean) value;
    }

    /** How an integer stands to another. */
    public static ValueTest compare(Relation relation, long operand) {
        return (value, meter) -> relation.holds(Long.compare((Long) value, operand));
    }

    /** How a string of bytes stands to another: by the first byte that differs, then by length. */
    public static ValueTest compare(Relation relation, String operand) {
        boolean equality = relation == Relation.EQUAL || relation == Relation.NOT_EQUAL;
        return (value, meter) -> {
            String text = (String) value;
            if (equality && text.length() != operand.length()) {
                return relation == Relation.NOT_EQUAL;
            }
            meter.charge(Math.min(text.length(), operand.length()) / Bulk.BYTES_PER_STEP);
            return relation.holds(text.compareTo(operand));
        };
    }

    /** How an address stands to another; IPv4 and IPv6 do not compare, they are only not equal. */
    public static ValueTest compare(Relation relation, IpAddress operand) {
        return (value, meter) -> {
            IpAddress address = (IpAddress) value;
            return address.isV6() == operand.isV6()
                    ? relation.holds(address.compareTo(operand))
                    : relation == Relation.NOT_EQUAL;
        };
    }

    /** Whether an integer has one of these bits. */
    public static ValueTest hasBits(long bits) {
        return (value, meter) -> ((Long) value & bits) != 0;
    }

    /** Whether a string stands somewhere in a value. */
    public static ValueTest contains(String needle) {
        Needle compiled = new Needle(needle, false);
        return (value, meter) -> compiled.indexIn((String) value, 0, meter) >= 0;
    }

    /** Whether a regex matches somewhere in a value. */
    public static ValueTest matches(Regex regex) {
        return (value, meter) -> regex.containsMatchIn((String) value, meter);
    }

    /**
     * Whether a whole value is like a wildcard pattern.
     *
     * @param parts the literals between the {@code *}, at least one
     */
    public static ValueTest wildcard(List<String> parts, boolean ignoreCase) {
        return new Wildcard(parts, ignoreCase);
    }
}
