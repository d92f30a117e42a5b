package dev.flyball.rules;

import java.net.InetAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An IPv4 or IPv6 address. Unlike {@link InetAddress} it never looks up a name and keeps an IPv4-mapped IPv6 address
 * ({@code ::ffff:192.0.2.1}) what it is. IPv4 addresses sort before IPv6 addresses. Immutable.
 */
public final class IpAddress implements Comparable<IpAddress> {
    private final boolean v6;
    private final long high;
    private final long low;

    private IpAddress(boolean v6, long high, long low) {
        this.v6 = v6;
        this.high = high;
        this.low = low;
    }

    /** The IPv4 address of 32 bits. */
    public static IpAddress v4(int bits) {
        return new IpAddress(false, 0, bits & 0xFFFF_FFFFL);
    }

    /** The IPv6 address of 128 bits. */
    public static IpAddress v6(long high, long low) {
        return new IpAddress(true, high, low);
    }

    /**
     * The address in network byte order.
     *
     * @throws IllegalArgumentException if there are not 4 or 16 bytes
     */
    public static IpAddress of(byte[] bytes) {
        if (bytes.length == 4) {
            return v4((int) bits(bytes, 0, 4));
        }
        if (bytes.length == 16) {
            return v6(bits(bytes, 0, 8), bits(bytes, 8, 16));
        }
        throw new IllegalArgumentException("an address has 4 or 16 bytes, not " + bytes.length);
    }

    private static long bits(byte[] bytes, int from, int to) {
        long bits = 0;
        for (int i = from; i < to; i++) {
            bits = bits << 8 | bytes[i] & 0xFF;
        }
        return bits;
    }

    /** The same address; Java gives an IPv4-mapped IPv6 address as IPv4. */
    public static IpAddress of(InetAddress address) {
        return of(address.getAddress());
    }

    /**
     * Parses the usual notations: {@code 192.0.2.1}, {@code 2001:db8::1}, {@code ::ffff:192.0.2.1}. No names, no zones,
     * no octal or shortened IPv4.
     *
     * @throws IllegalArgumentException if the text is no address
     */
    public static IpAddress parse(String text) {
        IpAddress address = parseOrNull(text);
        if (address == null) {
            String shown = text.length() > 60 ? text.substring(0, 60) + "…" : text;
            throw new IllegalArgumentException("\"" + shown + "\" is not an IP address");
        }
        return address;
    }

    /** Like {@link #parse}, but gives null if the text is no address. */
    public static @Nullable IpAddress parseOrNull(String text) {
        Objects.requireNonNull(text, "text");
        if (text.length() > 45) {
            return null;
        }
        if (text.indexOf(':') >= 0) {
            return parse6(text);
        }
        long bits = parse4(text, 0);
        return bits < 0 ? null : v4((int) bits);
    }

    /** The 32 bits of the dotted notation from an index to the end, or −1. */
    private static long parse4(String text, int from) {
        long bits = 0;
        int i = from;
        for (int part = 0; part < 4; part++) {
            int start = i;
            int value = 0;
            while (i < text.length() && i - start < 3 && isDigit(text.charAt(i))) {
                value = value * 10 + text.charAt(i++) - '0';
            }
            boolean leadingZero = i - start > 1 && text.charAt(start) == '0';
            if (i == start || value > 255 || leadingZero) {
                return -1;
            }
            bits = bits << 8 | value;
            if (part < 3 && (i == text.length() || text.charAt(i++) != '.')) {
                return -1;
            }
        }
        return i == text.length() ? bits : -1;
    }

    private static @Nullable IpAddress parse6(String text) {
        int[] groups = new int[8];
        int count = 0;
        int gap = -1;
        int i = 0;
        if (text.startsWith("::")) {
            gap = 0;
            i = 2;
        }
        while (i < text.length()) {
            int start = i;
            int value = 0;
            while (i < text.length()
                    && i - start < 4
                    && Character.digit(text.charAt(i), 16) >= 0
                    && text.charAt(i) < 0x80) {
                value = value << 4 | Character.digit(text.charAt(i++), 16);
            }
            if (i == start || count == 8) {
                return null;
            }
            if (i < text.length() && text.charAt(i) == '.') {
                long bits = count > 6 ? -1 : parse4(text, start);
                if (bits < 0) {
                    return null;
                }
                groups[count++] = (int) (bits >>> 16);
                groups[count++] = (int) bits & 0xFFFF;
                break;
            }
            groups[count++] = value;
            if (i == text.length()) {
                break;
            }
            if (text.charAt(i++) != ':' || i == text.length()) {
                return null;
            }
            if (text.charAt(i) == ':') {
                if (gap >= 0) {
                    return null;
                }
                gap = count;
                i++;
            }
        }
        if (gap < 0 ? count != 8 : count == 8) {
            return null;
        }
        long high = 0;
        long low = 0;
        for (int g = 0; g < 8; g++) {
            int fromEnd = 8 - g;
            int value;
            if (gap < 0 || g < gap) {
                value = groups[g];
            } else {
                value = fromEnd <= count - gap ? groups[count - fromEnd] : 0;
            }
            if (g < 4) {
                high = high << 16 | value;
            } else {
                low = low << 16 | value;
            }
        }
        return v6(high, low);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Whether this is an IPv6 address. */
    public boolean isV6() {
        return v6;
    }

    /** The number of bits: 32 or 128. */
    public int bitLength() {
        return v6 ? 128 : 32;
    }

    /** The upper 64 bits of an IPv6 address; 0 for IPv4. */
    public long highBits() {
        return high;
    }

    /** The lower 64 bits of an IPv6 address; the 32 bits of an IPv4 address. */
    public long lowBits() {
        return low;
    }

    /**
     * The first address of the network that this address is in.
     *
     * @param prefixLength from 0 to {@link #bitLength()}
     */
    public IpAddress network(int prefixLength) {
        Objects.checkIndex(prefixLength, bitLength() + 1);
        if (!v6) {
            return new IpAddress(false, 0, prefixLength == 0 ? 0 : low & (-1L << (32 - prefixLength)));
        }
        long highMask = prefixLength == 0 ? 0 : prefixLength >= 64 ? -1L : -1L << (64 - prefixLength);
        long lowMask = prefixLength <= 64 ? 0 : -1L << (128 - prefixLength);
        return new IpAddress(true, high & highMask, low & lowMask);
    }

    /**
     * The last address of the network that this address is in.
     *
     * @param prefixLength from 0 to {@link #bitLength()}
     */
    public IpAddress networkEnd(int prefixLength) {
        IpAddress first = network(prefixLength);
        if (!v6) {
            return new IpAddress(false, 0, first.low | (prefixLength == 32 ? 0 : 0xFFFF_FFFFL >>> prefixLength));
        }
        long highRest = prefixLength >= 64 ? 0 : -1L >>> prefixLength;
        long lowRest = prefixLength == 128 ? 0 : prefixLength <= 64 ? -1L : -1L >>> (prefixLength - 64);
        return new IpAddress(true, first.high | highRest, first.low | lowRest);
    }

    @Override
    public int compareTo(IpAddress other) {
        if (v6 != other.v6) {
            return v6 ? 1 : -1;
        }
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof IpAddress that && v6 == that.v6 && high == that.high && low == that.low;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(high * 31 + low) * 2 + (v6 ? 1 : 0);
    }

    /** The usual notation; of IPv6 the shortest (RFC 5952). */
    @Override
    public String toString() {
        if (!v6) {
            return (low >>> 24) + "." + (low >>> 16 & 255) + "." + (low >>> 8 & 255) + "." + (low & 255);
        }
        if (high == 0 && low >>> 32 == 0xFFFF) {
            return "::ffff:" + v4((int) low);
        }
        int zerosFrom = -1;
        int zeros = 1;
        for (int i = 0; i < 8; i++) {
            int run = 0;
            while (i + run < 8 && group(i + run) == 0) {
                run++;
            }
            if (run > zeros) {
                zerosFrom = i;
                zeros = run;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == zerosFrom) {
                text.append("::");
                i += zeros - 1;
            } else {
                if (text.length() > 0 && text.charAt(text.length() - 1) != ':') {
                    text.append(':');
                }
                text.append(Integer.toHexString(group(i)));
            }
        }
        return text.toString();
    }

    private int group(int i) {
        long half = i < 4 ? high : low;
        return (int) (half >>> 16 * (3 - i % 4)) & 0xFFFF;
    }
}
