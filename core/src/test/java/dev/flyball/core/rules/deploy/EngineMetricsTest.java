package dev.flyball.core.rules.deploy;

import static dev.flyball.core.rules.runtime.ScriptedRules.FACTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.flyball.Budget;
import dev.flyball.core.rules.runtime.CompiledRuleSet;
import dev.flyball.core.rules.runtime.ScriptedRules;
import dev.flyball.rules.Action;
import dev.flyball.rules.EngineOptions;
import dev.flyball.rules.GuardRails;
import dev.flyball.rules.KillTarget;
import dev.flyball.rules.Metric;
import dev.flyball.rules.MetricReader;
import dev.flyball.rules.Rollout;
import dev.flyball.rules.RuleAccount;
import dev.flyball.rules.RuleEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** The metrics of an engine: no more than were asked for, no counter that falls, and nothing counted twice or lost. */
class EngineMetricsTest {
    private static final int RULES = 20;

    private final ManualClock clock = new ManualClock();

    /** What each rule costs next. */
    private final long[] costs = new long[RULES];

    private CompiledRuleSet rules(String version) {
        ScriptedRules rules = new ScriptedRules();
        for (int i = 0; i < RULES; i++) {
            int rule = i;
            rules.enforce("rule-" + i, Action.LOG, (facts, meter) -> {
                meter.charge(costs[rule]);
                return costs[rule] % 2 == 1;
            });
        }
        return rules.build(version);
    }

    private RuleEngine engine(String version) {
        return new LiveRules(
                rules(version), EngineOptions.builder().historySize(1).build(), clock, clock.nanos());
    }

    private static void judge(RuleEngine engine) {
        engine.evaluate(FACTS, Budget.of(1_000_000, Duration.ofHours(1)).start());
    }

    private static Rollout halfOfTheRequests() {
        return Rollout.of("a test", Rollout.Stage.share(50, Duration.ofHours(1), 1_000_000))
                .guarded(GuardRails.none())
                .despiteQuarantine();
    }

    private static Set<String> named(List<Metric> metrics, String version) {
        return metrics.stream()
                .filter(metric -> version.equals(metric.tags().get("version")))
                .flatMap(metric -> metric.tags().entrySet().stream())
                .filter(tag -> tag.getKey().equals("rule"))
                .map(Map.Entry::getValue)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static long sum(List<Metric> metrics, String name, String version) {
        return metrics.stream()
                .filter(metric -> metric.name().equals(name)
                        && version.equals(metric.tags().get("version")))
                .mapToLong(Metric::value)
                .sum();
    }

    private static long value(List<Metric> metrics, String name, Map<String, String> tags) {
        return metrics.stream()
                .filter(metric -> metric.name().equals(name) && metric.tags().equals(tags))
                .findFirst()
                .orElseThrow()
                .value();
    }

    private static void checkSums(RuleEngine engine, List<Metric> metrics, String version) {
        Map<String, ToLongFunction<RuleAccount>> counts = Map.of(
                "flyball.rule.candidates", RuleAccount::candidates,
                "flyball.rule.matched", RuleAccount::matched,
                "flyball.rule.unfinished", RuleAccount::unfinished,
                "flyball.rule.steps", RuleAccount::steps);
        counts.forEach((name, count) -> assertThat(sum(metrics, name, version))
                .as(name)
                .isEqualTo(engine.accounts(version).rules().stream()
                        .mapToLong(count)
                        .sum()));
    }

    @RepeatedTest(30)
    void noCounterFallsAndNoMoreRulesAreNamedWhateverHappens(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        int max = random.nextInt(8);
        RuleEngine engine = engine("v0");
        MetricReader reader = engine.metrics(max);
        Map<Map<String, String>, Long> before = new HashMap<>();
        Map<String, Set<String>> names = new HashMap<>();
        int versions = 1;
        for (int step = 0; step < 120; step++) {
            int what = random.nextInt(20);
            if (what == 0 && engine.status().rollout() == null) {
                engine.deploy(rules("v" + versions++), halfOfTheRequests());
            } else if (what == 1) {
                engine.deploy(
                        rules("v" + versions++), Rollout.immediate("a test").superseding());
            } else if (what == 2 && engine.status().rollout() != null) {
                engine.rollback("a test");
            } else if (what == 3) {
                engine.kill(KillTarget.deployment(engine.live().version()), "alice", "a test");
            }
            for (int i = random.nextInt(4); i > 0; i--) {
                costs[random.nextInt(RULES)] = 1L << random.nextInt(12);
                judge(engine);
            }
            List<Metric> metrics = reader.read();
            Set<Map<String, String>> seen = new HashSet<>();
            for (Metric metric : metrics) {
                Map<String, String> series = new HashMap<>(metric.tags());
                series.put("name", metric.name());
                assertThat(seen.add(series)).as("%s is there once", series).isTrue();
                if (metric.type() == Metric.Type.COUNTER) {
                    assertThat(metric.value()).as("%s", series).isGreaterThanOrEqualTo(before.getOrDefault(series, 0L));
                    before.put(series, metric.value());
                }
            }
            Set<String> told = metrics.stream()
                    .filter(metric -> metric.name().equals("flyball.live"))
                    .map(metric -> metric.tags().get("version"))
                    .collect(Collectors.toSet());
            assertThat(told).hasSizeBetween(1, 3);
            for (String version : told) {
                checkSums(engine, metrics, version);
                Set<String> now = named(metrics, version);
                assertThat(now.remove(MetricReader.OTHER_RULES)).isTrue();
                assertThat(now).hasSizeLessThanOrEqualTo(max).containsAll(names.getOrDefault(version, Set.of()));
                names.put(version, now);
            }
        }
    }

    @Test
    void aRuleThatBecomesExpensiveLaterIsNamedAndWhatItCountedBeforeStaysWithTheOthers() {
        RuleEngine engine = engine("v0");
        MetricReader reader = engine.metrics(4);
        costs[0] = 10;
        costs[1] = 10;
        judge(engine);
        List<Metric> first = reader.read();
        assertThat(named(first, "v0")).containsExactlyInAnyOrder("rule-0", "rule-1", "(other)");
        costs[7] = 1_000;
        judge(engine);
        List<Metric> second = reader.read();
        assertThat(named(second, "v0")).containsExactlyInAnyOrder("rule-0", "rule-1", "rule-7", "(other)");
        long others = value(second, "flyball.rule.steps", Map.of("version", "v0", "rule", "(other)"));
        judge(engine);
        List<Metric> third = reader.read();
        Map<String, String> late = Map.of("version", "v0", "rule", "rule-7");
        assertThat(value(second, "flyball.rule.steps", late)).isZero();
        assertThat(value(third, "flyball.rule.steps", late)).isGreaterThanOrEqualTo(1_000);
        assertThat(value(third, "flyball.rule.candidates", late)).isEqualTo(1);
        assertThat(value(third, "flyball.rule.steps", Map.of("version", "v0", "rule", "(other)")))
                .as("all but the three")
                .isBetween(others, others + 999);
    }

    @Test
    void aRuleSetThatIsSmallEnoughIsToldWhole() {
        RuleEngine engine = engine("v0");
        List<Metric> metrics = engine.metrics(RULES).read();
        assertThat(named(metrics, "v0")).hasSize(RULES).doesNotContain(MetricReader.OTHER_RULES);
        assertThat(metrics.stream().filter(metric -> metric.type() == Metric.Type.COUNTER))
                .allMatch(metric -> metric.value() == 0);
    }

    @Test
    void theStatusIsToldInNumbers() {
        RuleEngine engine = engine("v0");
        MetricReader reader = engine.metrics(0);
        assertThat(value(reader.read(), "flyball.rollout.stage", Map.of())).isZero();
        engine.deploy(rules("v1"), Rollout.immediate("a test"));
        engine.rollback("a test");
        engine.deploy(rules("v2"), halfOfTheRequests());
        engine.kill(KillTarget.rule("rule-3"), "alice", "a test");
        List<Metric> metrics = reader.read();
        assertThat(value(metrics, "flyball.rollout.stage", Map.of())).isEqualTo(1);
        assertThat(value(metrics, "flyball.kills", Map.of())).isEqualTo(1);
        assertThat(value(metrics, "flyball.quarantined", Map.of())).isEqualTo(1);
        assertThat(value(metrics, "flyball.live", Map.of("version", "v0"))).isEqualTo(1);
        assertThat(value(metrics, "flyball.live", Map.of("version", "v2"))).isZero();
    }

    @Test
    void aVersionIsToldOnceAlsoWhileItStandsInForTheLiveOneAndIsInRolloutAgain() {
        RuleEngine engine = engine("v0");
        engine.deploy(rules("v1"), Rollout.immediate("a test"));
        engine.kill(KillTarget.deployment("v1"), "alice", "a test");
        judge(engine);
        MetricReader reader = engine.metrics(3);
        Map<String, String> standsIn = Map.of("version", "v0");
        assertThat(value(reader.read(), "flyball.evaluations", standsIn)).isEqualTo(1);
        engine.deploy(rules("v0"), halfOfTheRequests());
        List<Metric> metrics = reader.read();
        assertThat(metrics.stream()
                        .filter(metric -> metric.name().equals("flyball.evaluations")
                                && metric.tags().equals(standsIn)))
                .singleElement()
                .satisfies(metric -> assertThat(metric.value())
                        .isEqualTo(engine.accounts("v0").evaluations()));
        checkSums(engine, metrics, "v0");
    }

    @Test
    void theNumberOfRulesIsBounded() {
        RuleEngine engine = engine("v0");
        assertThatIllegalArgumentException().isThrownBy(() -> engine.metrics(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> engine.metrics(MetricReader.MAX_RULES + 1));
    }

    @Test
    void theDocumentationHasEveryMetricAndNoOther() throws Exception {
        RuleEngine engine = engine("v0");
        Set<String> rows = engine.metrics(1).read().stream()
                .map(metric -> "| `" + metric.name() + "` | "
                        + (metric.type() == Metric.Type.COUNTER ? "counter" : "gauge") + " | " + metric.unit() + " | "
                        + metric.tags().keySet().stream().sorted().collect(Collectors.joining(", ")) + " |")
                .collect(Collectors.toSet());
        Set<String> documented = Files.readAllLines(Path.of("..", "docs", "deployment.md")).stream()
                .filter(line -> line.startsWith("| `flyball."))
                .map(line -> line.substring(0, line.lastIndexOf('|', line.length() - 2) + 1))
                .collect(Collectors.toSet());
        assertThat(documented).isEqualTo(rows);
    }
}
