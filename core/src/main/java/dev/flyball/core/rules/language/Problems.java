package dev.flyball.core.rules.language;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Takes the problems of one condition. No more than {@value #MOST} are kept, and of those in one place only the first: the
 * others follow from it.
 */
final class Problems {
    private static final int MOST = 20;

    private final List<Problem> problems = new ArrayList<>();

    void add(Span span, String message) {
        if (!isFull() && !areAt(span)) {
            problems.add(new Problem(span.start(), span.end() - span.start(), message));
        }
    }

    /** Whether one was added that begins where this part does. */
    boolean areAt(Span span) {
        return problems.stream().anyMatch(problem -> problem.offset() == span.start());
    }

    /** Whether any was added. */
    boolean areThere() {
        return !problems.isEmpty();
    }

    /** Whether no more are kept, so that it is not worth looking for any. */
    boolean isFull() {
        return problems.size() >= MOST;
    }

    /** What was added, in the order of the text. */
    List<Problem> inOrder() {
        return problems.stream()
                .sorted(Comparator.comparingInt(Problem::offset))
                .toList();
    }
}
