package dev.flyball.rules;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A rule set that was rolled back and is not deployed again, known by what is in it: its {@linkplain RuleSet#version()
 * version}. So neither a restart nor a reload of the same file brings it back. Immutable.
 */
public final class Quarantine {
    private final String version;
    private final String file;
    private final String reason;
    private final Instant since;

    private Quarantine(String version, String file, String reason, Instant since) {
        this.version = Objects.requireNonNull(version, "version");
        this.file = Objects.requireNonNull(file, "file");
        this.reason = Objects.requireNonNull(reason, "reason");
        this.since = Objects.requireNonNull(since, "since");
    }

    /** A quarantine. */
    public static Quarantine of(String version, String file, String reason, Instant since) {
        return new Quarantine(version, file, reason, since);
    }

    /** The version of the rule set. */
    public String version() {
        return version;
    }

    /** The file that it was read from. */
    public String file() {
        return file;
    }

    /** Why it was rolled back. */
    public String reason() {
        return reason;
    }

    /** When it was rolled back. */
    public Instant since() {
        return since;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Quarantine q
                && version.equals(q.version)
                && file.equals(q.file)
                && reason.equals(q.reason)
                && since.equals(q.since);
    }

    @Override
    public int hashCode() {
        return Objects.hash(version, file, reason, since);
    }

    /** For people to read: one line, in which line breaks and other control characters of texts are escaped. */
    @Override
    public String toString() {
        return version + " of " + Printable.line(file) + " since " + since + ": " + Printable.line(reason);
    }
}
