package dev.flyball.core.rules.runtime;

import dev.flyball.core.text.SipHash;
import dev.flyball.rules.RuleEngine;
import java.nio.charset.StandardCharsets;

/**
 * Hashes what a host tells clients apart by: SipHash-2-4 of the UTF-8 bytes of its first {@link RuleEngine#MAX_KEY_LENGTH}
 * chars, under a key of 16 bytes. Immutable.
 *
 * @param k0 the first 8 bytes of the hash's key, little-endian
 * @param k1 the other 8 bytes
 */
public record KeyHash(long k0, long k1) {
    /** The hash of a client's key. */
    public long of(CharSequence key) {
        CharSequence counts = key.subSequence(0, Math.min(key.length(), RuleEngine.MAX_KEY_LENGTH));
        return SipHash.of(k0, k1, counts.toString().getBytes(StandardCharsets.UTF_8));
    }
}
