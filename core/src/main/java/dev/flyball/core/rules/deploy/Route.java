package dev.flyball.core.rules.deploy;

import org.jspecify.annotations.Nullable;

/**
 * What was chosen for one request, for all its phases. Immutable.
 *
 * @param deployed the rules that decide
 * @param simulates whether there is room for simulation
 * @param rollout the one whose candidate decides, or is compared with the rules that do; else null
 */
record Route(Deployed deployed, boolean simulates, @Nullable RunningRollout rollout) {
    /** The rules that are tried on the request after those that decide, or null. */
    @Nullable
    Deployed compared() {
        return rollout == null || rollout.candidate() == deployed ? null : rollout.candidate();
    }

    /** Whether the candidate of a rollout decides. */
    boolean isCandidate() {
        return rollout != null && rollout.candidate() == deployed;
    }
}
