package dev.flyball.core.rules.gate;

import dev.flyball.core.rules.runtime.Outcome;
import java.util.SplittableRandom;

/**
 * How a new version differs from the live one.
 *
 * @param name in the table
 * @param declared the share that it is said to block, in percent
 * @param blocks the share of requests that it blocks and the live one does not, half of the requests of some clients
 * @param throwing the share of requests in which one of its rules does not finish, half of the requests of some clients, or all of all
 * @param steps how many times the steps it takes
 * @param noise the standard deviation of the logarithm of the steps of a request, around the same mean
 * @param from how many seconds of each stage it is not different at all
 * @param regulars how many clients there are, who all stay; or 0 if they come and go
 * @param atTheEnd whether clients come for a session each, of whose requests the last but one is blocked by the new version
 */
record Scenario(
        String name,
        double declared,
        double blocks,
        double throwing,
        double steps,
        double noise,
        int from,
        int regulars,
        boolean atTheEnd) {
    private static final double LIVE_BLOCKS = 0.01;

    static final Scenario IDENTICAL = new Scenario("the same version", 0, 0, 0, 1, 0, 0, 0, false);
    static final Scenario EQUAL = new Scenario("equal on the average", 0, 0.005, 0.002, 1, 0.3, 0, 0, false);
    static final Scenario AT_THE_LIMIT = new Scenario("2 % newly blocked: at the limit", 0, 0.02, 0, 1, 0, 0, 0, false);
    static final Scenario BLOCKS = new Scenario("+5 points of blocks", 0, 0.05, 0, 1, 0.1, 0, 0, false);
    static final Scenario BLOCKS_DECLARED =
            new Scenario("+5 points over a declared 3 %", 3, 0.08, 0, 1, 0.1, 0, 0, false);
    static final Scenario STEPS = new Scenario("3 × the steps", 0, 0, 0, 3, 0.1, 0, 0, false);
    static final Scenario THROWS = new Scenario("throws for 5 % of requests", 0, 0, 0.05, 1, 0, 0, 0, false);
    static final Scenario THROWS_ALWAYS = new Scenario("throws for every request", 0, 0, 1, 1, 0, 0, 0, false);

    static final Scenario EQUAL_TO_REGULARS =
            new Scenario("equal on the average, to 1,000 clients who stay", 0, 0.002, 0.001, 1, 0.3, 0, 1_000, false);
    static final Scenario THROWS_LATER = new Scenario(
            "throws for every request of 1,000 clients who stay, from 400 s", 0, 0, 1, 1, 0, 400, 1_000, false);
    static final Scenario BLOCKS_LATER = new Scenario(
            "blocks every request of 1,000 clients who stay, from 400 s", 0, 1, 0, 1, 0, 400, 1_000, false);

    static final Scenario BLOCKS_AT_THE_END =
            new Scenario("blocks the last but one request of each session, 5 %", 0, 0, 0, 1, 0, 0, 0, true);

    Traffic traffic(SplittableRandom random) {
        if (atTheEnd) {
            return Traffic.ofSessions(random);
        }
        return regulars == 0 ? Traffic.of(random) : Traffic.ofRegulars(random, regulars);
    }

    Outcome live(Traffic traffic, Traffic.Client client, SplittableRandom random) {
        return new Outcome(random.nextDouble() < LIVE_BLOCKS, traffic.steps(client), 0);
    }

    Outcome candidate(Outcome live, Traffic traffic, Traffic.Client client, SplittableRandom random, int second) {
        if (second <= from) {
            return live;
        }
        double change = steps * (noise == 0 ? 1 : Math.exp(noise * traffic.gaussian() - noise * noise / 2));
        boolean blocked = live.blocked()
                || atTheEnd && client.isLeaving()
                || blocks == 1
                || client.kind < 2 * blocks && random.nextBoolean();
        boolean fails = throwing == 1 || 1 - client.kind < 2 * throwing && random.nextBoolean();
        return new Outcome(blocked, Math.round(live.scanSteps() * change), fails ? 1 : 0);
    }
}
