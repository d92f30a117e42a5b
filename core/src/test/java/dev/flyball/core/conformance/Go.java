package dev.flyball.core.conformance;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Strings as Go and C quote them; escapes with x and octal digits are bytes of UTF-8. */
final class Go {
    private Go() {}

    /** The text between the quotes of a double-quoted literal. */
    static String unquote(String literal) {
        if (literal.length() < 2 || !literal.startsWith("\"") || !literal.endsWith("\"")) {
            throw new IllegalArgumentException("not quoted: " + literal);
        }
        return unescape(literal.substring(1, literal.length() - 1));
    }

    /** The text with its escapes resolved. */
    static String unescape(String text) {
        String decoded = Utf8Offsets.decodeOrNull(unescapeBytes(text));
        if (decoded == null) {
            throw new IllegalArgumentException("not UTF-8: " + text);
        }
        return decoded;
    }

    /** The bytes that a text with escapes stands for. */
    static byte[] unescapeBytes(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int i = 0;
        while (i < text.length()) {
            int codePoint = text.codePointAt(i);
            i += Character.charCount(codePoint);
            if (codePoint != '\\') {
                bytes.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
                continue;
            }
            char c = text.charAt(i++);
            switch (c) {
                case 'n' -> bytes.write('\n');
                case 't' -> bytes.write('\t');
                case 'r' -> bytes.write('\r');
                case 'a' -> bytes.write(7);
                case 'b' -> bytes.write(8);
                case 'f' -> bytes.write(12);
                case 'v' -> bytes.write(11);
                case 'x' -> {
                    bytes.write(Integer.parseInt(text.substring(i, i + 2), 16));
                    i += 2;
                }
                case 'u', 'U' -> {
                    String digits;
                    if (text.startsWith("{", i)) {
                        int close = text.indexOf('}', i);
                        digits = text.substring(i + 1, close);
                        i = close + 1;
                    } else {
                        int length = c == 'u' ? 4 : 8;
                        digits = text.substring(i, i + length);
                        i += length;
                    }
                    bytes.writeBytes(
                            Character.toString(Integer.parseInt(digits, 16)).getBytes(StandardCharsets.UTF_8));
                }
                case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                    int end = i;
                    while (end < text.length() && end < i + 2 && "01234567".indexOf(text.charAt(end)) >= 0) {
                        end++;
                    }
                    bytes.write(Integer.parseInt(text.substring(i - 1, end), 8));
                    i = end;
                }
                default -> bytes.write(c);
            }
        }
        return bytes.toByteArray();
    }
}
