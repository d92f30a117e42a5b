package dev.flyball.core.rules.deploy;

import dev.flyball.Meter;
import dev.flyball.core.rules.observe.EngineMetrics;
import dev.flyball.core.rules.observe.GuardedRecorder;
import dev.flyball.core.rules.observe.Recorder;
import dev.flyball.core.rules.runtime.Evaluation;
import dev.flyball.core.rules.runtime.Outcome;
import dev.flyball.core.rules.runtime.Request;
import dev.flyball.core.rules.runtime.Terms;
import dev.flyball.core.rules.watch.SourceWatcher;
import dev.flyball.core.rules.watch.Watchers;
import dev.flyball.rules.Decision;
import dev.flyball.rules.Deployment;
import dev.flyball.rules.EngineOptions;
import dev.flyball.rules.EngineStatus;
import dev.flyball.rules.Facts;
import dev.flyball.rules.Kill;
import dev.flyball.rules.KillTarget;
import dev.flyball.rules.MetricReader;
import dev.flyball.rules.RequestRules;
import dev.flyball.rules.Rollout;
import dev.flyball.rules.RuleAccounts;
import dev.flyball.rules.RuleEngine;
import dev.flyball.rules.RuleEngineMXBean;
import dev.flyball.rules.RuleSet;
import dev.flyball.rules.RuleSource;
import dev.flyball.rules.RuleWatcher;
import dev.flyball.rules.Safeguards;
import dev.flyball.rules.WatchOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The engine as the host sees it: judges requests by the rules that are in force for them. Whoever judges reads each
 * reference once and waits for nobody.
 */
public final class LiveRules implements RuleEngine {
    private final Versions versions;
    private final KillSwitch kills;
    private final Simulation simulation;
    private final Clock clock;
    private final Upkeep upkeep;
    private final WatchTarget target;
    private final LongSupplier nanos;
    private final Watchers watchers = new Watchers();
    private final Recorder recorder;

    /** @throws IllegalArgumentException if the rule set is not this implementation's */
    public LiveRules(RuleSet rules, EngineOptions options, Clock clock) {
        this(rules, options, clock, System::nanoTime);
    }

    /** @param nanos measures time, as {@link System#nanoTime} does */
    LiveRules(RuleSet rules, EngineOptions options, Clock clock, LongSupplier nanos) {
        this(rules, options, clock, nanos, Recorder.of(options.name()));
    }

    LiveRules(RuleSet rules, EngineOptions options, Clock clock, LongSupplier nanos, Recorder writesDown) {
        this.recorder = new GuardedRecorder(writesDown, nanos);
        Events events = new Events(options.listener(), recorder);
        this.versions = new Versions(rules, options, events, clock, nanos);
        this.kills = new KillSwitch(versions, options.safeguards(), events, clock);
        versions.prepare(kills.now());
        this.simulation = new Simulation(options, events);
        this.clock = clock;
        Path path = options.killFile();
        KillFile killFile = path == null ? null : new KillFile(path, kills, versions, events, clock);
        if (killFile != null) {
            killFile.check();
        }
        this.upkeep = new Upkeep(versions, kills, killFile, nanos);
        this.target = new WatchTarget(versions, kills, events);
        this.nanos = nanos;
        recorder.add(this);
    }

    @Override
    public Decision evaluate(Facts facts, Meter meter) {
        return evaluate(null, facts, meter);
    }

    @Override
    public Decision evaluate(@Nullable String key, Facts facts, Meter meter) {
        Kills inForce = kills.now();
        Route route = route(key, inForce);
        route.deployed().rules().checkSchema(facts);
        Decision decision;
        Request request = Request.whole(key, facts, meter);
        Recorder.Evaluated recorded = recorder.begin();
        try (Evaluation evaluation = Evaluation.by(route.deployed().rules())) {
            judge(evaluation, route, inForce, request);
            recorded.judged();
            if (route.simulates()) {
                simulation.ofRules(evaluation, route.deployed().terms(inForce));
                simulation.ofCandidate(route, inForce, evaluation, request, null);
            }
            decision = evaluation.decision();
        }
        recorded.decided(decision);
        upkeep.afterRequest();
        return decision;
    }

    @Override
    public RequestRules begin(@Nullable String key, Meter meter) {
        return new PinnedRules(this, key, route(key, kills.now()), meter);
    }

    /** What a request is judged by, and what is tried on it afterwards. */
    private Route route(@Nullable String key, Kills inForce) {
        EngineState state = versions.state();
        Deployed live = state.liveUnder(inForce);
        RunningRollout rollout = state.rollout();
        if (rollout == null || inForce.isDeploymentKilled(rollout.candidate().version())) {
            return route(live, null);
        }
        int share = rollout.current().basisPoints();
        if (rollout.current().isSimulation()) {
            boolean compares = ThreadLocalRandom.current().nextInt(Buckets.COUNT) < share && simulation.hasRoom();
            return compares ? new Route(live, true, rollout) : route(live, null);
        }
        int bucket = key == null
                ? ThreadLocalRandom.current().nextInt(Buckets.COUNT)
                : rollout.buckets().bucketOf(key);
        return bucket < share ? route(rollout.candidate(), rollout) : route(live, null);
    }

    private Route route(Deployed decides, @Nullable RunningRollout rollout) {
        boolean simulates = decides.hasSimulation() && simulation.hasRoom();
        return rollout == null && !simulates ? decides.alone() : new Route(decides, simulates, rollout);
    }

    /** Judges a request, or a phase of it, by the enforced rules. */
    void judge(Evaluation evaluation, Route route, Kills inForce, Request request) {
        Terms terms = route.deployed().terms(inForce);
        evaluation.judge(terms, request);
        simulation.earn(evaluation.steps());
        RunningRollout rollout = route.rollout();
        if (rollout != null && route.isCandidate() && !terms.switches().isAnyOff()) {
            Predicate<String> excused = ruleId -> rollout.isExcused(ruleId, inForce);
            Outcome outcome = evaluation.outcomeInForce(excused);
            if (outcome != null && !evaluation.refused().stream().allMatch(excused)) {
                // Nobody knows what a rule would have done that only this version's breaker refuses.
                rollout.progress().onlyBlocks(request.key(), evaluation.isFirst(), outcome.blocked());
            } else if (outcome != null) {
                rollout.progress()
                        .judged(
                                request.key(),
                                evaluation.isFirst(),
                                outcome,
                                request.meter().maxSteps());
            }
        }
    }

    Kills kills() {
        return kills.now();
    }

    Simulation simulation() {
        return simulation;
    }

    Recorder recorder() {
        return recorder;
    }

    Upkeep upkeep() {
        return upkeep;
    }

    @Override
    public RuleAccounts accounts() {
        Deployed live = versions.state().live();
        return live.counts().snapshot(live.rules());
    }

    @Override
    public RuleAccounts accounts(String version) {
        Deployed deployed = versions.state().of(version);
        if (deployed == null) {
            throw new IllegalArgumentException("no rule set of the version " + version + " is in use or kept");
        }
        return deployed.counts().snapshot(deployed.rules());
    }

    @Override
    public MetricReader metrics(int maxRules) {
        return new EngineMetrics(this::status, this::inUse, maxRules);
    }

    /** What judges requests, or may soon: the live rule set first, and of each version that which has its accounts. */
    private List<EngineMetrics.InUse> inUse() {
        EngineState state = versions.state();
        Map<String, Deployed> inUse = new LinkedHashMap<>();
        inUse.put(state.live().version(), state.live());
        RunningRollout rollout = state.rollout();
        if (rollout != null) {
            inUse.putIfAbsent(rollout.candidate().version(), rollout.candidate());
        }
        Deployed judges = state.liveUnder(kills.now());
        inUse.putIfAbsent(judges.version(), judges);
        return inUse.values().stream()
                .map(deployed -> new EngineMetrics.InUse(deployed.rules(), deployed.counts()))
                .toList();
    }

    @Override
    public void deploy(RuleSet rules, Rollout rollout) {
        versions.deploy(rules, rollout, kills.now());
    }

    @Override
    public RuleWatcher watch(RuleSource source, WatchOptions options) {
        SourceWatcher watcher = new SourceWatcher(target, source, options, clock, nanos);
        watchers.add(watcher);
        return watcher;
    }

    @Override
    public void rollback(String reason) {
        versions.rollback(reason);
    }

    @Override
    public Kill kill(KillTarget target, String owner, String reason, @Nullable Instant until) {
        return kills.kill(target, owner, reason, until);
    }

    @Override
    public boolean lift(KillTarget target, String owner, String reason) {
        return kills.lift(target, owner, reason);
    }

    @Override
    public Safeguards safeguards() {
        return Safeguards.of(kills.now().lasting(), versions.state().quarantined());
    }

    @Override
    public RuleEngineMXBean management() {
        return new EngineBean(this, clock);
    }

    @Override
    public void tick() {
        recorder.lookForRecordings();
        upkeep.run();
    }

    @Override
    public EngineStatus status() {
        return versions.status(kills.now())
                .kills(kills.now().all())
                .sources(watchers.status())
                .build();
    }

    @Override
    public RuleSet live() {
        return versions.state().live().rules();
    }

    @Override
    public List<Deployment> history() {
        return versions.state().history();
    }
}
