package dev.flyball.core.rules.deploy;

import dev.flyball.core.rules.watch.WatchedEngine;
import dev.flyball.rules.EngineEvent;
import dev.flyball.rules.Rollout;
import dev.flyball.rules.RuleSet;
import org.jspecify.annotations.Nullable;

/** The engine as the watchers of sources see it. Thread-safe. */
record WatchTarget(Versions versions, KillSwitch kills, Events events) implements WatchedEngine {
    @Override
    public RuleSet live() {
        return versions.state().live().rules();
    }

    @Override
    public @Nullable String inRollout() {
        RunningRollout running = versions.state().rollout();
        return running == null ? null : running.candidate().version();
    }

    @Override
    public void deploy(RuleSet rules, Rollout rollout) {
        versions.deploy(rules, rollout, kills.now());
    }

    @Override
    public void tell(EngineEvent event) {
        events.tell(event);
    }

    @Override
    public void failed(String what, Throwable cause) {
        events.failed(what, cause);
    }
}
