package dev.flyball.core.rules.function;

import dev.flyball.Meter;
import dev.flyball.rules.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Finds the value at the end of a path in a JSON text of bytes (RFC 8259), in one pass that holds nothing but where it is:
 * a step for each char, no recursion. Of several members of one name the last counts, as most parsers have it. Texts
 * nested deeper than {@value #MAX_DEPTH} are not looked into. For one thread.
 */
final class JsonPath {
    /** The nesting that parsers commonly allow. */
    private static final int MAX_DEPTH = 128;

    private static final long NOT_FOUND = -1;
    private static final int STRIDE = 4096;

    private final String text;
    private final @Nullable Object[] keys;
    private final Meter meter;

    private final boolean[] inObject = new boolean[MAX_DEPTH + 1];
    private final int[] index = new int[MAX_DEPTH + 1];
    private int depth;
    /** How many keys of the path lead to where it is. */
    private int matched;

    private int at;
    private int charged;
    private int foundStart;
    private long found = NOT_FOUND;

    private JsonPath(String text, @Nullable Object[] keys, Meter meter) {
        this.text = text;
        this.keys = keys;
        this.meter = meter;
    }

    /**
     * Where the value is, for {@link #start} and {@link #end}; negative if there is none or the text is no JSON.
     *
     * @param arguments the text, and behind it the path: {@code String} names, {@code Long} indexes
     */
    static long find(String text, @Nullable Object[] arguments, Meter meter) {
        JsonPath path = new JsonPath(text, arguments, meter);
        return path.readAll() ? path.found : NOT_FOUND;
    }

    static int start(long found) {
        return (int) (found >>> 32);
    }

    static int end(long found) {
        return (int) found;
    }

    /** Whether the text is JSON. */
    private boolean readAll() {
        boolean more = true;
        while (more) {
            // Here a value begins.
            skipSpace();
            int c = peek();
            if (c == '{' || c == '[') {
                if (depth == MAX_DEPTH) {
                    return false;
                }
                at++;
                depth++;
                inObject[depth] = c == '{';
                index[depth] = 0;
                skipSpace();
                if (peek() == (c == '{' ? '}' : ']')) {
                    at++;
                    depth--;
                } else if (label()) {
                    continue;
                } else {
                    return false;
                }
            } else if (!scalar(c)) {
                return false;
            }
            // Here a value has ended.
            more = false;
            while (!more) {
                endOfValue();
                skipSpace();
                if (depth == 0) {
                    charge();
                    return at == text.length();
                }
                int next = peek();
                at++;
                if (next == ',') {
                    index[depth]++;
                    if (!label()) {
                        return false;
                    }
                    more = true;
                } else if (next == (inObject[depth] ? '}' : ']')) {
                    depth--;
                } else {
                    return false;
                }
            }
        }
        return false;
    }

    /** Reads what leads to the next value, the name of a member if it is in an object; whether it is well formed. */
    private boolean label() {
        charge();
        Object key = depth < keys.length ? keys[depth] : null;
        boolean onPath = matched == depth - 1 && key != null;
        boolean leads;
        if (inObject[depth]) {
            skipSpace();
            int start = at;
            if (peek() != '"' || !string()) {
                return false;
            }
            leads = onPath && key instanceof String name && isName(name, start + 1, at - 1);
            skipSpace();
            if (peek() != ':') {
                return false;
            }
            at++;
        } else {
            leads = onPath && key instanceof Long wanted && wanted == index[depth];
        }
        if (leads) {
            matched = depth;
            found = NOT_FOUND;
            skipSpace();
            foundStart = at;
        }
        return true;
    }

    private boolean isName(String name, int from, int to) {
        if (text.indexOf('\\', from) < 0 || text.indexOf('\\', from) >= to) {
            return name.length() == to - from && text.startsWith(name, from);
        }
        return unescaped(text, from, to, meter).equals(name);
    }

    /** A value that ends here was at the end of the path, or on it. */
    private void endOfValue() {
        if (depth > 0 && matched == depth) {
            if (depth == keys.length - 1) {
                found = (long) foundStart << 32 | at;
            }
            matched = depth - 1;
        }
    }

    private boolean scalar(int c) {
        if (c == '"') {
            return string();
        }
        int start = at;
        while (at < text.length() && isPartOfWord(text.charAt(at))) {
            at++;
        }
        int length = at - start;
        charge();
        if (c == '-' || c >= '0' && c <= '9') {
            return isNumber(start);
        }
        return length == 4 && (text.startsWith("true", start) || text.startsWith("null", start))
                || length == 5 && text.startsWith("false", start);
    }

    private static boolean isPartOfWord(char c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c == 'E' || c == '-' || c == '+' || c == '.';
    }

    /** Whether the word from there to here is a number, as JSON writes them. */
    private boolean isNumber(int start) {
        int i = text.charAt(start) == '-' ? start + 1 : start;
        int digits = digits(i);
        boolean good = digits > 0 && (digits == 1 || text.charAt(i) != '0');
        i += digits;
        if (good && i < at && text.charAt(i) == '.') {
            digits = digits(i + 1);
            good = digits > 0;
            i += 1 + digits;
        }
        if (good && i < at && (text.charAt(i) | 0x20) == 'e') {
            i += i + 1 < at && (text.charAt(i + 1) == '-' || text.charAt(i + 1) == '+') ? 2 : 1;
            digits = digits(i);
            good = digits > 0;
            i += digits;
        }
        return good && i == at;
    }

    private int digits(int from) {
        int i = from;
        while (i < at && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
            i++;
        }
        return i - from;
    }

    /** Passes a text that begins here; whether it has an end. */
    private boolean string() {
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return true;
            }
            if (c == '\\') {
                at++;
            } else if (c < ' ') {
                return false;
            }
            if (at - charged > STRIDE) {
                charge();
            }
        }
        return false;
    }

    private void skipSpace() {
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
            if (at - charged > STRIDE) {
                charge();
            }
        }
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }

    private int peek() {
        return at < text.length() ? text.charAt(at) : -1;
    }

    private void charge() {
        int here = Math.min(at, text.length());
        if (here > charged) {
            meter.charge(here - charged);
            charged = here;
        }
    }

    /** The bytes of a text with escapes; what is malformed stays as it is. */
    static String unescaped(String text, int from, int to, Meter meter) {
        StringBuilder plain = new StringBuilder(to - from);
        int paid = from;
        for (int i = from; i < to; i++) {
            if (i - paid >= STRIDE) {
                meter.charge(i - paid);
                paid = i;
            }
            char c = text.charAt(i);
            if (c != '\\' || i + 1 >= to) {
                plain.append(c);
                continue;
            }
            char escape = text.charAt(++i);
            switch (escape) {
                case 'b' -> plain.append('\b');
                case 'f' -> plain.append('\f');
                case 'n' -> plain.append('\n');
                case 'r' -> plain.append('\r');
                case 't' -> plain.append('\t');
                case 'u' -> {
                    int unit = unit(text, i + 1, to);
                    int low = unit >= 0xD800 && unit < 0xDC00 && text.startsWith("\\u", i + 5)
                            ? unit(text, i + 7, to)
                            : -1;
                    if (unit < 0) {
                        plain.append("\\u");
                    } else if (low >= 0xDC00 && low < 0xE000) {
                        plain.append(Bytes.utf8(new String(new char[] {(char) unit, (char) low})));
                        i += 10;
                    } else {
                        plain.append(Bytes.utf8(String.valueOf((char) unit)));
                        i += 4;
                    }
                }
                default -> plain.append(escape);
            }
        }
        meter.charge(to - paid);
        return plain.toString();
    }

    /** The number of four hex digits, or −1. */
    private static int unit(String text, int from, int to) {
        int unit = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = i < to && text.charAt(i) < 0x80 ? Character.digit(text.charAt(i), 16) : -1;
            if (digit < 0) {
                return -1;
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }
}
