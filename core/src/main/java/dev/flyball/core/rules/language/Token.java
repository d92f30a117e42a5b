package dev.flyball.core.rules.language;

/**
 * A token of a condition.
 *
 * @param text of a word or a symbol as written; of a string its bytes; of a pattern the pattern; of a list its name
 * @param origins of a pattern where in the condition its chars stand
 */
record Token(Kind kind, Span span, String text, Origins origins) {
    enum Kind {
        /** A name, a keyword, a number, an address, bytes {@code 61:62}: a run of the characters that these are made of. */
        WORD,
        /** A string. */
        STRING,
        /** A string after {@code matches}: its escapes are the regex's. */
        PATTERN,
        /** {@code $name}. */
        LIST,
        /** An operator or a bracket. */
        SYMBOL,
        /** What is no token, and was told so. */
        BAD,
        /** The end of the condition. */
        END
    }

    Token(Kind kind, Span span, String text) {
        this(kind, span, text, Origins.NONE);
    }

    /** Whether this is the symbol or the keyword. */
    boolean is(String symbolOrWord) {
        return (kind == Kind.SYMBOL || kind == Kind.WORD) && text.equals(symbolOrWord);
    }
}
