package dev.flyball.core.rules.observe;

import dev.flyball.core.rules.runtime.CompiledRuleSet;
import dev.flyball.core.rules.runtime.RuleCounts;
import dev.flyball.rules.BreakerStatus;
import dev.flyball.rules.EngineStatus;
import dev.flyball.rules.Metric;
import dev.flyball.rules.MetricReader;
import dev.flyball.rules.RolloutStatus;
import dev.flyball.rules.RuleAccounts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Supplier;

/** Reads an engine's counts and status as metrics: their names, types and units are all here. Thread-safe. */
public final class EngineMetrics implements MetricReader {
    private static final String RULE_SETS = "rule_sets";

    private final Supplier<EngineStatus> status;
    private final Supplier<List<InUse>> inUse;
    private final int maxRules;

    /** By the counts and not by the version, which can be forgotten and come again with counts of zero. */
    private final Map<RuleCounts, NamedRules> named = new WeakHashMap<>();

    /** A rule set that is used, with its counts. */
    public record InUse(CompiledRuleSet rules, RuleCounts counts) {}

    /**
     * A reader of an engine.
     *
     * @param inUse gives the rule sets that are told of, the live one first
     * @throws IllegalArgumentException if the number of rules is out of its bounds
     */
    public EngineMetrics(Supplier<EngineStatus> status, Supplier<List<InUse>> inUse, int maxRules) {
        if (maxRules < 0 || maxRules > MAX_RULES) {
            throw new IllegalArgumentException("from 0 to " + MAX_RULES + " rules can be named, not " + maxRules);
        }
        this.status = status;
        this.inUse = inUse;
        this.maxRules = maxRules;
    }

    @Override
    public synchronized List<Metric> read() {
        List<Metric> metrics = new ArrayList<>();
        long live = 1;
        for (InUse ruleSet : inUse.get()) {
            RuleAccounts accounts = ruleSet.counts().snapshot(ruleSet.rules());
            metrics.add(gauge("flyball.live", RULE_SETS, Map.of("version", accounts.version()), live));
            live = 0;
            addTotals(metrics, accounts);
            named.computeIfAbsent(ruleSet.counts(), counts -> new NamedRules(maxRules))
                    .read(accounts)
                    .forEach((rule, counts) -> addRule(metrics, accounts.version(), rule, counts));
        }
        addStatus(metrics, status.get());
        metrics.sort(Comparator.comparing(Metric::name));
        return List.copyOf(metrics);
    }

    private static void addTotals(List<Metric> metrics, RuleAccounts accounts) {
        Map<String, String> tags = Map.of("version", accounts.version());
        metrics.add(counter("flyball.evaluations", "evaluations", tags, accounts.evaluations()));
        metrics.add(counter("flyball.steps", "steps", tags, accounts.steps()));
        metrics.add(counter("flyball.steps.shared", "steps", tags, accounts.sharedSteps()));
    }

    private static void addRule(List<Metric> metrics, String version, String rule, Counts counts) {
        Map<String, String> tags = Map.of("version", version, "rule", rule);
        metrics.add(counter("flyball.rule.candidates", "evaluations", tags, counts.candidates()));
        metrics.add(counter("flyball.rule.matched", "evaluations", tags, counts.matched()));
        metrics.add(counter("flyball.rule.unfinished", "evaluations", tags, counts.unfinished()));
        metrics.add(counter("flyball.rule.steps", "steps", tags, counts.steps()));
    }

    private static void addStatus(List<Metric> metrics, EngineStatus now) {
        RolloutStatus rollout = now.rollout();
        long halfOpen =
                now.breakers().stream().filter(BreakerStatus::isHalfOpen).count();
        long failing = now.sources().stream()
                .filter(source -> source.problem() != null)
                .count();
        metrics.add(gauge("flyball.rollout.stage", "stages", Map.of(), rollout == null ? 0 : rollout.stage() + 1));
        metrics.add(gauge("flyball.kills", "kills", Map.of(), now.kills().size()));
        metrics.add(gauge(
                "flyball.breakers.open", "breakers", Map.of(), now.breakers().size() - halfOpen));
        metrics.add(gauge("flyball.breakers.half_open", "breakers", Map.of(), halfOpen));
        metrics.add(gauge(
                "flyball.quarantined", RULE_SETS, Map.of(), now.quarantined().size()));
        metrics.add(gauge("flyball.sources.failing", "sources", Map.of(), failing));
    }

    private static Metric counter(String name, String unit, Map<String, String> tags, long value) {
        return Metric.of(name, Metric.Type.COUNTER, unit, tags, value);
    }

    private static Metric gauge(String name, String unit, Map<String, String> tags, long value) {
        return Metric.of(name, Metric.Type.GAUGE, unit, tags, value);
    }
}
