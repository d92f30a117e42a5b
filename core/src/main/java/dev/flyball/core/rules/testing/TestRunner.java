package dev.flyball.core.rules.testing;

import dev.flyball.Budget;
import dev.flyball.Meter;
import dev.flyball.core.rules.deploy.LiveRules;
import dev.flyball.core.rules.file.Excerpt;
import dev.flyball.core.rules.file.FileTest;
import dev.flyball.core.rules.file.FileTest.Expected;
import dev.flyball.core.rules.file.ReadRule;
import dev.flyball.core.rules.file.RuleFileContent;
import dev.flyball.core.rules.file.RuleFileGroup;
import dev.flyball.rules.Action;
import dev.flyball.rules.Decision;
import dev.flyball.rules.RuleEngine;
import dev.flyball.rules.RuleTestResult;
import dev.flyball.rules.RuleTests;
import dev.flyball.rules.Unfinished;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs the tests of the files of a rule set. A rule is tested alone, in an engine in which it is enforced and only logs, so
 * that neither its mode nor what other rules decide matters; a test of a file asks the rules of all files. For one thread, for one
 * file.
 */
public final class TestRunner {
    private static final Duration MAX_TIME = Duration.ofSeconds(10);
    private static final Budget BUDGET = Budget.of(RuleTests.MAX_STEPS, MAX_TIME);
    private final RuleFileContent content;
    private final FailureText failureText;
    private final List<RuleTestResult> results = new ArrayList<>();

    private TestRunner(RuleFileContent content) {
        this.content = content;
        this.failureText = new FailureText(content);
    }

    /** Runs all tests. */
    public static RuleTests run(RuleFileGroup group) {
        List<RuleTestResult> results = new ArrayList<>();
        List<String> untested = new ArrayList<>();
        RuleEngine all = null;
        for (RuleFileContent file : group.files()) {
            if (all == null && !file.tests().isEmpty()) {
                all = new LiveRules(
                        group.compiled(group.options().compileBudget().start()), LoneRule.ENGINE, Clock.systemUTC());
            }
            results.addAll(new TestRunner(file).run(all, untested));
        }
        return RuleTests.of(group.name(), results, untested);
    }

    /**
     * Runs the tests of the file, in the order of its lines.
     *
     * @param all the engine with all rules; null if the file has no tests for it
     * @param untested gets the ids of rules without a test
     */
    private List<RuleTestResult> run(@Nullable RuleEngine all, List<String> untested) {
        for (ReadRule rule : content.rules()) {
            if (rule.tests().isEmpty()) {
                untested.add(rule.rule().id());
            } else {
                RuleEngine alone = LoneRule.engine(content, rule.rule().id(), rule.condition());
                rule.tests().forEach(test -> runOfRule(rule, test, alone));
            }
        }
        if (all != null) {
            content.tests().forEach(test -> runOfFile(test, all));
        }
        results.sort(Comparator.comparingInt(RuleTestResult::line));
        return results;
    }

    private void runOfRule(ReadRule rule, FileTest test, RuleEngine alone) {
        Meter meter = BUDGET.start();
        Decision decision = alone.evaluate(test.given(), meter);
        String actual = !decision.unfinished().isEmpty()
                ? unfinished(decision)
                : (decision.matched().isEmpty() ? Expected.NO_MATCH : Expected.MATCH).words();
        String expected = test.expected().words();
        String problem = "";
        if (!actual.equals(expected)) {
            problem = failureText.ofRule(rule, test, actual);
        }
        add(test, expected, actual, problem, meter.scanSteps());
    }

    private void runOfFile(FileTest test, RuleEngine all) {
        Meter meter = BUDGET.start();
        FileOutcome outcome = FileOutcome.of(test, all, meter);
        String phase = test.phase() == null ? "" : " about the " + FailureText.name(test.phase());
        String expected = words(test.expected().words(), test.by()) + phase;
        String actual = actual(outcome, test.by() != null) + phase;
        String problem = actual.equals(expected) ? "" : failureText.ofFile(test, expected, outcome, actual);
        add(test, expected, actual, problem, meter.scanSteps());
    }

    private static String actual(FileOutcome outcome, boolean withRule) {
        Unfinished unfinished = outcome.unfinished();
        if (unfinished != null) {
            return "not finished: " + unfinished;
        }
        if (outcome.isWithoutResponse()) {
            return "nothing, as the request was blocked,";
        }
        Action action = outcome.action();
        return action == null ? Expected.PASS.words() : words(action.kind(), withRule ? action.ruleId() : null);
    }

    private static String words(String expected, @Nullable String by) {
        return by == null ? expected : expected + " by " + by;
    }

    private static String unfinished(Decision decision) {
        return "not finished: " + decision.unfinished().get(0);
    }

    private void add(FileTest test, String expected, String actual, String problem, long steps) {
        boolean tooMany = problem.isEmpty() && steps > test.maxSteps();
        String most = test.maxSteps() + " steps at most";
        results.add(RuleTestResult.of(
                content.file(),
                test.line(),
                test.ruleId(),
                test.name().isEmpty() ? FailureText.name(test) : Excerpt.clean(test.name()),
                tooMany ? expected + " in " + most : expected,
                tooMany ? actual + " in " + steps + " steps" : actual,
                tooMany ? failureText.ofSteps(test, steps) : problem,
                steps));
    }
}
