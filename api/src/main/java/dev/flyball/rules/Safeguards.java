package dev.flyball.rules;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What keeps rules off in an engine: kills, and rule sets in quarantine. A host keeps them as text and gives them to the
 * engine that it makes at the next start ({@link EngineOptions#safeguards()}). Immutable.
 */
public final class Safeguards {
    /** The longest text that {@link #parse} reads, in chars. */
    public static final int MAX_TEXT = 16 << 20;

    private static final String FIRST_LINE = "flyball safeguards 1";
    private static final Safeguards NONE = new Safeguards(List.of(), List.of());

    private final List<Kill> kills;
    private final List<Quarantine> quarantined;

    private Safeguards(List<Kill> kills, List<Quarantine> quarantined) {
        this.kills = List.copyOf(kills);
        this.quarantined = List.copyOf(quarantined);
    }

    /** No safeguards. */
    public static Safeguards none() {
        return NONE;
    }

    /** Safeguards. */
    public static Safeguards of(List<Kill> kills, List<Quarantine> quarantined) {
        return new Safeguards(kills, quarantined);
    }

    /** What is killed. */
    public List<Kill> kills() {
        return kills;
    }

    /** What is in quarantine, the oldest first. */
    public List<Quarantine> quarantined() {
        return quarantined;
    }

    /** Whether a rule set of that version is in quarantine: so that a host can choose another file to begin with. */
    public boolean isQuarantined(String version) {
        return quarantined.stream().anyMatch(quarantine -> quarantine.version().equals(version));
    }

    /**
     * As text, a line for each, for {@link #parse}: fields with a tab between them, with {@code \t}, {@code \n}, {@code \r}
     * and {@code \\} for what would break a line.
     */
    public String toText() {
        StringBuilder text = new StringBuilder(FIRST_LINE).append('\n');
        for (Kill kill : kills) {
            Instant until = kill.until();
            line(
                    text,
                    "kill",
                    kill.target().scope().name(),
                    kill.target().name(),
                    kill.owner(),
                    kill.reason(),
                    kill.since().toString(),
                    until == null ? "" : until.toString());
        }
        for (Quarantine quarantine : quarantined) {
            line(
                    text,
                    "quarantine",
                    quarantine.version(),
                    quarantine.file(),
                    quarantine.reason(),
                    quarantine.since().toString());
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String... fields) {
        for (int i = 0; i < fields.length; i++) {
            text.append(i == 0 ? "" : "\t");
            text.append(fields[i]
                    .replace("\\", "\\\\")
                    .replace("\t", "\\t")
                    .replace("\n", "\\n")
                    .replace("\r", "\\r"));
        }
        text.append('\n');
    }

    /**
     * Reads what {@link #toText} wrote.
     *
     * @throws IllegalArgumentException if it is something else, or longer than {@value #MAX_TEXT} chars
     */
    public static Safeguards parse(String text) {
        if (text.length() > MAX_TEXT) {
            throw new IllegalArgumentException("a text of safeguards has at most " + MAX_TEXT + " chars");
        }
        String[] lines = text.split("\n", -1);
        if (!lines[0].equals(FIRST_LINE)) {
            throw new IllegalArgumentException("a text of safeguards begins with the line \"" + FIRST_LINE + "\"");
        }
        List<Kill> kills = new ArrayList<>();
        List<Quarantine> quarantined = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            if (!lines[i].isEmpty()) {
                try {
                    read(lines[i].split("\t", -1), kills, quarantined);
                } catch (IllegalArgumentException | DateTimeException e) {
                    throw new IllegalArgumentException("line " + (i + 1) + ": " + e.getMessage(), e);
                }
            }
        }
        return new Safeguards(kills, quarantined);
    }

    private static void read(String[] fields, List<Kill> kills, List<Quarantine> quarantined) {
        if (fields[0].equals("kill") && fields.length == 7) {
            KillTarget target = KillTarget.of(KillTarget.Scope.valueOf(fields[1]), unescaped(fields[2]));
            kills.add(Kill.of(
                    target,
                    unescaped(fields[3]),
                    unescaped(fields[4]),
                    Instant.parse(fields[5]),
                    fields[6].isEmpty() ? null : Instant.parse(fields[6])));
        } else if (fields[0].equals("quarantine") && fields.length == 5) {
            quarantined.add(Quarantine.of(
                    unescaped(fields[1]), unescaped(fields[2]), unescaped(fields[3]), Instant.parse(fields[4])));
        } else {
            throw new IllegalArgumentException("neither a kill nor a quarantine");
        }
    }

    private static String unescaped(String field) {
        StringBuilder text = new StringBuilder(field.length());
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c == '\\' && i + 1 < field.length()) {
                char escaped = field.charAt(++i);
                text.append(escaped == 't' ? '\t' : escaped == 'n' ? '\n' : escaped == 'r' ? '\r' : escaped);
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Safeguards safeguards
                && kills.equals(safeguards.kills)
                && quarantined.equals(safeguards.quarantined);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kills, quarantined);
    }

    @Override
    public String toString() {
        return toText();
    }
}
