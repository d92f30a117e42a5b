package dev.flyball.core.rules.file;

import dev.flyball.core.rules.file.YamlNode.Scalar;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;

/** What a scalar is in YAML 1.2's core schema: only a plain one can be anything but a text. */
enum ScalarKind {
    TEXT("a text"),
    INTEGER("an integer"),
    FLOAT("a decimal number"),
    BOOLEAN("a truth value"),
    NULL("nothing");

    /** No number that means something is longer; keeps the patterns away from long texts. */
    private static final int MAX_LENGTH = 64;

    private static final CoreScalarResolver RESOLVER = new CoreScalarResolver(false);

    private final String words;

    ScalarKind(String words) {
        this.words = words;
    }

    /** What messages call it. */
    String words() {
        return words;
    }

    static ScalarKind of(Scalar scalar) {
        if (scalar.style() != YamlNode.Style.PLAIN || scalar.value().length() > MAX_LENGTH) {
            return TEXT;
        }
        Tag tag = RESOLVER.resolve(scalar.value(), true);
        if (tag.equals(Tag.INT)) {
            return INTEGER;
        }
        if (tag.equals(Tag.FLOAT)) {
            return FLOAT;
        }
        if (tag.equals(Tag.BOOL)) {
            return BOOLEAN;
        }
        return tag.equals(Tag.NULL) ? NULL : TEXT;
    }
}
