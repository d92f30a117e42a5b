package dev.flyball.benchmarks.engine;

/** An engine cannot take a pattern, or would take it to mean something else. */
public final class UnsupportedPatternException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnsupportedPatternException(String why) {
        super(why);
    }

    UnsupportedPatternException(Throwable cause) {
        super(cause.getMessage(), cause);
    }
}
