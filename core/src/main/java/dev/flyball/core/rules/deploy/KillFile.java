package dev.flyball.core.rules.deploy;

import dev.flyball.rules.EngineEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.util.Objects;

/**
 * A file that kills all rules while it is there. Where that cannot be told, what was known stays, and that is told once. For
 * one thread at a time.
 */
final class KillFile {
    private final Path file;
    private final KillSwitch kills;
    private final Versions versions;
    private final Events events;
    private final Clock clock;
    private String failure = "";

    KillFile(Path file, KillSwitch kills, Versions versions, Events events, Clock clock) {
        this.file = file;
        this.kills = kills;
        this.versions = versions;
        this.events = events;
        this.clock = clock;
    }

    /** Looks. */
    void check() {
        try {
            Files.readAttributes(file, BasicFileAttributes.class);
            kills.byFile(file.toString(), true);
            failure = "";
        } catch (NoSuchFileException e) {
            kills.byFile(file.toString(), false);
            failure = "";
        } catch (IOException | SecurityException e) {
            String now = Objects.requireNonNullElse(e.toString(), "");
            if (!failure.equals(now)) {
                failure = now;
                events.tell(EngineEvent.of(
                        EngineEvent.Kind.KILL_FILE_FAILED,
                        versions.state().live().version(),
                        null,
                        now,
                        clock.instant()));
            }
        }
    }
}
