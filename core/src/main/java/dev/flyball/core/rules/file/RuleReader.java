package dev.flyball.core.rules.file;

import dev.flyball.Meter;
import dev.flyball.core.rules.file.YamlNode.Mapping;
import dev.flyball.core.rules.file.YamlNode.Scalar;
import dev.flyball.core.rules.file.YamlNode.Sequence;
import dev.flyball.core.rules.language.ConditionCompiler;
import dev.flyball.core.rules.language.Problem;
import dev.flyball.core.rules.typed.RulePhase;
import dev.flyball.core.rules.typed.Typed;
import dev.flyball.rules.Action;
import dev.flyball.rules.Phase;
import dev.flyball.rules.Rule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the rules of one file, one after the other, and compiles their conditions. For one thread. */
final class RuleReader {
    private static final List<String> KEYS = List.of(
            "id", "description", ConditionTraps.KEY, "then", "mode", "phase", "tags", "breaker", TestReader.KEY);
    private static final List<String> MODES = List.of("enforce", "simulate", "off");
    private static final List<String> PHASES = List.of("request", "body", "response");
    private static final List<String> BREAKERS = List.of("auto", "never");
    private static final int MAX_NAME_LENGTH = 128;
    private static final int MAX_TAGS = 100;

    private final String text;
    private final Diagnostics diagnostics;
    private final ConditionCompiler conditions;
    private final ActionReader actions;
    private final TestReader tests;
    private final Meter meter;
    private final Map<String, String> idsBefore;
    private final Set<String> ids = new HashSet<>();

    /**
     * A reader of a file's rules.
     *
     * @param text the file's text, which the offsets are of
     * @param idsBefore of rules in other files, with the names of these
     */
    RuleReader(
            String text,
            Diagnostics diagnostics,
            ConditionCompiler conditions,
            TestReader tests,
            Map<String, String> idsBefore,
            Meter meter) {
        this.text = text;
        this.diagnostics = diagnostics;
        this.conditions = conditions;
        this.actions = new ActionReader(diagnostics, meter);
        this.tests = tests;
        this.idsBefore = idsBefore;
        this.meter = meter;
    }

    /**
     * The rule, or null if something is wrong with it, which was told.
     *
     * @throws dev.flyball.BudgetExceededException if the meter ends
     */
    @Nullable
    ReadRule read(YamlNode node) {
        meter.charge(1);
        if (!(node instanceof Mapping mapping)) {
            if (!node.isTold()) {
                diagnostics.add(
                        node.start(), "a rule is a mapping with the keys id, when and then, not " + node.kind());
            }
            return null;
        }
        long before = diagnostics.count();
        Map<String, YamlNode> values = Keys.known(mapping, "a rule", KEYS, diagnostics, meter);
        for (String key : List.of("id", ConditionTraps.KEY, "then")) {
            if (!values.containsKey(key) && mapping.complete()) {
                diagnostics.add(mapping.start(), "this rule has no \"" + key + "\"");
            }
        }
        String id = id(values.get("id"));
        String description = description(values.get("description"));
        Typed.Expression condition = condition(values.get(ConditionTraps.KEY));
        YamlNode then = values.get("then");
        Action action = then == null ? null : actions.read(then, id == null ? "" : id);
        Rule.Mode mode = mode(values.get("mode"));
        boolean hasBreaker = hasBreaker(values.get("breaker"));
        List<String> tags = tags(values.get("tags"));
        List<FileTest> own = tests.ofRule(values.get(TestReader.KEY), id == null ? "" : id);
        if (id == null
                || condition == null
                || action == null
                || diagnostics.count() > before
                || !(values.get(ConditionTraps.KEY) instanceof Scalar when)) {
            return null;
        }
        Phase phase = phase(values.get("phase"), RulePhase.of(condition));
        if (phase == null) {
            return null;
        }
        Rule rule = Rule.of(id, description, when.value().strip(), action, mode, tags, phase);
        return new ReadRule(hasBreaker ? rule : rule.withoutBreaker(), condition, when, own);
    }

    /** The ids that were read so far, those of refused rules too. */
    Set<String> ids() {
        return Collections.unmodifiableSet(ids);
    }

    private @Nullable String id(@Nullable YamlNode node) {
        String id = name(node, "an id");
        if (node != null && id != null && !ids.add(id)) {
            diagnostics.add(node.start(), "the id " + Excerpt.quoted(id) + " is an earlier rule's");
        } else if (node != null && id != null && idsBefore.containsKey(id)) {
            diagnostics.add(
                    node.start(), "the id " + Excerpt.quoted(id) + " is a rule's in the file " + idsBefore.get(id));
        }
        return id;
    }

    private @Nullable String name(@Nullable YamlNode node, String what) {
        if (node == null || node.isTold()) {
            return null;
        }
        if (!(node instanceof Scalar scalar) || ScalarKind.of(scalar) == ScalarKind.NULL) {
            diagnostics.add(node.start(), what + " is a text, not " + node.kind());
            return null;
        }
        String name = scalar.value();
        if (ScalarKind.of(scalar) != ScalarKind.TEXT) {
            diagnostics.add(
                    node.start(),
                    what + " is a text, not " + node.kind() + ": write it in quotes, " + Excerpt.quoted(name));
            return null;
        }
        if (name.isEmpty() || name.length() > MAX_NAME_LENGTH || !name.chars().allMatch(RuleReader::isNameChar)) {
            diagnostics.add(
                    node.start(),
                    what + " has 1 to " + MAX_NAME_LENGTH + " letters, digits and _ . : - and nothing else");
            return null;
        }
        return name;
    }

    private static boolean isNameChar(int c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c == '_'
                || c == '.'
                || c == ':'
                || c == '-';
    }

    private String description(@Nullable YamlNode node) {
        if (node instanceof Scalar scalar) {
            return scalar.value();
        }
        if (node != null && !node.isTold()) {
            diagnostics.add(node.start(), "a description is a text, not " + node.kind());
        }
        return "";
    }

    private Typed.@Nullable Expression condition(@Nullable YamlNode node) {
        if (node == null || node.isTold()) {
            return null;
        }
        if (!(node instanceof Scalar scalar)) {
            diagnostics.add(
                    node.start(),
                    "a condition is a text, but YAML reads this as " + node.kind() + ": "
                            + ConditionTraps.advice(text, node.start()));
            return null;
        }
        if (scalar.value().isBlank()) {
            diagnostics.add(node.start(), "the condition is empty");
            return null;
        }
        int comment = ConditionTraps.commentInString(text, scalar);
        if (comment >= 0) {
            diagnostics.add(
                    comment,
                    "a string is open here, but YAML reads the rest of the line as a comment: "
                            + ConditionTraps.advice(text, scalar.start()));
            return null;
        }
        List<Problem> problems = new ArrayList<>();
        Typed.Expression condition = conditions.compile(scalar.value(), problems, meter);
        for (Problem problem : problems) {
            meter.charge(Math.min(Math.max(0, problem.offset()), scalar.value().length()));
            diagnostics.add(ScalarPlaces.locate(text, scalar, problem.offset()), Excerpt.clean(problem.message()));
        }
        return condition;
    }

    private Rule.Mode mode(@Nullable YamlNode node) {
        if (node == null || node.isTold()) {
            return Rule.Mode.ENFORCE;
        }
        if (!(node instanceof Scalar scalar)) {
            diagnostics.add(node.start(), "a mode is one of " + String.join(", ", MODES) + ", not " + node.kind());
            return Rule.Mode.ENFORCE;
        }
        if (!MODES.contains(scalar.value())) {
            diagnostics.add(node.start(), Keys.unknown("mode", scalar.value(), MODES, meter));
            return Rule.Mode.ENFORCE;
        }
        return Rule.Mode.valueOf(scalar.value().toUpperCase(Locale.ROOT));
    }

    private boolean hasBreaker(@Nullable YamlNode node) {
        if (node == null || node.isTold()) {
            return true;
        }
        if (!(node instanceof Scalar scalar)) {
            diagnostics.add(
                    node.start(), "a breaker is one of " + String.join(", ", BREAKERS) + ", not " + node.kind());
            return true;
        }
        if (!BREAKERS.contains(scalar.value())) {
            diagnostics.add(node.start(), Keys.unknown("breaker", scalar.value(), BREAKERS, meter));
        }
        return !scalar.value().equals("never");
    }

    /** The phase that the author wants, or else the first in which all is known; null after telling why not. */
    private @Nullable Phase phase(@Nullable YamlNode node, Phase known) {
        if (node == null) {
            return known;
        }
        if (node.isTold()) {
            return null;
        }
        if (!(node instanceof Scalar scalar)) {
            diagnostics.add(node.start(), "a phase is one of " + String.join(", ", PHASES) + ", not " + node.kind());
            return null;
        }
        if (!PHASES.contains(scalar.value())) {
            diagnostics.add(node.start(), Keys.unknown("phase", scalar.value(), PHASES, meter));
            return null;
        }
        Phase wanted = Phase.valueOf(scalar.value().toUpperCase(Locale.ROOT));
        if (wanted.compareTo(known) < 0) {
            diagnostics.add(
                    node.start(),
                    "the condition asks for fields that are known in the phase "
                            + known.name().toLowerCase(Locale.ROOT) + ", not before");
            return null;
        }
        return wanted;
    }

    private List<String> tags(@Nullable YamlNode node) {
        if (node == null || node.isTold()) {
            return List.of();
        }
        if (!(node instanceof Sequence sequence)) {
            diagnostics.add(node.start(), "tags are a list, such as [admin, login], not " + node.kind());
            return List.of();
        }
        if (sequence.items().size() > MAX_TAGS) {
            diagnostics.add(node.start(), "a rule has " + MAX_TAGS + " tags at most");
            return List.of();
        }
        Set<String> tags = new LinkedHashSet<>();
        for (YamlNode item : sequence.items()) {
            String tag = name(item, "a tag");
            if (tag != null && !tags.add(tag)) {
                diagnostics.add(item.start(), "the tag " + Excerpt.quoted(tag) + " stands here twice");
            }
        }
        return List.copyOf(tags);
    }
}
