package dev.flyball.core.rules.file;

import dev.flyball.Meter;
import dev.flyball.core.rules.file.YamlNode.Entry;
import dev.flyball.core.rules.file.YamlNode.Mapping;
import dev.flyball.core.rules.file.YamlNode.Scalar;
import dev.flyball.rules.Action;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a rule wants done: the name of an action, or a mapping from its name to its data. The headers of an answer are
 * checked here, so that no rule can break the framing of the answer. For one thread, for one file.
 */
final class ActionReader {
    private static final List<String> KINDS =
            List.of(Action.BLOCK, Action.ALLOW, Action.SKIP, Action.LOG, Action.SCORE, Action.TAG);
    private static final List<String> BLOCK_KEYS = List.of("status", "body", "headers");
    /** What the server says about its connection and the length of the body. */
    private static final Set<String> SERVERS_HEADERS =
            Set.of("connection", "content-length", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade");

    private final Diagnostics diagnostics;
    private final Meter meter;
    private final EffectReader effects;

    ActionReader(Diagnostics diagnostics, Meter meter) {
        this.diagnostics = diagnostics;
        this.meter = meter;
        this.effects = new EffectReader(diagnostics, meter);
    }

    /** The action in the name of that rule, or null if it was refused. */
    @Nullable
    Action read(YamlNode node, String ruleId) {
        if (node instanceof Scalar kind) {
            return isKnown(kind) && isWholeWithoutData(kind) ? Action.of(kind.value(), ruleId, Map.of()) : null;
        }
        if (node instanceof Mapping mapping && mapping.entries().size() == 1) {
            Entry entry = mapping.entries().get(0);
            if (!isKnown(entry.key())) {
                return null;
            }
            Map<String, Object> data = effects.isEffect(entry.key().value()) ? effects.read(entry) : data(entry);
            return data == null ? null : Action.of(entry.key().value(), ruleId, data);
        }
        if (!node.isTold()) {
            diagnostics.add(
                    node.start(),
                    "an action is one of " + String.join(", ", KINDS) + ", or {block: {status: 429, body: ...}}"
                            + (node instanceof Mapping ? ": exactly one" : ", not " + node.kind()));
        }
        return null;
    }

    private boolean isWholeWithoutData(Scalar kind) {
        if (!effects.isEffect(kind.value())) {
            return true;
        }
        diagnostics.add(kind.start(), effects.example(kind.value()));
        return false;
    }

    private boolean isKnown(Scalar kind) {
        if (KINDS.contains(kind.value())) {
            return true;
        }
        diagnostics.add(kind.start(), Keys.unknown("action", kind.value(), KINDS, meter));
        return false;
    }

    private @Nullable Map<String, Object> data(Entry entry) {
        String kind = entry.key().value();
        if (!(entry.value() instanceof Mapping mapping)) {
            if (!entry.value().isTold()) {
                diagnostics.add(
                        entry.value().start(),
                        "the data of " + kind + " is a mapping, not "
                                + entry.value().kind() + ": without data, write \"then: " + kind + "\"");
            }
            return null;
        }
        if (!kind.equals(Action.BLOCK)) {
            if (!mapping.entries().isEmpty()) {
                diagnostics.add(
                        mapping.entries().get(0).key().start(), kind + " takes no data: write \"then: " + kind + "\"");
            }
            return Map.of();
        }
        Map<String, YamlNode> values = Keys.known(mapping, Action.BLOCK, BLOCK_KEYS, diagnostics, meter);
        Map<String, Object> data = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            Object read = switch (key) {
                case "status" -> status(value);
                case "body" -> text(value, "the body");
                default -> headers(value);
            };
            if (read != null) {
                data.put(key, read);
            }
        });
        return data;
    }

    private @Nullable Integer status(YamlNode node) {
        if (node instanceof Scalar scalar
                && ScalarKind.of(scalar) == ScalarKind.INTEGER
                && scalar.value().length() == 3) {
            char first = scalar.value().charAt(0);
            if (first >= '2' && first <= '5') {
                return Integer.valueOf(scalar.value());
            }
        }
        if (!node.isTold()) {
            diagnostics.add(node.start(), "the status of an answer is a number from 200 to 599");
        }
        return null;
    }

    private @Nullable String text(YamlNode node, String what) {
        if (node instanceof Scalar scalar && ScalarKind.of(scalar) != ScalarKind.NULL) {
            return scalar.value();
        }
        if (!node.isTold()) {
            diagnostics.add(node.start(), what + " is a text, not " + node.kind());
        }
        return null;
    }

    private @Nullable Map<String, String> headers(YamlNode node) {
        if (!(node instanceof Mapping mapping)) {
            if (!node.isTold()) {
                diagnostics.add(node.start(), "headers are a mapping from names to texts, not " + node.kind());
            }
            return null;
        }
        Map<String, String> headers = new LinkedHashMap<>();
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        Keys.any(mapping, diagnostics).forEach((name, entry) -> {
            String value = text(entry.value(), "the value of a header");
            if (isHeaderName(entry.key()) && value != null && isHeaderValue(entry.value(), value)) {
                if (names.add(name)) {
                    headers.put(name, value);
                } else {
                    diagnostics.add(entry.key().start(), "the header " + Excerpt.quoted(name) + " stands here twice");
                }
            }
        });
        return Collections.unmodifiableMap(headers);
    }

    private boolean isHeaderName(Scalar key) {
        String name = key.value();
        if (name.isEmpty() || !name.chars().allMatch(ActionReader::isTokenChar)) {
            diagnostics.add(
                    key.start(),
                    Excerpt.quoted(name) + " is no name of a header: write letters, digits and !#$%&'*+-.^_`|~");
            return false;
        }
        if (SERVERS_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
            diagnostics.add(key.start(), "the header " + name + " is the server's own");
            return false;
        }
        return true;
    }

    private boolean isHeaderValue(YamlNode node, String value) {
        if (value.chars().anyMatch(c -> c < ' ' && c != '\t' || c >= 0x7F)) {
            diagnostics.add(node.start(), "the value of a header is one line of printable ASCII");
            return false;
        }
        return true;
    }

    private static boolean isTokenChar(int c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c > ' ' && "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
    }
}
