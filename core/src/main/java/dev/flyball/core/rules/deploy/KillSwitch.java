package dev.flyball.core.rules.deploy;

import dev.flyball.rules.EngineEvent;
import dev.flyball.rules.Kill;
import dev.flyball.rules.KillTarget;
import dev.flyball.rules.Safeguards;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The kills of an engine behind one reference of their own, which changes without a lock: a kill does not wait for a
 * deployment. What the kills mean for the rule sets of the engine is worked out before they come into force. Thread-safe.
 */
final class KillSwitch {
    private final Versions versions;
    private final Events events;
    private final Clock clock;
    private final AtomicReference<Kills> kills;

    KillSwitch(Versions versions, Safeguards before, Events events, Clock clock) {
        this.versions = versions;
        this.events = events;
        this.clock = clock;
        Instant now = clock.instant();
        List<Kill> lasting = new ArrayList<>(before.kills());
        lasting.removeIf(kill -> isOver(kill, now));
        this.kills = new AtomicReference<>(Kills.of(lasting));
    }

    private static boolean isOver(Kill kill, Instant now) {
        Instant until = kill.until();
        return until != null && !until.isAfter(now);
    }

    Kills now() {
        return kills.get();
    }

    Kill kill(KillTarget target, String owner, String reason, @Nullable Instant until) {
        Kill kill = Kill.of(target, owner, reason, clock.instant(), until);
        change(before -> before.with(kill));
        tell(EngineEvent.Kind.KILLED, kill, kill.toString());
        return kill;
    }

    boolean lift(KillTarget target, String owner, String reason) {
        if (owner.isBlank() || reason.isBlank()) {
            throw new IllegalArgumentException("to lift a kill takes an owner and a reason");
        }
        Kill lifted = change(before -> before.without(target)).of(target);
        if (lifted != null) {
            tell(EngineEvent.Kind.KILL_ENDED, lifted, "lifted by " + owner + ": " + reason + "; it was " + lifted);
        }
        return lifted != null;
    }

    /** Ends the kills whose time is over. */
    void endOld() {
        Instant now = clock.instant();
        for (Kill kill : kills.get().lasting()) {
            // Somebody may have killed the same target anew meanwhile.
            KillTarget target = kill.target();
            if (isOver(kill, now)
                    && kill.equals(change(before -> kill.equals(before.of(target)) ? before.without(target) : before)
                            .of(target))) {
                tell(EngineEvent.Kind.KILL_ENDED, kill, "its time is over: " + kill);
            }
        }
    }

    /** Takes note whether the kill file is there. */
    void byFile(String file, boolean isThere) {
        Kill known = kills.get().byFile();
        if (isThere && known == null) {
            Kill kill = Kill.of(KillTarget.all(), "the kill file", file + " is there", clock.instant(), null);
            change(before -> before.withFile(kill));
            tell(EngineEvent.Kind.KILLED, kill, kill.toString());
        } else if (!isThere && known != null) {
            change(before -> before.withFile(null));
            tell(EngineEvent.Kind.KILL_ENDED, known, file + " is gone");
        }
    }

    /** What was before the change. */
    private Kills change(UnaryOperator<Kills> change) {
        while (true) {
            Kills before = kills.get();
            Kills after = change.apply(before);
            if (after == before) {
                return before;
            }
            versions.prepare(after);
            if (kills.compareAndSet(before, after)) {
                return before;
            }
        }
    }

    private void tell(EngineEvent.Kind kind, Kill kill, String detail) {
        String version = versions.state().live().version();
        KillTarget target = kill.target();
        String rule = target.scope() == KillTarget.Scope.RULE ? target.name() : null;
        events.tell(EngineEvent.of(kind, version, rule, detail, clock.instant()));
    }
}
