package dev.flyball.rules;

import java.util.List;
import java.util.stream.Collectors;

/** A rule file was refused, with every problem that was found in it. Nothing that was loaded before is changed. */
public final class RuleSyntaxException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // an unmodifiable list, which is serializable
    private final List<Diagnostic> diagnostics;

    /**
     * A refusal.
     *
     * @param diagnostics at least one, in the order of their places
     */
    public RuleSyntaxException(List<Diagnostic> diagnostics) {
        super(diagnostics.stream().map(Diagnostic::toString).collect(Collectors.joining("\n")));
        if (diagnostics.isEmpty()) {
            throw new IllegalArgumentException("a refusal needs a diagnostic");
        }
        this.diagnostics = List.copyOf(diagnostics);
    }

    /** All problems, in the order of their places in the file. */
    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }
}
