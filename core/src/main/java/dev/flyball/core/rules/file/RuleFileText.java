package dev.flyball.core.rules.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The text of a rule file on disk: UTF-8, with no more read than a file of the longest allowed text can have. */
public final class RuleFileText {
    private static final int MAX_BYTES_PER_CHAR = 3;
    private static final int BYTE_ORDER_MARK_BYTES = 3;

    private RuleFileText() {}

    /**
     * Reads a file.
     *
     * @param maxChars the longest text
     * @throws IOException if the file cannot be read
     * @throws dev.flyball.rules.RuleSyntaxException if it is longer, or not UTF-8
     */
    public static String read(Path file, int maxChars) throws IOException {
        long maxBytes = (long) maxChars * MAX_BYTES_PER_CHAR + BYTE_ORDER_MARK_BYTES;
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes((int) Math.min(maxBytes + 1, Integer.MAX_VALUE));
        }
        if (bytes.length > maxBytes) {
            throw RuleFileGroup.tooLong(file.toString(), maxChars, false);
        }
        return decode(file.toString(), bytes);
    }

    /** @throws dev.flyball.rules.RuleSyntaxException if the bytes are not UTF-8, with the first place that is not */
    static String decode(String file, byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        if (decoder.decode(in, out, true).isUnderflow()) {
            return out.flip().toString();
        }
        int byteValue = in.get() & 0xFF;
        int place = out.position();
        String text = new String(bytes, StandardCharsets.UTF_8);
        boolean marked = text.startsWith("\uFEFF");
        Diagnostics diagnostics = new Diagnostics(file, marked ? text.substring(1) : text);
        diagnostics.add(
                marked ? place - 1 : place,
                String.format("the byte 0x%02X here is not UTF-8: save the file in UTF-8", byteValue));
        throw diagnostics.refusal();
    }
}
