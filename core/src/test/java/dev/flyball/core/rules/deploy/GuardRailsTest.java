package dev.flyball.core.rules.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.flyball.Budget;
import dev.flyball.core.rules.runtime.CompiledRuleSet;
import dev.flyball.core.rules.runtime.ScriptedRules;
import dev.flyball.rules.Action;
import dev.flyball.rules.CircuitBreaker;
import dev.flyball.rules.Deployment;
import dev.flyball.rules.EngineEvent;
import dev.flyball.rules.EngineOptions;
import dev.flyball.rules.ExhaustionPolicy;
import dev.flyball.rules.Facts;
import dev.flyball.rules.GuardRails;
import dev.flyball.rules.KillTarget;
import dev.flyball.rules.Quarantine;
import dev.flyball.rules.Rollout;
import dev.flyball.rules.Rollout.Stage;
import dev.flyball.rules.RuleFunction;
import dev.flyball.rules.RuleOptions;
import dev.flyball.rules.RuleSet;
import dev.flyball.rules.Schema;
import dev.flyball.rules.StageCounts;
import dev.flyball.rules.StageVerdict;
import dev.flyball.rules.ValueType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rollouts of whole rule sets through an engine: what is worse goes back by itself, what is not reaches everybody. */
class GuardRailsTest {
    private static final Schema SCHEMA = Schema.http();
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    /** Takes as many steps as its argument says, times a factor, and is true. */
    private static RuleFunction work(String name, double factor) {
        return RuleFunction.named(name)
                .takes(ValueType.BYTES)
                .costs(1, 0)
                .gives(ValueType.BOOL)
                .does((arguments, meter) -> {
                    meter.charge((long) (Long.parseLong((String) arguments.get(0)) * factor));
                    return true;
                });
    }

    private static final RuleOptions OPTIONS = RuleOptions.builder()
            .function(work("work", 1))
            .function(work("about_as_much_work", 1.1))
            .function(work("three_times_the_work", 3))
            .function(RuleFunction.named("broken")
                    .takes(ValueType.BYTES)
                    .costs(1, 0)
                    .gives(ValueType.BOOL)
                    .does((arguments, meter) -> {
                        throw new IllegalStateException("a defect");
                    }))
            .build();

    private static final String BLOCK_ADMIN = rule("admin", "http.request.uri.path eq \"/admin\"", "block");
    private static final String WORK = rule("work", "work(http.request.uri.query)", "log");

    private final ManualClock clock = new ManualClock();
    private final List<EngineEvent> events = new ArrayList<>();
    private final SplittableRandom random = new SplittableRandom(1);

    private static String rule(String id, String when, String then) {
        return "  - id: " + id + "\n    when: |\n      " + when + "\n    then: " + then + "\n";
    }

    private static RuleSet rules(String... rules) {
        return RuleSet.parse("rules.yaml", "rules:\n" + String.join("", rules), SCHEMA, OPTIONS);
    }

    private LiveRules engine(RuleSet live) {
        return engine(live, ExhaustionPolicy.SKIP_RULE);
    }

    private LiveRules engine(RuleSet live, ExhaustionPolicy policy) {
        return engine(live, policy, EngineOptions.builder());
    }

    private LiveRules engine(RuleSet live, ExhaustionPolicy policy, EngineOptions.Builder builder) {
        EngineOptions options = builder.exhaustionPolicy(policy)
                .maxSimulationShare(Double.POSITIVE_INFINITY)
                .listener(events::add)
                .build();
        return new LiveRules(live, options, clock, clock.nanos());
    }

    /**
     * Requests of many clients, each of which sends some, of heavy-tailed cost; 7 % are for a path that new rules may
     * block, 1 % for one that the live rules block.
     */
    private void traffic(LiveRules engine, int keys, int from) {
        for (int key = from; key < from + keys; key++) {
            for (int i = 0; i < 3; i++) {
                double place = random.nextDouble();
                String path = place < 0.01 ? "/admin" : place < 0.08 ? "/new" : "/p";
                long cost = (long) Math.min(100_000, 2_000 / Math.pow(1 - random.nextDouble(), 1 / 1.5));
                Facts facts = Facts.builder(SCHEMA)
                        .set("http.request.uri.path", path)
                        .set("http.request.uri.query", Long.toString(cost))
                        .build();
                engine.evaluate(
                        "client-" + key,
                        facts,
                        Budget.of(1_000_000, Duration.ofHours(1)).start());
            }
        }
    }

    /** A stage's traffic, and the time that it takes. */
    private void stage(LiveRules engine) {
        traffic(engine, 1_500, 0);
        clock.forward(TEN_MINUTES);
        engine.tick();
    }

    private void isRolledBack(LiveRules engine, RuleSet live, RuleSet candidate, String... why) {
        assertThat(engine.status().rollout()).isNull();
        assertThat(engine.live().version()).isEqualTo(live.version());
        assertThat(engine.status().quarantined()).singleElement().satisfies(quarantine -> {
            assertThat(quarantine.version()).isEqualTo(candidate.version());
            assertThat(quarantine.reason()).contains(why);
        });
        assertThat(engine.history().get(0).kind()).isEqualTo(Deployment.Kind.ROLLBACK);
        assertThat(engine.history().get(0).reason()).contains(why);
        EngineEvent last = events.get(events.size() - 1);
        assertThat(last.kind()).isEqualTo(EngineEvent.Kind.ROLLED_BACK);
        assertThat(last.version()).isEqualTo(candidate.version());
        assertThat(last.detail()).contains(why);
    }

    private static Rollout shareOf(double percent) {
        return Rollout.of("a test", Stage.share(percent, TEN_MINUTES, 100), Stage.share(100, TEN_MINUTES, 100));
    }

    @ParameterizedTest
    @ValueSource(strings = {"work", "about_as_much_work"})
    void rulesThatAreNoWorseReachEverybody(String work) {
        // Its automaton is large and cold in the new version, and warm in the live one.
        String regex = rule("regex", "http.request.uri.query matches r\"[13579][0-9]{0,9}0[0-9]*5\"", "log");
        RuleSet next = rules(
                BLOCK_ADMIN, rule("work", work + "(http.request.uri.query)", "log"), regex, rule("x", "ssl", "log"));
        LiveRules engine = engine(rules(BLOCK_ADMIN, WORK, regex));
        traffic(engine, 200, 0);
        engine.deploy(next, Rollout.gradual("a test"));
        int[] keys = {1_500, 40_000, 4_000, 1_500, 1_500};
        for (int stage = 0; stage < keys.length; stage++) {
            assertThat(engine.status().rollout())
                    .as(() -> engine.history().toString())
                    .isNotNull();
            assertThat(engine.status().rollout().stage()).isEqualTo(stage);
            traffic(engine, keys[stage], 0);
            clock.forward(TEN_MINUTES);
            engine.tick();
        }
        assertThat(engine.live().version()).isEqualTo(next.version());
        assertThat(engine.status().quarantined())
                .extracting(Quarantine::version)
                .isEmpty();
    }

    @Test
    void simulatedRulesThatBlockMoreThanWasSaidGoBack() {
        RuleSet live = rules(BLOCK_ADMIN, WORK);
        RuleSet next = rules(BLOCK_ADMIN, rule("new", "http.request.uri.path eq \"/new\"", "block"), WORK);
        LiveRules engine = engine(live);
        engine.deploy(next, Rollout.gradual("a test").expectBlocks(1));
        stage(engine);
        isRolledBack(engine, live, next, "simulate 100.0 % failed: newly blocked ", "limit 3.00 %", " keys in 600 s");
    }

    @Test
    void rulesThatBlockWhatTheyAreMeantToGoOn() {
        RuleSet next = rules(BLOCK_ADMIN, rule("new", "http.request.uri.path eq \"/new\"", "block"), WORK);
        LiveRules engine = engine(rules(BLOCK_ADMIN, WORK));
        engine.deploy(next, Rollout.gradual("a test").expectBlocks(12));
        stage(engine);
        assertThat(engine.status().rollout().stage()).isEqualTo(1);
        assertThat(engine.history().get(0).reason()).contains("newly blocked ");
    }

    @Test
    void simulatedRulesThatTakeThreeTimesTheStepsGoBack() {
        RuleSet live = rules(WORK);
        RuleSet next = rules(rule("work", "three_times_the_work(http.request.uri.query)", "log"));
        LiveRules engine = engine(live);
        engine.deploy(next, Rollout.gradual("a test"));
        stage(engine);
        isRolledBack(engine, live, next, "simulate 100.0 % failed", "of the scan steps");
    }

    @Test
    void simulatedRulesThatDoNotFinishGoBack() {
        RuleSet live = rules(WORK);
        RuleSet next =
                rules(WORK, rule("x", "http.request.uri.path eq \"/new\" and broken(http.request.uri.query)", "log"));
        LiveRules engine = engine(live);
        engine.deploy(next, Rollout.gradual("a test"));
        stage(engine);
        isRolledBack(engine, live, next, "simulate 100.0 % failed: newly unfinished ", "limit 2.00 %");
    }

    @Test
    void simulatedRulesThatFailInAWayThatRulesShouldNotGoBack() {
        CompiledRuleSet live = new ScriptedRules().build("v1");
        CompiledRuleSet next = new ScriptedRules()
                .enforce("x", Action.LOG, (facts, meter) -> {
                    throw new IllegalStateException("a defect");
                })
                .build("v2");
        LiveRules engine = engine(live);
        engine.deploy(next, Rollout.gradual("a test"));
        for (int key = 0; key < 400; key++) {
            engine.evaluate(
                    "client-" + key,
                    ScriptedRules.FACTS,
                    Budget.of(1_000, Duration.ofHours(1)).start());
        }
        clock.forward(TEN_MINUTES);
        engine.tick();
        isRolledBack(engine, live, next, "newly unfinished 100.00 %");
    }

    @Test
    void rulesThatBlockTooMuchForEverybodyGoBack() {
        RuleSet live = rules(WORK);
        RuleSet next = rules(rule("all", "http.request.uri.path ne \"/new\"", "block"));
        LiveRules engine = engine(live);
        engine.deploy(next, shareOf(50));
        stage(engine);
        isRolledBack(engine, live, next, "50.0 % failed: blocked ", "limit 50.00 %");
    }

    @Test
    void rulesThatRefuseRequestsForWantOfTimeGoBack() {
        RuleSet live = rules(BLOCK_ADMIN);
        RuleSet candidate = rules(WORK, BLOCK_ADMIN);
        LiveRules engine = engine(live, ExhaustionPolicy.BLOCK);
        engine.deploy(candidate, shareOf(50));
        Facts facts = Facts.builder(SCHEMA)
                .set("http.request.uri.path", "/p")
                .set("http.request.uri.query", "10000")
                .build();
        for (int key = 0; key < 400; key++) {
            // The time is over at the first look at the clock.
            engine.evaluate(
                    "client-" + key,
                    facts,
                    Budget.of(1_000_000, Duration.ofNanos(1)).start());
        }
        clock.forward(TEN_MINUTES);
        engine.tick();
        isRolledBack(engine, live, candidate, "blocked 100.00 %");
    }

    @Test
    void rulesThatDoNotFinishForManyGoBack() {
        RuleSet live = rules(WORK);
        RuleSet next = rules(WORK, rule("x", "broken(http.request.uri.query)", "log"));
        LiveRules engine = engine(live);
        engine.deploy(next, shareOf(50));
        stage(engine);
        isRolledBack(engine, live, next, "50.0 % failed: unfinished 100.00 %", "limit 10.00 %");
    }

    @Test
    void rulesThatTakeMoreStepsThanTheCapGoBack() {
        RuleSet live = rules(BLOCK_ADMIN);
        RuleSet next = rules(WORK);
        LiveRules engine = engine(live);
        GuardRails cap = GuardRails.builder().maxSteps(5_000).build();
        engine.deploy(next, shareOf(50).guarded(cap));
        stage(engine);
        isRolledBack(engine, live, next, "50.0 % failed: above the cap of scan steps ", "limit 10.00 %");
    }

    @Test
    void withTooFewKeysAStageHoldsAndSaysSo() {
        LiveRules engine = engine(rules(WORK));
        engine.deploy(rules(BLOCK_ADMIN, WORK), Rollout.gradual("a test"));
        for (int i = 0; i < 50; i++) {
            traffic(engine, 40, 0);
        }
        clock.forward(TEN_MINUTES);
        engine.tick();
        assertThat(engine.status().rollout().stage()).isZero();
        assertThat(engine.status().rollout().verdict())
                .contains(" of 50 keys", "not shown to be below 2.00 %", "more keys at this rate")
                .doesNotContain("requests;", "600 s");
    }

    /** So many of five requests of each of many clients ask for a million steps, the others for hardly any. */
    private void burn(LiveRules engine, int ofFive, long budget) {
        for (int i = 0; i < 4_000; i++) {
            Facts facts = Facts.builder(SCHEMA)
                    .set("http.request.uri.query", (i + i / 400) % 5 < ofFive ? "1000000" : "10")
                    .build();
            engine.evaluate(
                    "client-" + i % 400,
                    facts,
                    Budget.of(budget, Duration.ofHours(1)).start());
        }
    }

    private LiveRules engineWithAnOpenBreaker() {
        LiveRules engine = engine(
                rules(WORK),
                ExhaustionPolicy.SKIP_RULE,
                EngineOptions.builder()
                        .maxStepsPerRule(10_000)
                        .circuitBreaker(CircuitBreaker.builder()
                                .openFor(Duration.ofHours(1))
                                .build()));
        burn(engine, 5, 1_000_000);
        assertThat(engine.status().breakers()).hasSize(1);
        return engine;
    }

    @Test
    void aRuleBehindOneThatUsesUpTheWholeBudgetIsNoneThatDoesNotFinish() {
        LiveRules engine = engine(
                rules(WORK + "    breaker: never\n"),
                ExhaustionPolicy.SKIP_RULE,
                EngineOptions.builder().maxStepsPerRule(Budget.MAX_STEPS));
        RuleSet next = rules(WORK + "    breaker: never\n", rule("fix", "http.host eq \"a\"", "log"));
        engine.deploy(next, Rollout.of("a test", Stage.simulate(100, TEN_MINUTES, 100)));
        for (int minute = 0; minute < 10; minute++) {
            burn(engine, 4, 50_000);
            clock.forward(Duration.ofMinutes(1));
            engine.tick();
        }
        assertThat(engine.live().version()).isEqualTo(next.version());
    }

    @Test
    void whatTheBreakersOfTheLiveRulesDoNotRunIsNoReasonAgainstTheSameRulesInTheNext() {
        LiveRules engine = engineWithAnOpenBreaker();
        RuleSet next = rules(WORK, rule("fix", "http.host eq \"a\"", "log"));
        engine.deploy(next, Rollout.of("a test", Stage.simulate(100, TEN_MINUTES, 100)));
        for (int minute = 0; minute < 10; minute++) {
            burn(engine, 2, 1_000_000);
            clock.forward(Duration.ofMinutes(1));
            engine.tick();
            assertThat(engine.status().quarantined()).isEmpty();
        }
        assertThat(engine.live().version()).isEqualTo(next.version());
    }

    @Test
    void whatANewRuleBlocksIsSeenAlsoBeforeARuleThatABreakerRefuses() {
        LiveRules engine = engineWithAnOpenBreaker();
        RuleSet next = rules(rule("new", "http.request.uri.query eq \"10\"", "block"), WORK);
        engine.deploy(next, Rollout.of("a test", Stage.simulate(100, TEN_MINUTES, 100)));
        for (int minute = 0; minute < 3; minute++) {
            burn(engine, 2, 1_000_000);
            clock.forward(Duration.ofMinutes(1));
            engine.tick();
        }
        assertThat(engine.status().quarantined()).hasSize(1);
        assertThat(engine.history().get(0).reason()).contains("newly blocked");
    }

    @Test
    void aSimulationComparesWithTheLiveRulesAsTheyRunUnderAKill() {
        LiveRules engine = engine(rules(rule("bad", "not ssl", "block"), WORK));
        RuleSet next = rules(WORK, rule("new", "http.request.uri.path eq \"/new\"", "log"));
        engine.deploy(next, Rollout.of("a test", Stage.simulate(100, TEN_MINUTES, 100)));
        engine.tick();
        engine.kill(KillTarget.rule("bad"), "a test", "it blocks");
        for (int minute = 0; minute < 10; minute++) {
            traffic(engine, 400, 0);
            clock.forward(Duration.ofMinutes(1));
            engine.tick();
        }
        assertThat(engine.live().version()).isEqualTo(next.version());
    }

    @Test
    void aStageDoesNotGoOnByWhatWasBeforeAKill() {
        RuleSet next = rules(BLOCK_ADMIN, WORK, rule("new", "http.request.uri.path eq \"/new\"", "log"));
        LiveRules engine = engine(rules(BLOCK_ADMIN, WORK));
        engine.deploy(next, Rollout.of("a test", Stage.share(100, TEN_MINUTES, 100)));
        for (int second = 0; second < 300; second += 20) {
            traffic(engine, 100, 0);
            clock.forward(Duration.ofSeconds(20));
            engine.tick();
        }
        engine.kill(KillTarget.rule("new"), "a test", "it blocks");
        for (int second = 300; second < 1_200; second += 20) {
            clock.forward(Duration.ofSeconds(20));
            engine.tick();
            assertThat(engine.status().rollout().verdict()).contains("a kill");
        }
        engine.lift(KillTarget.rule("new"), "a test", "over");
        engine.tick();
        assertThat(engine.status().rollout().verdict()).startsWith("waits: 320 of 600 s; 0 of 50 keys");
        for (int second = 320; second < 600; second += 20) {
            assertThat(engine.live().version()).isNotEqualTo(next.version());
            traffic(engine, 100, 0);
            clock.forward(Duration.ofSeconds(20));
            engine.tick();
        }
        assertThat(engine.live().version()).isEqualTo(next.version());
    }

    @Test
    void oneClientNeitherFailsARolloutNorCarriesIt() {
        RuleSet next = rules(rule("new", "http.request.uri.path eq \"/new\"", "block"));
        LiveRules engine = engine(rules(rule("old", "ssl", "log")));
        engine.deploy(next, Rollout.of("a test", Stage.simulate(100, TEN_MINUTES, 100)));
        Facts bad = Facts.builder(SCHEMA).set("http.request.uri.path", "/new").build();
        Facts good = Facts.builder(SCHEMA).set("http.request.uri.path", "/p").build();
        Budget budget = Budget.of(1_000_000, Duration.ofHours(1));
        for (int minute = 0; minute < 20; minute++) {
            clock.forward(Duration.ofMinutes(1));
            for (int i = 0; i < 10_000; i++) {
                engine.evaluate("attacker", bad, budget.start());
            }
            engine.tick();
        }
        assertThat(engine.status().rollout().verdict()).contains("waits: 1 of 50 keys");
        for (int key = 0; key < 1_000; key++) {
            engine.evaluate("client-" + key, good, budget.start());
            engine.evaluate("attacker", bad, budget.start());
        }
        engine.tick();
        clock.forward(Duration.ofMinutes(1));
        engine.tick();
        assertThat(engine.live().version()).isEqualTo(next.version());
    }

    @Test
    void processesThatCannotTellAloneCanTogether() {
        RuleSet next = rules(BLOCK_ADMIN, WORK);
        Rollout rollout = Rollout.of("a test", Stage.simulate(100, TEN_MINUTES, 100));
        StageCounts sum = null;
        for (int process = 0; process < 6; process++) {
            LiveRules small = engine(rules(WORK, BLOCK_ADMIN));
            small.deploy(next, rollout);
            traffic(small, 190, process * 10_000);
            clock.forward(TEN_MINUTES);
            small.tick();
            StageCounts counts =
                    StageCounts.parse(small.status().rollout().counts().toText());
            assertThat(counts.judge(rollout, TEN_MINUTES, 1).kind()).isEqualTo(StageVerdict.Kind.HOLD);
            sum = sum == null ? counts : sum.plus(counts);
        }
        assertThat(sum.judge(rollout, TEN_MINUTES, 1).kind()).isEqualTo(StageVerdict.Kind.ADVANCE);
        // If each key may have been counted in all six, there are no more than in one.
        assertThat(sum.judge(rollout, TEN_MINUTES, 6).kind()).isEqualTo(StageVerdict.Kind.HOLD);
    }

    @Test
    void withoutGuardRailsNothingIsExpected() {
        Rollout rollout = Rollout.gradual("a test").guarded(GuardRails.none());
        assertThatIllegalArgumentException().isThrownBy(() -> rollout.expectBlocks(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rollout.gradual("a test").expectBlocks(-1));
    }
}
