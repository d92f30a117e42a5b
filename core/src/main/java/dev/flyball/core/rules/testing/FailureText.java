package dev.flyball.core.rules.testing;

import dev.flyball.Budget;
import dev.flyball.Meter;
import dev.flyball.core.rules.file.Excerpt;
import dev.flyball.core.rules.file.FileTest;
import dev.flyball.core.rules.file.FileTest.Expected;
import dev.flyball.core.rules.file.ReadRule;
import dev.flyball.core.rules.file.RuleFileContent;
import dev.flyball.core.rules.language.ConditionCompiler;
import dev.flyball.core.rules.language.ConditionParts;
import dev.flyball.core.rules.typed.Typed;
import dev.flyball.core.text.ByteText;
import dev.flyball.rules.Action;
import dev.flyball.rules.Decision;
import dev.flyball.rules.Facts;
import dev.flyball.rules.Field;
import dev.flyball.rules.Phase;
import dev.flyball.rules.RuleTests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Says why a test failed: what was expected, of which facts, and what each part of the rule's condition is by itself. For
 * one thread.
 */
final class FailureText {
    private static final int MAX_PARTS = 20;
    private static final int MAX_VALUE = 100;
    private static final int MAX_NAME = 80;
    private static final Budget PART_BUDGET = Budget.of(RuleTests.MAX_STEPS, Duration.ofSeconds(1));
    private static final String INDENT = "    ";

    private final RuleFileContent content;

    FailureText(RuleFileContent content) {
        this.content = content;
    }

    /** What a test without a name is called: what it expects and of which facts. */
    static String name(FileTest test) {
        String facts = String.join(", ", given(test.given()));
        return Excerpt.shortened(test.expected().words() + " given " + (facts.isEmpty() ? "nothing" : facts), MAX_NAME);
    }

    String ofRule(ReadRule rule, FileTest test, String actual) {
        String should = test.expected() == Expected.MATCH ? "should match, but did not" : "should not match, but did";
        boolean finished = actual.equals(Expected.MATCH.words()) || actual.equals(Expected.NO_MATCH.words());
        StringBuilder text = begin(
                test,
                "rule \"" + rule.rule().id() + "\" "
                        + (finished
                                ? should
                                : "did not finish (" + test.expected().words() + " was expected)"));
        if (!finished) {
            text.append("\n  ").append(actual);
        }
        addGiven(test, text);
        addParts(rule, test, text);
        return text.toString();
    }

    String ofFile(FileTest test, String expected, FileOutcome outcome, String actual) {
        Action action = outcome.action();
        String came = action == null || outcome.unfinished() != null
                ? actual
                : action.kind() + " by " + action.ruleId() + (outcome.isOfResponse() ? " about the response" : "");
        StringBuilder text = begin(test, "expected " + expected + ", but it was " + came);
        addGiven(test, text);
        return text.append("\n  rules that matched: ").append(outcome.matched()).toString();
    }

    static String name(Phase phase) {
        return phase.name().toLowerCase(Locale.ROOT);
    }

    String ofSteps(FileTest test, long steps) {
        String who = test.ruleId() == null ? "the rules" : "rule \"" + test.ruleId() + "\"";
        StringBuilder text =
                begin(test, who + " took " + steps + " steps, more than the " + test.maxSteps() + " of max-steps");
        addGiven(test, text);
        return text.toString();
    }

    private StringBuilder begin(FileTest test, String what) {
        String name = test.name().isEmpty() ? "" : " (" + Excerpt.shortened(test.name(), MAX_NAME) + ")";
        return new StringBuilder()
                .append(content.file())
                .append(':')
                .append(test.line())
                .append(": ")
                .append(what)
                .append(name);
    }

    private static void addGiven(FileTest test, StringBuilder text) {
        List<String> given = given(test.given());
        text.append("\n  given").append(given.isEmpty() ? " nothing" : ":");
        given.forEach(value -> text.append('\n').append(INDENT).append(value));
    }

    private static List<String> given(Facts facts) {
        List<String> given = new ArrayList<>();
        for (Field field : facts.schema().fields()) {
            Object value = facts.value(field);
            if (value != null) {
                given.add(field.name() + ": " + shown(value));
            }
        }
        return given;
    }

    private static String shown(Object value) {
        StringBuilder text = new StringBuilder();
        addShown(value, text);
        return Excerpt.shortened(text.toString(), MAX_VALUE);
    }

    /** Nothing more once the text is long enough. It recurses as deep as the type of a field nests. */
    private static void addShown(Object value, StringBuilder to) {
        if (to.length() > MAX_VALUE) {
            return;
        }
        if (value instanceof String bytes) {
            to.append(ByteText.quoted(bytes, MAX_VALUE));
        } else if (value instanceof List<?> list) {
            to.append('[');
            for (int i = 0; i < list.size() && to.length() <= MAX_VALUE; i++) {
                to.append(i == 0 ? "" : ", ");
                addShown(list.get(i), to);
            }
            to.append(']');
        } else if (value instanceof Map<?, ?> map) {
            to.append('{');
            String separator = "";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                to.append(separator);
                addShown(entry.getKey(), to);
                addShown(entry.getValue(), to.append(": "));
                separator = ", ";
                if (to.length() > MAX_VALUE) {
                    break;
                }
            }
            to.append('}');
        } else {
            to.append(value);
        }
    }

    private void addParts(ReadRule rule, FileTest test, StringBuilder text) {
        Meter compiling = content.options().compileBudget().start();
        String condition = rule.rule().condition();
        List<String> parts = ConditionParts.of(condition, MAX_PARTS + 1, content.options(), compiling);
        text.append("\n  of the condition:");
        ConditionCompiler compiler = new ConditionCompiler(content.schema(), content.lists(), content.options());
        for (String part : parts.subList(0, Math.min(MAX_PARTS, parts.size()))) {
            Typed.Expression compiled = compiler.compile(part, new ArrayList<>(), compiling);
            String value = compiled == null ? "?" : value(rule, compiled, test.given());
            text.append('\n').append(INDENT).append(value).append(" ".repeat(Math.max(1, 7 - value.length())));
            text.append(Excerpt.clean(part.replaceAll("\\s+", " ")));
        }
        if (parts.size() > MAX_PARTS) {
            text.append('\n').append(INDENT).append("…");
        }
    }

    private String value(ReadRule rule, Typed.Expression part, Facts facts) {
        Decision decision = LoneRule.engine(content, rule.rule().id(), part).evaluate(facts, PART_BUDGET.start());
        return !decision.unfinished().isEmpty()
                ? "unfinished"
                : String.valueOf(!decision.matched().isEmpty());
    }
}
