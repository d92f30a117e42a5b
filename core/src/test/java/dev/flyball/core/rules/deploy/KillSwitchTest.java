package dev.flyball.core.rules.deploy;

import static dev.flyball.core.rules.runtime.ScriptedRules.FACTS;
import static dev.flyball.core.rules.runtime.ScriptedRules.constant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flyball.Budget;
import dev.flyball.Meter;
import dev.flyball.core.rules.runtime.CompiledRuleSet;
import dev.flyball.core.rules.runtime.ScriptedRules;
import dev.flyball.rules.Action;
import dev.flyball.rules.Decision;
import dev.flyball.rules.DeploymentRefusedException;
import dev.flyball.rules.EngineEvent;
import dev.flyball.rules.EngineOptions;
import dev.flyball.rules.Facts;
import dev.flyball.rules.Kill;
import dev.flyball.rules.KillTarget;
import dev.flyball.rules.Phase;
import dev.flyball.rules.Quarantine;
import dev.flyball.rules.RequestRules;
import dev.flyball.rules.Rollout;
import dev.flyball.rules.Rollout.Stage;
import dev.flyball.rules.RuleEngine;
import dev.flyball.rules.RuleEngineMXBean;
import dev.flyball.rules.RuleSet;
import dev.flyball.rules.Safeguards;
import dev.flyball.rules.Schema;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillSwitchTest {
    private static final String FILE = """
            rules:
              - { id: log-a, when: http.request.uri.path contains "a", then: log, tags: [letters] }
              - { id: log-b, when: http.request.uri.path contains "b", then: log, tags: [letters, second] }
              - { id: would, when: http.request.uri.path contains "a", then: block, mode: simulate, tags: [second] }
              - { id: block-c, when: http.request.uri.path contains "c", then: block }
            """;
    private static final Facts ABC =
            Facts.builder(Schema.http()).set("http.request.uri.path", "/abc").build();

    private final ManualClock clock = new ManualClock();
    private final List<EngineEvent> events = new ArrayList<>();

    private static Meter meter() {
        return Budget.of(1_000_000, Duration.ofHours(1)).start();
    }

    private LiveRules engine(RuleSet rules) {
        return new LiveRules(
                rules, EngineOptions.builder().listener(events::add).build(), clock, clock.nanos());
    }

    private LiveRules engine() {
        return engine(RuleSet.parse("rules.yaml", FILE, Schema.http()));
    }

    private static CompiledRuleSet rules(String version) {
        return new ScriptedRules()
                .enforce(version + "-rule", Action.BLOCK, constant(true))
                .build(version);
    }

    private static List<String> matched(RuleEngine engine) {
        Decision decision = engine.evaluate(ABC, meter());
        List<String> ids = new ArrayList<>(decision.matchedRuleIds());
        decision.simulated().forEach(rule -> ids.add("(" + rule.id() + ")"));
        return ids;
    }

    @Test
    void aKillSwitchesOffWhatItNamesAndNothingElse() {
        LiveRules engine = engine();
        assertThat(matched(engine)).containsExactly("log-a", "log-b", "block-c", "(would)");
        engine.kill(KillTarget.rule("block-c"), "alice", "a test");
        assertThat(matched(engine)).containsExactly("log-a", "log-b", "(would)");
        engine.kill(KillTarget.tag("second"), "alice", "a test");
        assertThat(matched(engine)).containsExactly("log-a");
        engine.kill(KillTarget.all(), "alice", "a test");
        assertThat(matched(engine)).isEmpty();
        engine.lift(KillTarget.all(), "bob", "over");
        engine.lift(KillTarget.tag("second"), "bob", "over");
        assertThat(matched(engine)).containsExactly("log-a", "log-b", "(would)");
        assertThat(engine.lift(KillTarget.tag("second"), "bob", "over")).isFalse();
    }

    @Test
    void aKilledRuleNeitherRunsNorDoesItsPolicy() {
        AtomicInteger runs = new AtomicInteger();
        LiveRules engine = engine(new ScriptedRules()
                .enforce("costly", Action.BLOCK, (facts, meter) -> {
                    runs.incrementAndGet();
                    meter.charge(1_000_000_000);
                    return true;
                })
                .build("v1"));
        assertThat(engine.evaluate(FACTS, meter()).isBlocked()).isTrue();
        engine.kill(KillTarget.rule("costly"), "alice", "it burns");
        Decision decision = engine.evaluate(FACTS, meter());
        assertThat(decision.isBlocked()).isFalse();
        assertThat(decision.unfinished()).isEmpty();
        assertThat(decision.steps()).isZero();
        assertThat(runs).hasValue(1);
    }

    @Test
    void theRegexOfAKilledRuleIsNotRunInTheSetThatItShares() {
        StringBuilder file = new StringBuilder("rules:\n");
        for (String id : List.of("a", "b", "c", "d")) {
            file.append("  - id: ").append(id).append("\n    then: log\n    when: |\n");
            file.append("      http.request.uri.path matches \"[a-z]+[0-9][^")
                    .append(id)
                    .append("]\"\n");
        }
        LiveRules engine = engine(RuleSet.parse("rules.yaml", file.toString(), Schema.http()));
        int length = 10_000;
        Facts facts = Facts.builder(Schema.http())
                .set("http.request.uri.path", "x".repeat(length) + "1b")
                .build();
        Decision all = engine.evaluate(facts, meter());
        assertThat(all.matchedRuleIds()).containsExactly("a", "c", "d");
        engine.kill(KillTarget.rule("a"), "alice", "a test");
        Decision fewer = engine.evaluate(facts, meter());
        assertThat(fewer.matchedRuleIds()).containsExactly("c", "d");
        assertThat(fewer.sharedSteps()).isLessThanOrEqualTo(all.sharedSteps() - length);
        for (String id : List.of("b", "c", "d")) {
            engine.kill(KillTarget.rule(id), "alice", "a test");
        }
        assertThat(engine.evaluate(facts, meter()).steps()).isZero();
    }

    @Test
    void aKilledRuleIsNotAmongThoseThatWereGivenUp() {
        LiveRules engine = engine(new ScriptedRules()
                .enforce("first", Action.LOG, (facts, meter) -> {
                    meter.charge(1_000_000_000);
                    return true;
                })
                .enforce("killed", Action.BLOCK, constant(true))
                .enforce("last", Action.BLOCK, constant(true))
                .build("v1"));
        engine.kill(KillTarget.rule("killed"), "alice", "a test");
        Decision decision =
                engine.evaluate(FACTS, Budget.of(1_000, Duration.ofHours(1)).start());
        assertThat(decision.unfinished()).extracting(rule -> rule.ruleId()).containsExactly("first", "last");
    }

    @Test
    void decisionsStatusAndEventsShowTheKill() {
        LiveRules engine = engine();
        assertThat(engine.evaluate(ABC, meter()).kills()).isEmpty();
        Kill kill = engine.kill(KillTarget.rule("block-c"), "alice", "false alarms", ManualClock.START.plusSeconds(60));
        assertThat(kill.owner()).isEqualTo("alice");
        assertThat(kill.since()).isEqualTo(ManualClock.START);
        assertThat(engine.evaluate(ABC, meter()).kills()).containsExactly(kill);
        assertThat(engine.evaluate(ABC, meter()).toString()).contains("block-c by alice");
        assertThat(engine.status().kills()).containsExactly(kill);
        assertThat(engine.status().toString()).contains("killed: rule block-c by alice");
        engine.lift(KillTarget.rule("block-c"), "bob", "the rule is mended");
        assertThat(events)
                .extracting(EngineEvent::kind)
                .containsExactly(EngineEvent.Kind.KILLED, EngineEvent.Kind.KILL_ENDED);
        assertThat(events).extracting(EngineEvent::ruleId).containsOnly("block-c");
        assertThat(events.get(1).detail()).contains("bob").contains("the rule is mended");
    }

    @Test
    void aKillStaysWhateverIsDeployed() {
        LiveRules engine = engine();
        engine.kill(KillTarget.rule("block-c"), "alice", "a test");
        engine.deploy(RuleSet.parse("rules.yaml", FILE + "# changed", Schema.http()), Rollout.immediate("again"));
        assertThat(matched(engine)).containsExactly("log-a", "log-b", "(would)");
        engine.rollback("no");
        assertThat(matched(engine)).containsExactly("log-a", "log-b", "(would)");
    }

    @Test
    void aKillEndsByItself() {
        LiveRules engine = engine();
        engine.kill(KillTarget.all(), "alice", "a test", ManualClock.START.plusSeconds(60));
        clock.forward(Duration.ofSeconds(59));
        engine.tick();
        assertThat(matched(engine)).isEmpty();
        clock.forward(Duration.ofSeconds(2));
        engine.evaluate(ABC, meter());
        assertThat(matched(engine)).hasSize(4);
        assertThat(engine.status().kills()).isEmpty();
        assertThat(events.get(1).kind()).isEqualTo(EngineEvent.Kind.KILL_ENDED);
    }

    @Test
    void underAKilledDeploymentTheOneBeforeItJudges() {
        LiveRules engine = engine(rules("v1"));
        engine.deploy(rules("v2"), Rollout.immediate("a test"));
        engine.deploy(rules("v3"), Rollout.immediate("a test"));
        RequestRules pinned = engine.begin(meter());
        engine.kill(KillTarget.deployment("v3"), "alice", "a test");
        assertThat(engine.evaluate(FACTS, meter()).version()).isEqualTo("v2");
        assertThat(pinned.evaluate(Phase.REQUEST, FACTS).matched()).isEmpty();
        engine.kill(KillTarget.deployment("v2"), "alice", "a test");
        assertThat(engine.evaluate(FACTS, meter()).version()).isEqualTo("v1");
        engine.kill(KillTarget.deployment("v1"), "alice", "a test");
        assertThat(engine.evaluate(FACTS, meter()).isBlocked()).isFalse();
        engine.lift(KillTarget.deployment("v3"), "alice", "a test");
        assertThat(engine.evaluate(FACTS, meter()).version()).isEqualTo("v3");
    }

    @Test
    void aKilledRolloutDecidesAndSimulatesNothing() {
        AtomicInteger runs = new AtomicInteger();
        CompiledRuleSet next = new ScriptedRules()
                .enforce("next", Action.BLOCK, (facts, meter) -> runs.incrementAndGet() > 0)
                .build("v2");
        for (Stage stage :
                List.of(Stage.share(100, Duration.ofHours(1), 1), Stage.simulate(100, Duration.ofHours(1), 1))) {
            LiveRules engine = engine(rules("v1"));
            engine.deploy(next, Rollout.of("a test", stage));
            engine.evaluate(FACTS, meter());
            assertThat(runs.getAndSet(0)).isEqualTo(1);
            engine.kill(KillTarget.deployment("v2"), "alice", "a test");
            assertThat(engine.evaluate(FACTS, meter()).version()).isEqualTo("v1");
            assertThat(runs).hasValue(0);
        }
    }

    @Test
    void aRolloutLearnsNothingWhileAllRulesAreOff() {
        for (Stage stage :
                List.of(Stage.share(100, Duration.ofHours(1), 1), Stage.simulate(100, Duration.ofHours(1), 1))) {
            LiveRules engine = engine(rules("v1"));
            engine.deploy(rules("v2"), Rollout.of("a test", stage));
            engine.kill(KillTarget.all(), "alice", "a test");
            engine.evaluate(FACTS, meter());
            assertThat(engine.status().rollout().requests()).isZero();
            engine.lift(KillTarget.all(), "alice", "a test");
            engine.evaluate(FACTS, meter());
            assertThat(engine.status().rollout().requests()).isEqualTo(1);
        }
    }

    @Test
    void simulationThatWasLeftForLaterSeesAKill() {
        AtomicInteger runs = new AtomicInteger();
        LiveRules engine = engine(new ScriptedRules()
                .simulate("would", Action.BLOCK, (facts, meter) -> runs.incrementAndGet() > 0)
                .build("v1"));
        RequestRules request = engine.begin(meter()).deferred();
        request.evaluate(Phase.REQUEST, FACTS);
        engine.kill(KillTarget.rule("would"), "alice", "a test");
        request.simulate();
        assertThat(runs).hasValue(0);
    }

    @Test
    void whatIsOffCanBeTakenToTheNextStart() {
        LiveRules engine = engine(rules("v1"));
        engine.deploy(rules("v2"), Rollout.immediate("a test"));
        engine.rollback("line one\nline\ttwo \\n");
        engine.kill(KillTarget.rule("v1-rule"), "alice\\", "why\r\n", ManualClock.START.plusSeconds(60));
        engine.kill(KillTarget.all(), "bob", "why", ManualClock.START.plusSeconds(5));
        Safeguards kept = engine.safeguards();
        Safeguards read = Safeguards.parse(kept.toText());
        assertThat(read).isEqualTo(kept);
        assertThat(read.quarantined()).extracting(Quarantine::version).containsExactly("v2");

        clock.forward(Duration.ofSeconds(10));
        EngineOptions options = EngineOptions.builder().safeguards(read).build();
        LiveRules next = new LiveRules(rules("v1"), options, clock, clock.nanos());
        assertThat(next.evaluate(FACTS, meter()).isBlocked()).isFalse();
        assertThat(next.status().kills()).extracting(Kill::owner).containsExactly("alice\\");
        assertThatThrownBy(() -> next.deploy(rules("v2"), Rollout.immediate("the watcher")))
                .isInstanceOf(DeploymentRefusedException.class);
        assertThatThrownBy(() -> new LiveRules(rules("v2"), options, clock, clock.nanos()))
                .isInstanceOf(DeploymentRefusedException.class);
    }

    @Test
    void textThatIsNotOfSafeguardsIsRefused() {
        for (String text :
                List.of("", "kill\tALL", Safeguards.none().toText() + "kill\tALL\n", "flyball safeguards 2")) {
            assertThatIllegalArgumentException().isThrownBy(() -> Safeguards.parse(text));
        }
    }

    @Test
    void aKillNeedsAnOwnerAndAReason() {
        LiveRules engine = engine();
        assertThatIllegalArgumentException().isThrownBy(() -> engine.kill(KillTarget.all(), " ", "why"));
        assertThatIllegalArgumentException().isThrownBy(() -> engine.kill(KillTarget.all(), "alice", ""));
        assertThatIllegalArgumentException().isThrownBy(() -> engine.lift(KillTarget.all(), "alice", ""));
        assertThatIllegalArgumentException().isThrownBy(() -> KillTarget.rule(""));
        assertThat(engine.status().kills()).isEmpty();
    }

    @Test
    void aFileThatIsThereKillsAllRules(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("kill");
        EngineOptions options =
                EngineOptions.builder().killFile(file).listener(events::add).build();
        RuleSet rules = RuleSet.parse("rules.yaml", FILE, Schema.http());
        LiveRules engine = new LiveRules(rules, options, clock, clock.nanos());
        assertThat(matched(engine)).hasSize(4);
        Files.createFile(file);
        assertThat(matched(engine)).as("less than a second later").hasSize(4);
        clock.forward(Duration.ofSeconds(2));
        engine.evaluate(ABC, meter());
        assertThat(matched(engine)).isEmpty();
        assertThat(engine.lift(KillTarget.all(), "alice", "a test")).isFalse();
        assertThat(engine.safeguards().kills()).isEmpty();
        assertThat(new LiveRules(rules, options, clock, clock.nanos()).status().kills())
                .hasSize(1);
        Files.delete(file);
        engine.tick();
        assertThat(matched(engine)).hasSize(4);
    }

    @Test
    void aKillFileThatCannotBeLookedAtChangesNothingAndIsToldOnce(@TempDir Path directory) {
        EngineOptions options = EngineOptions.builder()
                .killFile(directory.resolve("a-name-that-is-too-long".repeat(100)))
                .listener(events::add)
                .build();
        LiveRules engine = new LiveRules(rules("v1"), options, clock, clock.nanos());
        engine.tick();
        engine.tick();
        assertThat(engine.evaluate(FACTS, meter()).isBlocked()).isTrue();
        assertThat(events).extracting(EngineEvent::kind).containsExactly(EngineEvent.Kind.KILL_FILE_FAILED);
    }

    @Test
    void anEngineCanBeManagedByJmx() throws Exception {
        LiveRules engine = engine(rules("v1"));
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = new ObjectName("dev.flyball:type=RuleEngine,name=test");
        server.registerMBean(engine.management(), name);
        try {
            RuleEngineMXBean bean = JMX.newMXBeanProxy(server, name, RuleEngineMXBean.class);
            bean.killRule("v1-rule", "alice", "a test", 30);
            assertThat(engine.evaluate(FACTS, meter()).isBlocked()).isFalse();
            assertThat(bean.getKills()).singleElement().asString().contains("until");
            assertThat(bean.lift("RULE", "v1-rule", "alice", "over")).isTrue();
            bean.killAll("alice", "a test", 0);
            bean.killTag("x", "alice", "a test", 0);
            bean.killDeployment("v0", "alice", "a test", 0);
            assertThat(bean.getKills()).hasSize(3);
            engine.deploy(rules("v2"), Rollout.immediate("a test"));
            assertThat(bean.getVersion()).isEqualTo("v2");
            bean.rollback("a test");
            bean.tick();
            assertThat(bean.getStatus()).contains("quarantined: v2");
            assertThat(bean.getHistory()).hasSize(3);
            assertThat(bean.getFile()).isEqualTo("scripted");
        } finally {
            server.unregisterMBean(name);
        }
    }

    @Test
    void anEngineThatWasUnregisteredIsCollected() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = new ObjectName("dev.flyball:type=RuleEngine,name=collected");
        WeakReference<RuleEngine> engine = new WeakReference<>(registered(server, name));
        assertThat(server.getAttribute(name, "Version")).isEqualTo("v1");
        server.unregisterMBean(name);
        for (int i = 0; i < 50 && engine.get() != null; i++) {
            System.gc();
        }
        assertThat(engine.get()).isNull();
    }

    private RuleEngine registered(MBeanServer server, ObjectName name) throws Exception {
        RuleEngine engine = new LiveRules(rules("v1"), EngineOptions.defaults(), clock, clock.nanos());
        server.registerMBean(engine.management(), name);
        engine.evaluate(FACTS, meter());
        return engine;
    }

    @Test
    void noEvaluationThatStartsAfterAKillRunsTheRule() throws Exception {
        // Odd while the rule is killed; conditions see the number that their evaluation began with or a later one.
        AtomicLong round = new AtomicLong();
        ThreadLocal<Long> began = new ThreadLocal<>();
        AtomicInteger wrong = new AtomicInteger();
        ScriptedRules scripted = new ScriptedRules().enforce("other", Action.LOG, constant(true));
        scripted.enforce("target", Action.LOG, (facts, meter) -> {
            wrong.addAndGet(began.get() % 2 != 0 && began.get() == round.get() ? 1 : 0);
            return true;
        });
        LiveRules engine = engine(scripted.build("v1"));
        AtomicInteger ran = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Future<?>> evaluating = new ArrayList<>();
            for (int t = 0; t < 2; t++) {
                evaluating.add(threads.submit(() -> {
                    while (round.get() < 4_000) {
                        began.set(round.get());
                        Decision decision = engine.evaluate(FACTS, meter());
                        ran.addAndGet(decision.matchedRuleIds().contains("target") ? 1 : 0);
                        if (decision.matchedRuleIds().contains("target")
                                == decision.kills().stream()
                                        .anyMatch(kill -> kill.target().name().equals("target"))) {
                            wrong.incrementAndGet();
                        }
                    }
                }));
            }
            Future<?> killing = threads.submit(() -> {
                for (int i = 0; i < 2_000; i++) {
                    engine.kill(KillTarget.rule("target"), "alice", "round " + i);
                    round.incrementAndGet();
                    engine.kill(KillTarget.rule("nobody"), "alice", "round " + i);
                    if (i % 10 == 0) {
                        engine.deploy(scripted.build("v" + i), Rollout.immediate("a test"));
                    }
                    round.incrementAndGet();
                    engine.lift(KillTarget.rule("target"), "alice", "round " + i);
                }
            });
            killing.get(2, TimeUnit.MINUTES);
            for (Future<?> future : evaluating) {
                future.get(2, TimeUnit.MINUTES);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(wrong).hasValue(0);
        assertThat(ran.get()).isPositive();
    }
}
