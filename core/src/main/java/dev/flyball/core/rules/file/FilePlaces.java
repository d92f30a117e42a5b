package dev.flyball.core.rules.file;

import dev.flyball.rules.Diagnostic;

/** Tells where in a file something is, of places asked for in ascending order. For one thread. */
public final class FilePlaces {
    private final RuleFileContent content;
    private final Lines lines;

    public FilePlaces(RuleFileContent content) {
        this.content = content;
        this.lines = new Lines(content.text());
    }

    /** Where in the file's text a char of a rule's condition stands. */
    public static int inCondition(RuleFileContent content, ReadRule rule, int offset) {
        return ScalarPlaces.locate(content.text(), rule.when(), offset);
    }

    /** What to say of a place, which is not before the last one. */
    public Diagnostic diagnostic(int offset, String message) {
        lines.moveTo(offset);
        return Diagnostic.of(
                content.file(),
                lines.line(),
                lines.column(),
                Excerpt.clean(message),
                Excerpt.at(content.text(), offset));
    }
}
