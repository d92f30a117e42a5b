package dev.flyball.core.rules.language;

import dev.flyball.rules.Bytes;
import dev.flyball.rules.IpAddress;
import dev.flyball.rules.ValueType;
import org.jspecify.annotations.Nullable;

/** Numbers, addresses and bytes as conditions and lists write them. */
final class Literals {
    private static final String RANGE = "..";
    private static final int LONGEST_REPEATED = 60;

    private Literals() {}

    /** What is wrong with a literal. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message, null, false, false);
        }

        String text() {
            return String.valueOf(getMessage());
        }
    }

    /** An integer: decimal, {@code 0x…}, or octal with a leading zero. */
    static long integer(String text) throws Malformed {
        boolean negative = text.startsWith("-");
        boolean hex = text.startsWith("0x");
        String digits = text.substring(negative ? 1 : hex ? 2 : 0);
        boolean leadingZero = !hex && digits.length() > 1 && digits.charAt(0) == '0';
        if (digits.isEmpty() || !digits.chars().allMatch(c -> isDigit(c, hex ? 16 : 10))) {
            throw new Malformed(Names.shown(text) + " is no integer: write it like 42, -7, 0x2a or 052");
        }
        if (leadingZero && negative) {
            throw new Malformed("a negative integer is decimal, without leading zeros");
        }
        if (leadingZero && digits.chars().anyMatch(c -> c > '7')) {
            throw new Malformed("an integer with a leading zero is octal, where digits go up to 7: " + text);
        }
        try {
            return Long.parseLong(negative ? text : digits, hex ? 16 : leadingZero ? 8 : 10);
        } catch (NumberFormatException e) {
            throw new Malformed(text + " is outside the integers of 64 bits");
        }
    }

    private static boolean isDigit(int c, int radix) {
        return c < 0x80 && Character.digit(c, radix) >= 0;
    }

    static boolean isHex(char c) {
        return isDigit(c, 16);
    }

    /** One address. */
    static IpAddress address(String text) throws Malformed {
        IpAddress address = IpAddress.parseOrNull(text);
        if (address != null) {
            return address;
        }
        if (text.indexOf('/') >= 0) {
            String written = text.length() <= LONGEST_REPEATED ? text : "…";
            throw new Malformed(Names.shown(text) + " is a network: compare with it by in {" + written + "}");
        }
        throw new Malformed(Names.shown(text) + " is no IP address");
    }

    /** What an address, a network or a range stands for: first and last address. */
    static IpAddress[] addresses(String text) throws Malformed {
        int dots = text.indexOf(RANGE);
        checkClosed(text, dots, "192.0.2.1..192.0.2.9");
        if (dots >= 0) {
            IpAddress first = address(text.substring(0, dots));
            IpAddress last = address(text.substring(dots + RANGE.length()));
            if (first.isV6() != last.isV6()) {
                throw new Malformed("a range has both ends in IPv4 or both in IPv6");
            }
            if (first.compareTo(last) > 0) {
                throw new Malformed("this range is empty: " + last + ".." + first + " was probably meant");
            }
            return new IpAddress[] {first, last};
        }
        int slash = text.indexOf('/');
        if (slash < 0) {
            IpAddress address = address(text);
            return new IpAddress[] {address, address};
        }
        IpAddress address = address(text.substring(0, slash));
        String bits = text.substring(slash + 1);
        boolean isNumber = !bits.isEmpty() && bits.length() <= 3 && bits.chars().allMatch(c -> isDigit(c, 10));
        int prefix = isNumber ? Integer.parseInt(bits) : -1;
        if (prefix < 0 || prefix > address.bitLength()) {
            throw new Malformed("the prefix of " + Names.shown(text) + " must be from 0 to " + address.bitLength());
        }
        if (!address.equals(address.network(prefix))) {
            throw new Malformed(text + " has host bits set: " + address.network(prefix) + "/" + prefix
                    + " was probably meant, or " + address + " alone");
        }
        return new IpAddress[] {address, address.networkEnd(prefix)};
    }

    /** Whether a text that is no address, network or range was meant as one: the address in it is one. */
    static boolean looksLikeAddresses(String text) {
        int slash = text.indexOf('/');
        int dots = text.indexOf(RANGE);
        int end = slash >= 0 ? slash : dots;
        return end > 0 && IpAddress.parseOrNull(text.substring(0, end)) != null;
    }

    /** An integer or a range of integers: first and last. */
    static long[] integers(String text) throws Malformed {
        int dots = text.indexOf(RANGE);
        checkClosed(text, dots, "1..10");
        if (dots < 0) {
            long value = integer(text);
            return new long[] {value, value};
        }
        long first = integer(text.substring(0, dots));
        long last = integer(text.substring(dots + RANGE.length()));
        if (first > last) {
            throw new Malformed("this range is empty: " + last + ".." + first + " was probably meant");
        }
        return new long[] {first, last};
    }

    /** @param dots where the dots of a range are, or negative */
    private static void checkClosed(String text, int dots, String example) throws Malformed {
        if (dots == 0 || dots > 0 && dots + RANGE.length() == text.length()) {
            throw new Malformed("a range has both ends, without spaces beside the dots: write " + example);
        }
    }

    /** The type of which a word is a literal, a range or a network; null if it is none. */
    static @Nullable ValueType typeOf(String word) {
        try {
            integers(word);
            return ValueType.INT;
        } catch (Malformed noInteger) {
            try {
                addresses(word);
                return ValueType.IP;
            } catch (Malformed noAddress) {
                return bytes(word) == null ? null : ValueType.BYTES;
            }
        }
    }

    /** Bytes in hex, {@code 61:62:2e}: two or more, with {@code :}, {@code -} or {@code .} between. Null if it is no such. */
    static @Nullable String bytes(String text) {
        if (text.length() < 5 || text.length() % 3 != 2) {
            return null;
        }
        byte[] bytes = new byte[(text.length() + 1) / 3];
        for (int i = 0; i < bytes.length; i++) {
            int at = i * 3;
            boolean separated = i == 0 || ":-.".indexOf(text.charAt(at - 1)) >= 0;
            if (!separated || !isHex(text.charAt(at)) || !isHex(text.charAt(at + 1))) {
                return null;
            }
            bytes[i] = (byte) Integer.parseInt(text.substring(at, at + 2), 16);
        }
        return Bytes.of(bytes);
    }
}
