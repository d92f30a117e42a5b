package dev.flyball.core.rules.deploy;

import dev.flyball.core.rules.runtime.CompiledRuleSet;
import dev.flyball.core.rules.runtime.RuleCounts;
import dev.flyball.core.rules.runtime.Switches;
import dev.flyball.core.rules.runtime.Terms;
import dev.flyball.rules.EngineOptions;
import java.util.function.LongSupplier;

/** A rule set in an engine: with what became of its rules there, and the terms on which they are run. Thread-safe. */
final class Deployed {
    private final CompiledRuleSet rules;
    private final EngineOptions options;
    private final RuleCounts counts;

    /** The terms of the last kills that were asked for, and of those that are about to come into force. */
    private volatile UnderKills current;

    private volatile UnderKills prepared;

    private record UnderKills(Kills kills, Terms terms) {}

    /** @param millis the time in milliseconds since 1970 */
    Deployed(CompiledRuleSet rules, EngineOptions options, LongSupplier millis) {
        this.rules = rules;
        this.options = options;
        this.counts = new RuleCounts(rules.rules().size(), millis);
        this.current = under(Kills.NONE);
        this.prepared = current;
    }

    CompiledRuleSet rules() {
        return rules;
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
        return new UnderKills(kills, new Terms(options, counts, Switches.of(rules, kills.all())));
    }
}
