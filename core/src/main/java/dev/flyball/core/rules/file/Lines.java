package dev.flyball.core.rules.file;

/** Lines and columns of places in a text, asked for in ascending order: one pass for all of them. For one thread. */
final class Lines {
    private final String text;
    private int at;
    private int line = 1;
    private int lineStart;

    Lines(String text) {
        this.text = text;
    }

    /** Goes on to a place, not before the last one. */
    void moveTo(int offset) {
        for (; at < offset; at++) {
            char c = text.charAt(at);
            if (c == '\n' || c == '\r' && (at + 1 == text.length() || text.charAt(at + 1) != '\n')) {
                line++;
                lineStart = at + 1;
            }
        }
    }

    /** The line of the place, from 1. */
    int line() {
        return line;
    }

    /** The column of the place, from 1, in chars. */
    int column() {
        return at - lineStart + 1;
    }
}
