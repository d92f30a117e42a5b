package dev.flyball.core.rules.watch;

import dev.flyball.BudgetExceededException;
import dev.flyball.core.HostFailure;
import dev.flyball.core.rules.file.RuleFileGroup;
import dev.flyball.rules.DeploymentRefusedException;
import dev.flyball.rules.DeploymentRefusedException.Refusal;
import dev.flyball.rules.EngineEvent;
import dev.flyball.rules.Rollout;
import dev.flyball.rules.RuleContent;
import dev.flyball.rules.RuleOptions;
import dev.flyball.rules.RuleSet;
import dev.flyball.rules.RuleSource;
import dev.flyball.rules.RuleWatcher;
import dev.flyball.rules.Schema;
import dev.flyball.rules.SourceStatus;
import dev.flyball.rules.SourceStatus.State;
import dev.flyball.rules.WatchOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Watches one source. A poll sees what the source shows, waits until it has settled, and uses it once: compiles it and gives
 * it to the engine. Only what was not used before is compiled, so that a source that never changes costs no more than
 * reading it. Thread-safe.
 */
public final class SourceWatcher implements RuleWatcher {
    /** Compiling that ran out of time, maybe because the machine was busy, is tried again so much later. */
    private static final Duration RETRY = Duration.ofMinutes(1);

    private final Compiler compiler;
    private final WatchedEngine engine;
    private final RuleSource source;
    private final String name;
    private final WatchOptions options;
    private final Clock clock;
    private final LongSupplier nanos;
    private final ReentrantLock polling = new ReentrantLock();
    private volatile SourceStatus status;

    // What follows belongs to who polls.
    private @Nullable Sighting last;
    private Outcome outcome = Outcome.NONE;
    private @Nullable Trouble unreadable;
    private List<String> leftOut = List.of();

    /** Makes a rule set of what was read; throws what {@link RuleFileGroup#compile} does. */
    interface Compiler {
        RuleSet compile(RuleContent content, Schema schema, RuleOptions options);
    }

    /**
     * A watcher that has not looked yet.
     *
     * @param nanos measures time, as {@link System#nanoTime} does
     */
    public SourceWatcher(
            WatchedEngine engine, RuleSource source, WatchOptions options, Clock clock, LongSupplier nanos) {
        this(RuleFileGroup::compile, engine, source, options, clock, nanos);
    }

    SourceWatcher(
            Compiler compiler,
            WatchedEngine engine,
            RuleSource source,
            WatchOptions options,
            Clock clock,
            LongSupplier nanos) {
        this.compiler = compiler;
        this.engine = engine;
        this.source = source;
        this.name = nameOf(source);
        this.options = options;
        this.clock = clock;
        this.nanos = nanos;
        this.status = SourceStatus.of(name, State.NOT_READ, null, null, List.of(), clock.instant());
    }

    /** Asked for once: what tells of troubles must not be one. */
    private static String nameOf(RuleSource source) {
        String name = null;
        try {
            name = source.name();
        } catch (Throwable e) {
            HostFailure.passOnFatal(e);
        }
        return Objects.requireNonNullElse(name, source.getClass().getName());
    }

    @Override
    public SourceStatus poll() {
        // A listener that polls is told of by a poll: it waits for the next one.
        if (!polling.isHeldByCurrentThread() && polling.tryLock()) {
            List<EngineEvent> told = new ArrayList<>();
            try {
                look(told);
            } finally {
                polling.unlock();
            }
            told.forEach(engine::tell);
        }
        return status();
    }

    @Override
    public SourceStatus status() {
        SourceStatus known = status;
        String version = known.version();
        if (known.state() != State.DEPLOYED
                || engine.live().version().equals(version)
                || Objects.equals(engine.inRollout(), version)) {
            return known;
        }
        return SourceStatus.of(
                known.source(), State.REPLACED, version, known.problem(), known.diagnostics(), known.since());
    }

    @Override
    public void run() {
        try {
            poll();
        } catch (Throwable e) {
            // Whatever it is: a scheduled task that throws is not run again, and nobody would notice.
            engine.failed("watching " + name, e);
        }
    }

    private void look(List<EngineEvent> told) {
        boolean wasWrong = trouble() != null;
        Sighting seen = sight();
        if (seen == null) {
            return;
        }
        Sighting before = last;
        Sighting now = before != null && seen.isSameAs(before) ? before : seen;
        last = now;
        boolean settled = isSettled(now);
        if (settled) {
            use(now, told);
        }
        if (wasWrong && trouble() == null) {
            tell(EngineEvent.Kind.SOURCE_RECOVERED, "what was wrong is over", told);
        }
        publish(settled);
    }

    /** What the source shows; null if the thread was interrupted, which says nothing of the source. */
    private @Nullable Sighting sight() {
        String known = last != null && last.identity() != null ? last.identity() : outcome.identity();
        long now = nanos.getAsLong();
        try {
            RuleContent content = source.read(known, options.ruleOptions());
            if (content != null) {
                return Sighting.of(content, now);
            }
            return known == null ? Sighting.of(Trouble.of("it has no rules"), now) : Sighting.known(known, now);
        } catch (Throwable e) {
            HostFailure.passOnFatal(e);
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            return Thread.currentThread().isInterrupted() ? null : Sighting.of(Trouble.of(e), now);
        }
    }

    private boolean isSettled(Sighting seen) {
        return isAtomic()
                || seen.identity() != null && seen.identity().equals(outcome.identity())
                || nanos.getAsLong() - seen.since() >= options.settle().toNanos();
    }

    private boolean isAtomic() {
        try {
            return source.isAtomic();
        } catch (Throwable e) {
            HostFailure.passOnFatal(e);
            return false;
        }
    }

    private void use(Sighting seen, List<EngineEvent> told) {
        if (seen.failure() != null) {
            if (!seen.failure().isSameAs(unreadable)) {
                tell(EngineEvent.Kind.SOURCE_FAILED, seen.failure().text(), told);
            }
            unreadable = seen.failure();
            return;
        }
        unreadable = null;
        Outcome before = outcome;
        boolean isNew = !Objects.equals(seen.identity(), before.identity());
        RuleContent content = isNew ? seen.content() : before.unfinished();
        if (content != null && isNew) {
            tellLeftOut(content, told);
        }
        Outcome after = before;
        if (content != null && (isNew || nanos.getAsLong() - before.retryAt() >= 0)) {
            after = compiled(content, before);
        } else if (before.waiting() != null && engine.inRollout() == null) {
            after = deployed(before.identity(), before.waiting());
        }
        outcome = after;
        if (Objects.equals(after.identity(), seen.identity())) {
            last = seen.withoutContent();
        }
        Trouble trouble = after.trouble();
        if (!after.equals(before) && trouble != null && (isNew || !trouble.isSameAs(before.trouble()))) {
            tell(EngineEvent.Kind.SOURCE_FAILED, trouble.text(), told);
        }
    }

    /** Tells what the content before this one did not leave out. */
    private void tellLeftOut(RuleContent content, List<EngineEvent> told) {
        List<String> left = content.leftOut().stream()
                .map(file -> file.file() + ": " + file.message())
                .toList();
        left.stream()
                .filter(file -> !leftOut.contains(file))
                .forEach(file -> tell(EngineEvent.Kind.SOURCE_LEFT_OUT, file, told));
        leftOut = left;
    }

    /** Compiles a content and gives it to the engine. What was before, if the thread was interrupted. */
    private Outcome compiled(RuleContent content, Outcome before) {
        try {
            RuleSet next = compiler.compile(content, engine.live().schema(), options.ruleOptions());
            return deployed(content.identity(), next);
        } catch (BudgetExceededException e) {
            return switch (e.reason()) {
                case INTERRUPTED, CANCELLED -> before;
                case STEPS -> Outcome.refused(content.identity(), before.version(), Trouble.of(e));
                case DEADLINE ->
                    Outcome.unfinished(
                            content,
                            before.version(),
                            Trouble.of("compiling the rules took longer than "
                                    + options.ruleOptions().compileBudget().maxTime() + "; it is tried again after "
                                    + RETRY),
                            nanos.getAsLong() + RETRY.toNanos());
            };
        } catch (Throwable e) {
            HostFailure.passOnFatal(e);
            return Outcome.refused(content.identity(), before.version(), Trouble.of(e));
        }
    }

    private Outcome deployed(@Nullable String identity, RuleSet next) {
        RuleSet live = engine.live();
        String inRollout = engine.inRollout();
        String version = next.version();
        if (outcome.state() == State.DEPLOYED && version.equals(outcome.version())) {
            // Only names changed, or what is left out: that brings nothing back that an operator has replaced.
            return Outcome.deployed(identity, next);
        }
        if (inRollout == null ? version.equals(live.version()) : version.equals(inRollout)) {
            return Outcome.deployed(identity, next);
        }
        try {
            Rollout rollout = options.rollout().rollout(next, live);
            engine.deploy(next, rollout);
            return Outcome.deployed(identity, next);
        } catch (DeploymentRefusedException e) {
            return e.refusal() == Refusal.ROLLOUT_RUNNING
                    ? Outcome.waiting(identity, next)
                    : Outcome.refused(identity, version, Trouble.of(String.valueOf(e.getMessage())));
        } catch (Throwable e) {
            HostFailure.passOnFatal(e);
            return Outcome.refused(identity, version, Trouble.of(e));
        }
    }

    private @Nullable Trouble trouble() {
        return unreadable != null ? unreadable : outcome.trouble();
    }

    private void tell(EngineEvent.Kind kind, String detail, List<EngineEvent> told) {
        told.add(EngineEvent.of(kind, engine.live().version(), null, name + ": " + detail, clock.instant()));
    }

    private void publish(boolean settled) {
        State state = !settled ? State.SETTLING : unreadable != null ? State.UNREADABLE : outcome.state();
        Trouble trouble = trouble();
        String problem = trouble == null ? null : trouble.text();
        SourceStatus before = status;
        boolean same = before.state() == state
                && Objects.equals(before.version(), outcome.version())
                && Objects.equals(before.problem(), problem);
        status = SourceStatus.of(
                name,
                state,
                outcome.version(),
                problem,
                trouble == null ? List.of() : trouble.diagnostics(),
                same ? before.since() : clock.instant());
    }
}
