package dev.flyball.core.rules.profile;

import dev.flyball.BudgetExceededException;
import dev.flyball.Meter;
import dev.flyball.core.rules.file.FileTest;
import dev.flyball.core.rules.file.ReadRule;
import dev.flyball.core.rules.file.RuleFileContent;
import dev.flyball.core.rules.file.RuleFileGroup;
import dev.flyball.core.rules.language.ConditionCompiler;
import dev.flyball.core.rules.plan.RuleSetPlanner;
import dev.flyball.core.rules.testing.LoneRule;
import dev.flyball.core.rules.typed.Typed;
import dev.flyball.rules.CircuitBreaker;
import dev.flyball.rules.EngineOptions;
import dev.flyball.rules.ExhaustionPolicy;
import dev.flyball.rules.ProfileOptions;
import dev.flyball.rules.Rule;
import dev.flyball.rules.RuleCost;
import dev.flyball.rules.RuleEngine;
import dev.flyball.rules.RuleProfile;
import dev.flyball.rules.RuleSetProfile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Profiles the rules of one rule set, those that may cost most first, until all are done or the budget is used up. For one
 * thread.
 */
public final class Profiler {
    /** The most tests of a rule whose values are tried in other inputs, too. */
    private static final int MOST_TESTS_MIXED = 4;

    private final RuleFileGroup group;
    /** The file of each rule, whose lists its condition uses. */
    private final List<RuleFileContent> fileOf = new ArrayList<>();

    private final ProfileOptions options;
    private final Meter meter;
    private final RegexTrials trials;
    private final EngineOptions engineOptions;

    private Profiler(RuleFileGroup group, ProfileOptions options) {
        this.group = group;
        group.files()
                .forEach(file -> fileOf.addAll(Collections.nCopies(file.rules().size(), file)));
        this.options = options;
        this.meter = options.budget().start();
        long seed = options.seed() == 0 ? Long.MAX_VALUE : options.seed();
        this.trials = new RegexTrials(group.options().regexOptions(), seed, meter);
        this.engineOptions = EngineOptions.builder()
                .exhaustionPolicy(ExhaustionPolicy.SKIP_RULE)
                .circuitBreaker(CircuitBreaker.never())
                .maxStepsPerRule(options.maxStepsPerRule())
                .maxSharedSteps(options.maxStepsPerRule())
                .build();
    }

    /**
     * What was seen of the rules.
     *
     * @throws dev.flyball.BudgetExceededException if the options' budget for compiling does not suffice
     */
    public static RuleSetProfile run(RuleFileGroup group, ProfileOptions options) {
        return new Profiler(group, options).run();
    }

    private RuleSetProfile run() {
        List<ReadRule> rules = group.rules();
        Meter compiling = group.options().compileBudget().start();
        List<RuleCost> costs =
                group.compiled(compiling).cost(group.options().factLimits()).rules();
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < costs.size(); i++) {
            order.add(i);
        }
        order.sort(Comparator.comparingLong(i -> -costs.get(i).steps()));
        @Nullable RuleProfile[] profiles = new @Nullable RuleProfile[costs.size()];
        boolean complete = true;
        for (int i : order) {
            ReadRule rule = rules.get(i);
            WorstCase search = new WorstCase(
                    group.schema(),
                    group.options().factLimits(),
                    options.maxStepsPerRule(),
                    options.inputsPerRule(),
                    new Coverage(RuleSetPlanner.condition(rule.condition(), group.schema(), compiling)),
                    meter);
            if (complete && rule.rule().mode() != Rule.Mode.OFF) {
                complete = search(rule, fileOf.get(i), search);
            }
            profiles[i] = profile(costs.get(i), search);
        }
        List<RuleProfile> inOrder =
                Stream.of(profiles).map(Objects::requireNonNull).toList();
        return RuleSetProfile.of(group.name(), complete, inOrder);
    }

    private static RuleProfile profile(RuleCost cost, WorstCase search) {
        return RuleProfile.of(
                cost.ruleId(),
                cost.steps(),
                search.inputs(),
                search.scanSteps(),
                search.coldSteps(),
                search.buildSteps(),
                search.finished(),
                search.notReached(),
                search.facts(),
                search.words(),
                search.coldWords());
    }

    /** Whether the budget sufficed. */
    private boolean search(ReadRule rule, RuleFileContent file, WorstCase search) {
        try {
            List<Slot> slots = SlotFinder.of(rule.condition(), trials);
            RuleEngine alone = engine(rule, rule.condition(), file);
            int mixed = 0;
            for (FileTest test : rule.tests()) {
                search.tryFacts(alone, test.given(), "the facts of the test on line " + test.line());
                if (mixed++ < MOST_TESTS_MIXED) {
                    slots.forEach(slot -> slot.addGiven(test.given()));
                }
            }
            search.search(alone, slots, () -> engine(rule, compiledAnew(rule, file), file));
            return true;
        } catch (BudgetExceededException e) {
            if (meter.stepsRemaining() > 0 && e.reason() == BudgetExceededException.Reason.STEPS) {
                throw e;
            }
            return false;
        }
    }

    private Typed.Expression compiledAnew(ReadRule rule, RuleFileContent file) {
        ConditionCompiler compiler = new ConditionCompiler(file.schema(), file.lists(), file.options());
        Typed.Expression condition = compiler.compile(rule.rule().condition(), new ArrayList<>(), meter);
        if (condition == null) {
            throw new IllegalStateException("the condition of " + rule.rule().id() + " compiled once, but not again");
        }
        return condition;
    }

    private RuleEngine engine(ReadRule rule, Typed.Expression condition, RuleFileContent file) {
        return LoneRule.engine(file, rule.rule().id(), condition, engineOptions, meter);
    }
}
