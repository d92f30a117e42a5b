package dev.flyball.core.rules.lint;

import dev.flyball.BudgetExceededException;
import dev.flyball.Meter;
import dev.flyball.core.rules.file.CostCap;
import dev.flyball.core.rules.file.ReadRule;
import dev.flyball.core.rules.file.RuleFileContent;
import dev.flyball.core.rules.file.RuleFileGroup;
import dev.flyball.core.rules.language.Formula;
import dev.flyball.core.rules.language.FormulaReader;
import dev.flyball.core.rules.runtime.CompiledRuleSet;
import dev.flyball.core.rules.typed.Typed;
import dev.flyball.rules.Action;
import dev.flyball.rules.Diagnostic;
import dev.flyball.rules.Phase;
import dev.flyball.rules.Rule;
import dev.flyball.rules.RuleCost;
import dev.flyball.rules.RuleWarning;
import dev.flyball.rules.RuleWarning.Kind;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the rules of one rule set, one after the other, on a budget of its own: where that does not suffice, what was found is told,
 * and that there may be more. For one thread.
 */
public final class Linter {
    /** A rule that may take more than one of so many parts of a request's steps is expensive. */
    private static final int PARTS_OF_A_BUDGET = 10;

    private static final String MATCHES = " matches ";

    /** What comparing a rule with itself and others may take: so much, and so much for each char of its condition. */
    private static final long WORK = 2_000;

    private static final long WORK_OF_A_CHAR = 1;

    private final RuleFileGroup group;
    private final CompiledRuleSet compiled;
    private final Meter meter;
    private final Contradictions contradictions;
    /** A rule of one phase decides before or after one of another, not in its place. */
    private final Map<Phase, Shadows> shadows = new EnumMap<>(Phase.class);

    private final Set<String> skippedIds = new HashSet<>();
    private final Set<String> skippedTags = new HashSet<>();
    private final Warnings warnings;
    private final UnknownNames unknownNames;

    private Linter(RuleFileGroup.Compiled files, Warnings warnings) {
        this.group = files.group();
        this.compiled = files.rules();
        this.meter = group.options().lintBudget().start();
        this.contradictions = new Contradictions(group.schema().absentNotEqual(), meter);
        this.warnings = warnings;
        this.unknownNames = new UnknownNames(group.rules(), meter);
    }

    /**
     * The warnings about the files of a rule set: of what was left out first, then file by file, in the order of their places.
     *
     * @param leftOut see {@link dev.flyball.rules.RuleContent#leftOut()}
     * @param ignored kinds that are not told and not counted
     */
    public static List<RuleWarning> run(RuleFileGroup.Compiled files, List<Diagnostic> leftOut, Set<Kind> ignored) {
        Warnings warnings = new Warnings(files.group(), ignored);
        leftOut.forEach(warnings::addLeftOut);
        return new Linter(files, warnings).run();
    }

    private List<RuleWarning> run() {
        List<ReadRule> rules = group.rules();
        rules.forEach(rule -> noteSkipped(rule.rule()));
        int looked = 0;
        try {
            for (RuleFileContent file : group.files()) {
                FormulaReader reader = new FormulaReader(group.schema(), file.lists(), group.options(), scope(file));
                for (ReadRule rule : file.rules()) {
                    meter.charge(1);
                    look(rule, reader);
                    looked++;
                }
            }
        } catch (BudgetExceededException e) {
            if (e.reason() != BudgetExceededException.Reason.STEPS
                    && e.reason() != BudgetExceededException.Reason.DEADLINE) {
                throw e;
            }
            warnings.add(
                    Kind.UNFINISHED,
                    rules.get(looked),
                    0,
                    "there may be more to say: the budget for looking at rules was used up after " + looked + " of "
                            + rules.size());
        }
        // Last, as their number is limited and many rules may be that.
        lookAtCosts(rules);
        return warnings.inOrder();
    }

    /** What tells a list that the file declares from those of the same name in other files. */
    private String scope(RuleFileContent file) {
        return group.files().size() == 1 ? "" : file.file();
    }

    private void look(ReadRule rule, FormulaReader reader) {
        unknownNames.inAction(rule.rule(), text -> warnings.add(Kind.UNKNOWN_NAME, rule, 0, text));
        contradictions.allow(WORK + WORK_OF_A_CHAR * rule.when().value().length());
        Formula formula = reader.read(rule.when().value(), meter);
        boolean partsAreGood = lookAtParts(rule, formula, true);
        List<List<Literal>> cases = Cases.of(formula, true);
        if (cases == null) {
            note(rule, formula, null);
        } else if (cases.stream().allMatch(contradictions::areIn)) {
            if (partsAreGood) {
                warnings.add(Kind.NEVER_MATCHES, rule, 0, "this rule never matches: its parts contradict each other");
            }
        } else {
            lookForShadow(rule, cases);
            note(rule, formula, cases);
        }
    }

    private void lookAtCosts(List<ReadRule> rules) {
        long request = group.options().requestSteps();
        if (request == Long.MAX_VALUE) {
            return;
        }
        List<RuleCost> costs = compiled.cost(group.options().factLimits()).rules();
        for (int i = 0; i < costs.size(); i++) {
            long steps = costs.get(i).steps();
            if (steps > request / PARTS_OF_A_BUDGET) {
                warnings.add(
                        Kind.EXPENSIVE,
                        rules.get(i),
                        0,
                        "this rule may take " + CostCap.steps(steps) + ", more than a tenth of the "
                                + CostCap.steps(request) + " of a request: look for less, or in a shorter field, or see"
                                + " with a profile what it takes");
            }
        }
    }

    private void noteSkipped(Rule rule) {
        if (rule.action().kind().equals(Action.SKIP)) {
            skippedIds.addAll(UnknownNames.names(rule.action().data().get("rules")));
            skippedTags.addAll(UnknownNames.names(rule.action().data().get("tags")));
        }
    }

    private Shadows shadows(ReadRule rule) {
        return shadows.computeIfAbsent(rule.rule().phase(), phase -> new Shadows(contradictions, meter));
    }

    private void lookForShadow(ReadRule rule, List<List<Literal>> cases) {
        String decider = rule.rule().mode() == Rule.Mode.ENFORCE ? shadows(rule).of(cases) : null;
        if (decider != null) {
            warnings.add(
                    Kind.SHADOWED,
                    rule,
                    0,
                    "this rule never acts: the rule \"" + decider + "\"" + where(decider, rule)
                            + " before it decides wherever it matches");
        }
    }

    /** The file of an earlier rule, unless it is that of the other one. */
    private String where(String earlier, ReadRule rule) {
        String file = warnings.fileOf(earlier);
        return file.equals(warnings.fileOf(rule.rule().id())) ? "" : " in the file " + file;
    }

    private void note(ReadRule rule, Formula formula, @Nullable List<List<Literal>> cases) {
        boolean decides =
                rule.rule().mode() == Rule.Mode.ENFORCE && rule.rule().action().isTerminating();
        boolean mayBeSkipped = skippedIds.contains(rule.rule().id())
                || rule.rule().tags().stream().anyMatch(skippedTags::contains);
        if (decides && !mayBeSkipped && !asksForScores(formula)) {
            shadows(rule).add(rule.rule().id(), formula, cases);
        }
    }

    /** Whether the formula depends on its place in the order. */
    private static boolean asksForScores(Formula formula) {
        if (formula instanceof Formula.Not not) {
            return asksForScores(not.operand());
        }
        if (formula instanceof Formula.Joined joined) {
            return joined.operands().stream().anyMatch(Linter::asksForScores);
        }
        return ((Formula.Leaf) formula).key().contains("score(");
    }

    /** Whether nothing was told of them. */
    private boolean lookAtParts(ReadRule rule, Formula formula, boolean positive) {
        if (formula instanceof Formula.Not not) {
            return lookAtParts(rule, not.operand(), !positive);
        }
        if (formula instanceof Formula.Joined joined) {
            boolean good = true;
            for (Formula operand : joined.operands()) {
                good &= lookAtParts(rule, operand, positive);
            }
            return good;
        }
        Formula.Leaf leaf = (Formula.Leaf) formula;
        String problem = ImpossibleParts.problem(leaf);
        if (problem != null) {
            String what = positive ? "this is never true: " : "this is always true: ";
            warnings.add(Kind.NEVER_MATCHES, rule, leaf.start(), what + problem);
        }
        unknownNames.inPart(leaf, text -> warnings.add(Kind.UNKNOWN_NAME, rule, leaf.start(), text));
        lookAtRegex(rule, leaf);
        return problem == null;
    }

    private void lookAtRegex(ReadRule rule, Formula.Leaf leaf) {
        Typed.Expression typed = leaf.typed();
        boolean each = typed instanceof Typed.Quantified;
        if (typed instanceof Typed.Quantified quantified) {
            typed = quantified.array();
        }
        int operator = leaf.key().indexOf(MATCHES);
        if (!(typed instanceof Typed.Predicate predicate)
                || !(predicate.test() instanceof Typed.Matches matches)
                || operator < 0) {
            return;
        }
        int start = each ? leaf.key().indexOf('(') + 1 : 0;
        String value = leaf.key().substring(start, operator);
        for (RegexAdvice.Advice advice : RegexAdvice.of(matches.regex(), value, meter)) {
            warnings.add(advice.kind(), rule, leaf.start(), advice.text());
        }
    }
}
