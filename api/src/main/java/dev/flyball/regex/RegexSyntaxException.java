package dev.flyball.regex;

import java.util.Objects;

/**
 * A pattern was refused: it is malformed, needs what no linear-time engine has, or is larger than the limits allow.
 * The message tells what, where (with a caret under the place) and what to write instead.
 */
public final class RegexSyntaxException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** How much of a long pattern the message shows on either side of the error. */
    private static final int CONTEXT = 40;

    /** Why a pattern is refused. */
    public enum Reason {
        /** It is not a regular expression. */
        MALFORMED,
        /** It uses a construct that would need backtracking, or that this dialect does not have. */
        UNSUPPORTED,
        /** It is larger than a limit of {@link RegexOptions}. */
        TOO_LARGE
    }

    private final Reason reason;
    private final String pattern;
    private final int index;
    private final String description;

    /**
     * A refusal.
     *
     * @param description one sentence part: what is wrong and, where there is one, what to write instead
     * @param pattern the whole pattern
     * @param index where in the pattern, in chars; from 0 to the pattern's length
     */
    public RegexSyntaxException(Reason reason, String description, String pattern, int index) {
        super(message(description, pattern, index));
        this.reason = Objects.requireNonNull(reason, "reason");
        this.pattern = pattern;
        this.index = index;
        this.description = description;
    }

    private static String message(String description, String pattern, int index) {
        int from = Math.max(0, index - CONTEXT);
        int to = Math.min(pattern.length(), index + CONTEXT);
        StringBuilder text = new StringBuilder(description)
                .append(" at index ")
                .append(index)
                .append('\n');
        int caret = index - from;
        if (from > 0) {
            text.append('…');
            caret++;
        }
        for (int i = from; i < to; i++) {
            char c = pattern.charAt(i);
            text.append(Character.isISOControl(c) ? '·' : c);
        }
        if (to < pattern.length()) {
            text.append('…');
        }
        return text.append('\n').append(" ".repeat(caret)).append('^').toString();
    }

    /** Why the pattern was refused. */
    public Reason reason() {
        return reason;
    }

    /** The pattern, whole. */
    public String pattern() {
        return pattern;
    }

    /** Where in the pattern, in chars. */
    public int index() {
        return index;
    }

    /** What is wrong, without pattern and place. */
    public String description() {
        return description;
    }
}
