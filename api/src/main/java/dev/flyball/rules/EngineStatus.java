package dev.flyball.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What an engine is doing and what it is not, at one moment: what is off, since when, and why. Immutable. */
public final class EngineStatus {
    private final Deployment live;
    private final @Nullable RolloutStatus rollout;
    private final List<Kill> kills;
    private final List<BreakerStatus> breakers;
    private final List<Quarantine> quarantined;
    private final List<SourceStatus> sources;

    private EngineStatus(Builder b) {
        this.live = b.live;
        this.rollout = b.rollout;
        this.kills = List.copyOf(b.kills);
        this.breakers = List.copyOf(b.breakers);
        this.quarantined = List.copyOf(b.quarantined);
        this.sources = List.copyOf(b.sources);
    }

    /** A builder of the status of an engine that has these rules, and nothing else to tell. */
    public static Builder builder(Deployment live) {
        return new Builder(live);
    }

    /** The live rule set, and what made it the live one. */
    public Deployment live() {
        return live;
    }

    /** The rollout that is running, or null. */
    public @Nullable RolloutStatus rollout() {
        return rollout;
    }

    /** The kills in force. */
    public List<Kill> kills() {
        return kills;
    }

    /** The circuit breakers that are not closed: of the live rule set, then of the one in rollout. */
    public List<BreakerStatus> breakers() {
        return breakers;
    }

    /** The rule sets that were rolled back and are not deployed again, the oldest first. */
    public List<Quarantine> quarantined() {
        return quarantined;
    }

    /** The sources that are watched, as their last polls left them; a watcher that the host dropped is not among them. */
    public List<SourceStatus> sources() {
        return sources;
    }

    /** For an operator to read: a line for each thing. */
    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        lines.add("live: " + live);
        if (rollout != null) {
            lines.add("rollout: " + rollout);
        }
        kills.forEach(kill -> lines.add("killed: " + kill));
        breakers.forEach(breaker -> lines.add("breaker: " + breaker));
        quarantined.forEach(quarantine -> lines.add("quarantined: " + quarantine));
        sources.forEach(source -> lines.add("source: " + source));
        return String.join("\n", lines);
    }

    /** Builds an {@link EngineStatus}. Not thread-safe. */
    public static final class Builder {
        private final Deployment live;
        private @Nullable RolloutStatus rollout;
        private List<Kill> kills = List.of();
        private List<BreakerStatus> breakers = List.of();
        private List<Quarantine> quarantined = List.of();
        private List<SourceStatus> sources = List.of();

        private Builder(Deployment live) {
            this.live = Objects.requireNonNull(live, "live");
        }

        /** See {@link EngineStatus#rollout()}. */
        public Builder rollout(@Nullable RolloutStatus running) {
            this.rollout = running;
            return this;
        }

        /** See {@link EngineStatus#kills()}. */
        public Builder kills(List<Kill> inForce) {
            this.kills = inForce;
            return this;
        }

        /** See {@link EngineStatus#breakers()}. */
        public Builder breakers(List<BreakerStatus> notClosed) {
            this.breakers = notClosed;
            return this;
        }

        /** See {@link EngineStatus#quarantined()}. */
        public Builder quarantined(List<Quarantine> ruleSets) {
            this.quarantined = ruleSets;
            return this;
        }

        /** See {@link EngineStatus#sources()}. */
        public Builder sources(List<SourceStatus> watched) {
            this.sources = watched;
            return this;
        }

        /** The status. */
        public EngineStatus build() {
            return new EngineStatus(this);
        }
    }
}
