package dev.flyball.core.rules.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.Budget;
import dev.flyball.Meter;
import dev.flyball.core.rules.language.Conditions;
import dev.flyball.core.rules.language.RandomConditions;
import dev.flyball.core.rules.runtime.CompiledRuleSet;
import dev.flyball.core.rules.runtime.Evaluation;
import dev.flyball.regex.RegexOptions;
import dev.flyball.rules.Action;
import dev.flyball.rules.Decision;
import dev.flyball.rules.EngineOptions;
import dev.flyball.rules.ExhaustionPolicy;
import dev.flyball.rules.FactLimits;
import dev.flyball.rules.Facts;
import dev.flyball.rules.Field;
import dev.flyball.rules.Rule;
import dev.flyball.rules.RuleSetCost;
import dev.flyball.rules.Schema;
import dev.flyball.rules.Unfinished;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What a plan decides is what a plain interpreter of the typed conditions decides, rule after rule. */
class PlanProperties {
    private static final Schema SCHEMA = Conditions.SCHEMA;
    private static final Schema CLOUDFLARE =
            SCHEMA.toBuilder().absentNotEqual(false).build();

    /** Values of fields, some of which cannot be had. */
    private record HostFacts(Schema schema, Map<String, Object> values, Set<String> failing) implements Facts {
        @Override
        public Object value(Field field) {
            if (failing.contains(field.name())) {
                throw new IllegalStateException("no " + field.name());
            }
            return values.get(field.name());
        }
    }

    private static Facts facts(Random random, Schema schema) {
        Map<String, Object> texts = new RandomConditions(random).facts();
        Facts.Builder built = Facts.builder(schema);
        texts.forEach(built::set);
        if (random.nextBoolean()) {
            return built.build();
        }
        Facts whole = built.build();
        Map<String, Object> values = new HashMap<>();
        Set<String> failing = new HashSet<>();
        for (Field field : schema.fields()) {
            values.put(field.name(), whole.value(field));
            if (random.nextInt(12) == 0) {
                failing.add(field.name());
            }
        }
        if (random.nextInt(3) == 0 && values.get("as") instanceof List<?> list) {
            List<Object> mixed = new ArrayList<>(list);
            mixed.add(random.nextInt(mixed.size() + 1), 5L);
            values.put("as", mixed);
        }
        return new HostFacts(schema, values, failing);
    }

    /** What the rules of one mode do, one after the other. */
    private static final class Model {
        final List<String> matched = new ArrayList<>();
        final List<String> unfinished = new ArrayList<>();
        final Map<String, Long> scores = new LinkedHashMap<>();
        final Map<String, Long> perhapsLess = new HashMap<>();
        final Map<String, Long> perhapsMore = new HashMap<>();
        final Set<String> skippedIds = new HashSet<>();
        final Set<String> skippedTags = new HashSet<>();
        final Set<String> doubtedIds = new HashSet<>();
        final Set<String> doubtedTags = new HashSet<>();
        Action action;
        boolean byPolicy;

        private boolean isSkipped(Rule rule) {
            return skippedIds.contains(rule.id()) || rule.tags().stream().anyMatch(skippedTags::contains);
        }

        private boolean isDoubted(Rule rule) {
            return doubtedIds.contains(rule.id()) || rule.tags().stream().anyMatch(doubtedTags::contains);
        }

        private Interpreter.Span score(String name) {
            long sum = scores.getOrDefault(name, 0L);
            return new Interpreter.Span(
                    sum + perhapsLess.getOrDefault(name, 0L), sum + perhapsMore.getOrDefault(name, 0L));
        }

        private void applyPerhaps(Action action) {
            if (action.kind().equals(Action.SCORE)) {
                action.data()
                        .forEach((name, points) ->
                                ((Long) points < 0 ? perhapsLess : perhapsMore).merge(name, (Long) points, Long::sum));
            } else if (action.kind().equals(Action.SKIP)) {
                addSkipped(action, doubtedIds, doubtedTags);
            }
        }

        private static void addSkipped(Action skip, Set<String> ids, Set<String> tags) {
            ((List<?>) skip.data().getOrDefault("rules", List.of())).forEach(id -> ids.add((String) id));
            ((List<?>) skip.data().getOrDefault("tags", List.of())).forEach(tag -> tags.add((String) tag));
        }

        private void apply(Action done) {
            if (done.kind().equals(Action.SCORE)) {
                done.data().forEach((name, points) -> scores.merge(name, (Long) points, Long::sum));
            } else if (done.kind().equals(Action.SKIP)) {
                addSkipped(done, skippedIds, skippedTags);
            }
        }
    }

    private record Models(Model live, Model simulated) {}

    private static Models interpret(List<TypedRule> rules, Facts facts, ExhaustionPolicy policy) {
        return interpret(rules, facts, policy, Set.of());
    }

    /** @param ended the rules that do not finish, whatever their conditions are */
    private static Models interpret(List<TypedRule> rules, Facts facts, ExhaustionPolicy policy, Set<String> ended) {
        Function<Field, Object> values = field -> {
            try {
                return facts.value(field);
            } catch (IllegalStateException e) {
                throw new Interpreter.Failure();
            }
        };
        boolean absentNotEqual = facts.schema().absentNotEqual();
        Model live = new Model();
        Model simulated = new Model();
        for (TypedRule typed : rules) {
            Rule rule = typed.rule();
            boolean simulates = rule.mode() == Rule.Mode.SIMULATE;
            Model model = simulates ? simulated : live;
            if (model.isSkipped(rule) || !simulates && live.action != null) {
                continue;
            }
            Interpreter interpreter = new Interpreter(values, model::score, absentNotEqual);
            switch (ended.contains(rule.id()) ? Interpreter.Result.ERROR : interpreter.condition(typed.condition())) {
                case TRUE -> {
                    model.matched.add(rule.id());
                    boolean doubted = model.isDoubted(rule);
                    Consumer<Model> change =
                            doubted ? other -> other.applyPerhaps(rule.action()) : other -> other.apply(rule.action());
                    change.accept(model);
                    if (!simulates) {
                        change.accept(simulated);
                        boolean passes = doubted
                                && policy == ExhaustionPolicy.BLOCK
                                && rule.action().kind().equals(Action.ALLOW);
                        live.action = rule.action().isTerminating() && !passes ? rule.action() : null;
                    }
                }
                case ERROR -> {
                    model.unfinished.add(rule.id());
                    model.applyPerhaps(rule.action());
                    if (!simulates) {
                        simulated.applyPerhaps(rule.action());
                    }
                    if (!simulates
                            && rule.action().kind().equals(Action.BLOCK)
                            && policy != ExhaustionPolicy.SKIP_RULE) {
                        live.byPolicy = true;
                        live.action = policy == ExhaustionPolicy.BLOCK
                                ? rule.action()
                                : Action.of(Action.ALLOW, rule.id(), Map.of());
                    }
                }
                case FALSE -> {}
            }
        }
        return new Models(live, simulated);
    }

    private static CompiledRuleSet plan(List<TypedRule> rules, Schema schema) {
        RuleSetPlanner planner = new RuleSetPlanner(schema, RegexOptions.defaults(), Conditions.meter());
        rules.forEach(planner::add);
        return planner.plan("random", "1");
    }

    private static EngineOptions options(ExhaustionPolicy policy) {
        return EngineOptions.builder()
                .exhaustionPolicy(policy)
                .simulationBudget(Budget.of(10_000_000, Duration.ofMinutes(1)))
                .build();
    }

    /** What can be told of a decision. */
    private record Outcome(
            List<String> matched,
            Action action,
            boolean byPolicy,
            Map<String, Long> scores,
            List<String> simulated,
            List<String> unfinished) {
        static Outcome of(Models models) {
            List<String> unfinished = new ArrayList<>(models.live.unfinished);
            unfinished.addAll(models.simulated.unfinished);
            return new Outcome(
                    models.live.matched,
                    models.live.action,
                    models.live.byPolicy,
                    models.live.scores,
                    models.simulated.matched,
                    unfinished);
        }

        Outcome withUnfinished(List<String> others) {
            return new Outcome(matched, action, byPolicy, scores, simulated, others);
        }

        static Outcome of(Decision decision) {
            return new Outcome(
                    decision.matchedRuleIds(),
                    decision.action(),
                    decision.isByPolicy(),
                    decision.scores(),
                    decision.simulated().stream().map(Rule::id).toList(),
                    decision.unfinished().stream().map(Unfinished::ruleId).toList());
        }
    }

    @Property(tries = 800)
    void aPlanDecidesWhatThePlainInterpreterDoes(@ForAll long seed, @ForAll ExhaustionPolicy policy) {
        Random random = new Random(seed);
        Schema schema = random.nextBoolean() ? SCHEMA : CLOUDFLARE;
        List<TypedRule> rules = new RandomRules(random, schema).rules(40);
        CompiledRuleSet planned = plan(rules, schema);
        for (int i = 0; i < 6; i++) {
            Facts facts = facts(random, schema);
            Decision decision = Evaluation.run(planned, facts, Conditions.meter(), options(policy), null);
            assertThat(Outcome.of(decision))
                    .as(() -> planned.explain() + facts)
                    .isEqualTo(Outcome.of(interpret(rules, facts, policy)));
        }
    }

    /** All rules that finish find what the plain interpreter finds, to which the others are ones whose ends nobody knows. */
    @Property(tries = 800)
    void aRuleThatRunsOutChangesNoOtherRulesValue(@ForAll long seed, @ForAll ExhaustionPolicy policy) {
        Random random = new Random(seed);
        List<TypedRule> rules = new RandomRules(random, SCHEMA).rules(40);
        CompiledRuleSet planned = plan(rules, SCHEMA);
        for (int i = 0; i < 4; i++) {
            Facts facts = facts(random, SCHEMA);
            EngineOptions scarce = EngineOptions.builder()
                    .exhaustionPolicy(policy)
                    .maxStepsPerRule(1 + random.nextInt(40))
                    .maxSharedSteps(1 + random.nextInt(60))
                    .simulationBudget(Budget.of(1 + random.nextInt(300), Duration.ofMinutes(1)))
                    .build();
            Meter meter =
                    Budget.of(1 + random.nextInt(1_000), Duration.ofMinutes(1)).start();
            Outcome outcome = Outcome.of(Evaluation.run(planned, facts, meter, scarce, null));
            Set<String> unfinished = new HashSet<>(outcome.unfinished);
            Outcome plain = Outcome.of(interpret(rules, facts, policy, unfinished));
            assertThat(unfinished).as(() -> planned.explain() + facts).containsAll(plain.unfinished);
            assertThat(outcome.withUnfinished(plain.unfinished))
                    .as(() -> planned.explain() + facts)
                    .isEqualTo(plain);
        }
    }

    @Property(tries = 400)
    void theMetersCountIsNeverAboveTheDeclaredCost(@ForAll long seed) {
        Random random = new Random(seed);
        List<TypedRule> rules = new RandomRules(random, SCHEMA).rules(40);
        CompiledRuleSet planned = plan(rules, SCHEMA);
        // No text of RandomConditions is longer than 4 chars of 2 bytes, no list longer than 3, and 9 in all.
        RuleSetCost cost = planned.cost(
                FactLimits.builder().maxLength(8).maxElements(3 + 9).build());
        for (int i = 0; i < 4; i++) {
            Facts facts = facts(random, SCHEMA);
            EngineOptions options = random.nextBoolean()
                    ? options(ExhaustionPolicy.SKIP_RULE)
                    : EngineOptions.builder()
                            .maxSharedSteps(1 + random.nextInt(100))
                            .build();
            Meter meter = Conditions.meter();
            Decision decision = Evaluation.run(planned, facts, meter, options, null);
            assertThat(meter.stepsUsed()).as(() -> planned.explain() + facts).isLessThanOrEqualTo(cost.total());
            for (TypedRule rule : rules) {
                String id = rule.rule().id();
                assertThat(decision.stepsOf(id))
                        .as(() -> id + planned.explain() + facts)
                        .isLessThanOrEqualTo(cost.of(id).steps());
            }
        }
    }
}
