package dev.flyball.core.rules.runtime;

import org.jspecify.annotations.Nullable;

/**
 * A fact could not be had: the host's code threw, gave a value of another type than the schema says, or the value became
 * larger than a function may make it. The condition that needs it has no result. The message is for the rule's author.
 *
 * <p>It has no stack trace of its own; the host's exception is the cause.
 */
public class FactsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public FactsException(String message) {
        this(message, null);
    }

    public FactsException(String message, @Nullable Throwable cause) {
        super(message, cause, false, false);
    }
}
