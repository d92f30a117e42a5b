package dev.flyball.core.rules.profile;

import dev.flyball.Meter;
import dev.flyball.core.rules.runtime.Condition;
import dev.flyball.core.rules.runtime.Tracer;
import dev.flyball.rules.Decision;
import dev.flyball.rules.Facts;
import dev.flyball.rules.Phase;
import dev.flyball.rules.RuleEngine;
import dev.flyball.rules.Trace;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which parts of a rule's condition no evaluation has come to: they stand behind others that no input made true, or false, so
 * nothing is known of what they take. Evaluates with a trace as long as there are such. For one thread, for one rule.
 */
final class Coverage {
    private static final Set<Phase> ALL_PHASES = EnumSet.allOf(Phase.class);

    private final Set<String> missing = new LinkedHashSet<>();

    Coverage(Condition condition) {
        condition.forEachPart(part -> missing.add(Tracer.subject(part)));
    }

    Decision evaluate(RuleEngine engine, Facts facts, Meter meter) {
        if (missing.isEmpty()) {
            return engine.evaluate(facts, meter);
        }
        Decision decision = engine.begin(meter).traced().evaluate(ALL_PHASES, facts);
        Trace trace = decision.trace();
        if (trace != null) {
            trace.entries().forEach(entry -> missing.remove(entry.subject()));
        }
        return decision;
    }

    /** The parts, as a plan and a trace write them. */
    List<String> notReached() {
        return List.copyOf(missing);
    }
}
