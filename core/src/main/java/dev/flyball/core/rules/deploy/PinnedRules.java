package dev.flyball.core.rules.deploy;

import dev.flyball.Meter;
import dev.flyball.core.rules.observe.Recorder;
import dev.flyball.core.rules.runtime.Evaluation;
import dev.flyball.core.rules.runtime.Request;
import dev.flyball.rules.Decision;
import dev.flyball.rules.Facts;
import dev.flyball.rules.Phase;
import dev.flyball.rules.RequestRules;
import dev.flyball.rules.RuleSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One rule set for all phases of one request, and what is to be simulated on it. For one thread at a time. */
final class PinnedRules implements RequestRules {
    private static final Map<Phase, Set<Phase>> ALONE = new EnumMap<>(Phase.class);

    static {
        for (Phase phase : Phase.values()) {
            ALONE.put(phase, Collections.unmodifiableSet(EnumSet.of(phase)));
        }
    }

    private final LiveRules engine;
    private final @Nullable String key;
    private final Route route;
    private final Meter meter;
    private final Evaluation.Session session;
    private final Evaluation.@Nullable Session compared;
    private boolean traced;
    private boolean deferred;
    private List<Judged> waiting = List.of();

    /** A phase that was judged, with its working memory, which simulation goes on with. */
    private record Judged(Evaluation evaluation, Request request, Recorder.Evaluated recorded) {}

    PinnedRules(LiveRules engine, @Nullable String key, Route route, Meter meter) {
        this.engine = engine;
        this.key = key;
        this.route = route;
        this.meter = meter;
        this.session = new Evaluation.Session(route.deployed().rules());
        Deployed candidate = route.compared();
        this.compared = candidate == null ? null : new Evaluation.Session(candidate.rules());
    }

    @Override
    public String version() {
        return route.deployed().version();
    }

    @Override
    public RuleSet rules() {
        return route.deployed().rules();
    }

    @Override
    public Decision evaluate(Phase phase, Facts facts) {
        return judge(ALONE.getOrDefault(phase, Set.of()), facts);
    }

    @Override
    public Decision evaluate(Set<Phase> phases, Facts facts) {
        return judge(Set.copyOf(phases), facts);
    }

    private Decision judge(Set<Phase> phases, Facts facts) {
        route.deployed().rules().checkSchema(facts);
        Request request = new Request(key, facts, meter, phases, session, traced);
        Evaluation evaluation = Evaluation.by(route.deployed().rules());
        boolean closes = true;
        Decision decision;
        Recorder.Evaluated recorded = engine.recorder().begin();
        try {
            Kills kills = engine.kills();
            engine.judge(evaluation, route, kills, request);
            recorded.judged();
            if (route.simulates() && deferred) {
                waiting = waiting.isEmpty() ? new ArrayList<>() : waiting;
                waiting.add(new Judged(evaluation, request, recorded));
                closes = false;
            } else if (route.simulates()) {
                simulate(evaluation, kills, request);
            }
            decision = evaluation.decision();
        } finally {
            if (closes) {
                evaluation.close();
            }
        }
        recorded.decided(decision);
        engine.upkeep().afterRequest();
        return decision;
    }

    private void simulate(Evaluation evaluation, Kills kills, Request request) {
        engine.simulation().ofRules(evaluation, route.deployed().terms(kills));
        engine.simulation().ofCandidate(route, kills, evaluation, request, compared);
    }

    @Override
    public RequestRules traced() {
        traced = true;
        return this;
    }

    @Override
    public RequestRules deferred() {
        deferred = true;
        return this;
    }

    @Override
    public List<Decision> simulate() {
        List<Decision> decisions = new ArrayList<>();
        List<Judged> all = waiting;
        waiting = List.of();
        for (Judged judged : all) {
            try (Evaluation evaluation = judged.evaluation) {
                simulate(evaluation, engine.kills(), judged.request);
                Decision decision = evaluation.decision();
                decisions.add(decision);
                judged.recorded.simulated(decision);
            }
        }
        return Collections.unmodifiableList(decisions);
    }
}
