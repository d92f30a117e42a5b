package dev.flyball.core.conformance;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** The published data counts UTF-8 bytes; Flyball counts chars. */
final class Utf8Offsets {
    private final int[] charAt;

    /** Indexes a text: which char starts at which byte; −1 inside a character. */
    Utf8Offsets(String text) {
        charAt = new int[text.getBytes(StandardCharsets.UTF_8).length + 1];
        java.util.Arrays.fill(charAt, -1);
        int bytes = 0;
        int i = 0;
        while (i < text.length()) {
            charAt[bytes] = i;
            int codePoint = text.codePointAt(i);
            bytes += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
            i += Character.charCount(codePoint);
        }
        charAt[charAt.length - 1] = text.length();
    }

    /** The index of the char that starts at this byte, or −1 if none does. */
    int toChar(int bytes) {
        return charAt[bytes];
    }

    /** The same places, counted in chars; −1 stays −1. */
    int[] toChars(int[] bytes) {
        int[] chars = new int[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            chars[i] = bytes[i] < 0 ? -1 : toChar(bytes[i]);
        }
        return chars;
    }

    /** The text whose UTF-8 form these bytes are, or null. */
    static String decodeOrNull(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
