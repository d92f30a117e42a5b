package dev.flyball.core.rules.runtime;

import dev.flyball.Meter;
import dev.flyball.rules.FactLimits;
import dev.flyball.rules.Phase;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One value, or the values of one {@code [*]}, with the indexes over it and all rules that hang there. Immutable.
 */
public final class AccessGroup {
    private final @Nullable Value value;
    private final @Nullable Elements elements;
    private final AccessProbe[] probes;
    private final int[] rules;
    private final Set<Phase> phases;

    private AccessGroup(
            @Nullable Value value,
            @Nullable Elements elements,
            List<AccessProbe> probes,
            int[] rules,
            Set<Phase> phases) {
        this.value = value;
        this.elements = elements;
        this.probes = probes.toArray(AccessProbe[]::new);
        this.rules = rules;
        this.phases = phases;
    }

    /**
     * A group over one value.
     *
     * @param rules at least one, ascending
     * @param phases of these rules
     */
    public static AccessGroup of(Value value, List<AccessProbe> probes, int[] rules, Set<Phase> phases) {
        return new AccessGroup(value, null, probes, rules, phases);
    }

    /** The same, over several values. */
    public static AccessGroup ofEach(Elements elements, List<AccessProbe> probes, int[] rules, Set<Phase> phases) {
        return new AccessGroup(null, elements, probes, rules, phases);
    }

    /** The first rule that hangs here. */
    int firstRule() {
        return rules[0];
    }

    /** All rules that hang here, ascending; not to be changed. */
    int[] rules() {
        return rules;
    }

    /** The phases of those rules. */
    Set<Phase> phases() {
        return phases;
    }

    /**
     * Adds the rules whose predicate is true.
     *
     * @param off the rules that may be left out
     * @throws FactsException if the value cannot be had: the rules are not known then
     */
    void probe(FactsReader facts, Meter meter, CandidateSet candidates, BitSet room, Switches.Off off) {
        meter.charge(1);
        if (value != null) {
            Object present = value.get(facts, meter);
            if (present != null) {
                probe(present, meter, candidates, room, off);
            }
        } else if (elements != null) {
            elements.each(facts, meter, element -> {
                probe(element, meter, candidates, room, off);
                return true;
            });
        }
    }

    private void probe(Object present, Meter meter, CandidateSet candidates, BitSet room, Switches.Off off) {
        for (AccessProbe probe : probes) {
            BitSet except = off.membersOf(probe);
            if (except != null && probe instanceof RegexProbe regexes) {
                regexes.probe(present, meter, candidates, room, except);
            } else {
                probe.probe(present, meter, candidates, room);
            }
        }
    }

    /** Gives each index. */
    void forEachProbe(Consumer<AccessProbe> given) {
        for (AccessProbe probe : probes) {
            given.accept(probe);
        }
    }

    /** The most steps of probing, and of taking all rules for candidates where that fails. */
    long mostSteps(FactLimits limits) {
        long times = elements != null ? elements.most(limits) : 1;
        long bytes = value != null
                ? value.extent(limits).bytes()
                : elements != null ? elements.extent(limits).bytes() : 0;
        long sum = value != null ? value.mostSteps(limits) : elements != null ? elements.mostSteps(limits) : 0;
        for (AccessProbe probe : probes) {
            sum = Cost.plus(sum, Cost.times(times, probe.mostSteps(bytes)));
        }
        return Cost.plus(sum, 1 + Cost.adding(rules.length));
    }

    /** What this is an index of. */
    String subject() {
        return String.valueOf(value != null ? value : elements);
    }

    /** In words: a line for the value, and one for each index. */
    @Override
    public String toString() {
        return toString("rules");
    }

    /** The same, with a name for what hangs here. */
    String toString(String members) {
        StringBuilder text = new StringBuilder(subject() + ": " + rules.length + " " + members + "\n");
        for (AccessProbe probe : probes) {
            text.append("    ").append(probe).append('\n');
        }
        return text.toString();
    }
}
