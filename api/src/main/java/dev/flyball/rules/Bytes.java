package dev.flyball.rules;

import java.nio.charset.StandardCharsets;

/**
 * Bytes as rules see them: a {@code String} of one char, U+0000 to U+00FF, for each byte. The JVM stores such a string
 * in one byte a char.
 */
public final class Bytes {
    private Bytes() {}

    /** The UTF-8 bytes of a text; a lone surrogate becomes {@code ?}. */
    public static String utf8(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return of(text.getBytes(StandardCharsets.UTF_8));
            }
        }
        return text;
    }

    /** These bytes. */
    public static String of(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Whether each char of the string is one byte. */
    public static boolean isBytes(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0xFF) {
                return false;
            }
        }
        return true;
    }
}
