package dev.flyball.core.rules.deploy;

import dev.flyball.core.rules.runtime.CompiledRuleSet;
import dev.flyball.rules.EngineEvent;
import dev.flyball.rules.EngineOptions;
import dev.flyball.rules.Rollout;
import dev.flyball.rules.RolloutPolicy;
import dev.flyball.rules.Rule;
import dev.flyball.rules.RuleOptions;
import dev.flyball.rules.RuleSet;
import dev.flyball.rules.RuleSource;
import dev.flyball.rules.RuleWatcher;
import dev.flyball.rules.Schema;
import dev.flyball.rules.SourceStatus;
import dev.flyball.rules.WatchOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An engine that watches a source, on a clock that goes on by a second for each poll. */
final class WatchedSource {
    static final Schema SCHEMA = Schema.http();
    static final RolloutPolicy AT_ONCE = (next, live) -> Rollout.immediate("a change of " + next.file());

    final ManualClock clock = new ManualClock();
    final List<EngineEvent> events = new ArrayList<>();
    final LiveRules engine;
    final RuleWatcher watcher;

    /** How often the host was asked for a rollout, which is once for each content that was compiled. */
    int asked;

    WatchedSource(RuleSource source) {
        this(source, AT_ONCE, RuleOptions.defaults());
    }

    WatchedSource(RuleSource source, RolloutPolicy policy, RuleOptions options) {
        EngineOptions engineOptions =
                EngineOptions.builder().listener(events::add).build();
        this.engine = new LiveRules(
                (CompiledRuleSet) RuleSet.parse("start", rules("start"), SCHEMA), engineOptions, clock, clock.nanos());
        this.watcher = engine.watch(
                source,
                WatchOptions.builder((next, live) -> {
                            asked++;
                            return policy.rollout(next, live);
                        })
                        .ruleOptions(options)
                        .build());
    }

    /** The text of a file with rules of these ids. */
    static String rules(String... ids) {
        StringBuilder text = new StringBuilder("rules:\n");
        for (String id : ids) {
            text.append("  - { id: ").append(id).append(", when: ssl, then: log }\n");
        }
        return text.toString();
    }

    /** Polls, and lets a second pass. */
    SourceStatus poll() {
        SourceStatus status = watcher.poll();
        clock.forward(Duration.ofSeconds(1));
        return status;
    }

    /** Polls until what there is has settled. */
    SourceStatus settle() {
        poll();
        return poll();
    }

    /** The ids of the live rules. */
    List<String> live() {
        return engine.live().rules().stream().map(Rule::id).toList();
    }

    /** What was told of sources. */
    List<EngineEvent> told() {
        return events.stream()
                .filter(event -> event.kind().name().startsWith("SOURCE_"))
                .toList();
    }

    /** The kinds of what was told of sources. */
    List<EngineEvent.Kind> kinds() {
        return told().stream().map(EngineEvent::kind).toList();
    }
}
