package dev.flyball.core.rules.lint;

import dev.flyball.Meter;
import dev.flyball.core.rules.file.ReadRule;
import dev.flyball.core.rules.language.Formula;
import dev.flyball.core.rules.typed.Typed;
import dev.flyball.core.text.NearestName;
import dev.flyball.rules.Action;
import dev.flyball.rules.Rule;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Names that nothing in the rule set has: rules and tags that an action skips, scores that a condition asks for. They do nothing,
 * silently. For one thread.
 */
final class UnknownNames {
    /** Beyond so many names none is suggested for one that is missing: the work grows with both. */
    private static final int MOST_SUGGESTIONS = 100;

    private final Meter meter;
    private final Set<String> ids = new LinkedHashSet<>();
    private final Set<String> tags = new LinkedHashSet<>();
    private final Set<String> scores = new LinkedHashSet<>();
    private int suggestions;

    UnknownNames(List<ReadRule> rules, Meter meter) {
        this.meter = meter;
        for (ReadRule read : rules) {
            Rule rule = read.rule();
            ids.add(rule.id());
            tags.addAll(rule.tags());
            if (rule.action().kind().equals(Action.SCORE)) {
                scores.addAll(rule.action().data().keySet());
            }
        }
    }

    /** Gives a text for each name that a rule's action skips and nothing has. */
    void inAction(Rule rule, Consumer<String> told) {
        if (rule.action().kind().equals(Action.SKIP)) {
            names(rule.action().data().get("rules"))
                    .forEach(id -> tell("no rule has the id \"" + id + "\", which this one skips", id, ids, told));
            names(rule.action().data().get("tags"))
                    .forEach(tag -> tell("no rule has the tag \"" + tag + "\", which this one skips", tag, tags, told));
        }
    }

    /** Gives a text for each score that a part asks for and no rule adds to. */
    void inPart(Formula.Leaf leaf, Consumer<String> told) {
        Set<String> asked = new HashSet<>();
        collect(leaf.typed(), asked);
        asked.forEach(
                name -> tell("no rule adds to the score \"" + name + "\", so it is always 0", name, scores, told));
    }

    /** The names in an action's data; none if there are none. */
    static List<String> names(@Nullable Object data) {
        return data instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
    }

    private void tell(String text, String name, Set<String> known, Consumer<String> told) {
        if (known.contains(name)) {
            return;
        }
        String nearest = suggestions++ < MOST_SUGGESTIONS ? NearestName.of(name, known, meter) : null;
        told.accept(text + (nearest == null ? "" : ": did you mean \"" + nearest + "\"?"));
    }

    private static void collect(Typed.Expression expression, Set<String> to) {
        if (expression instanceof Typed.Logical logical) {
            logical.operands().forEach(operand -> collect(operand, to));
        } else if (expression instanceof Typed.Not not) {
            collect(not.operand(), to);
        } else if (expression instanceof Typed.Quantified quantified) {
            collect(quantified.array(), to);
        } else if (expression instanceof Typed.Predicate predicate) {
            collect(predicate.value(), to);
        }
    }

    private static void collect(Typed.Value value, Set<String> to) {
        if (value instanceof Typed.Score score) {
            to.add(score.name());
        } else if (value instanceof Typed.Call call) {
            call.arguments().forEach(argument -> collect(argument, to));
        } else if (value instanceof Typed.Place place) {
            collect(place.container(), to);
        }
    }
}
