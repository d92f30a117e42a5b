package dev.flyball.rules;

import dev.flyball.BudgetExceededException;
import dev.flyball.spi.Providers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Looks for what is no mistake in the rule files that make one rule set, but probably not what its author meant. What it says of rules that never
 * match or are shadowed is always so; it does not find all of them. At most 1,000 warnings are told, and how many more there
 * are. It takes time in proportion to the files, on a budget of its own ({@link RuleOptions#lintBudget()}); where that does not suffice,
 * the last warning says so. Immutable.
 */
public final class RuleLint {
    private final RuleSet rules;
    private final List<RuleWarning> warnings;

    private RuleLint(RuleSet rules, List<RuleWarning> warnings) {
        this.rules = Objects.requireNonNull(rules, "rules");
        this.warnings = List.copyOf(warnings);
    }

    /** What was found; for implementations. */
    public static RuleLint of(RuleSet rules, List<RuleWarning> warnings) {
        return new RuleLint(rules, warnings);
    }

    /**
     * The warnings about a file, or a directory of rule files, in the order of their places.
     *
     * @throws IOException if the file cannot be read
     * @throws RuleSyntaxException if anything is wrong with the file: it tells every problem at once
     * @throws BudgetExceededException if compiling takes more than {@link RuleOptions#compileBudget()}
     */
    public static List<RuleWarning> run(Path file, Schema schema, RuleOptions options) throws IOException {
        return check(file, schema, options, Set.of()).warnings();
    }

    /**
     * The warnings about a file's text, in the order of their places.
     *
     * @param file the name of the file, for messages
     * @throws RuleSyntaxException if anything is wrong with the file: it tells every problem at once
     * @throws BudgetExceededException if compiling takes more than {@link RuleOptions#compileBudget()}
     */
    public static List<RuleWarning> run(String file, String yaml, Schema schema, RuleOptions options) {
        return check(file, yaml, schema, options, Set.of()).warnings();
    }

    /**
     * Compiles a file, or a directory of rule files, once, and looks at it.
     *
     * @param ignored kinds of warnings that are not wanted, and not counted
     * @throws IOException if the file cannot be read
     * @throws RuleSyntaxException if anything is wrong with the file: it tells every problem at once
     * @throws BudgetExceededException if compiling takes more than {@link RuleOptions#compileBudget()}
     */
    public static RuleLint check(Path file, Schema schema, RuleOptions options, Set<RuleWarning.Kind> ignored)
            throws IOException {
        return check(RuleContent.read(List.of(file), options), schema, options, ignored);
    }

    /**
     * Compiles a file's text, once, and looks at it.
     *
     * @param file the name of the file, for messages
     * @param ignored kinds of warnings that are not wanted, and not counted
     * @throws RuleSyntaxException if anything is wrong with the file: it tells every problem at once
     * @throws BudgetExceededException if compiling takes more than {@link RuleOptions#compileBudget()}
     */
    public static RuleLint check(
            String file, String yaml, Schema schema, RuleOptions options, Set<RuleWarning.Kind> ignored) {
        return check(RuleContent.of(file, yaml), schema, options, ignored);
    }

    /**
     * Compiles one or several files, which make one rule set, once, and looks at them. What {@linkplain RuleContent#leftOut()
     * was left out} is told first.
     *
     * @param ignored kinds of warnings that are not wanted, and not counted
     * @throws RuleSyntaxException if anything is wrong with the files: it tells every problem at once
     * @throws BudgetExceededException if compiling takes more than {@link RuleOptions#compileBudget()}
     */
    public static RuleLint check(
            RuleContent content, Schema schema, RuleOptions options, Set<RuleWarning.Kind> ignored) {
        return Providers.rules().lint(content, schema, options, Set.copyOf(ignored));
    }

    /** The rules. */
    public RuleSet rules() {
        return rules;
    }

    /** The warnings, file by file, in the order of their places. */
    public List<RuleWarning> warnings() {
        return warnings;
    }
}
