package dev.flyball.core.rules.function;

import static dev.flyball.rules.ValueType.BYTES;

import dev.flyball.Meter;
import dev.flyball.rules.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** {@code sha256(v)}: the 32 bytes of the value's SHA-256 hash. */
final class Sha256 {
    private static final int STRIDE = 4096;
    private static final int BYTES_OF_HASH = 32;

    static final Function FUNCTION = Function.named("sha256")
            .takes(1, Parameter.of(BYTES))
            .gives(BYTES, Function.Size.SMALL)
            .costsForEach(1)
            .costsBesides(BYTES_OF_HASH)
            .does(Sha256::call);

    private Sha256() {}

    private static Object call(@Nullable Object[] arguments, Meter meter) {
        String text = Functions.bytes(arguments, 0);
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            meter.charge(BYTES_OF_HASH);
            for (int from = 0; from < text.length(); from += STRIDE) {
                int to = Math.min(text.length(), from + STRIDE);
                meter.charge(to - from);
                digest.update(text.substring(from, to).getBytes(StandardCharsets.ISO_8859_1));
            }
            return Bytes.of(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
