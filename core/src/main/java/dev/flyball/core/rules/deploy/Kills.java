package dev.flyball.core.rules.deploy;

import dev.flyball.rules.Kill;
import dev.flyball.rules.KillTarget;
import dev.flyball.rules.RuleEngine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The kills in force at one moment. Immutable. */
final class Kills {
    static final Kills NONE = new Kills(Map.of(), null);

    private final Map<KillTarget, Kill> byTarget;

    /** The one of the kill file, which nobody can lift. */
    private final @Nullable Kill byFile;

    private final List<Kill> all;
    private final @Nullable Instant nextEnd;

    private Kills(Map<KillTarget, Kill> byTarget, @Nullable Kill byFile) {
        this.byTarget = byTarget;
        this.byFile = byFile;
        List<Kill> kills = new ArrayList<>(byTarget.values());
        if (byFile != null) {
            kills.add(byFile);
        }
        this.all = List.copyOf(kills);
        Instant first = null;
        for (Kill kill : all) {
            Instant until = kill.until();
            first = until != null && (first == null || until.isBefore(first)) ? until : first;
        }
        this.nextEnd = first;
    }

    static Kills of(List<Kill> kills) {
        Map<KillTarget, Kill> byTarget = new LinkedHashMap<>();
        kills.forEach(kill -> byTarget.put(kill.target(), kill));
        return byTarget.isEmpty() ? NONE : new Kills(byTarget, null);
    }

    /** @throws IllegalStateException if there are too many */
    Kills with(Kill kill) {
        if (byTarget.size() >= RuleEngine.MAX_KILLS && !byTarget.containsKey(kill.target())) {
            throw new IllegalStateException(
                    RuleEngine.MAX_KILLS + " targets are killed already: lift some, or kill a tag or all rules");
        }
        Map<KillTarget, Kill> more = new LinkedHashMap<>(byTarget);
        more.put(kill.target(), kill);
        return new Kills(more, byFile);
    }

    /** Without the kill of a target; this object if there is none. */
    Kills without(KillTarget target) {
        if (!byTarget.containsKey(target)) {
            return this;
        }
        Map<KillTarget, Kill> fewer = new LinkedHashMap<>(byTarget);
        fewer.remove(target);
        return new Kills(fewer, byFile);
    }

    Kills withFile(@Nullable Kill kill) {
        return new Kills(byTarget, kill);
    }

    @Nullable
    Kill byFile() {
        return byFile;
    }

    /** All of them. */
    List<Kill> all() {
        return all;
    }

    /** All but the kill file's. */
    List<Kill> lasting() {
        return List.copyOf(byTarget.values());
    }

    @Nullable
    Kill of(KillTarget target) {
        return byTarget.get(target);
    }

    /** When the next one ends by itself, or null. */
    @Nullable
    Instant nextEnd() {
        return nextEnd;
    }

    boolean isDeploymentKilled(String version) {
        return !byTarget.isEmpty() && byTarget.containsKey(KillTarget.deployment(version));
    }
}
