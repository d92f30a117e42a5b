package dev.flyball.core.rules.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.Budget;
import dev.flyball.Meter;
import dev.flyball.rules.Decision;
import dev.flyball.rules.DeploymentRefusedException;
import dev.flyball.rules.EngineOptions;
import dev.flyball.rules.ExhaustionPolicy;
import dev.flyball.rules.Facts;
import dev.flyball.rules.GuardRails;
import dev.flyball.rules.KillTarget;
import dev.flyball.rules.Phase;
import dev.flyball.rules.RequestRules;
import dev.flyball.rules.Rollout;
import dev.flyball.rules.Rollout.Stage;
import dev.flyball.rules.RuleSet;
import dev.flyball.rules.Schema;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Rules that change all the time while requests are judged. */
class ChangesUnderLoadTest {
    private static final Schema SCHEMA = Schema.http();
    private static final Facts FACTS = Facts.builder(SCHEMA)
            .set("http.request.uri.path", "/some/path/1234")
            .build();

    private final ManualClock clock = new ManualClock();

    private static Meter meter() {
        return Budget.of(1_000_000, Duration.ofHours(1)).start();
    }

    /** Three rules that match, whose names tell the set that they are of, and one that is simulated. */
    private static RuleSet rules(int number) {
        String file = """
                rules:
                  - { id: N-log, then: log, tags: [tagged], when: 'http.request.uri.path matches "/p[a-z]+/(N)?"' }
                  - { id: N-would, then: block, mode: simulate, when: 'http.request.uri.path contains "some"' }
                  - { id: N-tag, then: { tag: seen }, when: 'http.request.uri.path matches "[0-9]+$"' }
                  - { id: N-block, then: block, when: 'starts_with(http.request.uri.path, "/some")' }
                """;
        return RuleSet.parse("rules.yaml", file.replace("N", "v" + number), SCHEMA);
    }

    private LiveRules engine(RuleSet rules) {
        EngineOptions options = EngineOptions.builder()
                .exhaustionPolicy(ExhaustionPolicy.SKIP_RULE)
                .historySize(2)
                .build();
        return new LiveRules(rules, options, clock, clock.nanos());
    }

    /** What a decision must be if it is of one version alone, whatever was killed when it was made. */
    private static void check(Decision decision, List<RuleSet> all) {
        RuleSet of = all.stream()
                .filter(rules -> rules.version().equals(decision.version()))
                .findFirst()
                .orElseThrow();
        List<String> expected = new ArrayList<>();
        boolean allOff = decision.kills().stream()
                .anyMatch(kill -> kill.target().equals(KillTarget.all())
                        || kill.target().equals(KillTarget.deployment(of.version())));
        of.rules().forEach(rule -> {
            boolean off = decision.kills().stream()
                    .anyMatch(kill -> kill.target().equals(KillTarget.rule(rule.id()))
                            || rule.tags().contains(kill.target().name()));
            if (!off && !allOff && !rule.id().endsWith("would")) {
                expected.add(rule.id());
            }
        });
        assertThat(decision.matchedRuleIds()).isEqualTo(expected);
        assertThat(decision.unfinished()).isEmpty();
        assertThat(decision.isBlocked()).isEqualTo(expected.stream().anyMatch(id -> id.endsWith("block")));
        assertThat(decision.simulated())
                .allMatch(rule -> of.rules().contains(rule) && rule.id().endsWith("would"));
    }

    @Test
    void underAThousandChangesEveryDecisionIsOfExactlyTheVersionThatItNames() throws Exception {
        List<RuleSet> all = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            all.add(rules(i));
        }
        LiveRules engine = engine(all.get(0));
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Future<Integer>> evaluating = new ArrayList<>();
            for (int t = 0; t < 2; t++) {
                int seed = t;
                evaluating.add(threads.submit(() -> {
                    SplittableRandom random = new SplittableRandom(seed);
                    int count = 0;
                    while (!done.get()) {
                        String key = "client-" + random.nextInt(100);
                        check(engine.evaluate(key, FACTS, meter()), all);
                        RequestRules request = engine.begin(key, meter());
                        String version = request.version();
                        for (Phase phase : Phase.values()) {
                            Decision decision = request.evaluate(phase, FACTS);
                            assertThat(decision.version()).isEqualTo(version);
                            if (phase == Phase.REQUEST) {
                                check(decision, all);
                            }
                        }
                        count++;
                    }
                    return count;
                }));
            }
            Future<Integer> changing = threads.submit(() -> {
                SplittableRandom random = new SplittableRandom(7);
                int refused = 0;
                for (int i = 0; i < 1_000; i++) {
                    refused += change(engine, all.get(random.nextInt(all.size())), random) ? 0 : 1;
                }
                return refused;
            });
            assertThat(changing.get(3, TimeUnit.MINUTES)).isLessThan(500);
            done.set(true);
            for (Future<Integer> future : evaluating) {
                assertThat(future.get(1, TimeUnit.MINUTES)).isPositive();
            }
        } finally {
            done.set(true);
            threads.shutdownNow();
        }
    }

    /** One change by chance; false if it was refused. */
    private boolean change(LiveRules engine, RuleSet rules, SplittableRandom random) {
        Stage share = Stage.share(1 + random.nextInt(100), Duration.ofSeconds(1), 1);
        Stage simulation = Stage.simulate(100, Duration.ofSeconds(1), 1);
        KillTarget target = List.of(
                        KillTarget.all(),
                        KillTarget.tag("tagged"),
                        KillTarget.rule(rules.rules().get(3).id()),
                        KillTarget.deployment(rules.version()))
                .get(random.nextInt(4));
        try {
            switch (random.nextInt(7)) {
                case 0 -> engine.deploy(rules, Rollout.immediate("a test").despiteQuarantine());
                case 1 ->
                    engine.deploy(
                            rules,
                            Rollout.of("a test", share)
                                    .guarded(GuardRails.none())
                                    .superseding()
                                    .despiteQuarantine());
                case 2 ->
                    engine.deploy(
                            rules,
                            Rollout.of("a test", simulation, share)
                                    .guarded(GuardRails.none())
                                    .despiteQuarantine());
                case 3 -> engine.rollback("a test");
                case 4 -> engine.kill(target, "alice", "a test");
                case 5 -> engine.lift(target, "alice", "a test");
                default -> {
                    clock.forward(Duration.ofSeconds(2));
                    engine.tick();
                }
            }
            return true;
        } catch (DeploymentRefusedException e) {
            return false;
        } catch (IllegalStateException e) {
            // There is nothing to go back to.
            return false;
        }
    }

    @Test
    void oldVersionsAreCollected() {
        LiveRules engine = engine(rules(0));
        List<WeakReference<RuleSet>> old = new ArrayList<>();
        AtomicInteger judged = new AtomicInteger();
        for (int i = 1; i <= 300; i++) {
            RuleSet next = rules(i);
            old.add(new WeakReference<>(next));
            Rollout rollout = i % 3 == 0
                    ? Rollout.immediate("a test").superseding()
                    : Rollout.of("a test", Stage.simulate(100, Duration.ZERO, 1), Stage.share(100, Duration.ZERO, 1))
                            .guarded(GuardRails.none())
                            .superseding();
            engine.deploy(next, rollout);
            for (int k = 0; k < 4; k++) {
                judged.addAndGet(engine.evaluate("client", FACTS, meter()).isBlocked() ? 1 : 0);
                engine.tick();
            }
            engine.kill(KillTarget.rule(next.rules().get(0).id()), "alice", "a test");
            engine.lift(KillTarget.rule(next.rules().get(0).id()), "alice", "a test");
            if (i % 5 == 0) {
                engine.rollback("a test");
            }
        }
        assertThat(judged.get()).isEqualTo(1_200);
        // The live one, two to go back to, and what a collector may be slow with.
        long left = old.size();
        for (int i = 0; i < 50 && left > 3; i++) {
            System.gc();
            left = old.stream().filter(reference -> reference.get() != null).count();
        }
        assertThat(left).isLessThanOrEqualTo(3);
    }
}
