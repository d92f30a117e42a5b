package dev.flyball.core.rules.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.Budget;
import dev.flyball.core.rules.deploy.LiveRules;
import dev.flyball.rules.Action;
import dev.flyball.rules.CircuitBreaker;
import dev.flyball.rules.EngineOptions;
import dev.flyball.rules.ExhaustionPolicy;
import dev.flyball.rules.RuleAccount;
import dev.flyball.rules.RuleAccounts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Accounts lose nothing, however many threads evaluate. */
class RuleCountsTest {
    private static final Instant NOW = Instant.ofEpochMilli(1_700_000_000_123L);

    @Test
    void everyEvaluationOfEveryThreadIsCounted() throws InterruptedException {
        ScriptedRules scripted = new ScriptedRules();
        for (int i = 0; i < 200; i++) {
            scripted.enforce("no" + i, Action.LOG, ScriptedRules.constant(false));
        }
        scripted.enforce("yes", Action.LOG, ScriptedRules.costing(4, true))
                .enforce("long", Action.LOG, ScriptedRules.costing(1_000, true))
                .simulate("simulated", Action.LOG, ScriptedRules.constant(true));
        EngineOptions options = EngineOptions.builder()
                .maxStepsPerRule(100)
                .exhaustionPolicy(ExhaustionPolicy.SKIP_RULE)
                .circuitBreaker(CircuitBreaker.never())
                .maxSimulationShare(Double.POSITIVE_INFINITY)
                .build();
        LiveRules engine = new LiveRules(scripted.build(), options, Clock.fixed(NOW, ZoneOffset.UTC));
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            Thread thread = new Thread(() -> {
                for (int i = 0; i < 500; i++) {
                    engine.evaluate(
                            ScriptedRules.FACTS,
                            Budget.of(10_000, Duration.ofMinutes(1)).start());
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        RuleAccounts accounts = engine.accounts();
        assertThat(accounts.evaluations()).isEqualTo(4_000);
        RuleAccount yes = accounts.of("yes");
        assertThat(yes.candidates()).isEqualTo(4_000);
        assertThat(yes.matched()).isEqualTo(4_000);
        assertThat(yes.steps()).isEqualTo(4_000 * 5);
        assertThat(yes.lastMatch()).isEqualTo(NOW);
        assertThat(accounts.of("long").unfinished()).isEqualTo(4_000);
        assertThat(accounts.of("long").matched()).isZero();
        assertThat(accounts.of("simulated").matched()).isEqualTo(4_000);
        assertThat(accounts.of("no199").candidates()).isEqualTo(4_000);
        assertThat(accounts.of("no199").lastMatch()).isNull();
        assertThat(accounts.rules()).hasSize(203);
    }
}
