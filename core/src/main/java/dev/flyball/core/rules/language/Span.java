package dev.flyball.core.rules.language;

/** A part of a condition's text: from {@code start} to before {@code end}, in chars. */
record Span(int start, int end) {
    Span to(Span other) {
        return new Span(start, other.end);
    }

    /** The place right after this part. */
    Span after() {
        return new Span(end, end);
    }
}
