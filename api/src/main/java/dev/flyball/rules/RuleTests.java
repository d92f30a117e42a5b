package dev.flyball.rules;

import dev.flyball.BudgetExceededException;
import dev.flyball.spi.Providers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * What became of the tests that rule files have: those of single rules, which ask whether a rule's condition is true of
 * given facts, whatever its mode and the other rules are, and those of a file, which ask what all rules decide: those of all
 * files, where several make one rule set.
 *
 * <p>Each test has an allowance of its own, of {@value #MAX_STEPS} steps. A rule that needs more fails its test, as it
 * would not finish on an engine's default slice. Immutable.
 */
public final class RuleTests {
    /** The most steps of one test. */
    public static final long MAX_STEPS = 1_000_000;

    private final String file;
    private final List<RuleTestResult> results;
    private final List<String> untested;

    private RuleTests(String file, List<RuleTestResult> results, List<String> untested) {
        this.file = Objects.requireNonNull(file, "file");
        this.results = List.copyOf(results);
        this.untested = List.copyOf(untested);
    }

    /** What became of tests; for implementations. */
    public static RuleTests of(String file, List<RuleTestResult> results, List<String> untested) {
        return new RuleTests(file, results, untested);
    }

    /**
     * Runs the tests of a file, or of a directory of rule files, with the default options.
     *
     * @throws IOException if the file cannot be read
     * @throws RuleSyntaxException if anything is wrong with the file: it tells every problem at once
     * @throws BudgetExceededException if compiling takes more than {@link RuleOptions#compileBudget()}
     */
    public static RuleTests run(Path file, Schema schema) throws IOException {
        return run(file, schema, RuleOptions.defaults());
    }

    /**
     * Runs the tests of a file, or of a directory of rule files.
     *
     * @throws IOException if the file cannot be read
     * @throws RuleSyntaxException if anything is wrong with the file: it tells every problem at once
     * @throws BudgetExceededException if compiling takes more than {@link RuleOptions#compileBudget()}
     */
    public static RuleTests run(Path file, Schema schema, RuleOptions options) throws IOException {
        return run(RuleContent.read(List.of(file), options), schema, options);
    }

    /**
     * Runs the tests of a file's text.
     *
     * @param file the name of the file, for messages
     * @throws RuleSyntaxException if anything is wrong with the file: it tells every problem at once
     * @throws BudgetExceededException if compiling takes more than {@link RuleOptions#compileBudget()}
     */
    public static RuleTests run(String file, String yaml, Schema schema, RuleOptions options) {
        return run(RuleContent.of(file, yaml), schema, options);
    }

    /**
     * Runs the tests of one or several files, which make one rule set.
     *
     * @throws RuleSyntaxException if anything is wrong with the files: it tells every problem at once
     * @throws BudgetExceededException if compiling takes more than {@link RuleOptions#compileBudget()}
     */
    public static RuleTests run(RuleContent content, Schema schema, RuleOptions options) {
        return Providers.rules().test(content, schema, options);
    }

    /** The name of the file, or of the directory or what else the files are in. */
    public String file() {
        return file;
    }

    /** What became of each test, file by file, in the order of the file. */
    public List<RuleTestResult> results() {
        return results;
    }

    /** The tests that failed, in the same order. */
    public List<RuleTestResult> failures() {
        return results.stream().filter(result -> !result.passed()).toList();
    }

    /** Whether no test failed. True where there are no tests. */
    public boolean passed() {
        return results.stream().allMatch(RuleTestResult::passed);
    }

    /** The ids of the rules that have no test of their own, in the order of the rules. */
    public List<String> untested() {
        return untested;
    }

    /** The failures, and a line with the numbers. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        List<RuleTestResult> failures = failures();
        failures.forEach(failure -> text.append(failure.message()).append("\n\n"));
        text.append(file).append(": ").append(results.size()).append(results.size() == 1 ? " test, " : " tests, ");
        text.append(failures.size()).append(" failed, ").append(untested.size());
        return text.append(untested.size() == 1 ? " rule without a test" : " rules without a test")
                .toString();
    }
}
