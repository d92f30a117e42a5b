package dev.flyball.servlet;

/** Percent-decoding of bytes to bytes, one char each. What is malformed stays as it is. */
final class PercentEncoding {
    private PercentEncoding() {}

    /**
     * Decodes a part of a text.
     *
     * @param plusIsSpace as in forms and query strings
     */
    static String decode(String text, int from, int to, boolean plusIsSpace) {
        int i = from;
        while (i < to && text.charAt(i) != '%' && !(plusIsSpace && text.charAt(i) == '+')) {
            i++;
        }
        if (i == to) {
            return text.substring(from, to);
        }
        StringBuilder decoded = new StringBuilder(to - from).append(text, from, i);
        while (i < to) {
            char c = text.charAt(i);
            if (c == '+' && plusIsSpace) {
                c = ' ';
            } else if (c == '%' && i + 2 < to) {
                int high = hexDigit(text.charAt(i + 1));
                int low = hexDigit(text.charAt(i + 2));
                if (high >= 0 && low >= 0) {
                    c = (char) (high << 4 | low);
                    i += 2;
                }
            }
            decoded.append(c);
            i++;
        }
        return decoded.toString();
    }

    private static int hexDigit(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }
}
