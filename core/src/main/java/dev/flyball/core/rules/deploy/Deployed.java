package dev.flyball.core.rules.deploy;

import dev.flyball.core.regex.engine.CacheAccount;
import dev.flyball.core.rules.runtime.CompiledRuleSet;
import dev.flyball.core.rules.runtime.RuleBreakers;
import dev.flyball.core.rules.runtime.RuleCounts;
import dev.flyball.core.rules.runtime.Switches;
import dev.flyball.core.rules.runtime.Terms;
import dev.flyball.rules.BreakerStatus;
import dev.flyball.rules.EngineEvent;
import dev.flyball.rules.EngineOptions;
import java.time.Clock;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A rule set in an engine: with what became of its rules there, and the terms on which they are run. Thread-safe. */
final class Deployed {
    private final CompiledRuleSet rules;
    private final EngineOptions options;
    private final RuleCounts counts;
    private final @Nullable RuleBreakers breakers;
    private final CacheAccount account = CacheAccount.ofCandidate();
    private final Route alone = new Route(this, false, null);

    /** The terms of the last kills that were asked for, and of those that are about to come into force. */
    private volatile UnderKills current;

    private volatile UnderKills prepared;

    private record UnderKills(Kills kills, Terms terms) {}

    /**
     * A rule set of which nothing was asked yet.
     *
     * @param nanos measures time, as {@link System#nanoTime} does
     */
    Deployed(CompiledRuleSet rules, EngineOptions options, Events events, Clock clock, LongSupplier nanos) {
        this.rules = rules;
        this.options = options;
        this.counts = new RuleCounts(rules.rules().size(), clock::millis);
        this.breakers = options.circuitBreaker().isNever()
                ? null
                : new RuleBreakers(
                        rules, counts, options.circuitBreaker(), nanos, clock::millis, (rule, change, detail) -> {
                            EngineEvent.Kind kind = switch (change) {
                                case OPENED -> EngineEvent.Kind.BREAKER_OPENED;
                                case HALF_OPENED -> EngineEvent.Kind.BREAKER_HALF_OPENED;
                                case CLOSED -> EngineEvent.Kind.BREAKER_CLOSED;
                            };
                            events.tell(EngineEvent.of(kind, rules.version(), rule, detail, clock.instant()));
                        });
        this.current = under(Kills.NONE);
        this.prepared = current;
    }

    CompiledRuleSet rules() {
        return rules;
    }

    /** For whom its automata are kept while it is simulated. */
    CacheAccount account() {
        return account;
    }

    /** The route of most requests: nothing is simulated or compared. */
    Route alone() {
        return alone;
    }

    String version() {
        return rules.version();
    }

    boolean hasSimulation() {
        return rules.hasSimulation();
    }

    RuleCounts counts() {
        return counts;
    }

    /** The breakers that are not closed. */
    List<BreakerStatus> breakers() {
        return breakers == null ? List.of() : breakers.status();
    }

    /**
     * Lets the breakers of the rules that run as they do in another rule set be as they are there: what keeps running out of steps
     * would have to do so again, and what has been found to finish again would still be refused.
     */
    void followBreakers(Deployed other, ChangedRules changed) {
        if (breakers != null && other.breakers != null) {
            breakers.follow(other.breakers, id -> !changed.contains(id));
        }
    }

    /** Whether the breaker of the rule with that id, if there is one, is not closed. */
    boolean isTripped(String ruleId) {
        return breakers != null && breakers.isTripped(ruleId);
    }

    /** The terms under these kills. */
    Terms terms(Kills kills) {
        UnderKills known = current;
        if (known.kills != kills) {
            UnderKills next = prepared;
            known = next.kills == kills ? next : under(kills);
            current = known;
        }
        return known.terms;
    }

    /** Works out the terms under kills that are about to come into force. */
    void prepare(Kills kills) {
        prepared = under(kills);
    }

    private UnderKills under(Kills kills) {
        return new UnderKills(kills, new Terms(options, counts, Switches.of(rules, kills.all()), breakers));
    }
}
