package dev.flyball.core.rules.runtime;

import dev.flyball.rules.Action;
import dev.flyball.rules.Rule;
import dev.flyball.rules.RuleSet;
import dev.flyball.rules.Schema;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A rule set in the form in which it is evaluated: the enforced rules and the simulated ones, each in the order of the file.
 * Rules that are off are only known by their names. Immutable and thread-safe.
 */
public final class CompiledRuleSet implements RuleSet {
    private final String file;
    private final String version;
    private final Schema schema;
    private final List<Rule> rules;
    private final CompiledRule[] enforced;
    private final CompiledRule[] simulated;
    /** Which of the enforced rules would block, ascending. */
    private final int[] blocking;

    private final Map<String, Place> places;

    /** Where a rule is found: its index among the rules of its mode. */
    record Place(Rule.Mode mode, int index) {}

    /** @param rules with ids that are one of a kind */
    public CompiledRuleSet(String file, String version, Schema schema, List<CompiledRule> rules) {
        this.file = file;
        this.version = version;
        this.schema = schema;
        this.rules = rules.stream().map(CompiledRule::rule).toList();
        this.enforced = inMode(rules, Rule.Mode.ENFORCE);
        this.simulated = inMode(rules, Rule.Mode.SIMULATE);
        this.places = new HashMap<>(rules.size() * 2);
        place(inMode(rules, Rule.Mode.OFF));
        place(enforced);
        place(simulated);
        int[] found = new int[enforced.length];
        int count = 0;
        for (int i = 0; i < enforced.length; i++) {
            if (blocks(enforced[i].rule())) {
                found[count++] = i;
            }
        }
        this.blocking = Arrays.copyOf(found, count);
    }

    private void place(CompiledRule[] ofOneMode) {
        for (int i = 0; i < ofOneMode.length; i++) {
            Rule rule = ofOneMode[i].rule();
            places.put(rule.id(), new Place(rule.mode(), i));
        }
    }

    private static CompiledRule[] inMode(List<CompiledRule> rules, Rule.Mode mode) {
        return rules.stream().filter(r -> r.rule().mode() == mode).toArray(CompiledRule[]::new);
    }

    static boolean blocks(Rule rule) {
        return rule.action().kind().equals(Action.BLOCK);
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

    /** The enforced rules; not to be changed. */
    CompiledRule[] enforced() {
        return enforced;
    }

    /** The simulated rules; not to be changed. */
    CompiledRule[] simulated() {
        return simulated;
    }

    /** The first enforced rule from an index on that would block, or -1. */
    int nextBlocking(int from) {
        int at = Arrays.binarySearch(blocking, from);
        int next = at < 0 ? -at - 1 : at;
        return next < blocking.length ? blocking[next] : -1;
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
