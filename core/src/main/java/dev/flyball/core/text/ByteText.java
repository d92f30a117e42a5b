package dev.flyball.core.text;

/**
 * Bytes, one in each char, as a condition writes them and as people read them: what is UTF-8 is decoded, and what is not, or
 * would change how a terminal or a log shows it, is escaped.
 */
public final class ByteText {
    private static final String HEX = "0123456789abcdef";
    private static final int MOST_BYTES = 4;

    private ByteText() {}

    /**
     * The bytes in quotes, cut short: {@code "caf\u00E9 \x00"}. What is written is what the same condition means.
     *
     * @param most the most bytes that are shown
     */
    public static String quoted(String bytes, int most) {
        StringBuilder text = new StringBuilder("\"");
        int i = 0;
        while (i < bytes.length()) {
            int length = length(bytes, i);
            int end = i + Math.max(1, length);
            if (end > most) {
                break;
            }
            int c = length == 0 ? -1 : codePoint(bytes, i, length);
            if (c == '"' || c == '\\') {
                text.append('\\').append((char) c);
            } else if (isReadable(c)) {
                text.appendCodePoint(c);
            } else {
                bytes.substring(i, end).chars().forEach(b -> appendEscaped(b, text));
            }
            i = end;
        }
        return text.append(i < bytes.length() ? "…\"" : "\"").toString();
    }

    private static void appendEscaped(int b, StringBuilder to) {
        to.append("\\x").append(HEX.charAt(b >> 4 & 0xF)).append(HEX.charAt(b & 0xF));
    }

    /** How many bytes the character at a place has in UTF-8; 0 if there is none. */
    private static int length(String bytes, int start) {
        int first = bytes.charAt(start);
        int length = first < 0x80
                ? 1
                : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? MOST_BYTES : 0;
        if (length == 0 || start + length > bytes.length()) {
            return 0;
        }
        for (int i = start + 1; i < start + length; i++) {
            if ((bytes.charAt(i) & ~0x3F) != 0x80) {
                return 0;
            }
        }
        int c = codePoint(bytes, start, length);
        boolean overlong = length == 3 && c < 0x800 || length == MOST_BYTES && c < 0x10000;
        return overlong || c > Character.MAX_CODE_POINT || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE
                ? 0
                : length;
    }

    private static int codePoint(String bytes, int start, int length) {
        int c = length == 1 ? bytes.charAt(start) : bytes.charAt(start) & 0x7F >> length;
        for (int i = start + 1; i < start + length; i++) {
            c = c << 6 | bytes.charAt(i) & 0x3F;
        }
        return c;
    }

    /** Whether a character shows as itself and changes nothing else on a terminal or in a log. */
    public static boolean isReadable(int codePoint) {
        return codePoint >= 0
                && switch (Character.getType(codePoint)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.UNASSIGNED,
                            Character.PRIVATE_USE,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR -> false;
                    default -> true;
                };
    }
}
