package dev.flyball.core.rules.runtime;

import dev.flyball.rules.Action;
import dev.flyball.rules.FactLimits;
import dev.flyball.rules.Phase;
import dev.flyball.rules.Rule;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one mode in their order, and where each of them hangs: in groups over values that are probed to find the
 * few rules that can match, or among those that are always tried. Immutable and thread-safe.
 */
public final class Program {
    /** No operand of the rule's condition is known from its group. */
    public static final int NOTHING = Conditions.Junction.NONE;

    /** The rule's whole condition is known to be true from its group. */
    public static final int EVERYTHING = -2;

    /** A step pays for passing over so many rules that are not to be tried now. */
    static final int PASSED_OVER_PER_STEP = 64;

    private final CompiledRule[] rules;
    private final AccessGroup[] groups;
    private final GroupTails tails;
    private final CandidateSet always;
    private final int alwaysCount;
    private final int[] groupOf;
    private final int[] known;
    private final Prefilters prefilters;
    private final int conditionSlots;
    private final int valueSlots;
    private final BitSet blocking = new BitSet();
    private final BitSet adding = new BitSet();
    private final BitSet skipping = new BitSet();
    private final Map<Phase, BitSet> inPhase = new EnumMap<>(Phase.class);

    /** The rules that {@code skip} actions can name. */
    private final Map<String, int[]> byTag;

    private final Map<String, Integer> byId;

    private Program(Builder b) {
        this.rules = b.rules.toArray(CompiledRule[]::new);
        this.groups = b.groups.toArray(AccessGroup[]::new);
        this.tails = new GroupTails(groups);
        this.groupOf = b.groupOf;
        this.known = b.known;
        this.prefilters = b.prefilters;
        this.conditionSlots = b.conditionSlots;
        this.valueSlots = b.valueSlots;
        this.always = new CandidateSet(rules.length);
        int count = 0;
        for (int i = 0; i < rules.length; i++) {
            if (groupOf[i] == Builder.ALWAYS) {
                always.add(i);
                count++;
            }
            blocking.set(i, rules[i].rule().action().kind().equals(Action.BLOCK));
            adding.set(i, RequestState.adds(rules[i].rule().action()));
            skipping.set(i, RequestState.skips(rules[i].rule().action()));
            inPhase.computeIfAbsent(rules[i].rule().phase(), any -> new BitSet())
                    .set(i);
        }
        this.alwaysCount = count;
        this.byTag = new HashMap<>();
        this.byId = new HashMap<>();
        Set<String> tags = new HashSet<>(b.skippedTags);
        Map<String, List<Integer>> found = new HashMap<>();
        for (int i = 0; i < rules.length; i++) {
            Rule rule = rules[i].rule();
            if (b.skippedIds.contains(rule.id())) {
                byId.put(rule.id(), i);
            }
            for (String tag : rule.tags()) {
                if (tags.contains(tag)) {
                    found.computeIfAbsent(tag, any -> new ArrayList<>()).add(i);
                }
            }
        }
        found.forEach((tag, list) ->
                byTag.put(tag, list.stream().mapToInt(Integer::intValue).toArray()));
    }

    /** A builder of a program whose rules all are always tried. */
    public static Builder builder(List<CompiledRule> rules) {
        return new Builder(rules);
    }

    int size() {
        return rules.length;
    }

    CompiledRule rule(int index) {
        return rules[index];
    }

    /** The groups, ordered by their first rules; not to be changed. */
    AccessGroup[] groups() {
        return groups;
    }

    /** Which rules hang in the last of the groups. */
    GroupTails tails() {
        return tails;
    }

    /** The rules that hang nowhere. */
    CandidateSet always() {
        return always;
    }

    /** The group in which a rule hangs alone, or a negative number. */
    int groupOf(int rule) {
        return groupOf[rule];
    }

    /** What is known of the rule's condition if its group found it: an operand, {@link #NOTHING} or {@link #EVERYTHING}. */
    int known(int rule) {
        return known[rule];
    }

    /** What is asked of candidates before they are tried. */
    Prefilters prefilters() {
        return prefilters;
    }

    BitSet blocking() {
        return blocking;
    }

    /** The rules that add to scores; not to be changed. */
    BitSet adding() {
        return adding;
    }

    /** The rules that skip others; not to be changed. */
    BitSet skipping() {
        return skipping;
    }

    /** The rules of a phase; not to be changed. */
    BitSet inPhase(Phase phase) {
        return inPhase.getOrDefault(phase, new BitSet());
    }

    /** The rules that carry a tag that some rule skips; not to be changed. */
    int[] withTag(String tag) {
        return byTag.getOrDefault(tag, new int[0]);
    }

    /** The rule of that id, if some rule skips it and it is here. */
    @Nullable
    Integer withId(String id) {
        return byId.get(id);
    }

    Memo newMemo() {
        return new Memo(conditionSlots, valueSlots);
    }

    /** The most steps of finding candidates, and of ruling some of them out. */
    long mostStepsOfGroups(FactLimits limits) {
        long sum = ((long) rules.length + groups.length) / PASSED_OVER_PER_STEP;
        for (AccessGroup group : groups) {
            sum = Cost.plus(sum, group.mostSteps(limits));
        }
        return Cost.plus(sum, prefilters.mostSteps(limits));
    }

    /** The most steps of a rule, if it has to compute everything itself. */
    long mostSteps(int rule, FactLimits limits) {
        Action action = rules[rule].rule().action();
        // Twice: if its slice ends just then, the whole allowance pays again for noting that it is not known.
        long effect = RequestState.changes(action) ? 2 * RequestState.steps(action, this) : 0;
        return Cost.plus(1 + effect, rules[rule].condition().mostSteps(limits));
    }

    /** In words, a line for each value that is indexed and for each index; then the rules that are always tried. */
    void explain(String title, int mostRules, StringBuilder text) {
        text.append(title).append(": ").append(rules.length).append(" rules, ");
        text.append(conditionSlots)
                .append(" conditions and ")
                .append(valueSlots)
                .append(" values shared, ");
        text.append(groups.length).append(" values indexed\n");
        for (AccessGroup group : groups) {
            text.append("  ").append(group.toString().replace("\n    ", "\n      "));
        }
        for (int i = 0; i < Math.min(prefilters.groups(), mostRules); i++) {
            text.append("  before trying, ")
                    .append(prefilters.group(i).toString("predicates").replace("\n    ", "\n      "));
        }
        text.append("  always tried: ").append(alwaysCount).append(" rules\n");
        for (int i = 0; i < Math.min(rules.length, mostRules); i++) {
            text.append("  ").append(rules[i].rule().id()).append(": ");
            if (groupOf[i] == Builder.ALWAYS) {
                text.append("always");
            } else if (groupOf[i] == Builder.SEVERAL) {
                text.append("by several values");
            } else {
                text.append("by ").append(groups[groupOf[i]].subject());
            }
            text.append(", ").append(rules[i].condition()).append('\n');
        }
        if (rules.length > mostRules) {
            text.append("  and ").append(rules.length - mostRules).append(" more rules\n");
        }
    }

    /** Builds a {@link Program}. Not thread-safe. */
    public static final class Builder {
        private static final int ALWAYS = -1;
        private static final int SEVERAL = -2;

        private final List<CompiledRule> rules;
        private final int[] groupOf;
        private int[] known;
        private Prefilters prefilters = Prefilters.NONE;
        private List<AccessGroup> groups = List.of();
        private int conditionSlots;
        private int valueSlots;
        private Set<String> skippedIds = Set.of();
        private Set<String> skippedTags = Set.of();

        private Builder(List<CompiledRule> rules) {
            this.rules = rules;
            this.groupOf = new int[rules.size()];
            this.known = new int[rules.size()];
            java.util.Arrays.fill(groupOf, ALWAYS);
            java.util.Arrays.fill(known, NOTHING);
        }

        /** The groups, in which rules hang. */
        public Builder groups(List<AccessGroup> all) {
            this.groups = new ArrayList<>(all);
            groups.sort(Comparator.comparingInt(AccessGroup::firstRule));
            for (int group = 0; group < groups.size(); group++) {
                for (int rule : groups.get(group).rules()) {
                    groupOf[rule] = groupOf[rule] == ALWAYS ? group : SEVERAL;
                }
            }
            return this;
        }

        /** What is known of the condition of each rule that hangs in one group, if that found it: {@link Program#known}. */
        public Builder known(int[] byRule) {
            this.known = byRule;
            return this;
        }

        /** What is asked of candidates before they are tried. */
        public Builder prefilters(Prefilters all) {
            this.prefilters = all;
            return this;
        }

        /** How many conditions and values are shared. */
        public Builder slots(int conditions, int values) {
            this.conditionSlots = conditions;
            this.valueSlots = values;
            return this;
        }

        /** The rules and tags that any rule of the file skips. */
        public Builder skipped(Set<String> ids, Set<String> tags) {
            this.skippedIds = ids;
            this.skippedTags = tags;
            return this;
        }

        /** The program. */
        public Program build() {
            return new Program(this);
        }
    }
}
