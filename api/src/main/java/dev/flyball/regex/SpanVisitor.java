package dev.flyball.regex;

/** Takes the places of matches, see {@link Regex#forEachSpan}. */
@FunctionalInterface
public interface SpanVisitor {
    /**
     * Takes one match.
     *
     * @param start where it starts in the input, in chars
     * @param end where it ends: the index after its last char
     * @return whether to go on
     */
    boolean visit(int start, int end);
}
