package dev.flyball.core.rules.file;

import dev.flyball.Meter;
import dev.flyball.core.rules.plan.RuleSetPlanner;
import dev.flyball.core.rules.plan.TypedRule;
import dev.flyball.core.rules.runtime.CompiledRuleSet;
import dev.flyball.rules.Diagnostic;
import dev.flyball.rules.RuleContent;
import dev.flyball.rules.RuleOptions;
import dev.flyball.rules.RuleSyntaxException;
import dev.flyball.rules.RuleText;
import dev.flyball.rules.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The files that make one rule set, without a mistake. They are read one after the other, under one meter and within one set
 * of limits; all of them are read when one has a mistake, so that an author sees all problems at once. Immutable.
 *
 * @param name of the whole
 * @param version what the rules mean
 */
public record RuleFileGroup(
        String name, String version, Schema schema, RuleOptions options, List<RuleFileContent> files) {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** Files, and their rules as they are evaluated. */
    public record Compiled(RuleFileGroup group, CompiledRuleSet rules) {}

    /**
     * Reads and compiles the files within the options' compile budget.
     *
     * @throws RuleSyntaxException with every problem of the files
     * @throws IllegalArgumentException if a list that the options give is unusable
     * @throws dev.flyball.BudgetExceededException if the budget does not suffice
     */
    public static CompiledRuleSet compile(RuleContent content, Schema schema, RuleOptions options) {
        return compiled(content, schema, options).rules();
    }

    /** The same for somebody who looks at both. */
    public static Compiled compiled(RuleContent content, Schema schema, RuleOptions options) {
        Meter meter = options.compileBudget().start();
        RuleFileGroup group = read(content, schema, options, meter);
        CompiledRuleSet compiled = group.compiled(meter);
        CostCap.check(group.files, options, compiled);
        return new Compiled(group, compiled);
    }

    /** Reads the files without planning their evaluation: see {@link #compile}. */
    public static RuleFileGroup read(RuleContent content, Schema schema, RuleOptions options) {
        return read(content, schema, options, options.compileBudget().start());
    }

    /** All rules, in their order. */
    public List<ReadRule> rules() {
        return files.stream().flatMap(file -> file.rules().stream()).toList();
    }

    /**
     * The rules in the form in which they are evaluated.
     *
     * @param meter is charged for making the plan
     * @throws dev.flyball.BudgetExceededException if the meter ends
     */
    public CompiledRuleSet compiled(Meter meter) {
        RuleSetPlanner planner = new RuleSetPlanner(schema, options.regexOptions(), meter);
        rules().forEach(rule -> planner.add(new TypedRule(rule.rule(), rule.condition())));
        return planner.plan(name, version);
    }

    private static RuleFileGroup read(RuleContent content, Schema schema, RuleOptions options, Meter meter) {
        List<RuleText> texts = withoutMarks(content.files());
        checkLength(texts, options.maxFileLength());
        meter.stride();
        String version = RuleSetVersion.of(texts.stream().map(RuleText::text).toList(), schema, options, meter);
        HostLists hostLists = HostLists.read(options, meter);
        EarlierFiles before = new EarlierFiles();
        Map<String, Diagnostic> problems = new LinkedHashMap<>();
        List<RuleFileContent> files = new ArrayList<>(texts.size());
        for (RuleText text : texts) {
            try {
                files.add(RuleFile.read(text, version, before, texts, hostLists, schema, options, meter));
            } catch (RuleSyntaxException e) {
                // Each file tells what is wrong with the host's list files.
                e.diagnostics().forEach(problem -> problems.putIfAbsent(problem.toString(), problem));
            }
        }
        refuseIfAny(List.copyOf(problems.values()));
        return new RuleFileGroup(content.name(), version, schema, options, List.copyOf(files));
    }

    private static List<RuleText> withoutMarks(List<RuleText> files) {
        return files.stream()
                .map(file -> file.text().startsWith(BYTE_ORDER_MARK)
                        ? RuleText.of(file.file(), file.text().substring(1))
                        : file)
                .toList();
    }

    /** Refuses files that are longer than one may be; the one in which they become too long is told. */
    private static void checkLength(List<RuleText> files, int max) {
        long length = 0;
        for (RuleText file : files) {
            length += file.text().length();
            if (length > max) {
                throw tooLong(file.file(), max, files.size() > 1);
            }
        }
    }

    /** What is said of a file that is too long, by itself or with those before it. */
    static RuleSyntaxException tooLong(String file, int max, boolean together) {
        Diagnostics diagnostics = new Diagnostics(file, "");
        diagnostics.add(
                0,
                together
                        ? "with this file there are more than " + max + " chars in all files together"
                        : "the file has more than " + max + " chars");
        return diagnostics.refusal();
    }

    /** @throws RuleSyntaxException if there is a problem, with the first of them */
    static void refuseIfAny(List<Diagnostic> problems) {
        if (problems.isEmpty()) {
            return;
        }
        int kept = Math.min(problems.size(), Diagnostics.MAX + 1);
        List<Diagnostic> told = new ArrayList<>(problems.subList(0, kept));
        if (problems.size() > kept) {
            Diagnostic last = told.get(kept - 1);
            String rest = "and " + (problems.size() - kept) + " more problems in the files from here on";
            told.add(Diagnostic.of(last.file(), last.line(), last.column(), rest, ""));
        }
        throw new RuleSyntaxException(told);
    }
}
