package dev.flyball.rules;

import dev.flyball.Meter;
import dev.flyball.spi.Providers;
import java.util.List;

/**
 * Holds the live rule set and judges requests by it. Thread-safe: evaluations never wait, not for each other and not for
 * a change of the rules. It starts no threads. Not for hosts to implement.
 */
public interface RuleEngine {
    /** An engine that begins with these rules, with the default options. */
    static RuleEngine of(RuleSet rules) {
        return of(rules, EngineOptions.defaults());
    }

    /** An engine that begins with these rules. */
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
     * The live rule set for one request, to judge it in phases on one meter. The request keeps this version to its end,
     * whatever is deployed meanwhile.
     */
    RequestRules begin(Meter meter);

    /** What became of the rules of the live rule set so far: since it was deployed here, also before a rollback to it. */
    RuleAccounts accounts();

    /**
     * Makes a rule set the live one, as the rollout says. Evaluations that have begun end with the rules that they began
     * with. Deploying the version that is live already is kept in the history, but is no further step to roll back: a
     * host that reloads an unchanged file again and again does not lose the rules from before.
     *
     * @throws IllegalArgumentException if the rule set has another {@link Schema} object than the live one
     */
    void deploy(RuleSet rules, Rollout rollout);

    /**
     * Puts the rule set back that was live before the present one; again, and it goes one further back. It is still
     * compiled: this is one swap of a reference.
     *
     * @param reason why; it is kept in the history
     * @throws IllegalStateException if there is no earlier rule set any more
     * @throws IllegalArgumentException if the reason is blank
     */
    void rollback(String reason);

    /** The live rule set. */
    RuleSet live();

    /** The changes, the newest first: no more than a few hundred are kept. */
    List<Deployment> history();
}
