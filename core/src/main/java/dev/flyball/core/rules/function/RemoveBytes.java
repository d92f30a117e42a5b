package dev.flyball.core.rules.function;

import static dev.flyball.rules.ValueType.BYTES;

import dev.flyball.Meter;
import dev.flyball.rules.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** {@code remove_bytes(v, bytes)}: the value without any of these bytes. */
final class RemoveBytes {
    private static final int STRIDE = 4096;

    static final Function FUNCTION = Function.named("remove_bytes")
            .takes(2, Parameter.of(BYTES), Parameter.of(BYTES))
            .gives(BYTES, Function.Size.FIRST_ARGUMENT)
            .costsForEach(1)
            .does(RemoveBytes::call);

    private RemoveBytes() {}

    private static Object call(@Nullable Object[] arguments, Meter meter) {
        String text = Functions.bytes(arguments, 0);
        String unwanted = Functions.bytes(arguments, 1);
        boolean[] removed = new boolean[256];
        meter.charge(unwanted.length());
        for (int i = 0; i < unwanted.length(); i++) {
            removed[unwanted.charAt(i) & 0xFF] = true;
        }
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        int length = 0;
        for (int from = 0; from < bytes.length; from += STRIDE) {
            int to = Math.min(bytes.length, from + STRIDE);
            meter.charge(to - from);
            for (int i = from; i < to; i++) {
                if (!removed[bytes[i] & 0xFF]) {
                    bytes[length++] = bytes[i];
                }
            }
        }
        return length == text.length() ? text : Bytes.of(Arrays.copyOf(bytes, length));
    }
}
