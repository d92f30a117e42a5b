package dev.flyball.core.rules.file;

import java.util.Locale;

/**
 * Text of a rule file made fit for a message: bounded in length, and without characters that would change how a terminal
 * or a log shows it.
 */
public final class Excerpt {
    private static final int BEFORE = 60;
    private static final int AFTER = 60;
    /** The most chars of an author's words that a message has. */
    static final int MAX_QUOTED = 48;

    private Excerpt() {}

    /** The line around an offset, cut off where it is long, and below it a caret under the place. */
    public static String at(String text, int offset) {
        int from = offset;
        while (from > 0 && offset - from < BEFORE && !isBreak(text.charAt(from - 1))) {
            from--;
        }
        int to = offset;
        while (to < text.length() && to - offset < AFTER && !isBreak(text.charAt(to))) {
            to++;
        }
        from += isInsidePair(text, from) ? 1 : 0;
        to -= to > offset && isInsidePair(text, to) ? 1 : 0;
        boolean cutBefore = from > 0 && !isBreak(text.charAt(from - 1));
        boolean cutAfter = to < text.length() && !isBreak(text.charAt(to));
        StringBuilder excerpt = new StringBuilder();
        excerpt.append(cutBefore ? "…" : "").append(clean(text.substring(from, to)));
        excerpt.append(cutAfter ? "…" : "").append('\n').append(cutBefore ? " " : "");
        text.substring(from, Math.max(from, offset))
                .codePoints()
                .forEach(c -> excerpt.append(c == '\t' ? "\t" : isUnsafe(c) ? " " : " ".repeat(Cells.of(c))));
        return excerpt.append('^').toString();
    }

    /** An author's words in quotes. */
    public static String quoted(String words) {
        return '"' + shortened(words, MAX_QUOTED) + '"';
    }

    /** The first line of a text, cut off where it is longer. */
    public static String shortened(String text, int maxLength) {
        int end = 0;
        while (end < text.length() && end < maxLength && !isBreak(text.charAt(end))) {
            end++;
        }
        end -= end > 0 && isInsidePair(text, end) ? 1 : 0;
        return clean(text.substring(0, end)) + (end < text.length() ? "…" : "");
    }

    /** The text with a replacement for each control, format or unpaired surrogate character; tabs stay. */
    public static String clean(String text) {
        if (text.codePoints().noneMatch(Excerpt::isUnsafe)) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(c -> clean.appendCodePoint(isUnsafe(c) ? 0xFFFD : c));
        return clean.toString();
    }

    /** {@code U+0000}. A file may have millions of bad ones, and {@code String.format} is slow. */
    static String codePoint(int codePoint) {
        String hex = Integer.toHexString(codePoint).toUpperCase(Locale.ROOT);
        return "U+" + "0".repeat(Math.max(0, 4 - hex.length())) + hex;
    }

    private static boolean isUnsafe(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL -> codePoint != '\t';
            case Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    private static boolean isInsidePair(String text, int offset) {
        return offset > 0
                && offset < text.length()
                && Character.isSurrogatePair(text.charAt(offset - 1), text.charAt(offset));
    }

    private static boolean isBreak(char c) {
        return c == '\n' || c == '\r';
    }
}
