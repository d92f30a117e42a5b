package dev.flyball.core.rules.file;

import dev.flyball.core.rules.runtime.CompiledRuleSet;
import dev.flyball.rules.Diagnostic;
import dev.flyball.rules.RuleCost;
import dev.flyball.rules.RuleOptions;
import dev.flyball.rules.RuleSetCost;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Refuses files whose rules may take more steps than the options allow. */
public final class CostCap {
    private static final int NAMED = 5;

    private CostCap() {}

    /** @throws dev.flyball.rules.RuleSyntaxException with every rule that may take too many steps */
    static void check(List<RuleFileContent> files, RuleOptions options, CompiledRuleSet compiled) {
        if (options.maxRuleCost() == Long.MAX_VALUE && options.maxTotalCost() == Long.MAX_VALUE) {
            return;
        }
        RuleSetCost cost = compiled.cost(options.factLimits());
        List<Diagnostic> problems = new ArrayList<>();
        int before = 0;
        for (int i = 0; i < files.size(); i++) {
            problems.addAll(ofFile(files.get(i), before, cost, options, i == 0));
            before += files.get(i).rules().size();
        }
        RuleFileGroup.refuseIfAny(problems);
    }

    /**
     * The problems of one file.
     *
     * @param before how many rules are in the files before it
     */
    private static List<Diagnostic> ofFile(
            RuleFileContent file, int before, RuleSetCost cost, RuleOptions options, boolean isFirst) {
        Diagnostics diagnostics = new Diagnostics(file.file(), file.text());
        for (int i = 0; i < file.rules().size(); i++) {
            RuleCost rule = cost.rules().get(before + i);
            if (rule.steps() > options.maxRuleCost()) {
                diagnostics.add(
                        file.rules().get(i).when().start(),
                        "the rule \"" + rule.ruleId() + "\" may take " + steps(rule.steps())
                                + ", and a rule may take " + steps(options.maxRuleCost()) + " at most"
                                + share(rule, cost) + ": look for less, in a shorter field, or by a simpler regex");
            }
        }
        if (isFirst && cost.total() > options.maxTotalCost()) {
            List<RuleCost> most = cost.mostExpensive(NAMED);
            diagnostics.add(
                    0,
                    "the rules may take " + steps(cost.total()) + " together, and may take "
                            + steps(options.maxTotalCost()) + " at most; the most expensive are "
                            + most.stream()
                                    .map(rule ->
                                            "\"" + rule.ruleId() + "\" with " + steps(rule.steps()) + share(rule, cost))
                                    .collect(Collectors.joining(", ")));
        }
        return diagnostics.inOrder();
    }

    /** A number of steps in words. */
    public static String steps(long steps) {
        return steps == Long.MAX_VALUE
                ? "more steps than can be counted"
                : String.format(Locale.ROOT, "%,d steps", steps);
    }

    private static String share(RuleCost rule, RuleSetCost cost) {
        return String.format(Locale.ROOT, " (%.0f %% of all)", 100.0 * rule.steps() / Math.max(1, cost.total()));
    }
}
