package dev.flyball.core.rules.function;

import static dev.flyball.rules.ValueType.BYTES;

import dev.flyball.Meter;
import dev.flyball.core.rules.runtime.FactsException;
import dev.flyball.rules.Bytes;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * {@code decode_base64(v)}: the bytes that a text in Base64 stands for, of either alphabet, padded or not; absent if it is
 * none. {@code encode_base64(v[, flags])}: a value in Base64 without padding; flag {@code p} pads, flag {@code u} takes the
 * alphabet that is safe in URLs.
 */
final class Base64Text {
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final String STANDARD = LETTERS + "+/";
    private static final String SAFE = LETTERS + "-_";
    private static final byte[] VALUES = values();
    private static final int STRIDE = 4096;

    static final Function DECODE = Function.named("decode_base64")
            .takes(1, Parameter.of(BYTES))
            .gives(BYTES, Function.Size.FIRST_ARGUMENT)
            .costsForEach(1)
            .does(Base64Text::decode);

    static final Function ENCODE = Function.named("encode_base64")
            .takes(
                    1,
                    Parameter.of(BYTES),
                    Parameter.of(BYTES)
                            .literal(flags -> ((String) flags).chars().allMatch(c -> c == 'u' || c == 'p')
                                    ? null
                                    : "encode_base64 has the flags p (pad with =) and u (the alphabet for URLs)"))
            .gives(BYTES, Function.Size.GROWING)
            .costsForEach(1)
            .does(Base64Text::encode);

    private Base64Text() {}

    private static byte[] values() {
        byte[] values = new byte[256];
        Arrays.fill(values, (byte) -1);
        for (int i = 0; i < STANDARD.length(); i++) {
            values[STANDARD.charAt(i)] = (byte) i;
            values[SAFE.charAt(i)] = (byte) i;
        }
        return values;
    }

    private static @Nullable Object decode(@Nullable Object[] arguments, Meter meter) {
        String text = Functions.bytes(arguments, 0);
        int length = text.length();
        if (length % 4 == 0) {
            length -= text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
        }
        if (length % 4 == 1) {
            return null;
        }
        byte[] bytes = new byte[(int) (length * 3L / 4)];
        int written = 0;
        int bits = 0;
        int pending = 0;
        for (int from = 0; from < length; from += STRIDE) {
            int to = Math.min(length, from + STRIDE);
            meter.charge(to - from);
            for (int i = from; i < to; i++) {
                int value = VALUES[text.charAt(i) & 0xFF];
                if (value < 0) {
                    return null;
                }
                pending = pending << 6 | value;
                bits += 6;
                if (bits >= 8) {
                    bits -= 8;
                    bytes[written++] = (byte) (pending >> bits);
                }
            }
        }
        return Bytes.of(bytes);
    }

    private static Object encode(@Nullable Object[] arguments, Meter meter) {
        String text = Functions.bytes(arguments, 0);
        String flags = arguments.length < 2 ? "" : Functions.bytes(arguments, 1);
        String alphabet = flags.indexOf('u') >= 0 ? SAFE : STANDARD;
        long most = (text.length() + 2L) / 3 * 4;
        if (most > (long) text.length() + Function.MAX_GROWTH) {
            throw new FactsException("the result of encode_base64() would have " + most + " bytes: that is more than "
                    + Function.MAX_GROWTH + " above its argument");
        }
        StringBuilder encoded = new StringBuilder((int) most);
        int pending = 0;
        int bits = 0;
        for (int from = 0; from < text.length(); from += STRIDE) {
            int to = Math.min(text.length(), from + STRIDE);
            meter.charge(to - from);
            for (int i = from; i < to; i++) {
                pending = (pending << 8 | text.charAt(i)) & 0xFFFFFF;
                bits += 8;
                while (bits >= 6) {
                    bits -= 6;
                    encoded.append(alphabet.charAt(pending >> bits & 0x3F));
                }
            }
        }
        if (bits > 0) {
            encoded.append(alphabet.charAt(pending << 6 - bits & 0x3F));
        }
        while (flags.indexOf('p') >= 0 && encoded.length() % 4 != 0) {
            encoded.append('=');
        }
        return encoded.toString();
    }
}
