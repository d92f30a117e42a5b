package dev.flyball.core.rules.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.Budget;
import dev.flyball.Meter;
import dev.flyball.rules.EngineEvent;
import dev.flyball.rules.Rollout;
import dev.flyball.rules.RuleContent;
import dev.flyball.rules.RuleOptions;
import dev.flyball.rules.RuleSet;
import dev.flyball.rules.RuleSource;
import dev.flyball.rules.RuleText;
import dev.flyball.rules.Schema;
import dev.flyball.rules.SourceStatus;
import dev.flyball.rules.SourceStatus.State;
import dev.flyball.rules.WatchOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Compiling that does not end as it should, which real rules do only on a busy machine. */
class SourceWatcherTest {
    private static final RuleSource SOURCE = (known, options) ->
            "1".equals(known) ? null : RuleContent.of("source", "1", List.of(RuleText.of("f", "rules: []\n#")));

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger compiled = new AtomicInteger();
    private final List<EngineEvent> told = new ArrayList<>();
    private final WatchedEngine engine = new WatchedEngine() {
        private RuleSet live = RuleSet.parse("live", "rules: []", Schema.http());

        @Override
        public RuleSet live() {
            return live;
        }

        @Override
        public @Nullable String inRollout() {
            return null;
        }

        @Override
        public void deploy(RuleSet rules, Rollout rollout) {
            live = rules;
        }

        @Override
        public void tell(EngineEvent event) {
            told.add(event);
        }

        @Override
        public void failed(String what, Throwable cause) {
            throw new AssertionError(what, cause);
        }
    };

    /** A watcher whose first attempts to compile run on a meter of their own, which ends. */
    private SourceWatcher watcher(int failing, Runnable fail) {
        return new SourceWatcher(
                (content, schema, options) -> {
                    if (compiled.incrementAndGet() <= failing) {
                        fail.run();
                    }
                    return RuleSet.parse(content, schema, options);
                },
                engine,
                SOURCE,
                WatchOptions.builder((next, live) -> Rollout.immediate("a test"))
                        .ruleOptions(RuleOptions.defaults())
                        .build(),
                Clock.systemUTC(),
                nanos::get);
    }

    private static void runOutOfTime() {
        Meter meter = Budget.of(1_000_000, Duration.ofNanos(1)).start();
        meter.charge(10_000);
    }

    @Test
    void whatRanOutOfTimeIsCompiledAgainAMinuteLaterAndToldOnce() {
        SourceWatcher watcher = watcher(2, SourceWatcherTest::runOutOfTime);
        SourceStatus first = watcher.poll();
        assertThat(first.state()).isEqualTo(State.REFUSED);
        assertThat(first.problem()).contains("tried again");
        for (int second = 1; second < 60; second++) {
            nanos.addAndGet(1_000_000_000);
            watcher.poll();
        }
        assertThat(compiled.get()).isEqualTo(1);
        nanos.addAndGet(1_000_000_000);
        assertThat(watcher.poll()).isEqualTo(watcher.status());
        assertThat(compiled.get()).isEqualTo(2);
        assertThat(watcher.status().since()).isEqualTo(first.since());
        assertThat(told).extracting(EngineEvent::kind).containsExactly(EngineEvent.Kind.SOURCE_FAILED);

        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(watcher.poll().state()).isEqualTo(State.DEPLOYED);
        assertThat(told)
                .extracting(EngineEvent::kind)
                .containsExactly(EngineEvent.Kind.SOURCE_FAILED, EngineEvent.Kind.SOURCE_RECOVERED);
        nanos.addAndGet(Duration.ofMinutes(10).toNanos());
        watcher.poll();
        assertThat(compiled.get()).isEqualTo(3);
    }

    @Test
    void anErrorOfTheCompilerRefusesTheContentAndIsNotRepeated() {
        SourceWatcher watcher = watcher(1, () -> {
            throw new StackOverflowError();
        });
        assertThat(watcher.poll().problem()).contains("StackOverflowError");
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(watcher.poll().state()).isEqualTo(State.REFUSED);
        assertThat(compiled.get()).isEqualTo(1);
    }
}
