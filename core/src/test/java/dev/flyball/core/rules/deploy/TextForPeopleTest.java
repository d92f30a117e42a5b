package dev.flyball.core.rules.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.rules.runtime.ScriptedRules;
import dev.flyball.rules.EngineEvent;
import dev.flyball.rules.EngineOptions;
import dev.flyball.rules.KillTarget;
import dev.flyball.rules.Rollout;
import dev.flyball.rules.RuleEngine;
import dev.flyball.rules.RuleEngineMXBean;
import dev.flyball.rules.SourceStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people gave as an owner or a reason cannot pass for anything else where it is shown. */
class TextForPeopleTest {
    private static final String FORGED = "x\r\nkilled: \u001b[2J\t\u2028\u0085\u202eall";
    private static final String SHOWN = "x\\r\\nkilled: \\u001b[2J\\t\\u2028\\u0085\\u202eall";

    private final ManualClock clock = new ManualClock();
    private final List<EngineEvent> events = new ArrayList<>();

    private RuleEngine engine() {
        EngineOptions options = EngineOptions.builder().listener(events::add).build();
        return new LiveRules(new ScriptedRules().build("v1"), options, clock, clock.nanos());
    }

    @Test
    void aStatusHasOneLineForEachThingWhateverItsTextsAre() {
        RuleEngine engine = engine();
        engine.deploy(new ScriptedRules().build("v2"), Rollout.immediate(FORGED));
        engine.rollback(FORGED);
        engine.deploy(
                new ScriptedRules().build("v3"), Rollout.of(FORGED, Rollout.Stage.share(10, Duration.ofMinutes(1), 1)));
        engine.kill(KillTarget.tag(FORGED), FORGED, FORGED);
        assertThat(engine.status().toString().lines().map(line -> line.substring(0, line.indexOf(':'))))
                .containsExactly("live", "rollout", "killed", "quarantined");
        RuleEngineMXBean bean = engine.management();
        assertThat(bean.getStatus()).contains("killed: tag " + SHOWN + " by " + SHOWN);
        assertThat(bean.getKills()).singleElement().asString().endsWith(": " + SHOWN);
        engine.lift(KillTarget.tag(FORGED), FORGED, FORGED);
        assertThat(bean.getHistory()).hasSize(4);
        assertThat(bean.getHistory())
                .allMatch(line -> line.lines().count() == 1)
                .filteredOn(line -> line.endsWith(SHOWN))
                .hasSize(3);
        assertThat(events)
                .hasSize(5)
                .allSatisfy(
                        event -> assertThat(event.toString()).contains(SHOWN).hasLineCount(1));
    }

    @Test
    void theValuesAreAsTheyWereGiven() {
        RuleEngine engine = engine();
        assertThat(engine.kill(KillTarget.tag(FORGED), FORGED, FORGED).reason()).isEqualTo(FORGED);
        assertThat(engine.status().kills()).singleElement().satisfies(kill -> {
            assertThat(kill.owner()).isEqualTo(FORGED);
            assertThat(kill.target().name()).isEqualTo(FORGED);
        });
        engine.deploy(new ScriptedRules().build("v2"), Rollout.immediate(FORGED));
        assertThat(engine.history().get(0).reason()).isEqualTo(FORGED);
    }

    @Test
    void whatIsWrongWithASourceMayTakeSeveralLines() {
        SourceStatus status = SourceStatus.of(
                "a\nsource",
                SourceStatus.State.REFUSED,
                null,
                "rules.yaml:1:2: wrong\n  when\u001b: x\n  ^",
                List.of(),
                ManualClock.START);
        assertThat(status.toString()).startsWith("a\\nsource: REFUSED").endsWith("wrong\n  when\\u001b: x\n  ^");
    }
}
