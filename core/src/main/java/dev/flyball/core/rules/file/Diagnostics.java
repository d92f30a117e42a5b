package dev.flyball.core.rules.file;

import dev.flyball.rules.Diagnostic;
import dev.flyball.rules.RuleSyntaxException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Collects the problems of one file by their offsets; of more than {@value #MAX} the first ones by place are kept. Lines
 * are counted only when the file is refused, in one pass. For one thread.
 */
final class Diagnostics {
    /** The most problems that are told. */
    static final int MAX = 100;

    private static final Comparator<Found> BY_PLACE =
            Comparator.comparingInt(Found::offset).thenComparingLong(Found::number);

    private final String file;
    private final String text;
    /** The last by place on top. */
    private final PriorityQueue<Found> found = new PriorityQueue<>(BY_PLACE.reversed());

    private long count;

    private record Found(int offset, long number, String message) {}

    /** @param text the whole text that the offsets are of, without a byte order mark */
    Diagnostics(String file, String text) {
        this.file = file;
        this.text = text;
    }

    /** @param offset in chars of the text; one beyond its end stands for its end */
    void add(int offset, String message) {
        Found problem = new Found(Math.max(0, Math.min(offset, text.length())), count++, message);
        found.add(problem);
        if (found.size() > MAX) {
            found.remove();
        }
    }

    /** How many problems were found so far. */
    long count() {
        return count;
    }

    /**
     * Refuses the file if it has a problem.
     *
     * @throws RuleSyntaxException with all problems, in the order of their places
     */
    void refuseIfAny() {
        if (count > 0) {
            throw refusal();
        }
    }

    /**
     * Refuses the file if it, or one of the others that it uses, has a problem.
     *
     * @throws RuleSyntaxException with all problems, file by file
     */
    void refuseIfAny(Collection<Diagnostics> others) {
        List<Diagnostic> told = new ArrayList<>(inOrder());
        others.forEach(other -> told.addAll(other.inOrder()));
        if (!told.isEmpty()) {
            throw new RuleSyntaxException(told);
        }
    }

    /** The refusal of the file, which has at least one problem. */
    RuleSyntaxException refusal() {
        return new RuleSyntaxException(inOrder());
    }

    /** All problems, in the order of their places; empty if there is none. */
    List<Diagnostic> inOrder() {
        List<Found> ordered = new ArrayList<>(found);
        ordered.sort(BY_PLACE);
        List<Diagnostic> told = new ArrayList<>(ordered.size() + 1);
        Lines lines = new Lines(text);
        for (Found problem : ordered) {
            lines.moveTo(problem.offset);
            told.add(Diagnostic.of(
                    file, lines.line(), lines.column(), problem.message, Excerpt.at(text, problem.offset)));
        }
        if (count > told.size()) {
            String rest = "and " + (count - told.size()) + " more problem" + (count - told.size() == 1 ? "" : "s")
                    + " further on";
            told.add(Diagnostic.of(file, lines.line(), lines.column(), rest, ""));
        }
        return told;
    }
}
