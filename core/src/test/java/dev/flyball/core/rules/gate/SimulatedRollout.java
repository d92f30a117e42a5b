package dev.flyball.core.rules.gate;

import dev.flyball.core.rules.runtime.Outcome;
import dev.flyball.rules.Rollout;
import dev.flyball.rules.StageCounts;
import dev.flyball.rules.StageVerdict;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * One rollout of one version under the traffic of one seed, as the engine would do it: a request at a time, one in 20 of them
 * simulated, judged every few seconds until it is over.
 *
 * @param end how it ended, HOLD if it did not
 * @param stage in which it ended
 * @param seconds in that stage
 * @param requests that were measured in that stage
 * @param keys that were measured in the last window of that stage
 */
record SimulatedRollout(StageVerdict.Kind end, int stage, long seconds, long requests, long keys) {
    static final int REQUESTS_PER_SECOND = 50;
    static final double SIMULATED = 0.05;

    /** As often as keys are counted; looks between would see the same. */
    private static final int LOOK_SECONDS = 20;

    private static final long ALLOWANCE = 10_000_000;

    /** @param most how long a stage may hold */
    static SimulatedRollout run(Rollout rollout, Scenario scenario, Duration most, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Traffic traffic = scenario.traffic(random.split());
        for (int stage = 0; ; stage++) {
            SimulatedRollout ended = stage(rollout, stage, scenario, most, traffic, random);
            if (ended.end != StageVerdict.Kind.ADVANCE
                    || stage == rollout.stages().size() - 1) {
                return ended;
            }
        }
    }

    private static SimulatedRollout stage(
            Rollout rollout, int number, Scenario scenario, Duration most, Traffic traffic, SplittableRandom random) {
        Rollout.Stage stage = rollout.stages().get(number);
        StageWindows windows = new StageWindows(rollout, number, "v2", random.split()::nextLong);
        for (int second = 1; ; second++) {
            for (int i = 0; i < REQUESTS_PER_SECOND; i++) {
                Traffic.Client client = traffic.next();
                if (stage.isSimulation() ? random.nextDouble() < SIMULATED : client.bucket < stage.basisPoints()) {
                    Outcome live = scenario.live(traffic, client, random);
                    Outcome candidate = scenario.candidate(live, traffic, client, random, second);
                    if (stage.isSimulation()) {
                        windows.compared(client.key, true, live, candidate);
                    } else {
                        windows.judged(client.key, true, candidate, ALLOWANCE);
                    }
                }
            }
            if (second % LOOK_SECONDS == 0) {
                StageVerdict.Kind kind =
                        windows.verdict(second * 1_000_000_000L).kind();
                StageCounts counts = windows.counts();
                if (kind != StageVerdict.Kind.HOLD || second >= most.toSeconds()) {
                    return new SimulatedRollout(kind, number, second, counts.requests(), counts.keys());
                }
            }
        }
    }
}
