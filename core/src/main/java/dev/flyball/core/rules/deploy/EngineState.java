package dev.flyball.core.rules.deploy;

import dev.flyball.rules.Deployment;
import dev.flyball.rules.Quarantine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rule sets of an engine and the record of their changes, as they are at one moment. Immutable.
 *
 * @param live decides, but for what the rollout takes over
 * @param liveSince what made it the live one
 * @param earlier can be rolled back to, from the last to the first
 * @param history the newest first
 * @param quarantined the oldest first
 */
record EngineState(
        Deployed live,
        Deployment liveSince,
        List<Deployed> earlier,
        @Nullable RunningRollout rollout,
        List<Deployment> history,
        List<Quarantine> quarantined) {

    /** The most changes that are kept. */
    static final int MAX_HISTORY = 200;

    /** The most rule sets in quarantine; the oldest is forgotten first. */
    static final int MAX_QUARANTINED = 1_000;

    static EngineState start(Deployed live, List<Quarantine> quarantined, Instant now) {
        Deployment start = Deployment.of(Deployment.Kind.START, live.rules(), "the engine began with it", now);
        return new EngineState(live, start, List.of(), null, List.of(start), List.copyOf(quarantined));
    }

    /** With a rule set that is the live one at once, or after its rollout. */
    EngineState deployed(Deployed next, Deployment change, int historySize) {
        // The same rules again are nothing to go back to; a host that reloads every minute keeps the last good ones.
        List<Deployed> kept = earlierWithout(next.version());
        if (!next.version().equals(live.version())) {
            kept.add(live);
        }
        if (kept.size() > historySize) {
            kept.remove(0);
        }
        return new EngineState(next, change, List.copyOf(kept), null, with(change), quarantined);
    }

    EngineState withRollout(@Nullable RunningRollout running, Deployment change) {
        return new EngineState(live, liveSince, earlier, running, with(change), quarantined);
    }

    /** With the rule set before the live one in its place, or with the rollout ended. */
    EngineState rolledBack(Deployment change, Quarantine quarantine) {
        List<Quarantine> more = without(quarantine.version());
        more.add(quarantine);
        if (more.size() > MAX_QUARANTINED) {
            more.remove(0);
        }
        // What is in quarantine is nothing to go back to either.
        List<Deployed> kept = earlierWithout(quarantine.version());
        if (rollout != null) {
            return new EngineState(live, liveSince, List.copyOf(kept), null, with(change), List.copyOf(more));
        }
        Deployed back = kept.remove(kept.size() - 1);
        return new EngineState(back, change, List.copyOf(kept), null, with(change), List.copyOf(more));
    }

    EngineState withoutQuarantine(String version) {
        return new EngineState(live, liveSince, earlier, rollout, history, List.copyOf(without(version)));
    }

    /** The live rule set or, if that is killed, the last one before it that is not; the live one if there is none. */
    Deployed liveUnder(Kills kills) {
        if (kills.isDeploymentKilled(live.version())) {
            for (int i = earlier.size() - 1; i >= 0; i--) {
                if (!kills.isDeploymentKilled(earlier.get(i).version())) {
                    return earlier.get(i);
                }
            }
        }
        return live;
    }

    /** The rule set of a version, or null if it is not here. */
    @Nullable
    Deployed of(String version) {
        if (live.version().equals(version)) {
            return live;
        }
        if (rollout != null && rollout.candidate().version().equals(version)) {
            return rollout.candidate();
        }
        for (Deployed deployed : earlier) {
            if (deployed.version().equals(version)) {
                return deployed;
            }
        }
        return null;
    }

    private List<Deployed> earlierWithout(String version) {
        List<Deployed> others = new ArrayList<>(earlier);
        others.removeIf(deployed -> deployed.version().equals(version));
        return others;
    }

    private List<Quarantine> without(String version) {
        List<Quarantine> others = new ArrayList<>(quarantined);
        others.removeIf(quarantine -> quarantine.version().equals(version));
        return others;
    }

    private List<Deployment> with(Deployment change) {
        List<Deployment> longer = new ArrayList<>(MAX_HISTORY);
        longer.add(change);
        longer.addAll(history.subList(0, Math.min(history.size(), MAX_HISTORY - 1)));
        return List.copyOf(longer);
    }
}
