package dev.flyball.rules;

import dev.flyball.BudgetExceededException;
import dev.flyball.spi.Providers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Rules that were read, checked and compiled together. Immutable and thread-safe. Not for hosts to implement.
 *
 * <p>A rule set decides nothing by itself: give it to a {@link RuleEngine}.
 */
public interface RuleSet {
    /**
     * Compiles the text of a rule file (YAML, so JSON too) with the default options.
     *
     * @param file the name of the file, for messages
     * @throws RuleSyntaxException if anything is wrong with the file: it tells every problem at once
     * @throws BudgetExceededException if compiling takes more than {@link RuleOptions#compileBudget()}
     */
    static RuleSet parse(String file, String yaml, Schema schema) {
        return parse(file, yaml, schema, RuleOptions.defaults());
    }

    /**
     * Compiles the text of a rule file (YAML, so JSON too).
     *
     * @param file the name of the file, for messages
     * @throws RuleSyntaxException if anything is wrong with the file: it tells every problem at once
     * @throws BudgetExceededException if compiling takes more than {@link RuleOptions#compileBudget()}
     */
    static RuleSet parse(String file, String yaml, Schema schema, RuleOptions options) {
        return parse(RuleContent.of(file, yaml), schema, options);
    }

    /**
     * Compiles the texts of one or several rule files into one rule set. The limits of the options are for all of them
     * together.
     *
     * @throws RuleSyntaxException if anything is wrong with the files: it tells every problem at once
     * @throws BudgetExceededException if compiling takes more than {@link RuleOptions#compileBudget()}
     */
    static RuleSet parse(RuleContent content, Schema schema, RuleOptions options) {
        return Providers.rules().parse(content, schema, options);
    }

    /**
     * Reads what a source has and compiles it: to begin an engine with.
     *
     * @throws IOException if it cannot be read
     * @throws RuleSyntaxException if anything is wrong with the rules: it tells every problem at once
     * @throws BudgetExceededException if compiling takes more than {@link RuleOptions#compileBudget()}
     */
    static RuleSet load(RuleSource source, Schema schema, RuleOptions options) throws IOException {
        RuleContent content = source.read(null, options);
        if (content == null) {
            throw new IOException(source.name() + " has no rules");
        }
        return parse(content, schema, options);
    }

    /**
     * Reads a rule file in UTF-8, or the rule files of a directory as {@link RuleSource#of(Path)} does, and compiles them. No
     * more is read than {@link RuleOptions#maxFileLength()} allows.
     *
     * @throws IOException if the file cannot be read
     * @throws RuleSyntaxException if anything is wrong with the file: it tells every problem at once
     * @throws BudgetExceededException if compiling takes more than {@link RuleOptions#compileBudget()}
     */
    static RuleSet load(Path file, Schema schema, RuleOptions options) throws IOException {
        return parse(RuleContent.read(List.of(file), options), schema, options);
    }

    /**
     * Looks for inputs on which the rules of a file, or of a directory of rule files, take many steps, and tells the most that it saw of each rule, by itself,
     * whatever its mode. It tries the facts of the rules' own tests, and inputs that it makes of the conditions: texts as long
     * as {@link RuleOptions#factLimits()} allow, that keep regexes, functions and lists busy and do not let an {@code and} or
     * an {@code or} end early. A step for a CI: a rule whose inputs take a large part of a request's budget should not be
     * deployed.
     *
     * <p>The same file, options and seed give the same scan steps, unless the time of {@link ProfileOptions#budget()} ends.
     *
     * @throws IOException if the file cannot be read
     * @throws RuleSyntaxException if anything is wrong with the file: it tells every problem at once
     * @throws BudgetExceededException if compiling takes more than {@link RuleOptions#compileBudget()}
     */
    static RuleSetProfile profile(Path file, Schema schema, RuleOptions options, ProfileOptions profileOptions)
            throws IOException {
        return profile(RuleContent.read(List.of(file), options), schema, options, profileOptions);
    }

    /**
     * Looks for inputs on which the rules of a file's text take many steps.
     *
     * @param file the name of the file, for messages
     * @throws RuleSyntaxException if anything is wrong with the file: it tells every problem at once
     * @throws BudgetExceededException if compiling takes more than {@link RuleOptions#compileBudget()}
     * @see #profile(Path, Schema, RuleOptions, ProfileOptions)
     */
    static RuleSetProfile profile(
            String file, String yaml, Schema schema, RuleOptions options, ProfileOptions profileOptions) {
        return profile(RuleContent.of(file, yaml), schema, options, profileOptions);
    }

    /**
     * Looks for inputs on which the rules of one or several files, which make one rule set, take many steps.
     *
     * @throws RuleSyntaxException if anything is wrong with the files: it tells every problem at once
     * @throws BudgetExceededException if compiling takes more than {@link RuleOptions#compileBudget()}
     * @see #profile(Path, Schema, RuleOptions, ProfileOptions)
     */
    static RuleSetProfile profile(
            RuleContent content, Schema schema, RuleOptions options, ProfileOptions profileOptions) {
        return Providers.rules().profile(content, schema, options, profileOptions);
    }

    /** The name of the file or the directory that it was read from. */
    String file();

    /**
     * Names what the rules mean, in 32 hex digits: half of the SHA-256 hash of the file's text, the host's lists, the
     * names and types of its functions, the schema and the flags of its regexes. What was compiled from the same has the same version; limits and the name of
     * the file do not matter.
     */
    String version();

    /**
     * In words for a reader, not for a program: what rules share, which values are indexed and how, where each rule hangs and
     * in which order its condition is evaluated. At most the first 1,000 rules of each mode are written out.
     */
    String explain();

    /**
     * The most steps that the set and each of its rules can take with facts within these limits. Takes time in proportion
     * to the rules; the answer is not kept.
     */
    RuleSetCost cost(FactLimits limits);

    /** The schema of its fields. */
    Schema schema();

    /** The rules, in the order of the file. */
    List<Rule> rules();
}
