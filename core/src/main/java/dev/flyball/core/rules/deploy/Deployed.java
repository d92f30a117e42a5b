package dev.flyball.core.rules.deploy;

import dev.flyball.core.rules.runtime.CompiledRuleSet;
import dev.flyball.core.rules.runtime.RuleCounts;
import dev.flyball.core.rules.runtime.Terms;
import dev.flyball.rules.EngineOptions;
import java.util.function.LongSupplier;

/** A rule set in an engine: with what became of its rules there, and the terms on which they are run. Thread-safe. */
final class Deployed {
    private final CompiledRuleSet rules;
    private final RuleCounts counts;
    private final Terms terms;

    /** @param millis the time in milliseconds since 1970 */
    Deployed(CompiledRuleSet rules, EngineOptions options, LongSupplier millis) {
        this.rules = rules;
        this.counts = new RuleCounts(rules.rules().size(), millis);
        this.terms = new Terms(options, counts);
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

    Terms terms() {
        return terms;
    }
}
