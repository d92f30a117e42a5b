package dev.flyball.core.rules.deploy;

import static dev.flyball.core.rules.runtime.ScriptedRules.FACTS;
import static dev.flyball.core.rules.runtime.ScriptedRules.constant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.flyball.Budget;
import dev.flyball.Meter;
import dev.flyball.core.rules.runtime.CompiledRuleSet;
import dev.flyball.core.rules.runtime.Relation;
import dev.flyball.core.rules.runtime.ScoreComparison;
import dev.flyball.core.rules.runtime.ScoreValue;
import dev.flyball.core.rules.runtime.ScriptedRules;
import dev.flyball.rules.Action;
import dev.flyball.rules.CircuitBreaker;
import dev.flyball.rules.Decision;
import dev.flyball.rules.EngineEvent;
import dev.flyball.rules.EngineOptions;
import dev.flyball.rules.ExhaustionPolicy;
import dev.flyball.rules.Facts;
import dev.flyball.rules.Rollout;
import dev.flyball.rules.RuleSet;
import dev.flyball.rules.Schema;
import dev.flyball.rules.Unfinished;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CircuitBreakerTest {
    private static final long SLICE = 10_000;
    private static final Duration HALF_MINUTE = Duration.ofSeconds(30);

    private final ManualClock clock = new ManualClock();
    private final List<EngineEvent> events = new ArrayList<>();
    private final AtomicInteger runs = new AtomicInteger();
    private long cost = 1_000_000;
    private int clients;

    private static Meter meter() {
        return Budget.of(1_000_000, Duration.ofHours(1)).start();
    }

    /** A rule that takes {@link #cost} steps, between two that take none. */
    private CompiledRuleSet rules(String kind) {
        return new ScriptedRules()
                .enforce("before", Action.LOG, constant(true))
                .enforce("costly", kind, (facts, meter) -> {
                    runs.incrementAndGet();
                    meter.charge(cost);
                    return false;
                })
                .enforce("after", Action.BLOCK, constant(true))
                .build("v1");
    }

    private LiveRules engine(CompiledRuleSet rules, CircuitBreaker breaker) {
        return engine(rules, breaker, ExhaustionPolicy.SKIP_RULE);
    }

    private LiveRules engine(CompiledRuleSet rules, CircuitBreaker breaker, ExhaustionPolicy policy) {
        EngineOptions options = EngineOptions.builder()
                .maxStepsPerRule(SLICE)
                .exhaustionPolicy(policy)
                .circuitBreaker(breaker)
                .listener(events::add)
                .build();
        return new LiveRules(rules, options, clock, clock.nanos());
    }

    private LiveRules engine() {
        return engine(rules(Action.BLOCK), CircuitBreaker.defaults());
    }

    private Decision fromSomebody(LiveRules engine) {
        return engine.evaluate("client-" + clients++, FACTS, meter());
    }

    private void open(LiveRules engine) {
        for (int i = 0; i < 50; i++) {
            fromSomebody(engine);
        }
        assertThat(engine.status().breakers()).hasSize(1);
    }

    @Test
    void aRuleThatAlwaysRunsOutIsNotRunAnyMoreWithinTheWindowAndHarmsNoOther() {
        LiveRules engine = engine();
        for (int i = 0; i < 200; i++) {
            Decision decision = fromSomebody(engine);
            assertThat(decision.matchedRuleIds()).containsExactly("before", "after");
            assertThat(decision.steps()).isEqualTo(i < 50 ? SLICE + 2 : 2);
            assertThat(decision.unfinished()).singleElement().satisfies(unfinished -> {
                assertThat(unfinished.ruleId()).isEqualTo("costly");
                assertThat(unfinished.detail()).isNotEmpty();
            });
        }
        assertThat(runs).hasValue(50);
        assertThat(fromSomebody(engine).unfinished().get(0).reason()).isEqualTo(Unfinished.Reason.BREAKER);
        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.kind()).isEqualTo(EngineEvent.Kind.BREAKER_OPENED);
            assertThat(event.ruleId()).isEqualTo("costly");
            assertThat(event.version()).isEqualTo("v1");
            assertThat(event.detail()).contains("50").contains("100");
        });
        assertThat(engine.status().toString()).contains("breaker: rule costly of v1 open");
        assertThat(engine.accounts().of("costly").candidates()).isEqualTo(50);
    }

    @ParameterizedTest
    @EnumSource(ExhaustionPolicy.class)
    void anOpenRuleIsTreatedByThePolicy(ExhaustionPolicy policy) {
        LiveRules engine = engine(
                rules(Action.BLOCK), CircuitBreaker.builder().whenOpen(policy).build());
        open(engine);
        Decision decision = fromSomebody(engine);
        assertThat(decision.isBlocked()).isEqualTo(policy != ExhaustionPolicy.ALLOW);
        assertThat(decision.isByPolicy()).isEqualTo(policy != ExhaustionPolicy.SKIP_RULE);
        assertThat(decision.action().ruleId()).isEqualTo(policy == ExhaustionPolicy.SKIP_RULE ? "after" : "costly");
    }

    @Test
    void oneKeyAloneCannotOpenIt() {
        LiveRules engine = engine();
        for (int i = 0; i < 1_000; i++) {
            engine.evaluate("attacker", FACTS, meter());
        }
        assertThat(runs).hasValue(1_000);
        assertThat(events).isEmpty();
    }

    @Test
    void requestsWithoutAKeyCountEachForItself() {
        LiveRules engine = engine();
        for (int i = 0; i < 100; i++) {
            engine.evaluate(FACTS, meter());
        }
        assertThat(runs).hasValue(50);
    }

    @Test
    void failuresThatAreRarerThanDeclaredDoNotOpenIt() {
        LiveRules engine = engine();
        for (int i = 0; i < 1_000; i++) {
            cost = i % 100 < 49 ? SLICE : 1;
            fromSomebody(engine);
        }
        assertThat(runs).hasValue(1_000);
        assertThat(events).isEmpty();
    }

    @Test
    void theRuleThatTakesTheGreaterPartOfTheRequestsStepsHasFailed() {
        LiveRules engine = engine();
        for (int i = 0; i < 100; i++) {
            engine.evaluate(
                    "client-" + i, FACTS, Budget.of(1_000, Duration.ofHours(1)).start());
        }
        assertThat(runs).hasValue(50);
    }

    @Test
    void theRuleThatWasOnlyTheLastOneHasNot() {
        LiveRules engine = engine(
                new ScriptedRules()
                        .enforce("greedy", Action.LOG, ScriptedRules.costing(8_000, false))
                        .enforce("last", Action.LOG, ScriptedRules.costing(3_000, false))
                        .build("v1"),
                CircuitBreaker.defaults());
        for (int i = 0; i < 100; i++) {
            engine.evaluate(
                    "client-" + i, FACTS, Budget.of(10_000, Duration.ofHours(1)).start());
        }
        assertThat(events).isEmpty();
    }

    @Test
    void cancelledRequestsErrorsAndBuildStepsAreNoFailures() {
        LiveRules engine = engine(
                new ScriptedRules()
                        .enforce("builds", Action.LOG, (facts, meter) -> {
                            meter.chargeBuild(1_000_000);
                            return true;
                        })
                        .enforce(
                                "error",
                                Action.LOG,
                                (facts, meter) -> facts.value(Schema.http().field("http.host"), meter) == null)
                        .enforce("cancelled", Action.LOG, (facts, meter) -> {
                            meter.charge(SLICE - 10);
                            meter.cancel();
                            meter.charge(100_000);
                            return true;
                        })
                        .build("v1"),
                CircuitBreaker.defaults());
        for (int i = 0; i < 200; i++) {
            fromSomebody(engine);
        }
        assertThat(events).isEmpty();
    }

    @Test
    void aRuleCanHaveNoBreaker() {
        String file = """
                rules:
                  - { id: guarded, when: http.host matches "(a|b|ab)*c", then: log }
                  - { id: never, when: http.host matches "(a|b|ab)*d", then: log, breaker: never }
                """;
        RuleSet rules = RuleSet.parse("rules.yaml", file, Schema.http());
        assertThat(rules.rules()).extracting(rule -> rule.hasBreaker()).containsExactly(true, false);
        EngineOptions options = EngineOptions.builder()
                .maxStepsPerRule(1_000)
                .maxSharedSteps(1)
                .exhaustionPolicy(ExhaustionPolicy.SKIP_RULE)
                .listener(events::add)
                .build();
        LiveRules engine = new LiveRules(rules, options, clock, clock.nanos());
        Facts facts = Facts.builder(Schema.http())
                .set("http.host", "ab".repeat(10_000))
                .build();
        for (int i = 0; i < 300; i++) {
            engine.evaluate("client-" + i, facts, meter());
        }
        assertThat(events).extracting(EngineEvent::ruleId).containsExactly("guarded");
        assertThat(engine.accounts().of("never").candidates()).isEqualTo(300);
    }

    @Test
    void afterAWhileItIsTriedOnASmallShareAndClosesWhenThatGoesWell() {
        LiveRules engine = engine();
        open(engine);
        cost = 1;
        clock.forward(HALF_MINUTE.minusNanos(1));
        fromSomebody(engine);
        assertThat(runs.getAndSet(0)).isEqualTo(50);
        clock.forward(Duration.ofNanos(1));
        int tries = 0;
        while (!engine.status().breakers().isEmpty()) {
            fromSomebody(engine);
            tries++;
            assertThat(engine.status().breakers()).allMatch(breaker -> breaker.isHalfOpen());
        }
        assertThat(runs).hasValue(20);
        // Twenty runs at 1 % each take 2,000 tries on average.
        assertThat(tries).isBetween(500, 6_000);
        fromSomebody(engine);
        assertThat(runs).hasValue(21);
        assertThat(events)
                .extracting(EngineEvent::kind)
                .containsExactly(
                        EngineEvent.Kind.BREAKER_OPENED,
                        EngineEvent.Kind.BREAKER_HALF_OPENED,
                        EngineEvent.Kind.BREAKER_CLOSED);
    }

    @Test
    void itOpensAgainWhenTheTriesFail() {
        LiveRules engine = engine(
                rules(Action.LOG), CircuitBreaker.builder().halfOpen(100, 20).build());
        open(engine);
        clock.forward(HALF_MINUTE);
        for (int i = 0; i < 20; i++) {
            cost = i % 2 == 0 ? SLICE : 1;
            fromSomebody(engine);
        }
        assertThat(events.get(2).kind()).isEqualTo(EngineEvent.Kind.BREAKER_OPENED);
        assertThat(events.get(2).detail()).contains("10 of 20");
        fromSomebody(engine);
        assertThat(runs).hasValue(70);
    }

    @Test
    void oneKeyAloneCannotKeepItOpen() {
        LiveRules engine = engine(
                rules(Action.LOG), CircuitBreaker.builder().halfOpen(100, 20).build());
        open(engine);
        clock.forward(HALF_MINUTE);
        for (int i = 0; i < 500; i++) {
            engine.evaluate("attacker", FACTS, meter());
        }
        assertThat(engine.status().breakers().get(0).isHalfOpen()).isTrue();
        cost = 1;
        for (int i = 0; i < 15; i++) {
            fromSomebody(engine);
        }
        assertThat(engine.status().breakers()).isEmpty();
    }

    @Test
    void whatWasOpenLongAgoAndWasNotAskedForIsClosed() {
        LiveRules engine = engine();
        open(engine);
        clock.forward(HALF_MINUTE.multipliedBy(11));
        cost = 1;
        assertThat(fromSomebody(engine).unfinished()).isEmpty();
        assertThat(engine.status().breakers()).isEmpty();
        assertThat(events).extracting(EngineEvent::kind).endsWith(EngineEvent.Kind.BREAKER_CLOSED);
    }

    @Test
    void theSameVersionOnceMoreKeepsItsBreakers() {
        LiveRules engine = engine();
        open(engine);
        engine.deploy(rules(Action.LOG), Rollout.immediate("the same once more"));
        fromSomebody(engine);
        assertThat(runs).hasValue(50);
    }

    @Test
    void manyThreadsOpenItOnceAndCloseItOnce() throws Exception {
        List<EngineEvent> seen = Collections.synchronizedList(events);
        AtomicInteger client = new AtomicInteger();
        AtomicLong steps = new AtomicLong(SLICE);
        CompiledRuleSet rules = new ScriptedRules()
                .enforce("costly", Action.LOG, (facts, meter) -> {
                    meter.charge(steps.get());
                    return false;
                })
                .build("v1");
        EngineOptions options = EngineOptions.builder()
                .maxStepsPerRule(SLICE)
                .circuitBreaker(CircuitBreaker.builder().halfOpen(50, 20).build())
                .listener(seen::add)
                .build();
        LiveRules engine = new LiveRules(rules, options, clock, clock.nanos());
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 20; round++) {
                for (boolean fails : new boolean[] {true, false}) {
                    steps.set(fails ? SLICE : 1);
                    clock.forward(HALF_MINUTE);
                    List<Future<?>> evaluating = new ArrayList<>();
                    for (int t = 0; t < 4; t++) {
                        evaluating.add(threads.submit(() -> {
                            for (int i = 0; i < 500; i++) {
                                engine.evaluate("client-" + client.getAndIncrement(), FACTS, meter());
                            }
                        }));
                    }
                    for (Future<?> future : evaluating) {
                        future.get(1, TimeUnit.MINUTES);
                    }
                    assertThat(engine.status().breakers()).hasSize(fails ? 1 : 0);
                    Decision next = engine.evaluate(FACTS, meter());
                    assertThat(next.unfinished()).hasSize(fails ? 1 : 0);
                }
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(seen).hasSize(20 * 3);
    }

    @Test
    void optionsThatMakeNoSenseAreRefused() {
        CircuitBreaker.Builder builder = CircuitBreaker.builder();
        assertThatIllegalArgumentException().isThrownBy(() -> builder.failures(0, 10));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.failures(11, 10));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.failuresPerKey(0));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.openFor(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.halfOpen(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.halfOpen(1, 0));
        assertThat(CircuitBreaker.never().isNever()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(ExhaustionPolicy.class)
    void anOpenBreakerOfARuleThatAddsToAScoreLeavesItUnknownUnlessItIsToAddNothing(ExhaustionPolicy whenOpen) {
        CompiledRuleSet rules = new ScriptedRules()
                .score("points", 10, (facts, meter) -> {
                    meter.charge(cost);
                    return true;
                })
                .enforce("limit", Action.BLOCK, new ScoreComparison(new ScoreValue("x"), Relation.GREATER_OR_EQUAL, 10))
                .build("v1");
        LiveRules engine =
                engine(rules, CircuitBreaker.builder().whenOpen(whenOpen).build(), ExhaustionPolicy.BLOCK);
        open(engine);
        cost = 1;
        Decision decision = fromSomebody(engine);
        assertThat(decision.isBlocked()).isEqualTo(whenOpen != ExhaustionPolicy.SKIP_RULE);
        assertThat(decision.isByPolicy()).isEqualTo(decision.isBlocked());
        assertThat(decision.unfinished().get(0).reason()).isEqualTo(Unfinished.Reason.BREAKER);
    }
}
