package dev.flyball.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Addresses are read as the JDK reads literals, but never looked up, and written as RFC 5952 wants. */
class IpAddressProperties {
    private static final Pattern STRICT_V4 =
            Pattern.compile("((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\\.(?!$)|$)){4}");

    @Provide
    Arbitrary<IpAddress> addresses() {
        Arbitrary<Long> halves = Arbitraries.oneOf(
                Arbitraries.longs(),
                Arbitraries.of(0L, 1L, -1L, 0xFFFFL, 0xFFFF_0000_0000L, 0x0001_0000_0000_0001L, 0xFFFF_C000_0201L));
        return Arbitraries.oneOf(
                Arbitraries.integers().map(IpAddress::v4),
                Combinators.combine(halves, halves).as(IpAddress::v6));
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> group = Arbitraries.oneOf(
                Arbitraries.strings()
                        .withChars("0123456789abcdefABCDEF")
                        .ofMinLength(1)
                        .ofMaxLength(4),
                Arbitraries.of("", "0", "00000", "g", "1.2.3.4", "255.255.255.255", "256.1.1.1", "01.2.3.4", "\u0661"));
        Arbitrary<String> v6 = group.list().ofMinSize(1).ofMaxSize(9).map(groups -> String.join(":", groups));
        Arbitrary<String> octet = Arbitraries.oneOf(
                Arbitraries.integers().between(0, 300).map(String::valueOf),
                Arbitraries.of("", "00", "01", "-1", "1a"));
        Arbitrary<String> v4 = octet.list().ofMinSize(3).ofMaxSize(5).map(octets -> String.join(".", octets));
        return Arbitraries.oneOf(
                v6,
                v4,
                v6.map(s -> "::" + s),
                v6.map(s -> s + "::"),
                Arbitraries.strings().withChars("0123456789abcdf:.%[]/ ").ofMaxLength(20));
    }

    @Property
    void anAddressIsItsTextAgain(@ForAll("addresses") IpAddress address) {
        assertThat(IpAddress.parse(address.toString())).isEqualTo(address).hasSameHashCodeAs(address);
    }

    @Property(tries = 5_000)
    void whatIsReadIsWhatTheJdkReads(@ForAll("texts") String text) throws UnknownHostException {
        IpAddress address = IpAddress.parseOrNull(text);
        if (text.indexOf(':') < 0) {
            assertThat(address != null).isEqualTo(STRICT_V4.matcher(text).matches());
        } else if (text.indexOf('%') < 0 && text.indexOf('[') < 0 && isAscii(text)) {
            // With a colon in it, the JDK never looks a name up. Its embedded IPv4 may have leading zeros; ours may
            // not.
            InetAddress jdk = jdkLiteral(text);
            if (jdk == null || address != null) {
                assertThat(address == null ? null : InetAddress.getByAddress(bytes(address)))
                        .isEqualTo(jdk);
            } else {
                assertThat(text).containsPattern("(^|[.:])0[0-9]+\\.|\\.0[0-9]|(^|:)0[0-9a-fA-F]{4,}");
            }
        }
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    private static InetAddress jdkLiteral(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            return null;
        }
    }

    private static byte[] bytes(IpAddress address) {
        byte[] bytes = new byte[address.bitLength() / 8];
        for (int i = 0; i < bytes.length; i++) {
            int fromEnd = bytes.length - 1 - i;
            bytes[i] = (byte) ((fromEnd < 8 ? address.lowBits() : address.highBits()) >>> 8 * (fromEnd % 8));
        }
        return bytes;
    }

    @Property
    void bytesGiveTheSameAddress(@ForAll("addresses") IpAddress address) throws UnknownHostException {
        assertThat(IpAddress.of(bytes(address))).isEqualTo(address);
        InetAddress jdk = InetAddress.getByAddress(bytes(address));
        if (jdk instanceof Inet6Address == address.isV6()) {
            assertThat(IpAddress.of(jdk)).isEqualTo(address);
        }
    }

    @Property
    void theShortestTextIsWritten(@ForAll("addresses") IpAddress address) {
        String text = address.toString();
        assertThat(text).isEqualTo(text.toLowerCase(java.util.Locale.ROOT)).doesNotContain(":::");
        if (address.isV6() && !text.startsWith("::ffff:")) {
            assertThat(text).doesNotContainPattern("(^|:)0[0-9a-f]");
            assertThat(text.split("::", -1).length).isLessThanOrEqualTo(2);
            // No run of zeros that is left is longer than the one that was cut out; of equal ones the first was.
            int longest = longestZeroRun(address);
            assertThat(text.contains("::")).isEqualTo(longest > 1);
            for (String side : text.split("::", -1)) {
                assertThat((":" + side + ":").contains(":0".repeat(longest + 1) + ":"))
                        .isFalse();
            }
            if (longest > 1) {
                String before = ":" + text.substring(0, text.indexOf("::")) + ":";
                assertThat(before).doesNotContain(":0".repeat(longest) + ":");
            }
        }
    }

    private static int longestZeroRun(IpAddress address) {
        int longest = 0;
        int run = 0;
        for (int i = 7; i >= 0; i--) {
            long half = i >= 4 ? address.highBits() : address.lowBits();
            run = (half >>> 16 * (i % 4) & 0xFFFF) == 0 ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }

    @Property
    void theOrderIsThatOfTheNumbersIpv4First(@ForAll("addresses") IpAddress a, @ForAll("addresses") IpAddress b) {
        BigInteger left = new BigInteger(1, bytes(a));
        BigInteger right = new BigInteger(1, bytes(b));
        int expected = a.isV6() != b.isV6() ? (a.isV6() ? 1 : -1) : left.compareTo(right);
        assertThat(Integer.signum(a.compareTo(b))).isEqualTo(expected);
        assertThat(a.equals(b)).isEqualTo(expected == 0);
    }

    @Property
    void aNetworkHasTheBitsOfItsPrefix(
            @ForAll("addresses") IpAddress address, @ForAll @IntRange(min = 0, max = 128) int prefix) {
        int length = Math.min(prefix, address.bitLength());
        BigInteger value = new BigInteger(1, bytes(address));
        BigInteger hostMask =
                BigInteger.ONE.shiftLeft(address.bitLength() - length).subtract(BigInteger.ONE);
        assertThat(new BigInteger(1, bytes(address.network(length)))).isEqualTo(value.andNot(hostMask));
        assertThat(new BigInteger(1, bytes(address.networkEnd(length)))).isEqualTo(value.or(hostMask));
    }

    @Example
    void examplesOfTheRfc() {
        assertThat(IpAddress.parse("2001:DB8:0:0:1:0:0:1")).hasToString("2001:db8::1:0:0:1");
        assertThat(IpAddress.parse("2001:db8:0:1:1:1:1:1")).hasToString("2001:db8:0:1:1:1:1:1");
        assertThat(IpAddress.parse("2001:0:0:1:0:0:0:1")).hasToString("2001:0:0:1::1");
        assertThat(IpAddress.parse("0:0:0:0:0:0:0:0")).hasToString("::");
        assertThat(IpAddress.parse("1:0:0:0:0:0:0:0")).hasToString("1::");
        assertThat(IpAddress.parse("::ffff:192.0.2.1")).hasToString("::ffff:192.0.2.1");
        assertThat(IpAddress.parse("::ffff:192.0.2.1").isV6()).isTrue();
    }

    @Example
    void whatIsNoAddressIsRefusedShortly() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IpAddress.parse("x".repeat(100_000)))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(100));
        assertThatIllegalArgumentException().isThrownBy(() -> IpAddress.of(new byte[5]));
    }
}
