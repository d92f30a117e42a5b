package dev.flyball.core.rules.runtime;

import dev.flyball.Meter;
import dev.flyball.regex.RegexSet;
import java.util.BitSet;

/** Rules by the regexes, or literals, that have to match somewhere in a value: one set, asked in about one pass. */
public final class RegexProbe implements AccessProbe {
    private final RegexSet set;
    private final int[][] rules;

    /** @param rules of each member of the set, ascending */
    public RegexProbe(RegexSet set, int[][] rules) {
        this.set = set;
        this.rules = rules;
    }

    @Override
    public void probe(Object value, Meter meter, CandidateSet candidates, BitSet room) {
        set.matches((String) value, meter, room);
        for (int member = room.nextSetBit(0); member >= 0; member = room.nextSetBit(member + 1)) {
            candidates.addAll(rules[member], meter);
        }
    }

    @Override
    public long mostSteps(long bytes) {
        long sum = set.cost().steps(bytes);
        for (int[] hanging : rules) {
            sum = Cost.plus(sum, Cost.adding(hanging.length));
        }
        return sum;
    }

    @Override
    public String toString() {
        return "one regex set, " + set.explain();
    }
}
