package dev.flyball.core.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.flyball.Budget;
import dev.flyball.Meter;
import dev.flyball.rules.Decision;
import dev.flyball.rules.Deployment;
import dev.flyball.rules.EngineOptions;
import dev.flyball.rules.ExhaustionPolicy;
import dev.flyball.rules.Facts;
import dev.flyball.rules.Rollout;
import dev.flyball.rules.Rule;
import dev.flyball.rules.RuleEngine;
import dev.flyball.rules.RuleOptions;
import dev.flyball.rules.RuleSet;
import dev.flyball.rules.RuleSyntaxException;
import dev.flyball.rules.Schema;
import dev.flyball.rules.Unfinished;
import dev.flyball.rules.ValueType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a host does with rules, in the terms of the API alone. */
class HostProgramTest {
    private static final Schema HTTP = Schema.http();
    private static final Budget BUDGET = Budget.of(1_000_000, Duration.ofMinutes(1));

    private static final String SHOP = """
            lists:
              staff: [10.0.0.0/8, 192.0.2.1..192.0.2.9]
            rules:
              - id: health
                when: http.request.uri.path eq "/health" and ip.src in $staff
                then: allow
              - id: admin
                description: only the staff administers
                when: |
                  http.request.uri.path matches "^/admin(/|$)"
                    and not ip.src in $staff
                then:
                  block: {status: 404, body: "nothing here"}
                tags: [admin]
              - id: injection
                when: |
                  any(http.request.uri.args["q"][*] matches "(?i)union\\s+select")
                then: block
              - id: robots
                when: http.user_agent contains "bot"
                then: log
              - id: no-agent
                when: http.user_agent eq ""
                then: block
                mode: simulate
              - id: resting
                when: ssl
                then: block
                mode: off
            """;

    private static Facts request(String path, String ip, String agent, String... q) {
        return Facts.builder(HTTP)
                .set("http.request.uri.path", path)
                .set("ip.src", ip)
                .set("http.user_agent", agent)
                .set("http.request.uri.args", Map.of("q", List.of(q)))
                .set("ssl", true)
                .build();
    }

    @Test
    void rulesOfAFileJudgeRequests() {
        RuleEngine engine = RuleEngine.of(RuleSet.parse("shop.yaml", SHOP, HTTP));

        Decision outside = engine.evaluate(request("/admin/users", "203.0.113.9", "curl"), BUDGET.start());
        assertThat(outside.isBlocked()).isTrue();
        assertThat(outside.action().ruleId()).isEqualTo("admin");
        assertThat(outside.action().data()).isEqualTo(Map.of("status", 404, "body", "nothing here"));
        assertThat(outside.matched()).extracting(Rule::description).containsExactly("only the staff administers");
        assertThat(outside.unfinished()).isEmpty();
        assertThat(outside.stepsOf("admin")).isPositive();
        assertThat(outside.stepsOf("injection"))
                .as("nothing runs after a block")
                .isZero();

        Decision staff = engine.evaluate(request("/admin", "192.0.2.5", "curl"), BUDGET.start());
        assertThat(staff.action()).isNull();
        assertThat(staff.isBlocked()).isFalse();

        Decision attack = engine.evaluate(request("/", "203.0.113.9", "bot", "1", "1 UNION  select 2"), BUDGET.start());
        assertThat(attack.action().ruleId()).isEqualTo("injection");

        Decision robot = engine.evaluate(request("/", "203.0.113.9", "a bot"), BUDGET.start());
        assertThat(robot.action()).isNull();
        assertThat(robot.matchedRuleIds()).containsExactly("robots");

        Decision nameless = engine.evaluate(request("/", "203.0.113.9", ""), BUDGET.start());
        assertThat(nameless.isBlocked()).isFalse();
        assertThat(nameless.simulated()).extracting(Rule::id).containsExactly("no-agent");
        assertThat(nameless.stepsOf("no-agent")).isPositive();
        assertThat(nameless.stepsOf("resting")).isZero();

        Decision health = engine.evaluate(request("/health", "10.1.2.3", ""), BUDGET.start());
        assertThat(health.action().kind()).isEqualTo("allow");
    }

    @Test
    void theSameRequestTakesTheSameScanStepsEveryTime() {
        RuleEngine engine = RuleEngine.of(RuleSet.parse("shop.yaml", SHOP, HTTP));
        Facts facts = request("/search", "203.0.113.9", "curl", "union of selects", "x");
        long[] scanSteps = new long[5];
        for (int i = 0; i < scanSteps.length; i++) {
            Meter meter = BUDGET.start();
            engine.evaluate(facts, meter);
            scanSteps[i] = meter.scanSteps();
        }
        assertThat(scanSteps).containsOnly(scanSteps[0]);
    }

    @Test
    void aRequestThatIsPaddedUntilARuleRunsOutDoesNotSlipPastIt() {
        RuleSet rules = RuleSet.parse("shop.yaml", SHOP, HTTP);
        Facts padded = request("/", "203.0.113.9", "curl", "u".repeat(50_000) + " union select");
        EngineOptions.Builder options = EngineOptions.builder().maxStepsPerRule(10_000);

        Decision blocked = RuleEngine.of(rules, options.build()).evaluate(padded, BUDGET.start());
        assertThat(blocked.isBlocked()).isTrue();
        assertThat(blocked.isByPolicy()).isTrue();
        assertThat(blocked.unfinished()).hasSize(1);
        assertThat(blocked.unfinished().get(0).ruleId()).isEqualTo("injection");
        assertThat(blocked.unfinished().get(0).reason()).isEqualTo(Unfinished.Reason.STEPS);

        Decision skipped = RuleEngine.of(
                        rules,
                        options.exhaustionPolicy(ExhaustionPolicy.SKIP_RULE).build())
                .evaluate(padded, BUDGET.start());
        assertThat(skipped.isBlocked()).isFalse();
        assertThat(skipped.unfinished()).extracting(Unfinished::ruleId).containsExactly("injection");

        Decision allowed = RuleEngine.of(
                        rules, options.exhaustionPolicy(ExhaustionPolicy.ALLOW).build())
                .evaluate(padded, BUDGET.start());
        assertThat(allowed.action().kind()).isEqualTo("allow");
        assertThat(allowed.isByPolicy()).isTrue();
    }

    @Test
    void rulesComeAndGoBackAndTheHistoryTellsWhy() {
        RuleSet first = RuleSet.parse("first.yaml", SHOP, HTTP);
        RuleSet none = RuleSet.parse("none.yaml", "rules: []", HTTP);
        RuleEngine engine = RuleEngine.of(first);
        Facts attack = request("/admin", "203.0.113.9", "curl");

        engine.deploy(none, Rollout.immediate("the shop is closed"));
        assertThat(engine.evaluate(attack, BUDGET.start()).isBlocked()).isFalse();
        assertThat(engine.evaluate(attack, BUDGET.start()).version()).isEqualTo(none.version());
        engine.rollback("it is open again");
        assertThat(engine.evaluate(attack, BUDGET.start()).isBlocked()).isTrue();
        assertThat(engine.live()).isSameAs(first);
        assertThat(engine.history())
                .extracting(Deployment::reason)
                .startsWith("it is open again", "the shop is closed");
    }

    @Test
    void aRefusedFileLeavesTheRunningRulesInPlace(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("rules.yaml"), SHOP);
        RuleEngine engine = RuleEngine.of(RuleSet.load(file, HTTP, RuleOptions.defaults()));
        String version = engine.live().version();
        assertThat(engine.live().file()).isEqualTo(file.toString());

        Files.writeString(
                file, SHOP.replace("ip.src in $staff", "ip.src in $stuff").replace("then: log", "then: lock"));
        RuleSyntaxException refusal = catchThrowableOfType(
                RuleSyntaxException.class,
                () -> engine.deploy(RuleSet.load(file, HTTP, RuleOptions.defaults()), Rollout.immediate("a new file")));

        assertThat(refusal.diagnostics()).hasSize(3);
        assertThat(refusal.diagnostics()).allMatch(d -> d.file().equals(file.toString()));
        assertThat(refusal.diagnostics().get(0).message()).contains("staff");
        assertThat(refusal.diagnostics().get(2).message()).contains("block");
        assertThat(engine.live().version()).isEqualTo(version);
        assertThat(engine.history()).hasSize(1);
        assertThat(engine.evaluate(request("/admin", "203.0.113.9", "x"), BUDGET.start())
                        .isBlocked())
                .isTrue();
    }

    @Test
    void aHostsOwnSchemaAndLists() {
        Schema schema = Schema.builder()
                .field("order.total", ValueType.INT)
                .field("order.country", ValueType.BYTES)
                .build();
        RuleOptions options =
                RuleOptions.builder().list("known", List.of("DE", "FR")).build();
        RuleSet rules = RuleSet.parse(
                "orders.yaml",
                "rules: [{id: review, when: order.total gt 1000 and not order.country in $known, then: log}]",
                schema,
                options);
        RuleEngine engine = RuleEngine.of(rules);
        Facts.Builder facts = Facts.builder(schema).set("order.total", 5_000);
        assertThat(engine.evaluate(facts.set("order.country", "ES").build(), BUDGET.start())
                        .matchedRuleIds())
                .containsExactly("review");
        assertThat(engine.evaluate(facts.set("order.country", "FR").build(), BUDGET.start())
                        .matchedRuleIds())
                .isEmpty();
        assertThatThrownBy(() -> engine.evaluate(request("/", "10.0.0.1", ""), BUDGET.start()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> engine.deploy(RuleSet.parse("shop.yaml", SHOP, HTTP), Rollout.immediate("a mistake")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
