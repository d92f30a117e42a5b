package dev.flyball.core.rules.runtime;

import java.util.BitSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Which rules hang in any of the last groups: what is asked when an allowance is over and nothing can be charged any more.
 * So the answers are kept at up to {@link #KEPT} places among the groups, a bit a rule each, and between two of them there is
 * no more than that fraction of all that hangs to go over. Immutable.
 */
final class GroupTails {
    static final int KEPT = 64;

    private final AccessGroup[] groups;
    private final NavigableMap<Integer, BitSet> kept = new TreeMap<>();

    GroupTails(AccessGroup[] groups) {
        this.groups = groups;
        long hanging = 0;
        for (AccessGroup group : groups) {
            hanging += group.rules().length;
        }
        BitSet tail = new BitSet();
        long passed = 0;
        for (int group = groups.length - 1; group >= 0; group--) {
            addTo(tail, group);
            passed += groups[group].rules().length;
            if (passed * KEPT >= hanging) {
                kept.put(group, (BitSet) tail.clone());
                passed = 0;
            }
        }
    }

    /** Adds the rules that hang in a group or in one of those after it. */
    void addFrom(int group, BitSet rules) {
        Map.Entry<Integer, BitSet> next = kept.ceilingEntry(group);
        int end = next == null ? groups.length : next.getKey();
        for (int before = group; before < end; before++) {
            addTo(rules, before);
        }
        if (next != null) {
            rules.or(next.getValue());
        }
    }

    private void addTo(BitSet rules, int group) {
        for (int rule : groups[group].rules()) {
            rules.set(rule);
        }
    }
}
