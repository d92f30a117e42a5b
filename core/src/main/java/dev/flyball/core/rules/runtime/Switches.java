package dev.flyball.core.rules.runtime;

import dev.flyball.rules.Kill;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which rules of one rule set are switched off by the kills of an engine. Immutable. Making one takes time in proportion to
 * the rules, so it is made when rules are killed or deployed, and by a request only if both happen at once.
 */
public final class Switches {
    /** Nothing is off. */
    public static final Switches ALL_ON = new Switches(List.of(), false, Off.NOTHING, Off.NOTHING);

    private final List<Kill> kills;
    private final boolean allOff;
    private final Off enforced;
    private final Off simulated;

    /**
     * What is off in one program; not to be changed.
     *
     * @param rules that are off
     * @param groups of which all rules are off
     * @param members of regex sets that only rules need which are off
     */
    record Off(BitSet rules, BitSet groups, IdentityHashMap<AccessProbe, BitSet> members) {
        static final Off NOTHING = new Off(new BitSet(), new BitSet(), new IdentityHashMap<>());

        static Off of(Program program, BitSet rules) {
            if (rules.isEmpty()) {
                return NOTHING;
            }
            BitSet groups = new BitSet();
            IdentityHashMap<AccessProbe, BitSet> members = new IdentityHashMap<>();
            AccessGroup[] all = program.groups();
            for (int i = 0; i < all.length; i++) {
                boolean off = true;
                for (int rule : all[i].rules()) {
                    off = off && rules.get(rule);
                }
                groups.set(i, off);
                all[i].forEachProbe(probe -> {
                    if (probe instanceof RegexProbe regexes) {
                        BitSet unneeded = regexes.neededOnlyBy(rules);
                        if (!unneeded.isEmpty()) {
                            members.put(probe, unneeded);
                        }
                    }
                });
            }
            return new Off(rules, groups, members);
        }

        /** The members of an index that need not be asked, or null if there are none. */
        @Nullable
        BitSet membersOf(AccessProbe probe) {
            return members.isEmpty() ? null : members.get(probe);
        }
    }

    private Switches(List<Kill> kills, boolean allOff, Off enforced, Off simulated) {
        this.kills = kills;
        this.allOff = allOff;
        this.enforced = enforced;
        this.simulated = simulated;
    }

    /** What these kills switch off in a rule set. */
    public static Switches of(CompiledRuleSet rules, List<Kill> kills) {
        if (kills.isEmpty()) {
            return ALL_ON;
        }
        boolean all = false;
        BitSet enforced = new BitSet();
        BitSet simulated = new BitSet();
        for (Kill kill : kills) {
            String name = kill.target().name();
            switch (kill.target().scope()) {
                case ALL -> all = true;
                case DEPLOYMENT -> all |= name.equals(rules.version());
                case RULE -> rules.ifPresent(name, place -> set(place, enforced, simulated));
                case TAG -> rules.tagged(name).forEach(place -> set(place, enforced, simulated));
            }
        }
        return new Switches(kills, all, Off.of(rules.enforced(), enforced), Off.of(rules.simulated(), simulated));
    }

    private static void set(CompiledRuleSet.Place place, BitSet enforced, BitSet simulated) {
        switch (place.mode()) {
            case ENFORCE -> enforced.set(place.index());
            case SIMULATE -> simulated.set(place.index());
            case OFF -> {}
        }
    }

    /** The kills in force. */
    List<Kill> kills() {
        return kills;
    }

    /** Whether some rules of the set are not to run, so that what it decides tells nothing about it. */
    public boolean isAnyOff() {
        return allOff || !enforced.rules().isEmpty() || !simulated.rules().isEmpty();
    }

    /** What is off, to be compared with what is off at another time. */
    public Object whatIsOff() {
        return List.of(allOff, enforced.rules(), simulated.rules());
    }

    /** Whether no rule is to run. */
    boolean isAllOff() {
        return allOff;
    }

    Off enforced() {
        return enforced;
    }

    Off simulated() {
        return simulated;
    }
}
