package dev.flyball.core.text;

/**
 * SipHash-2-4 of 64 bits, as its authors specify it (Aumasson, Bernstein: "SipHash: a fast short-input PRF", 2012): without
 * the key, nobody can choose inputs by their hashes. Takes time in proportion to the input.
 */
public final class SipHash {
    private SipHash() {}

    /**
     * The hash.
     *
     * @param k0 the first 8 bytes of the key, little-endian
     * @param k1 the other 8 bytes
     */
    public static long of(long k0, long k1, byte[] input) {
        long v0 = k0 ^ 0x736f_6d65_7073_6575L;
        long v1 = k1 ^ 0x646f_7261_6e64_6f6dL;
        long v2 = k0 ^ 0x6c79_6765_6e65_7261L;
        long v3 = k1 ^ 0x7465_6462_7974_6573L;
        int words = input.length / Long.BYTES + 1;
        for (int word = 0; word <= words; word++) {
            boolean ends = word == words;
            long m = ends ? 0 : word(input, word);
            if (ends) {
                v2 ^= 0xff;
            }
            v3 ^= m;
            for (int round = ends ? 0 : 2; round < 4; round++) {
                v0 += v1;
                v1 = Long.rotateLeft(v1, 13) ^ v0;
                v0 = Long.rotateLeft(v0, 32);
                v2 += v3;
                v3 = Long.rotateLeft(v3, 16) ^ v2;
                v0 += v3;
                v3 = Long.rotateLeft(v3, 21) ^ v0;
                v2 += v1;
                v1 = Long.rotateLeft(v1, 17) ^ v2;
                v2 = Long.rotateLeft(v2, 32);
            }
            v0 ^= m;
        }
        return v0 ^ v1 ^ v2 ^ v3;
    }

    /** Eight bytes, little-endian; the last word is filled up with zeros and has the length as its highest byte. */
    private static long word(byte[] input, int word) {
        int from = word * Long.BYTES;
        int to = Math.min(input.length, from + Long.BYTES);
        long bits = to - from < Long.BYTES ? (long) input.length << 56 : 0;
        for (int i = from; i < to; i++) {
            bits |= (input[i] & 0xffL) << (i - from) * 8;
        }
        return bits;
    }
}
