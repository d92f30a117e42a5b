package dev.flyball.core.text;

import dev.flyball.Meter;
import dev.flyball.rules.Bytes;
import java.nio.charset.StandardCharsets;

/** ASCII letters among bytes; all other bytes stay as they are. */
public final class Ascii {
    private static final int STRIDE = 4096;

    private Ascii() {}

    public static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c;
    }

    public static char upper(char c) {
        return c >= 'a' && c <= 'z' ? (char) (c & ~0x20) : c;
    }

    public static String lower(String text) {
        StringBuilder lower = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            lower.append(lower(text.charAt(i)));
        }
        return lower.toString();
    }

    /** The text with its letters in upper or lower case, itself if they are already; one step a char. */
    public static String inCase(String text, boolean upper, Meter meter) {
        byte[] changed = null;
        for (int from = 0; from < text.length(); from += STRIDE) {
            int to = Math.min(text.length(), from + STRIDE);
            meter.charge(to - from);
            for (int i = from; i < to; i++) {
                char c = text.charAt(i);
                char other = upper ? upper(c) : lower(c);
                if (other != c) {
                    if (changed == null) {
                        changed = text.getBytes(StandardCharsets.ISO_8859_1);
                    }
                    changed[i] = (byte) other;
                }
            }
        }
        return changed == null ? text : Bytes.of(changed);
    }
}
