package dev.flyball.re2j;

/**
 * What RE2/J 1.8 does to fold the case of a pattern, from its text: it goes through a range code point by code point, and
 * never comes back from those whose folding its tables do not know but the JDK does.
 */
final class Folding {
    /** The last code point with a case that RE2/J knows: it folds no further. */
    private static final int LAST = 0x1E943;

    /** Cyrillic letters of Unicode 9 that fold to a letter which does not fold back to them. */
    static final int FIRST_ENDLESS = 0x1C80;

    static final int LAST_ENDLESS = 0x1C88;

    private final String text;
    private long steps;
    private int endlessAt = -1;

    private Folding(String text) {
        this.text = text;
        for (int i = 0; i < text.length(); i++) {
            int one = codePointAt(i);
            if (one >= FIRST_ENDLESS && one <= LAST_ENDLESS) {
                endlessAt = i;
            }
            if (text.charAt(i) == '-' && i > 0 && i + 1 < text.length()) {
                range(i, codePointBefore(i), codePointAt(i + 1));
            }
        }
    }

    static Folding of(String text) {
        return new Folding(text);
    }

    private void range(int dash, int first, int last) {
        if (first <= LAST_ENDLESS && last >= FIRST_ENDLESS) {
            endlessAt = dash;
        }
        steps += Math.max(0, Math.min(last, LAST) - first + 1);
    }

    private int codePointAt(int index) {
        if (text.startsWith("\\x{", index)) {
            int close = text.indexOf('}', index);
            return close < 0 ? 0 : hex(text.substring(index + 3, close));
        }
        if (text.startsWith("\\x", index) && index + 4 <= text.length()) {
            return hex(text.substring(index + 2, index + 4));
        }
        return text.codePointAt(index);
    }

    /** The code point before an index; no larger than it where that takes more than a look. */
    private int codePointBefore(int index) {
        int open = text.charAt(index - 1) == '}' ? text.lastIndexOf("\\x{", index) : -1;
        return open < 0 ? text.codePointBefore(index) : codePointAt(open);
    }

    private static int hex(String digits) {
        return digits.matches("[0-9a-fA-F]{1,8}") ? (int) Math.min(Long.parseLong(digits, 16), 0x10FFFF) : 0;
    }

    /** No fewer than the code points that ranges have, as far as they are folded. */
    long steps() {
        return steps;
    }

    /** Where there may be something that RE2/J would fold for ever, or −1. */
    int endlessAt() {
        return endlessAt;
    }
}
