package dev.flyball.core.rules.language;

/** Is told what is wrong with one list. */
@FunctionalInterface
public interface ListProblems {
    /** The index of a problem that is about the whole list. */
    int WHOLE = -1;

    /**
     * Takes a problem.
     *
     * @param index of the member that is wrong, from 0, or {@link #WHOLE}
     */
    void add(int index, String message);
}
