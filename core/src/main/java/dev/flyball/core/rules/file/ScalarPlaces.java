package dev.flyball.core.rules.file;

import dev.flyball.core.rules.file.YamlNode.Scalar;
import dev.flyball.core.rules.file.YamlNode.Style;

/**
 * From an offset in a scalar's value back to the file.
 *
 * <p>YAML changes nothing but white space (folding, indentation, chomping) and escapes, so walking value and file side by
 * side finds every char that is not white space exactly; for white space it finds a place between its neighbours.
 */
final class ScalarPlaces {
    private final String text;
    private final Scalar scalar;
    private int at;

    private ScalarPlaces(String text, Scalar scalar) {
        this.text = text;
        this.scalar = scalar;
        this.at = contentStart();
    }

    /**
     * Where in the text a char of the scalar's value stands. What lies behind the value's last char that is not white
     * space stands right behind that one. Takes time in proportion to the offset.
     */
    static int locate(String text, Scalar scalar, int offset) {
        String value = scalar.value();
        int end = value.length();
        while (end > 0 && isSpace(value.charAt(end - 1))) {
            end--;
        }
        if (end == 0) {
            return scalar.start();
        }
        ScalarPlaces places = new ScalarPlaces(text, scalar);
        return offset < end ? places.walk(Math.max(0, offset)) : places.walk(end - 1) + 1;
    }

    private int contentStart() {
        return switch (scalar.style()) {
            case PLAIN -> scalar.start();
            case SINGLE_QUOTED, DOUBLE_QUOTED -> scalar.start() + 1;
            case LITERAL, FOLDED -> {
                int i = scalar.start();
                while (i < text.length() && text.charAt(i) != '\n' && text.charAt(i) != '\r') {
                    i++;
                }
                yield i;
            }
        };
    }

    private int walk(int offset) {
        String value = scalar.value();
        int i = 0;
        while (at < scalar.end()) {
            int c = value.codePointAt(i);
            int length = Character.charCount(c);
            if (isSpace(c)) {
                if (i == offset) {
                    return at;
                }
                passSpace(c);
            } else {
                passSpaceUpTo(c);
                if (offset < i + length) {
                    return at;
                }
                at += written(c);
            }
            i += length;
        }
        return Math.max(scalar.start(), scalar.end() - 1);
    }

    /** Passes one white-space char of the value, if it stands here as it is: other white space is passed later. */
    private void passSpace(int c) {
        char here = text.charAt(at);
        if (here == '\\' && scalar.style() == Style.DOUBLE_QUOTED) {
            at += escapeLength();
        } else if (here == '\r' && c == '\n' && at + 1 < text.length() && text.charAt(at + 1) == '\n') {
            at += 2;
        } else if (here == c || isBreak(here)) {
            at++;
        }
    }

    /** Passes white space, written as itself or escaped, that the value does not have or has had already. */
    private void passSpaceUpTo(int c) {
        while (at < scalar.end() - 1) {
            char here = text.charAt(at);
            if (isSpace(here)) {
                at++;
            } else if (here == '\\' && scalar.style() == Style.DOUBLE_QUOTED && escaped() != c) {
                at += escapeLength();
            } else {
                return;
            }
        }
    }

    /** How many chars the file needs for a char of the value that stands here. */
    private int written(int c) {
        if (scalar.style() == Style.DOUBLE_QUOTED && text.charAt(at) == '\\') {
            return escapeLength();
        }
        return scalar.style() == Style.SINGLE_QUOTED && c == '\'' ? 2 : Character.charCount(c);
    }

    /** The length of the escape sequence that stands here. */
    private int escapeLength() {
        return switch (text.charAt(at + 1)) {
            case 'x' -> 4;
            case 'u' -> isEscapedPair() ? 12 : 6;
            case 'U' -> 10;
            default -> 2;
        };
    }

    /** JSON writes a code point above the BMP as two escapes, which are one code point of the value. */
    private boolean isEscapedPair() {
        return at + 8 < scalar.end()
                && Character.isHighSurrogate((char) hex(at + 2, 4))
                && text.charAt(at + 6) == '\\'
                && text.charAt(at + 7) == 'u'
                && Character.isLowSurrogate((char) hex(at + 8, 4));
    }

    /** The code point of the escape sequence that stands here, or white space for one that stands for white space. */
    private int escaped() {
        char kind = text.charAt(at + 1);
        return switch (kind) {
            case 'x' -> hex(at + 2, 2);
            case 'u' ->
                isEscapedPair() ? Character.toCodePoint((char) hex(at + 2, 4), (char) hex(at + 8, 4)) : hex(at + 2, 4);
            case 'U' -> hex(at + 2, 8);
            case '"', '\\', '/' -> kind;
            case '0' -> 0;
            case 'a' -> 0x07;
            case 'b' -> 0x08;
            case 'v' -> 0x0B;
            case 'f' -> 0x0C;
            case 'e' -> 0x1B;
            case 'N' -> 0x85;
            case '_' -> 0xA0;
            default -> ' '; // \t, \n, \r, an escaped space or line break
        };
    }

    private int hex(int from, int digits) {
        int value = 0;
        for (int i = from; i < from + digits && i < text.length(); i++) {
            value = value << 4 | Math.max(0, Character.digit(text.charAt(i), 16));
        }
        return value;
    }

    private static boolean isSpace(int c) {
        return c == ' ' || c == '\t' || isBreak(c);
    }

    private static boolean isBreak(int c) {
        return c == '\n' || c == '\r';
    }
}
