package dev.flyball.core.rules.deploy;

import dev.flyball.Meter;
import dev.flyball.core.rules.runtime.Evaluation;
import dev.flyball.rules.Decision;
import dev.flyball.rules.Facts;
import dev.flyball.rules.Phase;
import dev.flyball.rules.RequestRules;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** One rule set for all phases of one request. For one thread at a time. */
final class PinnedRules implements RequestRules {
    private static final Map<Phase, Set<Phase>> ALONE = new EnumMap<>(Phase.class);

    static {
        for (Phase phase : Phase.values()) {
            ALONE.put(phase, Collections.unmodifiableSet(EnumSet.of(phase)));
        }
    }

    private final LiveRules engine;
    private final Deployed deployed;
    private final Meter meter;
    private final Evaluation.Session session;
    private boolean traced;

    PinnedRules(LiveRules engine, Deployed deployed, Meter meter) {
        this.engine = engine;
        this.deployed = deployed;
        this.meter = meter;
        this.session = new Evaluation.Session(deployed.rules());
    }

    @Override
    public String version() {
        return deployed.version();
    }

    @Override
    public Decision evaluate(Phase phase, Facts facts) {
        return engine.judge(deployed, facts, meter, ALONE.getOrDefault(phase, Set.of()), session, traced);
    }

    @Override
    public RequestRules traced() {
        traced = true;
        return this;
    }
}
