package dev.flyball.core.rules.file;

import dev.flyball.Meter;
import dev.flyball.core.rules.language.NamedLists;
import dev.flyball.core.rules.plan.RuleSetPlanner;
import dev.flyball.core.rules.plan.TypedRule;
import dev.flyball.core.rules.runtime.CompiledRuleSet;
import dev.flyball.rules.RuleOptions;
import dev.flyball.rules.Schema;
import java.util.List;

/**
 * All that a rule file without a mistake says. Immutable; lives only as long as somebody looks at the file.
 *
 * @param file its name
 * @param text its text, without a byte order mark
 * @param version what the rules mean
 * @param tests those of all rules together
 */
public record RuleFileContent(
        String file,
        String text,
        String version,
        Schema schema,
        RuleOptions options,
        NamedLists lists,
        List<ReadRule> rules,
        List<FileTest> tests) {
    /**
     * The rules in the form in which they are evaluated.
     *
     * @param meter is charged for making the plan
     * @throws dev.flyball.BudgetExceededException if the meter ends
     */
    public CompiledRuleSet compiled(Meter meter) {
        RuleSetPlanner planner = new RuleSetPlanner(schema, options.regexOptions(), meter);
        rules.forEach(rule -> planner.add(new TypedRule(rule.rule(), rule.condition())));
        return planner.plan(file, version);
    }
}
