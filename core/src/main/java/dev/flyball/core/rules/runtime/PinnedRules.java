package dev.flyball.core.rules.runtime;

import dev.flyball.Meter;
import dev.flyball.rules.Decision;
import dev.flyball.rules.EngineOptions;
import dev.flyball.rules.Facts;
import dev.flyball.rules.Phase;
import dev.flyball.rules.RequestRules;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One rule set for all phases of one request. For one thread at a time. */
public final class PinnedRules implements RequestRules {
    private static final Map<Phase, Set<Phase>> ALONE = new EnumMap<>(Phase.class);

    static {
        for (Phase phase : Phase.values()) {
            ALONE.put(phase, Collections.unmodifiableSet(EnumSet.of(phase)));
        }
    }

    private final CompiledRuleSet rules;
    private final EngineOptions options;
    private final Meter meter;
    private final @Nullable RuleCounts counts;
    private final Evaluation.Session session;
    private boolean traced;

    /** @param counts to add to, or null */
    public PinnedRules(CompiledRuleSet rules, EngineOptions options, Meter meter, @Nullable RuleCounts counts) {
        this.rules = rules;
        this.options = options;
        this.meter = meter;
        this.counts = counts;
        this.session = new Evaluation.Session(rules);
    }

    @Override
    public String version() {
        return rules.version();
    }

    @Override
    public Decision evaluate(Phase phase, Facts facts) {
        rules.checkSchema(facts);
        return Evaluation.run(
                rules, facts, meter, options, ALONE.getOrDefault(phase, Set.of()), session, counts, traced);
    }

    @Override
    public RequestRules traced() {
        traced = true;
        return this;
    }
}
