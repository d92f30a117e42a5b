package dev.flyball.core.regex.syntax;

import java.util.Map;

/** What the parser makes of a pattern. Immutable. */
public final class ParsedRegex {
    private final Node root;
    private final int groupCount;
    private final Map<String, Integer> groupNames;

    ParsedRegex(Node root, int groupCount, Map<String, Integer> groupNames) {
        this.root = root;
        this.groupCount = groupCount;
        this.groupNames = groupNames;
    }

    /** The tree; its {@linkplain Node#size() size} is within the limit of the options. */
    public Node root() {
        return root;
    }

    /** The number of capturing groups. */
    public int groupCount() {
        return groupCount;
    }

    /** The groups that have a name, in the order of their numbers; unmodifiable. */
    public Map<String, Integer> groupNames() {
        return groupNames;
    }
}
