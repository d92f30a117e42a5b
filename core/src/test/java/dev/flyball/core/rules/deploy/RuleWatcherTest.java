package dev.flyball.core.rules.deploy;

import static dev.flyball.core.rules.deploy.WatchedSource.AT_ONCE;
import static dev.flyball.core.rules.deploy.WatchedSource.SCHEMA;
import static dev.flyball.core.rules.deploy.WatchedSource.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.Budget;
import dev.flyball.core.rules.runtime.CompiledRuleSet;
import dev.flyball.rules.EngineEvent;
import dev.flyball.rules.EngineEvent.Kind;
import dev.flyball.rules.EngineOptions;
import dev.flyball.rules.Facts;
import dev.flyball.rules.GuardRails;
import dev.flyball.rules.Rollout;
import dev.flyball.rules.Rollout.Stage;
import dev.flyball.rules.RolloutPolicy;
import dev.flyball.rules.RuleContent;
import dev.flyball.rules.RuleOptions;
import dev.flyball.rules.RuleSet;
import dev.flyball.rules.RuleSource;
import dev.flyball.rules.RuleText;
import dev.flyball.rules.RuleWatcher;
import dev.flyball.rules.SourceStatus;
import dev.flyball.rules.SourceStatus.State;
import dev.flyball.rules.WatchOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A store of the host's own, and what watchers do with rollouts. */
class RuleWatcherTest {
    private static final RolloutPolicy IN_STAGES = (next, live) ->
            Rollout.of("a change", Stage.share(100, Duration.ofSeconds(10), 1)).guarded(GuardRails.none());

    /** A store that holds one text, or throws. */
    private static final class Store implements RuleSource {
        private String text = rules("start");
        private int revision;
        private @Nullable Throwable failure;
        private int reads;

        void put(String next) {
            text = next;
            revision++;
        }

        @Override
        public @Nullable RuleContent read(@Nullable String known, RuleOptions options) {
            if (failure != null) {
                RuleWatcherTest.<RuntimeException>sneak(failure);
            }
            String now = "r" + revision;
            if (now.equals(known)) {
                return null;
            }
            reads++;
            return RuleContent.of("store", now, List.of(RuleText.of("row", text)));
        }

        @Override
        public String name() {
            return "store";
        }
    }

    /** Throws anything as if it were unchecked, as code in other languages does. */
    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }

    private final Store store = new Store();

    private WatchedSource watched(RolloutPolicy policy) {
        return new WatchedSource(store, policy, RuleOptions.defaults());
    }

    /** Lets the running rollout come to its end. */
    private static void endRollout(WatchedSource watched) {
        watched.clock.forward(Duration.ofSeconds(20));
        watched.engine.evaluate(
                Facts.builder(SCHEMA).build(),
                Budget.of(1_000, Duration.ofHours(1)).start());
        watched.engine.tick();
    }

    @Test
    void anAtomicSourceIsUsedAtOnceAndAskedOnlyForWhatIsNew() {
        WatchedSource watched = watched(AT_ONCE);
        watched.poll();
        store.put(rules("a"));
        assertThat(watched.poll().state()).isEqualTo(State.DEPLOYED);
        assertThat(watched.live()).containsExactly("a");
        for (int i = 0; i < 10; i++) {
            watched.poll();
        }
        assertThat(store.reads).isEqualTo(2);
        assertThat(watched.asked).isEqualTo(1);
    }

    @Test
    void aFloodOfChangesIsCompiledNoMoreThanOnceInAPoll() {
        WatchedSource watched = watched(AT_ONCE);
        for (int poll = 1; poll <= 20; poll++) {
            for (int i = 0; i < 50; i++) {
                store.put(rules("p" + poll + "-" + i));
            }
            watched.poll();
            assertThat(watched.asked).isEqualTo(poll);
            assertThat(watched.live()).containsExactly("p" + poll + "-49");
        }
    }

    @Test
    void aSourceThatNeverSettlesIsNeverUsed() {
        RuleSource flood = new RuleSource() {
            private int reads;

            @Override
            public RuleContent read(@Nullable String known, RuleOptions options) {
                return RuleContent.of("flood", rules("r" + reads++));
            }

            @Override
            public boolean isAtomic() {
                return false;
            }
        };
        WatchedSource watched = new WatchedSource(flood);
        for (int i = 0; i < 100; i++) {
            assertThat(watched.poll().state()).isEqualTo(State.SETTLING);
        }
        assertThat(watched.live()).containsExactly("start");
        assertThat(watched.asked).isZero();
    }

    @Test
    void pollsThatFollowEachOtherTooSoonDoNotSettle() {
        RuleSource halfSeen = new RuleSource() {
            @Override
            public RuleContent read(@Nullable String known, RuleOptions options) {
                return RuleContent.of("s", rules("a"));
            }

            @Override
            public boolean isAtomic() {
                return false;
            }
        };
        WatchedSource watched = new WatchedSource(halfSeen);
        for (int i = 0; i < 100; i++) {
            assertThat(watched.watcher.poll().state()).isEqualTo(State.SETTLING);
        }
        watched.clock.forward(Duration.ofSeconds(1));
        assertThat(watched.watcher.poll().state()).isEqualTo(State.DEPLOYED);
    }

    @Test
    void aStoreThatFailsIsToldOnceForEachCause() {
        WatchedSource watched = watched(AT_ONCE);
        watched.poll();
        for (Throwable failure : List.of(
                new IOException("no connection"),
                new IllegalStateException("no table"),
                new TimeoutException("no answer"),
                new Throwable("neither"),
                new Error("no class of its own"),
                new AssertionError("broken"),
                new NoClassDefFoundError("driver"),
                new StackOverflowError())) {
            store.failure = failure;
            watched.watcher.run();
            watched.watcher.run();
            assertThat(watched.watcher.status().problem()).isEqualTo(failure.toString());
        }
        store.failure = null;
        watched.watcher.run();
        watched.watcher.run();
        assertThat(watched.kinds())
                .containsExactlyElementsOf(Stream.concat(
                                Collections.nCopies(8, Kind.SOURCE_FAILED).stream(), Stream.of(Kind.SOURCE_RECOVERED))
                        .toList());
        assertThat(watched.live()).containsExactly("start");
    }

    @Test
    void nothingIsThrownOutOfARun() {
        WatchedSource watched = watched(AT_ONCE);
        store.failure = new OutOfMemoryError("a test");
        watched.watcher.run();
        store.failure = null;
        store.put(rules("a"));
        watched.watcher.run();
        assertThat(watched.live()).containsExactly("a");
    }

    @Test
    void badRulesThatComeBackAfterAFailureAreNotToldAgain() {
        WatchedSource watched = watched(AT_ONCE);
        store.put("rules: 3");
        watched.poll();
        store.failure = new IOException("no connection");
        watched.poll();
        store.failure = null;
        assertThat(watched.poll().state()).isEqualTo(State.REFUSED);
        assertThat(watched.kinds()).containsExactly(Kind.SOURCE_FAILED, Kind.SOURCE_FAILED);
    }

    @Test
    void aChangeWaitsForTheEndOfARolloutAndTheLastOneIsTaken() {
        WatchedSource watched = watched(IN_STAGES);
        watched.poll();
        store.put(rules("a"));
        assertThat(watched.poll().state()).isEqualTo(State.DEPLOYED);
        assertThat(watched.engine.status().rollout()).isNotNull();
        store.put(rules("b"));
        assertThat(watched.poll().state()).isEqualTo(State.WAITING);
        store.put(rules("c"));
        assertThat(watched.poll().state()).isEqualTo(State.WAITING);
        watched.poll();
        watched.poll();
        assertThat(watched.asked).as("not again at each poll").isEqualTo(3);
        assertThat(watched.live()).containsExactly("start");

        endRollout(watched);
        assertThat(watched.live()).containsExactly("a");
        assertThat(watched.poll().state()).isEqualTo(State.DEPLOYED);
        endRollout(watched);
        assertThat(watched.live()).containsExactly("c");
        assertThat(watched.told()).isEmpty();
    }

    @Test
    void aChangeSupersedesARolloutIfTheHostSaysSo() {
        WatchedSource watched =
                watched((next, live) -> IN_STAGES.rollout(next, live).superseding());
        store.put(rules("a"));
        watched.poll();
        store.put(rules("b"));
        assertThat(watched.poll().state()).isEqualTo(State.DEPLOYED);
        endRollout(watched);
        assertThat(watched.live()).containsExactly("b");
    }

    @Test
    void theLiveRulesAgainWaitForARolloutOfOthersToo() {
        WatchedSource watched = watched(IN_STAGES);
        watched.poll();
        store.put(rules("a"));
        watched.poll();
        store.put(rules("start"));
        assertThat(watched.poll().state()).isEqualTo(State.WAITING);
        endRollout(watched);
        assertThat(watched.live()).containsExactly("a");
        watched.poll();
        endRollout(watched);
        assertThat(watched.live()).containsExactly("start");
    }

    @Test
    void theLiveRulesAgainEndARolloutIfTheHostSaysSo() {
        WatchedSource watched =
                watched((next, live) -> IN_STAGES.rollout(next, live).superseding());
        watched.poll();
        store.put(rules("a"));
        watched.poll();
        store.put(rules("start"));
        assertThat(watched.poll().state()).isEqualTo(State.DEPLOYED);
        assertThat(watched.engine.status().rollout()).isNull();
        assertThat(watched.live()).containsExactly("start");
    }

    @Test
    void whatWasRolledBackIsNotDeployedAgainAndToldOnce() {
        WatchedSource watched = watched(AT_ONCE);
        watched.poll();
        store.put(rules("bad"));
        watched.poll();
        watched.engine.rollback("it blocks too much");
        assertThat(watched.poll().state()).isEqualTo(State.REPLACED);
        assertThat(watched.live()).containsExactly("start");

        store.put(rules("start"));
        watched.poll();
        store.put(rules("bad"));
        SourceStatus status = watched.poll();
        watched.poll();
        assertThat(status.state()).isEqualTo(State.REFUSED);
        assertThat(status.problem()).contains("quarantine").contains("it blocks too much");
        assertThat(watched.kinds()).containsExactly(Kind.SOURCE_FAILED);
        assertThat(watched.live()).containsExactly("start");

        store.put(rules("good"));
        watched.poll();
        assertThat(watched.live()).containsExactly("good");
        assertThat(watched.kinds()).containsExactly(Kind.SOURCE_FAILED, Kind.SOURCE_RECOVERED);
    }

    @Test
    void aPolicyThatThrowsRefusesThatContent() {
        WatchedSource watched = watched((next, live) -> {
            throw new IllegalStateException("not on a Friday");
        });
        store.put(rules("a"));
        watched.poll();
        assertThat(watched.poll().state()).isEqualTo(State.REFUSED);
        assertThat(watched.asked).isEqualTo(1);
        assertThat(watched.told().get(0).detail()).contains("not on a Friday");
    }

    @Test
    void compilingHasABudgetOfStepsAndIsNotTriedAgain() {
        RuleOptions options = RuleOptions.builder()
                .compileBudget(Budget.of(1_000, Duration.ofHours(1)))
                .build();
        WatchedSource watched = new WatchedSource(store, AT_ONCE, options);
        store.put("#" + "x".repeat(10_000) + "\n" + rules("a"));
        assertThat(watched.poll().problem()).contains("1000 steps");
        watched.clock.forward(Duration.ofHours(1));
        watched.poll();
        assertThat(watched.kinds()).containsExactly(Kind.SOURCE_FAILED);
        assertThat(watched.live()).containsExactly("start");
    }

    @Test
    void anInterruptedPollSaysNothingAndTheNextOneGoesOn() {
        WatchedSource watched = watched(AT_ONCE);
        watched.poll();
        store.put(rules("a"));
        Thread.currentThread().interrupt();
        watched.watcher.run();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(watched.told()).isEmpty();
        assertThat(watched.live()).containsExactly("start");
        watched.watcher.run();
        assertThat(watched.live()).containsExactly("a");
    }

    @Test
    void aReadThatWasInterruptedSaysNothingAndLeavesTheThreadInterrupted() {
        WatchedSource watched = watched(AT_ONCE);
        watched.poll();
        store.failure = new InterruptedException();
        watched.watcher.poll();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(watched.told()).isEmpty();
        assertThat(watched.watcher.status().problem()).isNull();
    }

    /** A source that cannot be read, and says what it is called. */
    private static final class Unreachable implements RuleSource {
        private final Callable<@Nullable String> name;
        private int asked;

        Unreachable(Callable<@Nullable String> name) {
            this.name = name;
        }

        @Override
        public RuleContent read(@Nullable String known, RuleOptions options) throws IOException {
            throw new IOException("no connection");
        }

        @Override
        @SuppressWarnings("NullAway") // a host may do without the checker
        public String name() {
            asked++;
            try {
                return name.call();
            } catch (Exception e) {
                RuleWatcherTest.<RuntimeException>sneak(e);
                return "";
            }
        }
    }

    private static void assertCalled(String expected, Callable<@Nullable String> name) {
        Unreachable source = new Unreachable(name);
        WatchedSource watched = new WatchedSource(source);
        watched.poll();
        assertThat(watched.poll().source()).isEqualTo(expected);
        assertThat(watched.told())
                .singleElement()
                .satisfies(event -> assertThat(event.detail()).startsWith(expected + ": "));
        assertThat(source.asked).isEqualTo(1);
    }

    @Test
    void aSourceIsAskedForItsNameOnceAndNeedNotHaveOne() {
        assertCalled("store", () -> "store");
        assertCalled(Unreachable.class.getName(), () -> null);
        assertCalled(Unreachable.class.getName(), () -> {
            throw new IOException("a name is looked up too");
        });
        assertCalled(Unreachable.class.getName(), () -> {
            throw new AssertionError("no name");
        });
    }

    @Test
    void aListenerMayPoll() {
        List<EngineEvent> events = new ArrayList<>();
        RuleWatcher[] watcher = new RuleWatcher[1];
        EngineOptions options = EngineOptions.builder()
                .listener(event -> {
                    events.add(event);
                    watcher[0].poll();
                })
                .build();
        LiveRules engine = new LiveRules(
                (CompiledRuleSet) RuleSet.parse("start", rules("start"), SCHEMA), options, new ManualClock());
        watcher[0] = engine.watch(store, WatchOptions.of(AT_ONCE));
        store.put(rules("a"));
        watcher[0].poll();
        store.put("rules: 3");
        watcher[0].poll();
        assertThat(events).extracting(EngineEvent::kind).containsExactly(Kind.DEPLOYED, Kind.SOURCE_FAILED);
    }

    @Test
    void ofPollsAtOnceOneLooks() throws Exception {
        WatchedSource watched = watched(AT_ONCE);
        CyclicBarrier together = new CyclicBarrier(2);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int i = 1; i <= 200; i++) {
                store.put(rules("r" + i));
                Future<?> other = threads.submit(() -> {
                    together.await();
                    return watched.watcher.poll();
                });
                together.await();
                watched.watcher.poll();
                other.get(1, TimeUnit.MINUTES);
                assertThat(watched.asked).isEqualTo(i);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void theEnginesStatusHasItsSourcesAsLongAsTheHostHoldsTheirWatchers() {
        WatchedSource watched = watched(AT_ONCE);
        store.put("rules: 3");
        watched.poll();
        assertThat(watched.engine.status().sources())
                .singleElement()
                .satisfies(status -> assertThat(status.state()).isEqualTo(State.REFUSED));
        assertThat(watched.engine.management().getStatus()).contains("source: store: REFUSED");
        WatchOptions options = WatchOptions.of(AT_ONCE);
        for (int i = 0; i < 1_000 && watched.engine.status().sources().size() < 1_000; i++) {
            watched.engine.watch(store, options);
        }
        for (int i = 0; i < 100 && watched.engine.status().sources().size() > 1; i++) {
            System.gc();
        }
        assertThat(watched.engine.status().sources()).hasSize(1);
        assertThat(watched.watcher.status().state()).isEqualTo(State.REFUSED);
    }
}
