package dev.flyball.core.rules.runtime;

import dev.flyball.rules.Action;
import dev.flyball.rules.Decision;
import dev.flyball.rules.Kill;
import dev.flyball.rules.Rule;
import dev.flyball.rules.Trace;
import dev.flyball.rules.Unfinished;
import java.util.List;
import java.util.Map;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/** What an evaluation found. Immutable; holds on to the rule set that decided, but to no facts. */
final class CoreDecision implements Decision {
    private final CompiledRuleSet rules;
    private final @Nullable Action action;
    private final boolean byPolicy;
    private final long steps;
    private final List<Rule> matched;
    private final List<Rule> simulated;
    private final boolean isSimulated;
    private final List<Unfinished> unfinished;
    private final Map<String, Long> scores;
    private final List<Kill> kills;
    private final byte[] liveSteps;
    private final byte[] simulatedSteps;
    private final long sharedSteps;
    private final @Nullable Trace trace;

    CoreDecision(
            CompiledRuleSet rules,
            @Nullable Action action,
            boolean byPolicy,
            long steps,
            RuleLoop live,
            Map<String, Long> scores,
            List<Kill> kills,
            @Nullable RuleLoop simulation,
            @Nullable Trace trace) {
        this.rules = rules;
        this.action = action;
        this.byPolicy = byPolicy;
        this.steps = steps;
        this.matched = live.matched();
        this.liveSteps = live.steps();
        this.isSimulated = simulation != null;
        this.simulated = simulation == null ? List.of() : simulation.matched();
        this.simulatedSteps = simulation == null ? StepLog.EMPTY : simulation.steps();
        this.sharedSteps = live.sharedSteps();
        this.scores = scores;
        this.kills = kills;
        this.trace = trace;
        this.unfinished = simulation == null
                ? live.unfinished().all()
                : UnfinishedRules.joined(
                        live.unfinished().all(), simulation.unfinished().all());
    }

    @Override
    public @Nullable Action action() {
        return action;
    }

    @Override
    public boolean isByPolicy() {
        return byPolicy;
    }

    @Override
    public String version() {
        return rules.version();
    }

    @Override
    public List<Rule> matched() {
        return matched;
    }

    @Override
    public List<Rule> simulated() {
        return simulated;
    }

    @Override
    public boolean isSimulated() {
        return isSimulated;
    }

    @Override
    public List<Unfinished> unfinished() {
        return unfinished;
    }

    @Override
    public List<Kill> kills() {
        return kills;
    }

    @Override
    public long steps() {
        return steps;
    }

    @Override
    public long sharedSteps() {
        return sharedSteps;
    }

    @Override
    public Map<String, Long> scores() {
        return scores;
    }

    @Override
    public @Nullable Trace trace() {
        return trace;
    }

    @Override
    public long stepsOf(String ruleId) {
        CompiledRuleSet.Place place = rules.place(ruleId);
        return switch (place.mode()) {
            case ENFORCE -> StepLog.get(liveSteps, place.index());
            case SIMULATE -> StepLog.get(simulatedSteps, place.index());
            case OFF -> 0;
        };
    }

    @Override
    public void forEachTried(ObjLongConsumer<Rule> visitor) {
        StepLog.forEach(
                liveSteps,
                (index, own) -> visitor.accept(rules.enforced().rule(index).rule(), own));
        StepLog.forEach(
                simulatedSteps,
                (index, own) -> visitor.accept(rules.simulated().rule(index).rule(), own));
    }

    @Override
    public String toString() {
        return (action == null ? "no action" : action.toString())
                + (byPolicy ? " (policy)" : "")
                + ", rules " + version()
                + (kills.isEmpty() ? "" : ", killed " + kills)
                + ", matched " + matchedRuleIds()
                + ", " + unfinished.size() + " unfinished, "
                + steps + " steps";
    }
}
