package dev.flyball.core.rules.runtime;

import dev.flyball.Meter;
import dev.flyball.regex.RegexSet;
import java.util.BitSet;

/** Rules by the regexes, or literals, that have to match somewhere in a value: one set, asked in about one pass. */
public final class RegexProbe implements AccessProbe {
    /** Not to be changed. */
    private static final BitSet NONE = new BitSet();

    private final RegexSet set;
    private final int[][] rules;

    /** @param rules of each member of the set, ascending */
    public RegexProbe(RegexSet set, int[][] rules) {
        this.set = set;
        this.rules = rules;
    }

    @Override
    public void probe(Object value, Meter meter, CandidateSet candidates, BitSet room) {
        probe(value, meter, candidates, room, NONE);
    }

    /** The same without some members. */
    void probe(Object value, Meter meter, CandidateSet candidates, BitSet room, BitSet except) {
        set.matches((String) value, meter, room, except);
        for (int member = room.nextSetBit(0); member >= 0; member = room.nextSetBit(member + 1)) {
            candidates.addAll(rules[member], meter);
        }
    }

    /** The members that only some of these rules need. */
    BitSet neededOnlyBy(BitSet off) {
        BitSet members = new BitSet();
        for (int member = 0; member < rules.length; member++) {
            boolean only = true;
            for (int rule : rules[member]) {
                only = only && off.get(rule);
            }
            members.set(member, only);
        }
        return members;
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
