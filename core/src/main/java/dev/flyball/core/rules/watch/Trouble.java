package dev.flyball.core.rules.watch;

import dev.flyball.BudgetExceededException;
import dev.flyball.rules.Diagnostic;
import dev.flyball.rules.RuleSyntaxException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a source, for those who look after it. Immutable; holds on to no exception.
 *
 * @param text in words
 * @param diagnostics each place in a rule file
 */
record Trouble(String text, List<Diagnostic> diagnostics) {
    /** The longest text, as a host's exceptions may have any message. */
    private static final int MAX_LENGTH = 100_000;

    static Trouble of(String text) {
        return new Trouble(text, List.of());
    }

    static Trouble of(Throwable thrown) {
        if (thrown instanceof RuleSyntaxException refusal) {
            return new Trouble(text(refusal), refusal.diagnostics());
        }
        if (thrown instanceof NoSuchFileException missing) {
            return of(missing.getFile() + " is not there");
        }
        if (thrown instanceof AccessDeniedException denied) {
            return of(denied.getFile() + " may not be read: permission denied");
        }
        if (thrown instanceof BudgetExceededException) {
            return of("compiling the rules took more than the compile budget: " + text(thrown));
        }
        return of(text(thrown));
    }

    boolean isSameAs(@Nullable Trouble other) {
        return other != null && text.equals(other.text);
    }

    private static String text(Throwable thrown) {
        String message = thrown instanceof RuleSyntaxException || thrown instanceof BudgetExceededException
                ? thrown.getMessage()
                : thrown.toString();
        String text = Objects.requireNonNullElse(message, thrown.getClass().getName());
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "…";
    }
}
