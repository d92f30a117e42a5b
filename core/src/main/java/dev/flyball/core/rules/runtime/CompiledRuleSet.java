package dev.flyball.core.rules.runtime;

import dev.flyball.core.ScratchPool;
import dev.flyball.rules.FactLimits;
import dev.flyball.rules.Facts;
import dev.flyball.rules.Rule;
import dev.flyball.rules.RuleCost;
import dev.flyball.rules.RuleSet;
import dev.flyball.rules.RuleSetCost;
import dev.flyball.rules.Schema;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A rule set in the form in which it is evaluated: a program of the enforced rules and one of the simulated ones, which
 * share nothing. Rules that are off are only known by their names. Immutable and thread-safe.
 */
public final class CompiledRuleSet implements RuleSet {
    /** The most rules whose conditions {@link #explain()} writes out, of each program. */
    private static final int MOST_EXPLAINED = 1_000;

    private final String file;
    private final String version;
    private final Schema schema;
    private final List<Rule> rules;
    private final List<List<MemberSet>> memberSets;
    private final Program enforced;
    private final Program simulated;
    private final Map<String, Place> places;
    private final Map<String, List<Place>> tagged = new HashMap<>();
    private final ScratchPool<Evaluation> evaluations = new ScratchPool<>(() -> new Evaluation(this));

    /** Where a rule is found: its index among the rules of its mode, and among all. */
    record Place(Rule.Mode mode, int index, int position) {}

    /**
     * A rule set.
     *
     * @param rules all of them, with ids that are one of a kind
     * @param memberSets what the condition of each of them looks into
     */
    public CompiledRuleSet(
            String file,
            String version,
            Schema schema,
            List<Rule> rules,
            List<List<MemberSet>> memberSets,
            Program enforced,
            Program simulated) {
        this.file = file;
        this.version = version;
        this.schema = schema;
        this.rules = List.copyOf(rules);
        this.memberSets = List.copyOf(memberSets);
        this.enforced = enforced;
        this.simulated = simulated;
        this.places = new HashMap<>(rules.size() * 2);
        Map<Rule.Mode, Integer> counts = new EnumMap<>(Rule.Mode.class);
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            int index = counts.getOrDefault(rule.mode(), 0);
            counts.put(rule.mode(), index + 1);
            Place place = new Place(rule.mode(), index, i);
            places.put(rule.id(), place);
            for (String tag : rule.tags()) {
                tagged.computeIfAbsent(tag, any -> new ArrayList<>()).add(place);
            }
        }
    }

    @Override
    public String file() {
        return file;
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public List<Rule> rules() {
        return rules;
    }

    @Override
    public String explain() {
        StringBuilder text = new StringBuilder(this + "\n");
        enforced.explain("enforced", MOST_EXPLAINED, text);
        if (simulated.size() > 0) {
            simulated.explain("simulated", MOST_EXPLAINED, text);
        }
        return text.toString();
    }

    @Override
    public RuleSetCost cost(FactLimits limits) {
        long total = enforced.mostStepsOfGroups(limits);
        long indexes = total;
        long most = 0;
        List<RuleCost> costs = new ArrayList<>();
        for (Rule rule : rules) {
            int index = place(rule.id()).index();
            long steps = switch (rule.mode()) {
                case ENFORCE -> enforced.mostSteps(index, limits);
                case SIMULATE -> simulated.mostSteps(index, limits);
                case OFF -> 0;
            };
            costs.add(RuleCost.of(rule.id(), steps));
            if (rule.mode() == Rule.Mode.ENFORCE) {
                total = Cost.plus(total, steps);
                most = Math.max(most, steps);
            }
        }
        // What is shared may have been begun in vain, once, on the slice that ended.
        return RuleSetCost.of(Cost.plus(total, most), indexes, costs);
    }

    /** Whether there are simulated rules. */
    public boolean hasSimulation() {
        return simulated.size() > 0;
    }

    Program enforced() {
        return enforced;
    }

    Program simulated() {
        return simulated;
    }

    /**
     * Refuses facts that are not of this rule set's schema.
     *
     * @throws IllegalArgumentException if they have another one
     */
    public void checkSchema(Facts facts) {
        if (facts.schema() != schema) {
            throw new IllegalArgumentException("the facts have another schema than the live rules, " + file + " "
                    + version + ": use one Schema object for both");
        }
    }

    /** Working memory of evaluations. */
    ScratchPool<Evaluation> evaluations() {
        return evaluations;
    }

    /** The rule of that id, or null. */
    public @Nullable Rule rule(String id) {
        Place place = places.get(id);
        return place == null ? null : rules.get(place.position());
    }

    /**
     * The sets and lists that the condition of a rule looks into, in the order in which it names them.
     *
     * @throws IllegalArgumentException if there is no such rule
     */
    public List<MemberSet> memberSets(String ruleId) {
        return memberSets.get(place(ruleId).position());
    }

    /** Gives the place of a rule, if there is one. */
    void ifPresent(String ruleId, Consumer<Place> found) {
        Place place = places.get(ruleId);
        if (place != null) {
            found.accept(place);
        }
    }

    /** The places of the rules with a tag; not to be changed. */
    List<Place> tagged(String tag) {
        return tagged.getOrDefault(tag, List.of());
    }

    /** @throws IllegalArgumentException if there is no such rule */
    Place place(String ruleId) {
        Place place = places.get(ruleId);
        if (place == null) {
            throw new IllegalArgumentException("the rule set " + version + " has no rule \"" + ruleId + "\"");
        }
        return place;
    }

    @Override
    public String toString() {
        return file + " " + version + ", " + rules.size() + " rules";
    }
}
