package dev.flyball.rules;

import java.io.Serializable;
import java.util.Objects;

/** One problem of a rule file: what, where, and what to write instead. Immutable. */
public final class Diagnostic implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final int line;
    private final int column;
    private final String message;
    private final String excerpt;

    private Diagnostic(String file, int line, int column, String message, String excerpt) {
        this.file = Objects.requireNonNull(file, "file");
        this.line = line;
        this.column = column;
        this.message = Objects.requireNonNull(message, "message");
        this.excerpt = Objects.requireNonNull(excerpt, "excerpt");
    }

    /**
     * A problem.
     *
     * @param line from 1
     * @param column from 1, in chars
     * @param excerpt the line and, below it, a caret under the place; may be empty
     */
    public static Diagnostic of(String file, int line, int column, String message, String excerpt) {
        return new Diagnostic(file, line, column, message, excerpt);
    }

    /** The name that the file was given. */
    public String file() {
        return file;
    }

    /** The line, from 1. */
    public int line() {
        return line;
    }

    /** The column, from 1, in chars. */
    public int column() {
        return column;
    }

    /** What is wrong, what was expected, and the nearest known name where there is one. */
    public String message() {
        return message;
    }

    /** The line and, below it, a caret under the place; empty if there is nothing to show. */
    public String excerpt() {
        return excerpt;
    }

    /** {@code file:line:column: message}, and the excerpt on the lines below. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + message + (excerpt.isEmpty() ? "" : "\n" + excerpt);
    }
}
