package dev.flyball.core.rules.file;

import dev.flyball.Meter;
import dev.flyball.core.rules.file.YamlNode.Entry;
import dev.flyball.core.rules.file.YamlNode.Mapping;
import dev.flyball.core.rules.file.YamlNode.Scalar;
import dev.flyball.core.rules.file.YamlNode.Sequence;
import dev.flyball.core.text.NearestName;
import dev.flyball.rules.Facts;
import dev.flyball.rules.Field;
import dev.flyball.rules.IpAddress;
import dev.flyball.rules.Schema;
import dev.flyball.rules.ValueType;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the facts of a test: a mapping from fields to values, each read as its field's type says. So a text needs no quotes
 * where the field holds Bytes, and a single value stands for an array of one. It recurses as deep as types nest. For one
 * thread, for one file.
 */
final class GivenReader {
    private static final String HEX = "hex";

    private final Schema schema;
    private final Diagnostics diagnostics;
    private final Meter meter;

    GivenReader(Schema schema, Diagnostics diagnostics, Meter meter) {
        this.schema = schema;
        this.diagnostics = diagnostics;
        this.meter = meter;
    }

    /** The facts, without those that were refused. */
    Facts read(Mapping mapping) {
        Facts.Builder facts = Facts.builder(schema);
        Keys.any(mapping, diagnostics).forEach((name, entry) -> {
            Field field = schema.fieldOrNull(name);
            if (field == null) {
                diagnostics.add(entry.key().start(), unknown(name));
                return;
            }
            Object value = value(entry.value(), field.type());
            if (value != null) {
                facts.set(field, value);
            }
        });
        return facts.build();
    }

    private String unknown(String name) {
        String nearest =
                NearestName.of(name, schema.fields().stream().map(Field::name).toList(), meter);
        return "unknown field " + Excerpt.quoted(name) + (nearest == null ? "" : ": did you mean \"" + nearest + "\"?");
    }

    private @Nullable Object value(YamlNode node, ValueType type) {
        meter.charge(1);
        Object value = switch (type.kind()) {
            case ARRAY -> array(node, type);
            case MAP -> map(node, type);
            default -> node instanceof Scalar scalar ? scalar(scalar, type) : hex(node, type);
        };
        if (value == null && !node.isTold()) {
            diagnostics.add(node.start(), "expected " + expected(type) + ", not " + node.kind());
        }
        return value;
    }

    private @Nullable List<Object> array(YamlNode node, ValueType type) {
        if (node instanceof Sequence sequence) {
            List<Object> elements = new ArrayList<>();
            for (YamlNode item : sequence.items()) {
                Object element = value(item, type.element());
                if (element != null) {
                    elements.add(element);
                }
            }
            return elements;
        }
        Object single = type.element().isContainer() || !(node instanceof Scalar scalar)
                ? hex(node, type.element())
                : scalar(scalar, type.element());
        return single == null ? null : List.of(single);
    }

    private @Nullable Map<String, Object> map(YamlNode node, ValueType type) {
        if (!(node instanceof Mapping mapping)) {
            return null;
        }
        Map<String, Object> values = new LinkedHashMap<>();
        for (Entry entry : Keys.any(mapping, diagnostics).values()) {
            Object value = value(entry.value(), type.element());
            if (value != null) {
                values.put(entry.key().value(), value);
            }
        }
        return values;
    }

    private static @Nullable Object scalar(Scalar scalar, ValueType type) {
        String text = scalar.value();
        ScalarKind kind = ScalarKind.of(scalar);
        if (type.equals(ValueType.BYTES)) {
            return kind == ScalarKind.NULL && !text.isEmpty() ? null : text;
        }
        if (type.equals(ValueType.BOOL)) {
            return kind == ScalarKind.BOOLEAN ? Boolean.valueOf(text.equalsIgnoreCase("true")) : null;
        }
        if (type.equals(ValueType.IP)) {
            return IpAddress.parseOrNull(text);
        }
        try {
            return kind == ScalarKind.INTEGER ? Long.valueOf(text) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Bytes that are no text: {@code {hex: 61ff}}. */
    private static byte @Nullable [] hex(YamlNode node, ValueType type) {
        if (!type.equals(ValueType.BYTES)
                || !(node instanceof Mapping mapping)
                || mapping.entries().size() != 1
                || !mapping.entries().get(0).key().value().equals(HEX)
                || !(mapping.entries().get(0).value() instanceof Scalar digits)) {
            return null;
        }
        try {
            return HexFormat.of().parseHex(digits.value());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String expected(ValueType type) {
        return switch (type.kind()) {
            case BOOL -> "true or false";
            case INT -> "a decimal integer of 64 bits";
            case BYTES -> "a text, or bytes as {hex: 61ff}";
            case IP -> "an IP address";
            case ARRAY -> "a list, [a, b], as this is " + type;
            case MAP -> "a mapping, {key: value}, as this is " + type;
        };
    }
}
