package dev.flyball.core.rules.file;

import dev.flyball.Meter;
import dev.flyball.core.rules.file.FileTest.Expected;
import dev.flyball.core.rules.file.YamlNode.Mapping;
import dev.flyball.core.rules.file.YamlNode.Scalar;
import dev.flyball.core.rules.file.YamlNode.Sequence;
import dev.flyball.rules.Facts;
import dev.flyball.rules.Phase;
import dev.flyball.rules.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the tests of a rule, or those of the whole file. For one thread, for one file, from its beginning on. */
final class TestReader {
    /** The key of tests. */
    static final String KEY = "tests";

    private static final List<String> RULE_KEYS = List.of("name", "given", "expect", "max-steps");
    private static final List<String> FILE_KEYS = List.of("name", "given", "expect", "by", "phase", "max-steps");
    private static final List<Expected> OF_A_RULE = List.of(Expected.MATCH, Expected.NO_MATCH);
    private static final List<Expected> OF_THE_FILE = List.of(Expected.BLOCK, Expected.ALLOW, Expected.PASS);

    private final Diagnostics diagnostics;
    private final GivenReader facts;
    private final Meter meter;
    private final Lines lines;

    /** @param text the file's text */
    TestReader(String text, Schema schema, Diagnostics diagnostics, Meter meter) {
        this.diagnostics = diagnostics;
        this.facts = new GivenReader(schema, diagnostics, meter);
        this.meter = meter;
        this.lines = new Lines(text);
    }

    /** The tests of a rule that stand under that node, those that were refused left out. */
    List<FileTest> ofRule(@Nullable YamlNode node, String ruleId) {
        return read(node, ruleId, Set.of());
    }

    /**
     * The tests of all rules together.
     *
     * @param ruleIds of the rules of this file and of those before it
     */
    List<FileTest> ofFile(@Nullable YamlNode node, Set<String> ruleIds) {
        return read(node, null, ruleIds);
    }

    private List<FileTest> read(@Nullable YamlNode node, @Nullable String ruleId, Set<String> ruleIds) {
        if (node == null || node.isTold()) {
            return List.of();
        }
        List<FileTest> tests = new ArrayList<>();
        if (node instanceof Sequence sequence) {
            for (YamlNode item : sequence.items()) {
                FileTest test = test(item, ruleId, ruleIds);
                if (test != null) {
                    tests.add(test);
                }
            }
        } else {
            diagnostics.add(
                    node.start(),
                    "tests are a list, with \"- given: {…}\" and \"expect: …\" for each, not " + node.kind());
        }
        return tests;
    }

    private @Nullable FileTest test(YamlNode node, @Nullable String ruleId, Set<String> ruleIds) {
        if (!(node instanceof Mapping mapping)) {
            if (!node.isTold()) {
                diagnostics.add(node.start(), "a test is a mapping with the keys given and expect, not " + node.kind());
            }
            return null;
        }
        lines.moveTo(node.start());
        int line = lines.line();
        boolean ofFile = ruleId == null;
        Map<String, YamlNode> values =
                Keys.known(mapping, "a test", ofFile ? FILE_KEYS : RULE_KEYS, diagnostics, meter);
        for (String key : List.of("given", "expect")) {
            if (!values.containsKey(key) && mapping.complete()) {
                diagnostics.add(mapping.start(), "this test has no \"" + key + "\"");
            }
        }
        Facts given = given(values.get("given"));
        Expected expected = expected(values.get("expect"), ofFile ? OF_THE_FILE : OF_A_RULE);
        String name = text(values.get("name"), "a name");
        String by = by(values.get("by"), expected, ruleIds);
        Phase phase = phase(values.get("phase"));
        long maxSteps = maxSteps(values.get("max-steps"));
        if (given == null || expected == null) {
            return null;
        }
        return new FileTest(ruleId, line, name == null ? "" : name, given, expected, by, phase, maxSteps);
    }

    private @Nullable Facts given(@Nullable YamlNode node) {
        if (node instanceof Mapping mapping) {
            return facts.read(mapping);
        }
        if (node != null && !node.isTold()) {
            diagnostics.add(node.start(), "given is a mapping from fields to values, not " + node.kind());
        }
        return null;
    }

    private @Nullable Expected expected(@Nullable YamlNode node, List<Expected> allowed) {
        if (node == null || node.isTold()) {
            return null;
        }
        List<String> words = allowed.stream().map(Expected::words).toList();
        if (!(node instanceof Scalar scalar)) {
            diagnostics.add(node.start(), "expect is one of " + String.join(", ", words) + ", not " + node.kind());
            return null;
        }
        int index = words.indexOf(scalar.value());
        if (index < 0) {
            diagnostics.add(node.start(), Keys.unknown("expectation", scalar.value(), words, meter));
            return null;
        }
        return allowed.get(index);
    }

    private @Nullable String by(@Nullable YamlNode node, @Nullable Expected expected, Set<String> ruleIds) {
        String id = text(node, "by");
        if (node == null || id == null) {
            return null;
        }
        if (expected == Expected.PASS) {
            diagnostics.add(node.start(), "no rule decides where pass is expected");
        } else if (!ruleIds.contains(id)) {
            diagnostics.add(
                    node.start(), "there is no rule " + Excerpt.quoted(id) + " in the file, nor in one before it");
        }
        return id;
    }

    private @Nullable Phase phase(@Nullable YamlNode node) {
        String phase = text(node, "phase");
        if (node == null || phase == null) {
            return null;
        }
        if (phase.equals("request") || phase.equals("response")) {
            return Phase.valueOf(phase.toUpperCase(Locale.ROOT));
        }
        diagnostics.add(
                node.start(),
                "the phase of a test is request, in which rules about bodies are judged too, or response, not "
                        + Excerpt.quoted(phase));
        return null;
    }

    private @Nullable String text(@Nullable YamlNode node, String what) {
        if (node instanceof Scalar scalar && ScalarKind.of(scalar) != ScalarKind.NULL) {
            return scalar.value();
        }
        if (node != null && !node.isTold()) {
            diagnostics.add(node.start(), what + " is a text, not " + node.kind());
        }
        return null;
    }

    private long maxSteps(@Nullable YamlNode node) {
        if (node == null || node.isTold()) {
            return Long.MAX_VALUE;
        }
        if (node instanceof Scalar scalar && ScalarKind.of(scalar) == ScalarKind.INTEGER) {
            try {
                long steps = Long.parseLong(scalar.value());
                if (steps > 0) {
                    return steps;
                }
            } catch (NumberFormatException e) {
                diagnostics.add(node.start(), "max-steps is outside the integers of 64 bits");
                return Long.MAX_VALUE;
            }
        }
        diagnostics.add(node.start(), "max-steps is a positive integer");
        return Long.MAX_VALUE;
    }
}
