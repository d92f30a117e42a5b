package dev.flyball.core.rules.lint;

import dev.flyball.core.rules.language.Formula;
import dev.flyball.core.rules.runtime.Path;
import dev.flyball.core.rules.runtime.Relation;
import dev.flyball.core.rules.typed.Typed;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Single comparisons that are never true, because of what the value that they are about can be. */
final class ImpossibleParts {
    private static final List<String> PATHS =
            List.of("http.request.uri", "http.request.uri.path", "raw.http.request.uri", "raw.http.request.uri.path");

    private static final String EXTENSION = "http.request.uri.path.extension";

    private ImpossibleParts() {}

    /** Why a part is never true, and what to write instead; null if nothing is known against it. */
    static @Nullable String problem(Formula.Leaf leaf) {
        return problem(leaf.typed(), leaf.points());
    }

    private static @Nullable String problem(Typed.Expression typed, List<Object> points) {
        if (typed instanceof Typed.Quantified quantified) {
            return quantified.every() ? null : problem(quantified.array(), points);
        }
        if (!(typed instanceof Typed.Predicate predicate)) {
            return null;
        }
        // What is absent is unequal to everything.
        String key = ValueOf.relation(predicate.test()) == Relation.NOT_EQUAL ? null : upperCaseKey(predicate.value());
        if (key != null) {
            return "there is never a header \"" + key + "\": the keys are in lower case";
        }
        if (predicate.test() instanceof Typed.IsTrue
                && predicate.value() instanceof Typed.Call call
                && List.of("starts_with", "ends_with").contains(call.function().name())
                && call.arguments().get(1) instanceof Typed.Constant constant) {
            String text = (String) constant.value();
            boolean begin = call.function().name().equals("starts_with");
            return problem(call.arguments().get(0), List.of(text), begin);
        }
        return problem(predicate.value(), texts(predicate.test(), points), anchored(predicate.test()));
    }

    /** Whether the texts of a test stand at the beginning of the value. */
    private static boolean anchored(Typed.Test test) {
        return !(test instanceof Typed.Contains);
    }

    /** The texts of which one must be in the value; none if that is not known. */
    private static List<String> texts(Typed.Test test, List<Object> points) {
        List<String> texts = new ArrayList<>();
        if (test instanceof Typed.Contains contains) {
            texts.add(contains.needle());
        } else if (test instanceof Typed.In || ValueOf.relation(test) == Relation.EQUAL) {
            points.forEach(point -> {
                if (point instanceof String text) {
                    texts.add(text);
                }
            });
            if (texts.isEmpty() && test instanceof Typed.CompareBytes compare) {
                texts.add(compare.operand());
            }
        }
        return texts;
    }

    private static @Nullable String problem(Typed.Value value, List<String> texts, boolean anchored) {
        if (texts.isEmpty()) {
            return null;
        }
        String function = caseOf(value);
        if (function != null && texts.stream().allMatch(text -> hasOtherCase(text, function.equals("lower")))) {
            return function + "(…) never has " + (function.equals("lower") ? "upper" : "lower")
                    + "-case letters: compare it with \"" + inCase(texts.get(0), function.equals("lower")) + "\"";
        }
        if (!(value instanceof Typed.FieldValue field) || !anchored) {
            return null;
        }
        String name = field.field().name();
        if (PATHS.contains(name) && texts.stream().noneMatch(ImpossibleParts::beginsPath)) {
            return name + " begins with a slash: write \"/" + texts.get(0) + "\"";
        }
        if (name.equals(EXTENSION) && texts.stream().allMatch(text -> text.startsWith("."))) {
            return name + " has no dot: write \"" + texts.get(0).substring(1) + "\"";
        }
        return null;
    }

    /** Whether a path can begin so; that of {@code OPTIONS *} is an asterisk alone. */
    private static boolean beginsPath(String text) {
        return text.isEmpty() || text.startsWith("/") || text.equals("*");
    }

    /** {@code lower} or {@code upper} if the value, or each of several, comes from there; else null. */
    private static @Nullable String caseOf(Typed.Value value) {
        Typed.Value source = value instanceof Typed.Place place && place.isLifted() ? place.container() : value;
        if (source instanceof Typed.Call call) {
            String name = call.function().name();
            return name.equals("lower") || name.equals("upper") ? name : null;
        }
        return null;
    }

    private static boolean hasOtherCase(String text, boolean lower) {
        return !inCase(text, lower).equals(text);
    }

    private static String inCase(String text, boolean lower) {
        StringBuilder changed = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean upperLetter = c >= 'A' && c <= 'Z';
            boolean lowerLetter = c >= 'a' && c <= 'z';
            boolean changes = lower ? upperLetter : lowerLetter;
            changed.append(changes ? (char) (c ^ 0x20) : c);
        }
        return changed.toString();
    }

    /** The key with an upper-case letter by which a value is taken out of a map of headers, or null. */
    private static @Nullable String upperCaseKey(Typed.Value value) {
        if (value instanceof Typed.Call call) {
            return call.function().skipsAbsent()
                    ? null
                    : upperCaseKey(call.arguments().get(0));
        }
        if (!(value instanceof Typed.Place place)) {
            return null;
        }
        if (place.container() instanceof Typed.FieldValue field
                && field.field().name().matches("http\\.(request|response)\\.headers")
                && place.steps().get(0) instanceof Path.Key key) {
            return hasOtherCase(key.key(), true) ? key.key() : null;
        }
        return upperCaseKey(place.container());
    }
}
