package dev.flyball.benchmarks.engine;

/**
 * A pattern and how it is meant, for an engine to translate into its own options.
 *
 * @param ignoreCase as {@code (?i)} in front, by Unicode folding if {@code unicode}
 * @param unicode whether <code>\w \d \s \b</code> are Unicode's instead of ASCII's
 * @param latin1 whether its inputs have one byte a char, for the engine that reads bytes
 */
public record PatternSpec(String pattern, boolean ignoreCase, boolean unicode, boolean latin1) {
    /** A pattern for request values: no flags but what it says itself, inputs of one byte a char. */
    public static PatternSpec ofValues(String pattern) {
        return new PatternSpec(pattern, false, false, true);
    }

    /** Whether one of <code>\w \d \s \b</code> occurs, so that {@link #unicode()} matters beyond folding. */
    boolean hasPerlClass() {
        for (int i = pattern.indexOf('\\'); i >= 0 && i + 1 < pattern.length(); i = pattern.indexOf('\\', i + 2)) {
            if ("wdsbWDSB".indexOf(pattern.charAt(i + 1)) >= 0) {
                return true;
            }
        }
        return false;
    }
}
