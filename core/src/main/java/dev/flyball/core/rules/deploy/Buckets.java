package dev.flyball.core.rules.deploy;

import dev.flyball.core.rules.runtime.KeyHash;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Which of 10,000 buckets a key is in, in one rollout. A share of p hundredths of a percent has the buckets below p, so a
 * larger share has all keys of a smaller one, and processes with the same salt agree. Immutable.
 *
 * <p>The bucket is SipHash-2-4 of the key's UTF-8 bytes, as an unsigned number, modulo 10,000. The key of the hash are the
 * first 16 bytes of the SHA-256 hash of {@code "flyball rollout 1\n"} and the salt, in UTF-8.
 */
record Buckets(KeyHash hash) {
    static final int COUNT = 10_000;

    private static final String DOMAIN = "flyball rollout 1\n";

    static Buckets of(String salt) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest((DOMAIN + salt).getBytes(StandardCharsets.UTF_8));
            ByteBuffer words = ByteBuffer.wrap(digest).order(ByteOrder.LITTLE_ENDIAN);
            return new Buckets(new KeyHash(words.getLong(), words.getLong()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    int bucketOf(CharSequence key) {
        return (int) Long.remainderUnsigned(hash.of(key), COUNT);
    }
}
