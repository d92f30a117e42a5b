package dev.flyball.core.rules.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.Budget;
import dev.flyball.rules.BreakerStatus;
import dev.flyball.rules.CircuitBreaker;
import dev.flyball.rules.EngineOptions;
import dev.flyball.rules.ExhaustionPolicy;
import dev.flyball.rules.Facts;
import dev.flyball.rules.Rollout;
import dev.flyball.rules.Rollout.Stage;
import dev.flyball.rules.RuleFunction;
import dev.flyball.rules.RuleOptions;
import dev.flyball.rules.RuleSet;
import dev.flyball.rules.Schema;
import dev.flyball.rules.Unfinished;
import dev.flyball.rules.ValueType;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Breakers that are open when another version of the rules comes. */
class BreakersOfNewVersionsTest {
    private static final Schema SCHEMA = Schema.http();
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
    private static final String DEAR = """
            rules:
              - id: dear
                when: http.request.uri.path matches "[ab]{30}[^ab]"
                then: {score: {anomaly: 5}}
              - id: limit
                when: score("anomaly") ge 5
                then: log
            """;
    private static final String FIX = """
              - id: fix
                when: http.host eq "a"
                then: log
            """;
    private static final RuleOptions OPTIONS = RuleOptions.builder()
            .function(RuleFunction.named("broken")
                    .takes(ValueType.BYTES)
                    .costs(1, 0)
                    .gives(ValueType.BOOL)
                    .does((arguments, meter) -> {
                        throw new IllegalStateException("a defect");
                    }))
            .build();

    private final ManualClock clock = new ManualClock();
    private final LiveRules engine = new LiveRules(
            rules(DEAR),
            options(ExhaustionPolicy.SKIP_RULE)
                    .circuitBreaker(CircuitBreaker.builder()
                            .openFor(Duration.ofHours(5))
                            .build())
                    .build(),
            clock,
            clock.nanos());

    private static EngineOptions.Builder options(ExhaustionPolicy policy) {
        return EngineOptions.builder()
                .maxStepsPerRule(1_000)
                .exhaustionPolicy(policy)
                .maxSimulationShare(Double.POSITIVE_INFINITY);
    }

    private LiveRules engine(String yaml, ExhaustionPolicy policy) {
        return new LiveRules(rules(yaml), options(policy).build(), clock, clock.nanos());
    }

    private static RuleSet rules(String yaml) {
        return RuleSet.parse("rules.yaml", yaml, SCHEMA, OPTIONS);
    }

    private List<Unfinished> requests(int clients) {
        return requests(engine, clients, "ab".repeat(2_000));
    }

    /** What did not finish in the last of them. */
    private static List<Unfinished> requests(LiveRules engine, int clients, String path) {
        Facts facts = Facts.builder(SCHEMA)
                .set("http.request.uri.path", path)
                .set("http.host", "a")
                .build();
        List<Unfinished> last = List.of();
        for (int i = 0; i < clients; i++) {
            last = engine.evaluate(
                            "client-" + i,
                            facts,
                            Budget.of(1_000_000, Duration.ofHours(1)).start())
                    .unfinished();
        }
        return last;
    }

    private void open() {
        assertThat(requests(60))
                .extracting(Unfinished::reason)
                .containsExactly(Unfinished.Reason.BREAKER, Unfinished.Reason.SCORE);
        assertThat(engine.status().breakers())
                .singleElement()
                .extracting(BreakerStatus::ruleId)
                .isEqualTo("dear");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void thoseOfRulesThatStayAreTakenOver(boolean isHalfOpen) {
        open();
        if (isHalfOpen) {
            clock.forward(Duration.ofHours(5));
            requests(1);
        }
        BreakerStatus before = engine.status().breakers().get(0);
        assertThat(before.isHalfOpen()).isEqualTo(isHalfOpen);
        RuleSet next = rules(DEAR + FIX);
        engine.deploy(next, Rollout.immediate("a test"));
        assertThat(engine.status().breakers()).singleElement().satisfies(breaker -> {
            assertThat(breaker.version()).isEqualTo(next.version());
            assertThat(breaker.isHalfOpen()).isEqualTo(isHalfOpen);
            assertThat(breaker.since()).isEqualTo(before.since());
            assertThat(breaker.reason()).isEqualTo(before.reason());
        });
        if (!isHalfOpen) {
            assertThat(requests(1).get(0).reason()).isEqualTo(Unfinished.Reason.BREAKER);
            clock.forward(Duration.ofHours(5));
            requests(1);
            assertThat(engine.status().breakers()).singleElement().matches(BreakerStatus::isHalfOpen);
        }
    }

    @Test
    void aRuleThatIsChangedOrIsNotToHaveOneBeginsAnew() {
        open();
        String mended = DEAR.replace("{30}", "{29}");
        engine.deploy(rules(mended), Rollout.immediate("a test"));
        assertThat(engine.status().breakers()).isEmpty();
        open();
        engine.deploy(rules(mended.replace("ge 5", "ge 6")), Rollout.immediate("a test"));
        assertThat(engine.status().breakers()).hasSize(1);
        mended = mended.replace("anomaly: 5", "anomaly: 6");
        engine.deploy(rules(mended), Rollout.immediate("a test"));
        assertThat(engine.status().breakers()).isEmpty();
        open();
        engine.deploy(
                rules(mended.replace("    then: {score", "    breaker: never\n    then: {score")),
                Rollout.immediate("a test"));
        assertThat(engine.status().breakers()).isEmpty();
    }

    private void rollOut(String yaml) {
        Stage first = Stage.share(50, TEN_MINUTES, 100);
        engine.deploy(rules(yaml), Rollout.of("a test", first, Stage.share(100, TEN_MINUTES, 100)));
        for (int minute = 0; minute < 20 && engine.status().rollout() != null; minute++) {
            requests(400);
            clock.forward(Duration.ofMinutes(1));
            engine.tick();
        }
    }

    @Test
    void theyDoNotKeepTheSameRulesFromDeciding() {
        open();
        rollOut(DEAR + FIX);
        assertThat(engine.status().quarantined()).isEmpty();
        assertThat(engine.live().version()).isEqualTo(rules(DEAR + FIX).version());
    }

    @Test
    void aNewRuleThatDoesNotFinishIsSeenBesideThem() {
        open();
        rollOut(DEAR + FIX.replace("http.host eq \"a\"", "broken(http.host)"));
        assertThat(engine.status().quarantined()).hasSize(1);
        assertThat(engine.history().get(0).reason()).contains("50.0 % failed: unfinished 100.00 %");
    }

    @Test
    void aRuleThatStaysAndDoesNotFinishInTheNewVersionAloneIsAFault() {
        String shield = "  - id: shield\n    when: not ssl\n    then: {skip: {rules: [dear]}}\n";
        LiveRules shielded = engine(DEAR.replace("rules:\n", "rules:\n" + shield), ExhaustionPolicy.SKIP_RULE);
        shielded.deploy(rules(DEAR), Rollout.of("a test", Stage.share(50, TEN_MINUTES, 100)));
        for (int minute = 0; minute < 12 && shielded.status().rollout() != null; minute++) {
            requests(shielded, 400, "ab".repeat(2_000));
            clock.forward(Duration.ofMinutes(1));
            shielded.tick();
        }
        assertThat(shielded.history().get(0).reason()).contains("50.0 % failed: unfinished");
    }

    /** After an attack that is over; a new version has the same rules and one more. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void afterAnAttackTheyAreNoReasonAgainstTheSameRules(boolean simulates) {
        String block = DEAR.replace("{score: {anomaly: 5}}", "block");
        LiveRules attacked = engine(block, ExhaustionPolicy.BLOCK);
        requests(attacked, 60, "ab".repeat(2_000));
        assertThat(attacked.status().breakers()).hasSize(1);
        RuleSet next = rules(block + FIX);
        List<Stage> stages = List.of(Stage.simulate(100, TEN_MINUTES, 100), Stage.share(20, TEN_MINUTES, 100));
        attacked.deploy(next, Rollout.of("a test", simulates ? stages : stages.subList(1, 2)));
        for (int i = 0; i < 400 && attacked.status().rollout() != null; i++) {
            requests(attacked, 400, "/ordinary");
            clock.forward(Duration.ofSeconds(10));
            attacked.tick();
            assertThat(attacked.status().quarantined()).isEmpty();
        }
        assertThat(attacked.live().version()).isEqualTo(next.version());
    }

    @Test
    void anAttackDuringAStageIsNoReasonAgainstIt() {
        for (ExhaustionPolicy policy : List.of(ExhaustionPolicy.SKIP_RULE, ExhaustionPolicy.BLOCK)) {
            LiveRules attacked = engine(DEAR.replace("{score: {anomaly: 5}}", "block"), policy);
            RuleSet next = rules(DEAR.replace("{score: {anomaly: 5}}", "block") + FIX);
            attacked.deploy(next, Rollout.of("a test", Stage.share(100, TEN_MINUTES, 100)));
            int seenOpen = 0;
            for (int i = 0; i < 200 && attacked.status().rollout() != null; i++) {
                if (i >= 10 && i < 12) {
                    for (int again = 0; again < 10; again++) {
                        requests(attacked, 20, "ab".repeat(2_000));
                    }
                }
                seenOpen += attacked.status().breakers().isEmpty() ? 0 : 1;
                requests(attacked, 400, "/ordinary");
                clock.forward(Duration.ofSeconds(10));
                attacked.tick();
                assertThat(attacked.status().quarantined()).isEmpty();
            }
            assertThat(seenOpen).isPositive();
            assertThat(attacked.live().version()).isEqualTo(next.version());
        }
    }

    @Test
    void whatWouldHaveBeenTakenWithoutThemIsNotKnown() {
        open();
        engine.deploy(
                rules(DEAR.substring(0, DEAR.indexOf("  - id: dear")) + FIX),
                Rollout.of("a test", Stage.simulate(100, TEN_MINUTES, 100)));
        for (int minute = 0; minute < 30; minute++) {
            requests(400);
            clock.forward(Duration.ofMinutes(1));
            engine.tick();
        }
        assertThat(engine.status().rollout().verdict()).startsWith("waits: 0 of 50 keys");
    }
}
