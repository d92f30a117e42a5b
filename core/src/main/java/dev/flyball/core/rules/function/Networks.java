package dev.flyball.core.rules.function;

import static dev.flyball.rules.ValueType.INT;
import static dev.flyball.rules.ValueType.IP;

import dev.flyball.rules.IpAddress;
import org.jspecify.annotations.Nullable;

/** {@code cidr(ip, v4bits, v6bits)} and {@code cidr6(ip, v6bits)}: the network that an address is in. */
final class Networks {
    private static final int V4_BITS = 32;
    private static final int V6_BITS = 128;

    static final Function CIDR = Function.named("cidr")
            .takes(3, Parameter.of(IP), bits(V4_BITS), bits(V6_BITS))
            .gives(IP, Function.Size.SMALL)
            .costsForEach(0)
            .does((arguments, meter) ->
                    network(arguments, Functions.integer(arguments, 1), Functions.integer(arguments, 2)));

    static final Function CIDR6 = Function.named("cidr6")
            .takes(2, Parameter.of(IP), bits(V6_BITS))
            .gives(IP, Function.Size.SMALL)
            .costsForEach(0)
            .does((arguments, meter) -> network(arguments, V4_BITS, Functions.integer(arguments, 1)));

    private Networks() {}

    private static Parameter bits(int most) {
        return Parameter.of(INT)
                .literal(bits -> (Long) bits >= 1 && (Long) bits <= most
                        ? null
                        : "the bits of a network are from 1 to " + most + " here");
    }

    private static Object network(@Nullable Object[] arguments, long v4bits, long v6bits) {
        if (arguments[0] instanceof IpAddress address) {
            return address.network((int) (address.isV6() ? v6bits : v4bits));
        }
        throw new IllegalStateException("the first argument is not Ip");
    }
}
