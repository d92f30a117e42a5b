package dev.flyball.examples.incident;

import dev.flyball.examples.incident.Timeline.End;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Phaser;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Visitors, who come whether the gateway answers or not: requests are sent at fixed times, and each is measured from the time at
 * which it was to be sent. For one thread.
 */
final class Traffic {
    /** How long a visitor waits. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final int PER_SECOND = 120;
    private static final long INTERVAL_NANOS = 1_000_000_000L / PER_SECOND;
    private static final long SAMPLE_NANOS = (long) (Timeline.SECONDS_PER_SAMPLE * 1e9);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final GatewayProcess gateway;
    private final OrdinaryRequests requests;

    /** The requests that are on their way, and this. */
    private final Phaser waiting = new Phaser(1);

    Traffic(GatewayProcess gateway) {
        this.gateway = gateway;
        this.requests = new OrdinaryRequests(gateway.address(), PATIENCE);
    }

    /** Sends requests for some time. */
    void run(Timeline timeline, Duration time) {
        run(timeline, time, () -> false);
    }

    /**
     * Sends requests until something holds.
     *
     * @return whether it does, before the time was over
     */
    boolean run(Timeline timeline, Duration atMost, BooleanSupplier until) {
        long start = System.nanoTime();
        long next = start;
        long sampled = start;
        Duration cpu = gateway.cpu();
        while (System.nanoTime() - start < atMost.toNanos()) {
            if (until.getAsBoolean()) {
                return true;
            }
            for (long wait = next - System.nanoTime(); wait > 0; wait = next - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            send(timeline, next);
            next += INTERVAL_NANOS;
            long now = System.nanoTime();
            if (now - sampled >= SAMPLE_NANOS) {
                Duration used = gateway.cpu();
                timeline.used(100.0 * used.minus(cpu).toNanos() / (now - sampled));
                cpu = used;
                sampled = now;
            }
        }
        return until.getAsBoolean();
    }

    private void send(Timeline timeline, long at) {
        waiting.register();
        CompletableFuture<?> unused = client.sendAsync(requests.next(), HttpResponse.BodyHandlers.discarding())
                .whenComplete((response, failure) -> {
                    timeline.ended(at, end(response));
                    waiting.arriveAndDeregister();
                });
    }

    private static End end(@Nullable HttpResponse<?> response) {
        if (response == null) {
            return End.FAILED;
        }
        return switch (response.statusCode()) {
            case 200 -> End.SERVED;
            case 403 -> End.REFUSED;
            default -> End.FAILED;
        };
    }

    /** Waits until every request has its answer, or its visitor has gone. */
    void await() {
        waiting.arriveAndAwaitAdvance();
    }
}
