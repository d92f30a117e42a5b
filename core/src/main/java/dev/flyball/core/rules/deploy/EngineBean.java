package dev.flyball.core.rules.deploy;

import dev.flyball.rules.KillTarget;
import dev.flyball.rules.RuleEngine;
import dev.flyball.rules.RuleEngineMXBean;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An engine in the types that JMX can carry. It holds the engine, and nothing holds it but who registers it. */
final class EngineBean implements RuleEngineMXBean {
    private final RuleEngine engine;
    private final Clock clock;

    EngineBean(RuleEngine engine, Clock clock) {
        this.engine = engine;
        this.clock = clock;
    }

    @Override
    public String getVersion() {
        return engine.live().version();
    }

    @Override
    public String getFile() {
        return engine.live().file();
    }

    @Override
    public String getStatus() {
        return engine.status().toString();
    }

    @Override
    public List<String> getKills() {
        return engine.status().kills().stream().map(Object::toString).toList();
    }

    @Override
    public List<String> getHistory() {
        return engine.history().stream().map(Object::toString).toList();
    }

    @Override
    public void killAll(String owner, String reason, long seconds) {
        engine.kill(KillTarget.all(), owner, reason, end(seconds));
    }

    @Override
    public void killTag(String tag, String owner, String reason, long seconds) {
        engine.kill(KillTarget.tag(tag), owner, reason, end(seconds));
    }

    @Override
    public void killRule(String id, String owner, String reason, long seconds) {
        engine.kill(KillTarget.rule(id), owner, reason, end(seconds));
    }

    @Override
    public void killDeployment(String version, String owner, String reason, long seconds) {
        engine.kill(KillTarget.deployment(version), owner, reason, end(seconds));
    }

    @Override
    public boolean lift(String scope, String name, String owner, String reason) {
        return engine.lift(KillTarget.of(KillTarget.Scope.valueOf(scope), name), owner, reason);
    }

    @Override
    public void rollback(String reason) {
        engine.rollback(reason);
    }

    @Override
    public void tick() {
        engine.tick();
    }

    private @Nullable Instant end(long seconds) {
        if (seconds < 0) {
            throw new IllegalArgumentException("a kill is for 0 seconds or more, not " + seconds);
        }
        return seconds == 0 ? null : clock.instant().plusSeconds(seconds);
    }
}
