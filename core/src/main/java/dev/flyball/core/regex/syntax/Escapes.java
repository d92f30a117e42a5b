package dev.flyball.core.regex.syntax;

import dev.flyball.regex.RegexSyntaxException;

/** Escapes that stand for one character: octal, hexadecimal, control characters and escaped punctuation. */
final class Escapes {
    private static final int BYTE_END = 0x100;

    private final PatternCursor cursor;
    private final Work work;

    Escapes(PatternCursor cursor, Work work) {
        this.cursor = cursor;
        this.work = work;
    }

    /** Takes an escape; the cursor is at its backslash. */
    Scalar character(boolean inClass) {
        int start = cursor.index();
        cursor.next();
        if (cursor.atEnd()) {
            throw cursor.malformed("trailing backslash: write \\\\ for the character itself", start);
        }
        int c = cursor.next();
        return switch (c) {
            case '0' -> octal(0);
            case '1', '2', '3', '4', '5', '6', '7' -> {
                if (!isOctal(cursor.peek())) {
                    throw refused(c, start, inClass);
                }
                yield octal(c - '0');
            }
            case 'x' -> hexadecimal(start);
            case 'a' -> new Scalar(7, false);
            case 'f' -> new Scalar('\f', false);
            case 'n' -> new Scalar('\n', false);
            case 'r' -> new Scalar('\r', false);
            case 't' -> new Scalar('\t', false);
            case 'v' -> new Scalar(0xB, false);
            default -> {
                if (isAsciiLetterOrDigit(c)) {
                    throw refused(c, start, inClass);
                }
                yield new Scalar(c, false);
            }
        };
    }

    private RegexSyntaxException refused(int letter, int start, boolean inClass) {
        String reason = Unsupported.escape(letter, inClass);
        if (reason != null) {
            return cursor.unsupported(reason, start);
        }
        String escape = "\\" + (char) letter;
        if (inClass && "dDsSwWpP".indexOf(letter) >= 0) {
            return cursor.malformed(escape + " at the end of a range: it is not one character", start);
        }
        return cursor.malformed(
                letter == 'E' ? "\\E without \\Q before it" : "unknown escape " + escape + ": a letter needs none",
                start);
    }

    /** Takes up to two more octal digits. */
    private Scalar octal(int firstDigit) {
        int value = firstDigit;
        for (int i = 0; i < 2 && isOctal(cursor.peek()); i++) {
            value = 8 * value + cursor.next() - '0';
        }
        return scalar(value);
    }

    /** Takes what follows the x: two digits, or any number of them in braces. */
    private Scalar hexadecimal(int start) {
        if (!cursor.skip("{")) {
            int high = digit();
            int low = high < 0 ? -1 : digit();
            if (low < 0) {
                throw cursor.malformed("\\x needs two hexadecimal digits, or some in braces: \\x41, \\x{20AC}", start);
            }
            return scalar(16 * high + low);
        }
        int value = 0;
        int first = cursor.index();
        for (int digit = digit(); digit >= 0; digit = digit()) {
            work.add(1);
            value = 16 * value + digit;
            if (value > Character.MAX_CODE_POINT) {
                throw cursor.malformed("\\x{…} is above the last code point, 10FFFF", start);
            }
        }
        if (cursor.index() == first || !cursor.skip("}")) {
            throw cursor.malformed("\\x{…} needs hexadecimal digits and a closing brace", start);
        }
        return scalar(value);
    }

    private static Scalar scalar(int value) {
        return new Scalar(value, value < BYTE_END);
    }

    /** Takes a hexadecimal digit, or gives -1 when there is none. */
    private int digit() {
        int c = cursor.peek();
        int digit = c < 0x80 ? Character.digit(c, 16) : -1;
        if (digit >= 0) {
            cursor.next();
        }
        return digit;
    }

    private static boolean isOctal(int c) {
        return c >= '0' && c <= '7';
    }

    static boolean isAsciiLetterOrDigit(int c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }
}
