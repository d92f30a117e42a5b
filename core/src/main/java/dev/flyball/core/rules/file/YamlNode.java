package dev.flyball.core.rules.file;

import java.util.List;

/**
 * The YAML of a rule file as a tree, without anchors, aliases and tags; every node knows its place, in chars. The lists
 * are not copied: nobody changes them once the tree is built.
 */
public sealed interface YamlNode {
    /** Where it begins. */
    int start();

    /** What messages call it. */
    String kind();

    /** Whether what is wrong with it was told already: then nothing more is told of its kind, or of what it lacks. */
    default boolean isTold() {
        return false;
    }

    /** How a scalar is written. */
    enum Style {
        PLAIN,
        SINGLE_QUOTED,
        DOUBLE_QUOTED,
        LITERAL,
        FOLDED
    }

    /** A text or a number; its end is the offset behind its last char, quotes included. */
    record Scalar(String value, Style style, int start, int end) implements YamlNode {
        @Override
        public String kind() {
            return ScalarKind.of(this).words();
        }
    }

    /** A list; not complete if the YAML broke off inside. */
    record Sequence(List<YamlNode> items, int start, boolean complete) implements YamlNode {
        @Override
        public String kind() {
            return "a list";
        }

        @Override
        public boolean isTold() {
            return !complete;
        }
    }

    /** A mapping with its entries in the order of the file, repeated keys too; not complete if the YAML broke off
     * inside or an entry was refused. */
    record Mapping(List<Entry> entries, int start, boolean complete) implements YamlNode {
        @Override
        public String kind() {
            return "a mapping";
        }

        @Override
        public boolean isTold() {
            return !complete;
        }
    }

    /** Something that was refused already. */
    record Refused(int start) implements YamlNode {
        @Override
        public String kind() {
            return "something else";
        }

        @Override
        public boolean isTold() {
            return true;
        }
    }

    /** A key and its value. */
    record Entry(Scalar key, YamlNode value) {}
}
