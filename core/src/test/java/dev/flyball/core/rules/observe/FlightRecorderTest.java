package dev.flyball.core.rules.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.flyball.Budget;
import dev.flyball.core.OwnProcess;
import dev.flyball.rules.Decision;
import dev.flyball.rules.EngineOptions;
import dev.flyball.rules.Facts;
import dev.flyball.rules.KillTarget;
import dev.flyball.rules.Phase;
import dev.flyball.rules.RequestRules;
import dev.flyball.rules.Rollout;
import dev.flyball.rules.RuleEngine;
import dev.flyball.rules.RuleSet;
import dev.flyball.rules.Schema;
import java.io.IOException;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a recording of Java Flight Recorder has of an engine. */
class FlightRecorderTest {
    private static final Schema SCHEMA = Schema.http();
    private static final String RULES = """
            rules:
              - { id: dear, when: 'http.request.uri.path matches "[ab]{30}[^ab]"', then: log }
              - { id: cheap, when: 'ssl', then: block }
            """;

    @TempDir
    Path directory;

    private final RuleEngine engine = RuleEngine.of(
            RuleSet.parse("rules.yaml", RULES, SCHEMA),
            EngineOptions.builder().maxStepsPerRule(5_000).build());

    private Decision judge(int length) {
        Facts facts = Facts.builder(SCHEMA)
                .set("http.request.uri.path", "ab".repeat(length / 2))
                .set("ssl", true)
                .build();
        return engine.evaluate(facts, Budget.of(10_000_000, Duration.ofHours(1)).start());
    }

    private List<RecordedEvent> stopped(Recording recording) throws IOException {
        recording.stop();
        Path file = directory.resolve("recording.jfr");
        recording.dump(file);
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().startsWith("dev.flyball."))
                .toList();
    }

    private static List<RecordedEvent> of(List<RecordedEvent> events, String name) {
        return events.stream()
                .filter(event -> event.getEventType().getName().equals("dev.flyball." + name))
                .toList();
    }

    @Test
    void evaluationsExpensiveAndUnfinishedRulesAreRecordedIfTheyAreWanted() throws IOException {
        List<RecordedEvent> events;
        String version = engine.live().version();
        Decision decision;
        try (Recording recording = new Recording()) {
            recording.enable("dev.flyball.Evaluation").withoutThreshold();
            recording.enable("dev.flyball.RuleExpensive").with("minSteps", "1000");
            recording.enable("dev.flyball.RuleUnfinished");
            recording.start();
            decision = judge(2_000);
            judge(100);
            judge(20_000);
            events = stopped(recording);
        }
        List<RecordedEvent> evaluations = of(events, "Evaluation");
        assertThat(evaluations).hasSize(3);
        assertThat(evaluations.get(0).getString("version")).isEqualTo(version);
        assertThat(evaluations.get(0).getString("action")).isEqualTo("block");
        assertThat(evaluations.get(0).getString("rule")).isEqualTo("cheap");
        assertThat(evaluations.get(0).getLong("steps")).isEqualTo(decision.steps());
        assertThat(evaluations.get(2).getInt("unfinished")).isEqualTo(1);
        List<RecordedEvent> expensive = of(events, "RuleExpensive");
        assertThat(expensive)
                .hasSize(2)
                .allMatch(event -> event.getString("rule").equals("dear"));
        assertThat(expensive.get(0).getLong("steps")).isEqualTo(decision.stepsOf("dear"));
        assertThat(of(events, "RuleUnfinished")).singleElement().satisfies(event -> {
            assertThat(event.getString("rule")).isEqualTo("dear");
            assertThat(event.getString("reason")).isEqualTo("STEPS");
        });
    }

    @Test
    void whatIsSimulatedAfterTheAnswerIsRecordedAsIfItWereBefore() throws IOException {
        String rules = """
                rules:
                  - { id: a-live, when: 'http.host matches "[ab]{30}[^ab]"', then: log }
                  - { id: dear-live, when: 'http.request.uri.path matches "[ab]{30}[^ab]"', then: log }
                  - { id: a-would, mode: simulate, when: 'http.host matches "[ab]{30}[^ab]"', then: log }
                  - { id: dear-would, mode: simulate, when: 'http.request.uri.path matches "[ab]{30}[^ab]"', then: log }
                """;
        Facts facts = Facts.builder(SCHEMA)
                .set("http.host", "ab".repeat(1_000))
                .set("http.request.uri.path", "ab".repeat(10_000))
                .build();
        List<List<String>> recorded = new ArrayList<>();
        for (boolean deferred : new boolean[] {false, true}) {
            RuleEngine simulating = RuleEngine.of(
                    RuleSet.parse("rules.yaml", rules, SCHEMA),
                    EngineOptions.builder()
                            .maxStepsPerRule(5_000)
                            .maxSimulationShare(Double.POSITIVE_INFINITY)
                            .simulationBudget(Budget.of(10_000_000, Duration.ofHours(1)))
                            .build());
            try (Recording recording = new Recording()) {
                recording.enable("dev.flyball.RuleExpensive").with("minSteps", "1000");
                recording.enable("dev.flyball.RuleUnfinished");
                recording.disable("dev.flyball.RuleAccount");
                recording.disable("dev.flyball.EngineAccount");
                recording.start();
                RequestRules request = simulating.begin(
                        "client", Budget.of(10_000_000, Duration.ofHours(1)).start());
                if (deferred) {
                    request.deferred();
                }
                request.evaluate(Phase.REQUEST, facts);
                assertThat(request.simulate()).hasSize(deferred ? 1 : 0);
                recorded.add(stopped(recording).stream()
                        .map(event -> event.getEventType().getName() + " " + event.getString("rule"))
                        .sorted()
                        .toList());
            }
        }
        assertThat(recorded.get(0))
                .contains("dev.flyball.RuleUnfinished dear-would", "dev.flyball.RuleUnfinished dear-live")
                .contains("dev.flyball.RuleExpensive a-would", "dev.flyball.RuleExpensive a-live")
                .doesNotHaveDuplicates();
        assertThat(recorded.get(1)).isEqualTo(recorded.get(0));
    }

    @Test
    void flightRecorderHoldsNothingWhenRecordingsHaveEnded() {
        WeakReference<AccountsHook> hook = new WeakReference<>(registeredInARecording());
        for (int i = 0; i < 50 && hook.get() != null; i++) {
            System.gc();
        }
        assertThat(hook.get()).isNull();
    }

    /** A hook of an engine that is alive, which alone would keep it. */
    private AccountsHook registeredInARecording() {
        AccountsHook hook = new AccountsHook();
        hook.add(engine, "a test");
        try (Recording recording = new Recording()) {
            recording.enable("dev.flyball.RuleAccount").with("period", "100 ms");
            recording.start();
            hook.register();
            recording.stop();
        }
        return hook;
    }

    @Test
    void enginesWithTheSameRulesAreToldApartInEveryEvent() throws IOException {
        RuleSet rules = RuleSet.parse("rules.yaml", RULES, SCHEMA);
        List<RuleEngine> engines = new ArrayList<>();
        for (String name : List.of("shop", "blog")) {
            engines.add(RuleEngine.of(
                    rules,
                    EngineOptions.builder().maxStepsPerRule(5_000).name(name).build()));
        }
        engines.add(RuleEngine.of(rules));
        engines.add(RuleEngine.of(rules));
        Facts facts = Facts.builder(SCHEMA)
                .set("http.request.uri.path", "ab".repeat(10_000))
                .build();
        List<RecordedEvent> events;
        try (Recording recording = new Recording()) {
            recording.enable("dev.flyball.Evaluation").withoutThreshold();
            recording.enable("dev.flyball.RuleExpensive").with("minSteps", "10");
            recording.start();
            for (RuleEngine each : engines) {
                each.evaluate(facts, Budget.of(1_000_000, Duration.ofHours(1)).start());
                each.kill(KillTarget.rule("dear"), "alice", "it is dear");
                each.deploy(rules, Rollout.immediate("once more"));
            }
            events = stopped(recording);
        }
        for (String name : List.of("shop", "blog")) {
            assertThat(events.stream()
                            .filter(event -> event.getString("engine").equals(name))
                            .map(event -> event.getEventType().getName().substring("dev.flyball.".length())))
                    .containsExactlyInAnyOrder(
                            "Evaluation",
                            "RuleExpensive",
                            "RuleUnfinished",
                            "Kill",
                            "Deployment",
                            "EngineAccount",
                            "RuleAccount",
                            "RuleAccount");
        }
        assertThat(of(events, "Evaluation"))
                .extracting(event -> event.getString("engine"))
                .doesNotHaveDuplicates()
                .hasSize(4);
        Reference.reachabilityFence(engines);
    }

    @Test
    void anEngineHasANameThatCanBeReadOrNone() {
        for (String name : List.of("", " ", "x".repeat(201))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> EngineOptions.builder().name(name));
        }
        assertThat(EngineOptions.builder().name("x".repeat(200)).build().name()).hasSize(200);
        assertThat(EngineOptions.defaults().name()).isNull();
    }

    @Test
    void changesAreRecorded() throws IOException {
        List<RecordedEvent> events;
        try (Recording recording = new Recording()) {
            recording.start();
            engine.deploy(RuleSet.parse("none", "rules: []", SCHEMA), Rollout.immediate("why it changed"));
            engine.kill(KillTarget.rule("dear"), "alice", "it is dear");
            events = stopped(recording);
        }
        assertThat(of(events, "Deployment"))
                .singleElement()
                .satisfies(event -> assertThat(event.getString("detail")).isEqualTo("why it changed"));
        assertThat(of(events, "Kill")).singleElement().satisfies(event -> {
            assertThat(event.getString("rule")).isEqualTo("dear");
            assertThat(event.getString("kind")).isEqualTo("KILLED");
        });
        assertThat(of(events, "Evaluation")).as("off unless it is asked for").isEmpty();
    }

    @Test
    void theAccountsTellTheExpensiveRuleAtTheEndOfARecordingToo() throws IOException {
        List<RecordedEvent> events;
        try (Recording recording = new Recording()) {
            recording.start();
            for (int i = 0; i < 10; i++) {
                judge(1_000);
            }
            events = stopped(recording);
        }
        // Engines of other tests may still be there, with the same rules.
        List<RecordedEvent> rules = of(events, "RuleAccount").stream()
                .filter(event -> event.getLong("candidates") == 10)
                .toList();
        assertThat(rules).extracting(event -> event.getString("rule")).containsExactly("dear", "cheap");
        assertThat(rules.get(0).getLong("steps"))
                .isEqualTo(engine.accounts().of("dear").steps());
        assertThat(of(events, "EngineAccount")).anyMatch(event -> event.getLong("evaluations") == 10);
    }

    @Test
    void nothingIsMadeForAnEvaluationThatNobodyRecords() throws IOException {
        try (Recording recording = new Recording()) {
            recording.start();
            stopped(recording);
        }
        Recorder recorder = Recorder.of("a test");
        assertThat(recorder).isInstanceOf(JfrRecorder.class);
        assertThat(recorder.begin()).isSameAs(Recorder.Evaluated.UNRECORDED);
    }

    @Test
    void anEngineThatTheHostDroppedIsCollectedWhileARecordingRuns() {
        try (Recording recording = new Recording()) {
            recording.enable("dev.flyball.RuleAccount").with("period", "100 ms");
            recording.enable("dev.flyball.Evaluation").withoutThreshold();
            recording.start();
            WeakReference<RuleEngine> dropped = new WeakReference<>(judgedOnce());
            for (int i = 0; i < 50 && dropped.get() != null; i++) {
                System.gc();
            }
            assertThat(dropped.get()).isNull();
        }
    }

    private static RuleEngine judgedOnce() {
        RuleEngine engine = RuleEngine.of(RuleSet.parse("rules.yaml", RULES, SCHEMA));
        Facts facts = Facts.builder(SCHEMA).set("ssl", true).build();
        assertThat(engine.evaluate(facts, Budget.of(10_000, Duration.ofHours(1)).start())
                        .isBlocked())
                .isTrue();
        return engine;
    }

    @Test
    void anEngineRunsWithoutTheModuleOfFlightRecorder() throws Exception {
        OwnProcess process = OwnProcess.run(List.of("--limit-modules", "java.base"), Lone.class);
        assertThat(process.output()).isEqualTo("Nobody true\n");
    }

    /** A host in a runtime image with little in it. */
    static final class Lone {
        private Lone() {}

        public static void main(String[] args) {
            Schema schema = Schema.http();
            RuleEngine engine = RuleEngine.of(RuleSet.parse("rules.yaml", RULES, schema));
            Facts facts = Facts.builder(schema).set("ssl", true).build();
            boolean blocked = engine.evaluate(
                            facts, Budget.of(10_000, Duration.ofHours(1)).start())
                    .isBlocked();
            engine.tick();
            System.out.print(Recorder.of(null).getClass().getSimpleName() + " " + blocked + "\n");
        }
    }
}
