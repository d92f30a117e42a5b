package dev.flyball.rules;

import dev.flyball.Meter;
import dev.flyball.spi.Providers;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds the live rule set and judges requests by it. Thread-safe: evaluations never wait, not for each other and not for
 * a change of the rules. It starts no threads. Not for hosts to implement.
 */
public interface RuleEngine {
    /** How many chars of a key count. */
    int MAX_KEY_LENGTH = 1_024;

    /** How many targets can be killed at once. */
    int MAX_KILLS = 10_000;

    /** An engine that begins with these rules, with the default options. */
    static RuleEngine of(RuleSet rules) {
        return of(rules, EngineOptions.defaults());
    }

    /**
     * An engine that begins with these rules.
     *
     * @throws DeploymentRefusedException if they are in quarantine, by the options' {@link EngineOptions#safeguards()}
     */
    static RuleEngine of(RuleSet rules, EngineOptions options) {
        return Providers.rules().engine(rules, options);
    }

    /**
     * Judges a request by the live rule set: by the rules of all phases, in the order of the file, as if they were of one
     * phase. For hosts that know all they will know when they ask; a rule about a response sees absent values if there is
     * none, so a host that has such rules asks for one phase after the other, by {@link #begin}. Running out of the meter does not throw: the decision tells which rules did
     * not finish and what the {@link ExhaustionPolicy} made of it.
     *
     * @throws IllegalArgumentException if the facts have another {@link Schema} object than the live rules
     */
    Decision evaluate(Facts facts, Meter meter);

    /**
     * The same for a request with a key: while a rollout is running, requests with equal keys are judged by the same rules.
     *
     * @param key what the host tells clients apart by, such as an address, an account or a tenant; its first
     *     {@value #MAX_KEY_LENGTH} chars count. Without one, each request is as one of a client of its own.
     */
    Decision evaluate(@Nullable String key, Facts facts, Meter meter);

    /** The rules for one request that has no key: see {@link #begin(String, Meter)}. */
    default RequestRules begin(Meter meter) {
        return begin(null, meter);
    }

    /**
     * The rules for one request, to judge it in phases on one meter: of the live rule set or, while a rollout is running
     * and if it is the key's turn, of the new one. The request keeps this version to its end, whatever is deployed
     * meanwhile.
     *
     * @param key as for {@link #evaluate(String, Facts, Meter)}
     */
    RequestRules begin(@Nullable String key, Meter meter);

    /** What became of the rules of the live rule set so far: since it was deployed here, also before a rollback to it. */
    RuleAccounts accounts();

    /**
     * The same of a rule set that is live, in a rollout (where it was tried in a simulation, too), or can be rolled back to:
     * to look at new rules while they are rolled out.
     *
     * @throws IllegalArgumentException if there is none of that version
     */
    RuleAccounts accounts(String version);

    /**
     * A reader of metrics, with the counts of a bounded number of rules by their ids: of the live rule set, of the one in rollout and, while the live
     * one is killed, of the one that judges in its place.
     *
     * @param maxRules how many rules of each of them get series of their own, from 0 to {@value MetricReader#MAX_RULES}: all,
     *     if it has no more; otherwise those with the most steps of their own. A rule that was named stays named.
     * @throws IllegalArgumentException if the number is out of its bounds
     */
    MetricReader metrics(int maxRules);

    /**
     * Makes a rule set the live one, as the rollout says: at once, or stage by stage, as requests are judged and as
     * {@link #tick()} is called. Evaluations that have begun end with the rules that they began with. Deploying the version
     * that is live already is kept in the history, but is no further step to roll back and goes through no stages: a host
     * that reloads an unchanged file again and again does not lose the rules from before.
     *
     * @throws IllegalArgumentException if the rule set has another {@link Schema} object than the live one
     * @throws DeploymentRefusedException if another rollout is running and this one is not superseding, or if the rule set
     *     is in quarantine and the rollout does not say that it may be
     */
    void deploy(RuleSet rules, Rollout rollout);

    /**
     * Watches a source of rules: what it has comes into this engine whenever the watcher is polled, through the rollout
     * that the options say. The rules are compiled for the schema of the live ones.
     */
    RuleWatcher watch(RuleSource source, WatchOptions options);

    /**
     * Ends the rollout that is running; without one, puts the rule set back that was live before the present one; again,
     * and it goes one further back. It is still compiled: this is one swap of a reference. The rule set that goes is in
     * {@linkplain Quarantine quarantine} from now on.
     *
     * @param reason why; it is kept in the history
     * @throws IllegalStateException if no rollout is running and there is no earlier rule set any more
     * @throws IllegalArgumentException if the reason is blank
     */
    void rollback(String reason);

    /**
     * Switches rules off until this is {@linkplain #lift lifted}, whatever is deployed meanwhile. When this returns, no
     * evaluation that starts later runs one of them. It takes no lock, waits for nobody, and needs neither files nor
     * memory worth mentioning. A kill of a target that is killed already takes the place of the earlier one.
     *
     * @param owner who wants it
     * @param reason why
     * @throws IllegalArgumentException if the owner or the reason is blank
     * @throws IllegalStateException if {@value #MAX_KILLS} other targets are killed already
     */
    default Kill kill(KillTarget target, String owner, String reason) {
        return kill(target, owner, reason, null);
    }

    /**
     * The same for a time.
     *
     * @param until when it ends by itself: seen by an evaluation within about a second, or by {@link #tick()}; null for a
     *     kill that stays until it is lifted
     */
    Kill kill(KillTarget target, String owner, String reason, @Nullable Instant until);

    /**
     * Ends a kill. One by the kill file ends with the file.
     *
     * @return whether there was one
     * @throws IllegalArgumentException if the owner or the reason is blank
     */
    boolean lift(KillTarget target, String owner, String reason);

    /** What is killed, but for the kill file, and what is in quarantine: to be kept for the next start. */
    Safeguards safeguards();

    /** The engine for operators, to be registered with an MBean server by the host. */
    RuleEngineMXBean management();

    /**
     * Sees to what is due: the next stage of a rollout, or its end; kills whose time is over; the kill file. Evaluations do that too, one of them about every second;
     * a host with few requests calls this as often as it likes, from a thread of its own.
     */
    void tick();

    /** What is going on, and what is off. */
    EngineStatus status();

    /** The live rule set; during a rollout the one before it. */
    RuleSet live();

    /** The changes, the newest first: no more than a few hundred are kept. */
    List<Deployment> history();
}
