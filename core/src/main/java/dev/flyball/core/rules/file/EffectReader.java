package dev.flyball.core.rules.file;

import dev.flyball.Meter;
import dev.flyball.core.rules.file.YamlNode.Entry;
import dev.flyball.core.rules.file.YamlNode.Mapping;
import dev.flyball.core.rules.file.YamlNode.Scalar;
import dev.flyball.core.rules.file.YamlNode.Sequence;
import dev.flyball.rules.Action;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the data of the actions that change something for later rules or mark the request: {@code skip}, {@code score} and
 * {@code tag}. For one thread, for one file.
 */
final class EffectReader {
    private static final Map<String, String> EXAMPLES = Map.of(
            Action.SKIP, "say what to skip: {skip: {tags: [sqli], rules: [some-id]}}",
            Action.SCORE, "say how much of what: {score: {sqli: 5}}",
            Action.TAG, "say which: {tag: challenge}");
    private static final List<String> SKIP_KEYS = List.of("rules", "tags");
    private static final int MAX_NAMES = 100;
    private static final int MAX_NAME_LENGTH = 128;

    private final Diagnostics diagnostics;
    private final Meter meter;

    EffectReader(Diagnostics diagnostics, Meter meter) {
        this.diagnostics = diagnostics;
        this.meter = meter;
    }

    /** Whether this reads the data of such an action. */
    boolean isEffect(String kind) {
        return EXAMPLES.containsKey(kind);
    }

    /** How to write it. */
    String example(String kind) {
        return EXAMPLES.getOrDefault(kind, kind);
    }

    /** The data, or null after telling what is wrong. */
    @Nullable
    Map<String, Object> read(Entry entry) {
        return switch (entry.key().value()) {
            case Action.SCORE -> score(entry.value());
            case Action.SKIP -> skip(entry.value());
            default -> tag(entry.value());
        };
    }

    private @Nullable Map<String, Object> score(YamlNode node) {
        if (!(node instanceof Mapping mapping) || mapping.entries().isEmpty()) {
            return refused(node, Action.SCORE);
        }
        if (mapping.entries().size() > MAX_NAMES) {
            diagnostics.add(node.start(), "a rule adds to at most " + MAX_NAMES + " scores");
            return null;
        }
        Map<String, Object> points = new LinkedHashMap<>();
        Keys.any(mapping, diagnostics).forEach((name, entry) -> {
            Long number = number(entry.value());
            if (isName(entry.key()) && number != null) {
                points.put(name, number);
            }
        });
        return points.size() == mapping.entries().size() ? points : null;
    }

    private @Nullable Long number(YamlNode node) {
        if (node instanceof Scalar scalar && ScalarKind.of(scalar) == ScalarKind.INTEGER) {
            try {
                return (long) Integer.parseInt(scalar.value());
            } catch (NumberFormatException e) {
                diagnostics.add(node.start(), "points are an integer of 32 bits; this one has more");
                return null;
            }
        }
        if (!node.isTold()) {
            diagnostics.add(node.start(), "points are an integer of 32 bits, not " + node.kind());
        }
        return null;
    }

    private @Nullable Map<String, Object> skip(YamlNode node) {
        if (!(node instanceof Mapping mapping) || mapping.entries().isEmpty()) {
            return refused(node, Action.SKIP);
        }
        Map<String, YamlNode> values = Keys.known(mapping, Action.SKIP, SKIP_KEYS, diagnostics, meter);
        Map<String, Object> data = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            List<String> names = names(value);
            if (names != null) {
                data.put(key, names);
            }
        });
        return data.size() == mapping.entries().size() ? data : null;
    }

    private @Nullable List<String> names(YamlNode node) {
        if (!(node instanceof Sequence sequence) || sequence.items().size() > MAX_NAMES) {
            if (!node.isTold()) {
                diagnostics.add(node.start(), "expected a list of up to " + MAX_NAMES + " names, such as [sqli, xss]");
            }
            return null;
        }
        List<String> names = new ArrayList<>();
        for (YamlNode item : sequence.items()) {
            if (item instanceof Scalar scalar && isName(scalar)) {
                names.add(scalar.value());
            } else if (!(item instanceof Scalar) && !item.isTold()) {
                diagnostics.add(item.start(), "a name is a text, not " + item.kind());
            }
        }
        return names.size() == sequence.items().size() ? List.copyOf(names) : null;
    }

    private @Nullable Map<String, Object> tag(YamlNode node) {
        if (!(node instanceof Scalar scalar) || ScalarKind.of(scalar) != ScalarKind.TEXT) {
            return refused(node, Action.TAG);
        }
        return isName(scalar) ? Map.of("name", scalar.value()) : null;
    }

    private boolean isName(Scalar scalar) {
        String name = scalar.value();
        boolean fits = !name.isEmpty()
                && name.length() <= MAX_NAME_LENGTH
                && name.chars().allMatch(c -> c > ' ' && c < 0x7F);
        if (!fits) {
            diagnostics.add(
                    scalar.start(),
                    "a name has 1 to " + MAX_NAME_LENGTH + " printable ASCII characters, no spaces among them");
        }
        return fits;
    }

    private @Nullable Map<String, Object> refused(YamlNode node, String kind) {
        if (!node.isTold()) {
            diagnostics.add(node.start(), example(kind));
        }
        return null;
    }
}
