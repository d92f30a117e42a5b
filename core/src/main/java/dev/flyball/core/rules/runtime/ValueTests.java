package dev.flyball.core.rules.runtime;

import dev.flyball.Meter;
import dev.flyball.core.text.ByteText;
import dev.flyball.core.text.Needle;
import dev.flyball.regex.Regex;
import dev.flyball.rules.Bytes;
import dev.flyball.rules.IpAddress;
import java.util.List;

/** The tests that comparisons make, apart from membership. Their text is that of a condition, cut short. */
public final class ValueTests {
    private static final int LONGEST_SHOWN = 60;

    private ValueTests() {}

    /** A Bool on its own. */
    public static ValueTest isTrue() {
        return IsTrue.INSTANCE;
    }

    /** How an integer stands to another. */
    public static ValueTest compare(Relation relation, long operand) {
        return new CompareInt(relation, operand);
    }

    /** How a string of bytes stands to another: by the first byte that differs, then by length. */
    public static ValueTest compare(Relation relation, String operand) {
        return new CompareBytes(relation, operand);
    }

    /** How an address stands to another; IPv4 and IPv6 do not compare, they are only not equal. */
    public static ValueTest compare(Relation relation, IpAddress operand) {
        return new CompareIp(relation, operand);
    }

    /** Whether an integer has one of these bits. */
    public static ValueTest hasBits(long bits) {
        return new HasBits(bits);
    }

    /** Whether a value begins, or ends, with a string. */
    public static ValueTest affix(boolean isSuffix, String affix) {
        return new Affix(isSuffix, affix);
    }

    /** Whether a string stands somewhere in a value. */
    public static ValueTest contains(String needle) {
        return new Contains(new Needle(needle, false));
    }

    /** Whether a regex matches somewhere in a value. */
    public static ValueTest matches(Regex regex) {
        return new Matches(regex);
    }

    /**
     * Whether a whole value is like a wildcard pattern.
     *
     * @param parts the literals between the {@code *}, at least one
     */
    public static ValueTest wildcard(List<String> parts, boolean ignoreCase) {
        return new Wildcard(parts, ignoreCase);
    }

    /** A string of bytes as a condition writes it, cut short. */
    static String quoted(String bytes) {
        return ByteText.quoted(bytes, LONGEST_SHOWN);
    }

    private enum IsTrue implements ValueTest {
        INSTANCE;

        @Override
        public boolean test(Object value, Meter meter) {
            return (Boolean) value;
        }

        @Override
        public long mostSteps(long bytes) {
            return 0;
        }

        @Override
        public String toString() {
            return "";
        }
    }

    private record CompareInt(Relation relation, long operand) implements ValueTest {
        @Override
        public boolean test(Object value, Meter meter) {
            return relation.holds(Long.compare((Long) value, operand));
        }

        @Override
        public long mostSteps(long bytes) {
            return 0;
        }

        @Override
        public String toString() {
            return relation + " " + operand;
        }
    }

    private record CompareBytes(Relation relation, String operand) implements ValueTest {
        @Override
        public boolean test(Object value, Meter meter) {
            String text = (String) value;
            if (relation == Relation.EQUAL || relation == Relation.NOT_EQUAL) {
                if (text.length() != operand.length()) {
                    return relation == Relation.NOT_EQUAL;
                }
                if (operand.length() >= Bulk.BYTES_PER_STEP) {
                    meter.charge(operand.length() / Bulk.BYTES_PER_STEP);
                }
                return text.equals(operand) == (relation == Relation.EQUAL);
            }
            meter.charge(Math.min(text.length(), operand.length()) / Bulk.BYTES_PER_STEP);
            return relation.holds(text.compareTo(operand));
        }

        @Override
        public long mostSteps(long bytes) {
            return Math.min(bytes, operand.length()) / Bulk.BYTES_PER_STEP;
        }

        @Override
        public String toString() {
            return relation + " " + quoted(operand);
        }
    }

    private record CompareIp(Relation relation, IpAddress operand) implements ValueTest {
        @Override
        public boolean test(Object value, Meter meter) {
            IpAddress address = (IpAddress) value;
            return address.isV6() == operand.isV6()
                    ? relation.holds(address.compareTo(operand))
                    : relation == Relation.NOT_EQUAL;
        }

        @Override
        public long mostSteps(long bytes) {
            return 0;
        }

        @Override
        public String toString() {
            return relation + " " + operand;
        }
    }

    private record HasBits(long bits) implements ValueTest {
        @Override
        public boolean test(Object value, Meter meter) {
            return ((Long) value & bits) != 0;
        }

        @Override
        public long mostSteps(long bytes) {
            return 0;
        }

        @Override
        public String toString() {
            return "& " + bits;
        }
    }

    private record Affix(boolean isSuffix, String affix) implements ValueTest {
        @Override
        public boolean test(Object value, Meter meter) {
            String text = (String) value;
            return Bulk.standsAt(text, isSuffix ? text.length() - affix.length() : 0, affix, meter);
        }

        @Override
        public long mostSteps(long bytes) {
            return affix.length() / Bulk.BYTES_PER_STEP;
        }

        @Override
        public String toString() {
            return (isSuffix ? "ends with " : "starts with ") + quoted(affix);
        }
    }

    private record Contains(Needle needle) implements ValueTest {
        @Override
        public boolean test(Object value, Meter meter) {
            return needle.indexIn((String) value, 0, meter) >= 0;
        }

        @Override
        public long mostSteps(long bytes) {
            return needle.mostSteps(bytes);
        }

        @Override
        public String toString() {
            return "contains " + quoted(needle.text());
        }
    }

    private record Matches(Regex regex) implements ValueTest {
        @Override
        public boolean test(Object value, Meter meter) {
            return regex.containsMatchIn((String) value, meter);
        }

        @Override
        public long mostSteps(long bytes) {
            return regex.cost().steps(bytes);
        }

        @Override
        public String toString() {
            return "matches " + quoted(Bytes.utf8(regex.pattern()));
        }
    }
}
