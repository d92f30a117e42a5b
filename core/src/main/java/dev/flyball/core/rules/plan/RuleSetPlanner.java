package dev.flyball.core.rules.plan;

import dev.flyball.Meter;
import dev.flyball.core.rules.runtime.CompiledRuleSet;
import dev.flyball.core.rules.runtime.Condition;
import dev.flyball.core.rules.runtime.MemberSet;
import dev.flyball.core.rules.runtime.Program;
import dev.flyball.core.rules.typed.MemberSets;
import dev.flyball.core.rules.typed.Typed;
import dev.flyball.regex.RegexOptions;
import dev.flyball.rules.Action;
import dev.flyball.rules.Rule;
import dev.flyball.rules.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Plans a rule set: the enforced rules and the simulated ones apart, so that these cannot have any effect on those. Takes
 * the rules one after the other, and keeps of each no more than the plan needs. For one thread, for one rule set.
 */
public final class RuleSetPlanner {
    private final Schema schema;
    private final ProgramPlanner enforced;
    private final ProgramPlanner simulated;
    private final List<Rule> rules = new ArrayList<>();
    private final List<List<MemberSet>> memberSets = new ArrayList<>();
    private final Set<String> skippedIds = new HashSet<>();
    private final Set<String> skippedTags = new HashSet<>();

    /**
     * A planner.
     *
     * @param regexOptions of the rules' regexes
     * @param meter is charged for every pass
     */
    public RuleSetPlanner(Schema schema, RegexOptions regexOptions, Meter meter) {
        this.schema = schema;
        this.enforced = new ProgramPlanner(true, schema.absentNotEqual(), regexOptions, meter);
        this.simulated = new ProgramPlanner(false, schema.absentNotEqual(), regexOptions, meter);
    }

    /**
     * Adds the next rule of the file.
     *
     * @throws dev.flyball.BudgetExceededException if the meter ends
     */
    public void add(TypedRule rule) {
        switch (rule.rule().mode()) {
            case ENFORCE -> enforced.add(rule, rules.size());
            case SIMULATE -> simulated.add(rule, rules.size());
            case OFF -> {}
        }
        rules.add(rule.rule());
        memberSets.add(MemberSets.of(rule.condition()));
        Action action = rule.rule().action();
        if (action.kind().equals(Action.SKIP)) {
            addNames(action.data().get("rules"), skippedIds);
            addNames(action.data().get("tags"), skippedTags);
        }
    }

    private static void addNames(@Nullable Object names, Set<String> to) {
        if (names instanceof List<?> list) {
            list.forEach(name -> to.add(String.valueOf(name)));
        }
    }

    /**
     * The rule set.
     *
     * @throws dev.flyball.BudgetExceededException if the meter ends
     */
    public CompiledRuleSet plan(String file, String version) {
        Program live = enforced.plan(skippedIds, skippedTags);
        Program trial = simulated.plan(skippedIds, skippedTags);
        return new CompiledRuleSet(file, version, schema, rules, memberSets, live, trial);
    }

    /** One condition by itself, in the order in which it is written; an evaluation keeps nothing of it. */
    public static Condition condition(Typed.Expression typed, Schema schema, Meter meter) {
        return new ConditionBuilder(schema.absentNotEqual(), false).condition(new Interner(meter).node(typed));
    }
}
