package dev.flyball.core.regex.literal;

/**
 * Maps chars that differ only in case to one of them. Scanners fold patterns and inputs by it, so it need not agree with
 * Unicode's folding in every detail: what a scanner finds is only a candidate, and what is folded here in two different
 * ways is not taken for one literal.
 */
public final class CaseFold {
    private static final char[] LATIN1 = new char[0x100];

    static {
        for (char c = 0; c < LATIN1.length; c++) {
            LATIN1[c] = Character.toLowerCase(Character.toUpperCase(c));
        }
    }

    private CaseFold() {}

    static char fold(char c) {
        return c < LATIN1.length ? LATIN1[c] : Character.toLowerCase(Character.toUpperCase(c));
    }

    /** The text with every char folded. */
    public static String fold(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            folded.append(fold(text.charAt(i)));
        }
        return folded.toString();
    }
}
