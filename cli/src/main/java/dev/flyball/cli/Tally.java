package dev.flyball.cli;

import dev.flyball.Budget;
import dev.flyball.Meter;
import dev.flyball.rules.Action;
import dev.flyball.rules.CircuitBreaker;
import dev.flyball.rules.EngineOptions;
import dev.flyball.rules.Rule;
import dev.flyball.rules.RuleEngine;
import dev.flyball.rules.RuleSet;
import dev.flyball.rules.Unfinished;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What one rule set decides about many requests, in numbers. For one thread. */
final class Tally {
    private final RuleSet rules;
    private final RuleEngine engine;
    private final Budget budget;
    private final Map<String, OfRule> ofRules = new HashMap<>();
    private final List<OfRule> inOrder = new ArrayList<>();
    private final Map<String, Long> actions = new TreeMap<>();
    private final StepHistogram steps = StepHistogram.fine();
    private long byPolicy;
    private long mostStepsLine;

    /** What became of one rule: how often. */
    static final class OfRule {
        final Rule rule;
        long matched;
        long decided;
        long unfinished;

        /** Its own scan steps, of the evaluations in which it was tried. */
        final StepHistogram steps = StepHistogram.coarse();

        OfRule(Rule rule) {
            this.rule = rule;
        }
    }

    Tally(RuleSet rules, Budget budget) {
        this.rules = rules;
        // Every rule is tried with every request: nobody waits for an answer here.
        this.engine = RuleEngine.of(
                rules,
                EngineOptions.builder()
                        .simulationBudget(budget)
                        .circuitBreaker(CircuitBreaker.never())
                        .maxSimulationShare(Double.POSITIVE_INFINITY)
                        .build());
        this.budget = budget;
        for (Rule rule : rules.rules()) {
            OfRule ofRule = new OfRule(rule);
            inOrder.add(ofRule);
            ofRules.put(rule.id(), ofRule);
        }
    }

    /** Judges the request of a line, and its response if the line tells it; what was decided, in words. */
    String take(Request request, long line) {
        Meter meter = budget.start();
        RequestFacts facts = new RequestFacts(rules.schema(), request);
        Judgement judgement = Judgement.of(engine.begin(meter), facts, request.response());
        if (steps.count() == 0 || meter.scanSteps() > steps.max()) {
            mostStepsLine = line;
        }
        steps.add(meter.scanSteps());
        judgement.matched().forEach(rule -> of(rule.id()).matched++);
        judgement.simulated().forEach(rule -> of(rule.id()).matched++);
        for (Unfinished unfinished : judgement.unfinished()) {
            of(unfinished.ruleId()).unfinished++;
        }
        judgement
                .decisions()
                .forEach(decision ->
                        decision.forEachTried((rule, own) -> of(rule.id()).steps.add(own)));
        byPolicy += judgement.deciding().isByPolicy() ? 1 : 0;
        Action action = judgement.deciding().action();
        actions.merge(judgement.kind(), 1L, Long::sum);
        if (action == null) {
            return "pass";
        }
        of(action.ruleId()).decided++;
        return action.kind() + " by " + action.ruleId();
    }

    private OfRule of(String id) {
        OfRule ofRule = ofRules.get(id);
        if (ofRule == null) {
            throw new IllegalStateException("a decision names the rule " + id + ", which the rule set does not have");
        }
        return ofRule;
    }

    RuleSet rules() {
        return rules;
    }

    /** How often which action was decided; {@code pass} for none. */
    Map<String, Long> actions() {
        return actions;
    }

    /** How often the policy for rules that do not finish decided. */
    long byPolicy() {
        return byPolicy;
    }

    /** Scan steps of an evaluation. */
    StepHistogram steps() {
        return steps;
    }

    /** The line of the evaluation that took the most. */
    long mostStepsLine() {
        return mostStepsLine;
    }

    /** The rules that were tried, those that matched most first, and of others those that took most steps. */
    List<OfRule> tried() {
        return inOrder.stream()
                .filter(of -> of.steps.count() + of.unfinished > 0)
                .sorted(Comparator.comparingLong((OfRule of) -> -of.matched)
                        .thenComparingLong(of -> -of.unfinished)
                        .thenComparingLong(of -> -of.steps.sum()))
                .toList();
    }

    /** The ids of the rules that never matched, in the order of the file. */
    List<String> idle() {
        return inOrder.stream()
                .filter(of -> of.matched == 0)
                .map(of -> of.rule.id())
                .toList();
    }
}
