package dev.flyball.core.rules.function;

import dev.flyball.Meter;
import dev.flyball.rules.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * {@code url_decode(v[, options])}: {@code %HH} becomes that byte and {@code +} a space; what is no such sequence stays.
 * Option {@code r} decodes again until nothing changes, at most ten times; option {@code u} reads {@code %uHHHH}, too, as
 * the UTF-8 bytes of that character.
 */
final class UrlDecode {
    private static final int MOST_REPETITIONS = 10;

    /** How often the text may be read. */
    static final int MOST_PASSES = MOST_REPETITIONS;

    private static final int STRIDE = 4096;

    private UrlDecode() {}

    static @Nullable String problemWithOptions(Object options) {
        String letters = (String) options;
        return letters.chars().allMatch(c -> c == 'r' || c == 'u')
                ? null
                : "url_decode has the options r (decode again until nothing changes) and u (decode %uHHHH)";
    }

    static Object call(@Nullable Object[] arguments, Meter meter) {
        String text = Functions.bytes(arguments, 0);
        String options = arguments.length < 2 ? "" : Functions.bytes(arguments, 1);
        boolean unicode = options.indexOf('u') >= 0;
        int repetitions = options.indexOf('r') >= 0 ? MOST_REPETITIONS : 1;
        for (int i = 0; i < repetitions; i++) {
            String decoded = decode(text, unicode, meter);
            if (decoded.equals(text)) {
                break;
            }
            text = decoded;
        }
        return text;
    }

    private static String decode(String text, boolean unicode, Meter meter) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return text;
        }
        // In place: no sequence is shorter than what it becomes.
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        int written = 0;
        int at = 0;
        while (at < bytes.length) {
            int begin = at;
            int end = Math.min(bytes.length, at + STRIDE);
            while (at < end) {
                char c = text.charAt(at);
                if (c == '%') {
                    int code = unicode ? codeUnit(text, at) : -1;
                    if (code >= 0) {
                        byte[] utf8 = Character.toString(code).getBytes(StandardCharsets.UTF_8);
                        System.arraycopy(utf8, 0, bytes, written, utf8.length);
                        written += utf8.length;
                        at += 6;
                        continue;
                    }
                    int octet = hex(text, at + 1, 2);
                    if (octet >= 0) {
                        bytes[written++] = (byte) octet;
                        at += 3;
                        continue;
                    }
                }
                bytes[written++] = (byte) (c == '+' ? ' ' : c);
                at++;
            }
            meter.charge(at - begin);
        }
        return Bytes.of(Arrays.copyOf(bytes, written));
    }

    /** The character of {@code %uHHHH} at an index, or −1; a surrogate is none. */
    private static int codeUnit(String text, int at) {
        if (at + 1 >= text.length() || (text.charAt(at + 1) | 0x20) != 'u') {
            return -1;
        }
        int code = hex(text, at + 2, 4);
        return code >= 0 && !Character.isSurrogate((char) code) ? code : -1;
    }

    /** The value of so many hex digits at an index, or −1 if they are not there. */
    private static int hex(String text, int at, int digits) {
        if (at + digits > text.length()) {
            return -1;
        }
        int value = 0;
        for (int i = at; i < at + digits; i++) {
            char c = text.charAt(i);
            int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }
}
