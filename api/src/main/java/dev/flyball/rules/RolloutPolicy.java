package dev.flyball.rules;

/** Says how new rules of a watched source come to the requests. Thread-safe if a watcher is polled by several threads. */
@FunctionalInterface
public interface RolloutPolicy {
    /**
     * The rollout of new rules. Asked once for each new content, and once more when a rollout ended that it had to wait for.
     *
     * @param next the new rules
     * @param live the live rules, which they are to replace
     */
    Rollout rollout(RuleSet next, RuleSet live);
}
