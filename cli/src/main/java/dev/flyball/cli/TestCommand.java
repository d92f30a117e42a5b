package dev.flyball.cli;

import dev.flyball.rules.RuleOptions;
import dev.flyball.rules.RuleTestResult;
import dev.flyball.rules.RuleTests;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code flyball test}. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = "Runs the tests that rule files have. Exit status 1 if one fails.")
final class TestCommand extends RuleCommand {
    @Mixin
    final RuleFiles files = new RuleFiles();

    @Option(
            names = {"-v", "--verbose"},
            description = "Name the tests that passed too, with their steps, and the rules without a test.")
    boolean verbose;

    @Option(names = "--require-tests", description = "Exit status 1 if a rule has no test of its own.")
    boolean requireTests;

    @Override
    int run() throws IOException {
        RuleOptions options = source.options();
        RuleTests tests = RuleTests.run(RuleSource.content(files.paths, options), source.schema(), options);
        boolean good = tests.passed() && (!requireTests || tests.untested().isEmpty());
        if (json) {
            out().println(json(tests, good));
            return good ? Main.GOOD : Main.BAD;
        }
        for (RuleTestResult result : tests.results()) {
            if (!result.passed()) {
                out().println(result.message() + "\n");
            } else if (verbose) {
                out().println(result);
            }
        }
        out().println(count(tests.results().size(), "test") + ", "
                + String.format("%,d", tests.failures().size()) + " failed; "
                + count(tests.untested().size(), "rule") + " without a test");
        if (verbose || requireTests) {
            tests.untested().forEach(id -> out().println("  " + id));
        }
        return good ? Main.GOOD : Main.BAD;
    }

    private static Json json(RuleTests tests, boolean good) {
        Json text = new Json().object().field("ok", good).array("tests");
        for (RuleTestResult result : tests.results()) {
            text.object()
                    .field("file", result.file())
                    .field("rule", result.ruleId())
                    .field("name", result.name())
                    .field("line", result.line())
                    .field("passed", result.passed())
                    .field("expected", result.expected())
                    .field("actual", result.actual())
                    .field("steps", result.scanSteps());
            if (!result.passed()) {
                text.field("message", result.message());
            }
            text.end();
        }
        List<String> untested = tests.untested();
        return text.end()
                .field("failed", tests.failures().size())
                .field("untested", untested)
                .end();
    }
}
