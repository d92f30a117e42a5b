package dev.flyball.examples.incident;

import dev.flyball.examples.incident.Timeline.Part;
import dev.flyball.examples.incident.Timeline.Sample;
import dev.flyball.rules.EngineEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One gateway under ordinary traffic, what its operators do to it, and what is seen of it. For one thread. */
final class Act implements AutoCloseable {
    /** How long something is waited for that must come. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** What an engine does without being told to. */
    private static final List<String> BY_ITSELF = Stream.of(
                    EngineEvent.Kind.STAGE_STARTED, EngineEvent.Kind.ROLLED_BACK, EngineEvent.Kind.BREAKER_OPENED)
            .map(EngineEvent.Kind::name)
            .toList();

    private final GatewayProcess gateway;
    private final Traffic traffic;
    private final AtomicInteger done = new AtomicInteger();
    private volatile @Nullable Timeline timeline;

    private Act(String firewall) throws IOException {
        this.gateway = GatewayProcess.start(firewall, this::happened);
        this.traffic = new Traffic(gateway);
    }

    /** Starts a gateway, and looks at it once it has warmed up. */
    static Act begin(String firewall, Duration warmUp) throws IOException {
        System.out.println(firewall);
        Act act = new Act(firewall);
        act.traffic.run(new Timeline(firewall), warmUp);
        act.timeline = new Timeline(firewall);
        return act;
    }

    private void happened(String event) {
        if (event.equals(Gateway.DONE)) {
            done.incrementAndGet();
            return;
        }
        System.out.println("    " + event);
        Timeline seen = timeline;
        if (seen != null && BY_ITSELF.stream().anyMatch(event::startsWith)) {
            seen.happened(event);
        }
    }

    private Timeline timeline() {
        return Objects.requireNonNull(timeline, "begun");
    }

    /** Traffic for some time. */
    void goOn(Duration time) {
        traffic.run(timeline(), time);
    }

    /**
     * Traffic until the gateway has told of an event.
     *
     * @throws IllegalStateException if it does not in time
     */
    void goOnUntil(EngineEvent.Kind kind) {
        goOnUntil(
                kind.name(),
                () -> timeline().marks().stream().anyMatch(mark -> mark.text().startsWith(kind.name())));
    }

    private void goOnUntil(String what, BooleanSupplier isSo) {
        if (!traffic.run(timeline(), PATIENCE, isSo)) {
            throw new IllegalStateException("no " + what + " within " + PATIENCE.toSeconds() + " seconds");
        }
    }

    /** Has the operators do something; the traffic goes on meanwhile. */
    void operate(Firewall.Command command, String text) {
        long told = System.nanoTime();
        int before = done.get();
        gateway.operate(command);
        goOnUntil("answer to " + command, () -> done.get() > before);
        timeline().operated(told, text);
    }

    /** Prints what became of the requests between one thing that the operators did and the next. */
    Timeline end() {
        traffic.await();
        Timeline seen = timeline();
        System.out.printf("    %-48s %7s %9s %9s %8s %7s%n", "", "CPU", "median", "p99", "refused", "failed");
        for (Part part : seen.parts()) {
            Sample sample = part.sample();
            System.out.printf(
                    Locale.ROOT,
                    "    %-48s %5.0f %% %6.1f ms %6.0f ms %6.1f %% %5.1f %%%n",
                    part.begin(),
                    sample.cpu(),
                    sample.median(),
                    sample.p99(),
                    sample.refused(),
                    sample.failed());
        }
        return seen;
    }

    @Override
    public void close() {
        gateway.close();
    }
}
