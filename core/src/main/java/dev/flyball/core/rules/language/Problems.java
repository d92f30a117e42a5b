package dev.flyball.core.rules.language;

import java.util.List;

/**
 * Takes the problems of one condition. No more than {@value #MOST} are kept, and of those in one place only the first: the
 * others follow from it.
 */
final class Problems {
    private static final int MOST = 20;

    private final List<Problem> problems;
    private final int before;

    /** Adds to a list. */
    Problems(List<Problem> problems) {
        this.problems = problems;
        this.before = problems.size();
    }

    void add(Span span, String message) {
        if (!isFull() && !areAt(span)) {
            problems.add(new Problem(span.start(), span.end() - span.start(), message));
        }
    }

    /** Whether one was added that begins where this part does. */
    boolean areAt(Span span) {
        return problems.stream().skip(before).anyMatch(problem -> problem.offset() == span.start());
    }

    /** Whether any was added. */
    boolean areThere() {
        return problems.size() > before;
    }

    /** Whether no more are kept, so that it is not worth looking for any. */
    boolean isFull() {
        return problems.size() - before >= MOST;
    }
}
