package dev.flyball.rules;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The text of one rule file (YAML, so JSON too) with its name. Immutable. */
public final class RuleText {
    private final String file;
    private final String text;

    private RuleText(String file, String text) {
        this.file = Objects.requireNonNull(file, "file");
        this.text = Objects.requireNonNull(text, "text");
    }

    /**
     * A text.
     *
     * @param file its name, for messages
     */
    public static RuleText of(String file, String text) {
        return new RuleText(file, text);
    }

    /** Its name, for messages. */
    public String file() {
        return file;
    }

    /** What is in it. */
    public String text() {
        return text;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RuleText that && file.equals(that.file) && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return Objects.hash(file, text);
    }

    /** The name. */
    @Override
    public String toString() {
        return file;
    }
}
