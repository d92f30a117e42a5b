package dev.flyball.core.rules.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Requests as they come to a site, by chance: of many clients at a time, who differ in how much they send (Pareto, so that a few send
 * most), in what their requests cost (log-normal), and in what rules think of them. What one request costs is heavy-tailed on
 * top of that (Pareto with the exponent 1.5: the variance is infinite but for the budget).
 */
final class Traffic {
    private static final int CLIENTS_AT_A_TIME = 300;
    private static final double USUAL_STEPS = 2_000;
    private static final long MOST_STEPS = 1_000_000;

    private final SplittableRandom random;
    private final boolean inSessions;
    private final List<Client> clients = new ArrayList<>();
    private int count;

    private Traffic(SplittableRandom random, boolean inSessions) {
        this.random = random;
        this.inSessions = inSessions;
    }

    /** Of clients who come and go. */
    static Traffic of(SplittableRandom random) {
        return comingAndGoing(random, false);
    }

    /** Of clients who come, send 12 to 30 requests, and go. */
    static Traffic ofSessions(SplittableRandom random) {
        return comingAndGoing(random, true);
    }

    private static Traffic comingAndGoing(SplittableRandom random, boolean inSessions) {
        Traffic traffic = new Traffic(random, inSessions);
        for (int i = 0; i < CLIENTS_AT_A_TIME; i++) {
            traffic.clients.add(traffic.arrival());
        }
        return traffic;
    }

    /** Of so many clients who stay, and all send the same on the average. */
    static Traffic ofRegulars(SplittableRandom random, int regulars) {
        Traffic traffic = new Traffic(random, false);
        for (int i = 0; i < regulars; i++) {
            Client client = traffic.arrival();
            client.left = Integer.MAX_VALUE;
            traffic.clients.add(client);
        }
        return traffic;
    }

    /** One client; {@code kind} is even from 0 to 1 and says which rules it meets. */
    static final class Client {
        final String key;
        final double kind;
        final int bucket;
        private final double cost;
        private int left;

        private Client(String key, double kind, int bucket, double cost, int left) {
            this.key = key;
            this.kind = kind;
            this.bucket = bucket;
            this.cost = cost;
            this.left = left;
        }

        /** Whether this is the last but one of its requests. */
        boolean isLeaving() {
            return left == 1;
        }
    }

    /** Whose the next request is. */
    Client next() {
        int place = random.nextInt(clients.size());
        Client client = clients.get(place);
        if (--client.left == 0) {
            clients.set(place, arrival());
        }
        return client;
    }

    /** The scan steps of one of its requests under the live rules. */
    long steps(Client client) {
        double tail = Math.pow(1 - random.nextDouble(), -1 / 1.5);
        return (long) Math.min(MOST_STEPS, USUAL_STEPS * client.cost * tail);
    }

    double gaussian() {
        return Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
    }

    private Client arrival() {
        int requests = inSessions
                ? 12 + random.nextInt(19)
                : (int) Math.min(10_000, Math.pow(1 - random.nextDouble(), -1 / 1.1) * 2);
        return new Client(
                "client-" + count++,
                random.nextDouble(),
                random.nextInt(10_000),
                Math.exp(gaussian()),
                Math.max(1, requests));
    }
}
