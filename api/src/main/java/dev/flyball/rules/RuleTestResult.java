package dev.flyball.rules;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What became of one test of a rule file. Immutable. */
public final class RuleTestResult {
    private final String file;
    private final int line;
    private final @Nullable String ruleId;
    private final String name;
    private final String expected;
    private final String actual;
    private final String message;
    private final long scanSteps;

    private RuleTestResult(
            String file,
            int line,
            @Nullable String ruleId,
            String name,
            String expected,
            String actual,
            String message,
            long scanSteps) {
        this.file = Objects.requireNonNull(file, "file");
        this.line = line;
        this.ruleId = ruleId;
        this.name = Objects.requireNonNull(name, "name");
        this.expected = Objects.requireNonNull(expected, "expected");
        this.actual = Objects.requireNonNull(actual, "actual");
        this.message = Objects.requireNonNull(message, "message");
        this.scanSteps = scanSteps;
    }

    /**
     * What became of a test; for implementations.
     *
     * @param message what went wrong; empty if nothing did
     */
    public static RuleTestResult of(
            String file,
            int line,
            @Nullable String ruleId,
            String name,
            String expected,
            String actual,
            String message,
            long scanSteps) {
        return new RuleTestResult(file, line, ruleId, name, expected, actual, message, scanSteps);
    }

    /** The name that the file was given. */
    public String file() {
        return file;
    }

    /** The line where the test begins, from 1. */
    public int line() {
        return line;
    }

    /** The rule that is tested, or null for a test of all rules together. */
    public @Nullable String ruleId() {
        return ruleId;
    }

    /** Its name; if its author gave none, what it expects and of which facts. */
    public String name() {
        return name;
    }

    /** Whether all was as expected. */
    public boolean passed() {
        return message.isEmpty();
    }

    /** What was expected, in a word or some: {@code match}, {@code block by scanners}. */
    public String expected() {
        return expected;
    }

    /** What came, in the same words. */
    public String actual() {
        return actual;
    }

    /**
     * What went wrong: the place, what was expected, the facts, and what became of each part of the condition. Several
     * lines; empty if the test passed.
     */
    public String message() {
        return message;
    }

    /** The scan steps that the evaluation took, which are the same in every run. */
    public long scanSteps() {
        return scanSteps;
    }

    @Override
    public String toString() {
        return file + ":" + line + ": " + (ruleId == null ? "" : ruleId + ": ") + name + ": "
                + (passed() ? "passed" : "failed") + ", " + scanSteps + " steps";
    }
}
