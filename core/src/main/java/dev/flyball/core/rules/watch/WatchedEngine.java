package dev.flyball.core.rules.watch;

import dev.flyball.rules.EngineEvent;
import dev.flyball.rules.Rollout;
import dev.flyball.rules.RuleSet;
import org.jspecify.annotations.Nullable;

/** What a watcher needs of the engine that it watches for. Thread-safe. */
public interface WatchedEngine {
    /** The live rules. */
    RuleSet live();

    /** The version that is in rollout, or null if none is running. */
    @Nullable
    String inRollout();

    /** See {@link dev.flyball.rules.RuleEngine#deploy}. */
    void deploy(RuleSet rules, Rollout rollout);

    /** Tells the host's listener. */
    void tell(EngineEvent event);

    /** Something failed that must not harm what it is beside. */
    void failed(String what, Throwable cause);
}
