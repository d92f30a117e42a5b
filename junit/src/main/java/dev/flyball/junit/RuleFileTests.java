package dev.flyball.junit;

import dev.flyball.rules.RuleOptions;
import dev.flyball.rules.RuleTestResult;
import dev.flyball.rules.RuleTests;
import dev.flyball.rules.Schema;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.AssertionFailedError;

/**
 * The tests in rule files as JUnit's: a container for each rule, and in it a test for each of its tests.
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicNode> rules() throws IOException {
 *     return RuleFileTests.of(Path.of("src/main/resources/rules.yaml"));
 * }
 * }</pre>
 *
 * <p>A directory is what a {@link dev.flyball.rules.RuleSource} makes of it: its files are one rule set.
 *
 * <p>A test that failed says what was expected, of which facts, and what each part of the rule's condition is. A file
 * with a mistake fails the factory, and says every mistake with its place. Tests lead IDEs to their line of the file.
 */
public final class RuleFileTests {
    private RuleFileTests() {}

    /**
     * The tests of a file, or of a directory of rule files, with HTTP's fields and the default options.
     *
     * @throws IOException if the file cannot be read
     * @throws dev.flyball.rules.RuleSyntaxException if anything is wrong with the file
     * @throws AssertionFailedError if the file has no test, which would pass whatever its rules are
     */
    public static Stream<DynamicNode> of(Path file) throws IOException {
        return of(file, Schema.http(), RuleOptions.defaults());
    }

    /**
     * The tests of a file, or of a directory of rule files.
     *
     * @throws IOException if the file cannot be read
     * @throws dev.flyball.rules.RuleSyntaxException if anything is wrong with the file
     * @throws AssertionFailedError if the file has no test, which would pass whatever its rules are
     */
    public static Stream<DynamicNode> of(Path file, Schema schema, RuleOptions options) throws IOException {
        RuleTests tests = RuleTests.run(file, schema, options);
        if (tests.results().isEmpty()) {
            throw new AssertionFailedError(file + " has no tests: write some under \"tests:\" of a rule");
        }
        Map<String, List<DynamicTest>> byRule = new LinkedHashMap<>();
        List<DynamicNode> nodes = new ArrayList<>();
        for (RuleTestResult result : tests.results()) {
            URI source = URI.create(file.getFileSystem().getPath(result.file()).toUri() + "?line=" + result.line());
            DynamicTest test = DynamicTest.dynamicTest(result.name(), source, () -> check(result));
            String rule = result.ruleId();
            if (rule == null) {
                nodes.add(test);
            } else {
                byRule.computeIfAbsent(rule, id -> new ArrayList<>()).add(test);
            }
        }
        byRule.forEach((id, ofOne) -> nodes.add(DynamicContainer.dynamicContainer(id, ofOne)));
        return nodes.stream();
    }

    private static void check(RuleTestResult result) {
        if (!result.passed()) {
            throw new AssertionFailedError(result.message(), result.expected(), result.actual());
        }
    }
}
