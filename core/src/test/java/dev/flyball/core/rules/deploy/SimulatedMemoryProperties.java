package dev.flyball.core.rules.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.Budget;
import dev.flyball.Meter;
import dev.flyball.core.regex.engine.CacheShares;
import dev.flyball.regex.RegexMemory;
import dev.flyball.rules.EngineOptions;
import dev.flyball.rules.Facts;
import dev.flyball.rules.GuardRails;
import dev.flyball.rules.Rollout;
import dev.flyball.rules.Rollout.Stage;
import dev.flyball.rules.RuleSet;
import dev.flyball.rules.Schema;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterTry;

/** Automata of simulated rules and rule sets are kept apart from those of live ones, however many states they have. */
class SimulatedMemoryProperties {
    private static final Schema SCHEMA = Schema.http();
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    /** An automaton of a live rule fits into a quarter of this, one of those that explode does not. */
    private static final long LIMIT = 2 << 20;

    private final long before = RegexMemory.limit();
    private final ManualClock clock = new ManualClock();

    @AfterTry
    void restore() {
        RegexMemory.setLimit(before);
    }

    private static void limitTo(long bytes) {
        CacheShares.settle();
        RegexMemory.setLimit(CacheShares.live() + bytes);
    }

    private static String live(int index) {
        return rule("l" + index, "enforce", "a[ab]{9}c" + (char) ('d' + index));
    }

    private static String exploding(int index, String mode) {
        return rule("s" + index, mode, "a[ab]{" + (20 + index) + "}c");
    }

    private static String rule(String id, String mode, String pattern) {
        return "  - { id: " + id + ", mode: " + mode + ", when: 'http.request.uri.path matches \"" + pattern
                + "\"', then: log }\n";
    }

    private static RuleSet rules(List<String> rules) {
        return RuleSet.parse("rules.yaml", "rules:\n" + String.join("", rules), SCHEMA);
    }

    private LiveRules engine(List<String> rules) {
        EngineOptions options = EngineOptions.builder()
                .maxSimulationShare(Double.POSITIVE_INFINITY)
                .simulationBudget(Budget.of(1_000_000, Duration.ofHours(1)))
                .build();
        return new LiveRules(rules(rules), options, clock, clock.nanos());
    }

    private static Facts facts(SplittableRandom random, int length) {
        StringBuilder path = new StringBuilder("/");
        for (int i = 0; i < length; i++) {
            path.append("ab".charAt(random.nextInt(2)));
        }
        return Facts.builder(SCHEMA)
                .set("http.request.uri.path", path.append("cx").toString())
                .build();
    }

    private static List<String> with(List<String> rules, Stream<String> more) {
        List<String> all = new ArrayList<>(rules);
        more.forEach(all::add);
        return all;
    }

    private static Meter judge(LiveRules engine, String key, Facts facts, long steps) {
        Meter meter = Budget.of(steps, Duration.ofHours(1)).start();
        engine.evaluate(key, facts, meter);
        return meter;
    }

    @Property(tries = 10)
    void liveRequestsBuildAsMuchWithAndWithoutSimulation(
            @ForAll @IntRange(min = 1, max = 4) int liveRules,
            @ForAll @IntRange(max = 8) int simulatedRules,
            @ForAll @IntRange(max = 8) int simulatedVersion,
            @ForAll int seed) {
        List<String> enforced = Stream.iterate(0, i -> i + 1)
                .limit(liveRules)
                .map(SimulatedMemoryProperties::live)
                .toList();
        Stream<String> simulated =
                Stream.iterate(0, i -> i + 1).limit(simulatedRules).map(i -> exploding(i, "simulate"));
        Stream<String> candidate =
                Stream.iterate(0, i -> i + 1).limit(simulatedVersion).map(i -> exploding(i, "enforce"));
        // Both engines keep what they build.
        limitTo(3 * LIMIT);
        LiveRules quiet = engine(enforced);
        LiveRules busy = engine(with(enforced, simulated));
        if (simulatedVersion > 0) {
            busy.deploy(
                    rules(with(enforced, candidate)), Rollout.of("a test", Stage.simulate(100, TEN_MINUTES, 1_000)));
        }
        SplittableRandom random = new SplittableRandom(seed);
        long lastBuilt = 0;
        for (int i = 0; i < 12; i++) {
            Facts facts = facts(random, 1_500);
            Meter alone = judge(quiet, "client", facts, 1_000_000);
            Meter beside = judge(busy, "client", facts, 1_000_000);
            assertThat(beside.scanSteps()).isEqualTo(alone.scanSteps());
            assertThat(beside.buildSteps()).isEqualTo(alone.buildSteps());
            lastBuilt = beside.buildSteps();
        }
        assertThat(lastBuilt).isLessThan(5_000);
        Reference.reachabilityFence(quiet);
    }

    @Example
    void anEqualVersionIsNotRolledBackForWhatSimulatedRulesTake() {
        List<String> enforced = List.of(rule("l", "enforce", "a[ab]{9}cx"));
        limitTo(LIMIT);
        LiveRules engine =
                engine(with(enforced, Stream.iterate(0, i -> i + 1).limit(6).map(i -> exploding(i, "simulate"))));
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 20; i++) {
            judge(engine, "client-" + i, facts(random, 500), 1_000_000);
        }
        // A request takes some 10,000 steps, and twice as many more where no states are kept.
        engine.deploy(
                rules(with(enforced, Stream.of("  - { id: new, when: ssl, then: log }\n"))), Rollout.gradual("a test"));
        for (int key = 0; key < 1_500; key++) {
            judge(engine, "client-" + key, facts(random, 500), 20_000);
        }
        clock.forward(TEN_MINUTES);
        engine.tick();
        assertThat(engine.status().rollout())
                .as(() -> engine.history().toString())
                .isNotNull();
        assertThat(engine.status().rollout().stage()).isEqualTo(1);
    }

    @Property
    void aVersionThatHasBecomeLiveLeavesTheShareToTheNextOne(@ForAll boolean atOnce) {
        CacheShares.settle();
        LiveRules engine = engine(List.of(live(0)));
        Stage simulate = Stage.simulate(100, TEN_MINUTES, 5);
        List<Stage> stages = atOnce ? List.of(simulate) : List.of(simulate, Stage.share(50, TEN_MINUTES, 100));
        engine.deploy(
                rules(List.of(live(0), live(1))), Rollout.of("a test", stages).guarded(GuardRails.none()));
        SplittableRandom random = new SplittableRandom(1);
        long none = CacheShares.candidates();
        for (int key = 0; key < 50; key++) {
            judge(engine, "client-" + key, facts(random, 500), 1_000_000);
        }
        assertThat(CacheShares.candidates()).isGreaterThan(none + 10_000);
        clock.forward(TEN_MINUTES);
        engine.tick();
        assertThat(engine.status().rollout() == null).isEqualTo(atOnce);
        assertThat(CacheShares.candidates()).isLessThanOrEqualTo(none);
    }
}
