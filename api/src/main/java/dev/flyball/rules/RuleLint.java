package dev.flyball.rules;

import dev.flyball.BudgetExceededException;
import dev.flyball.spi.Providers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Looks for what is no mistake in a rule file, but probably not what its author meant. What it says of rules that never
 * match or are shadowed is always so; it does not find all of them. At most 1,000 warnings are told, and how many more there
 * are.
 */
public final class RuleLint {
    private RuleLint() {}

    /**
     * The warnings about a file, in the order of their places.
     *
     * @throws IOException if the file cannot be read
     * @throws RuleSyntaxException if anything is wrong with the file: it tells every problem at once
     * @throws BudgetExceededException if compiling takes more than {@link RuleOptions#compileBudget()}
     */
    public static List<RuleWarning> run(Path file, Schema schema, RuleOptions options) throws IOException {
        return run(file.toString(), Providers.rules().read(file, options), schema, options);
    }

    /**
     * The warnings about a file's text, in the order of their places.
     *
     * @param file the name of the file, for messages
     * @throws RuleSyntaxException if anything is wrong with the file: it tells every problem at once
     * @throws BudgetExceededException if compiling takes more than {@link RuleOptions#compileBudget()}
     */
    public static List<RuleWarning> run(String file, String yaml, Schema schema, RuleOptions options) {
        return Providers.rules().lint(file, yaml, schema, options);
    }
}
