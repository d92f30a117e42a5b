package dev.flyball.core.regex.syntax;

import dev.flyball.Budget;
import dev.flyball.Meter;
import dev.flyball.core.regex.syntax.Node.Alternate;
import dev.flyball.core.regex.syntax.Node.Assertion;
import dev.flyball.core.regex.syntax.Node.CharClass;
import dev.flyball.core.regex.syntax.Node.Concat;
import dev.flyball.core.regex.syntax.Node.Empty;
import dev.flyball.core.regex.syntax.Node.Group;
import dev.flyball.core.regex.syntax.Node.Literal;
import dev.flyball.core.regex.syntax.Node.Never;
import dev.flyball.core.regex.syntax.Node.Repeat;
import dev.flyball.regex.RegexOptions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;

/** Parsing in tests, and syntax trees as text that shows all of their structure. */
final class Trees {
    private Trees() {}

    static Meter meter() {
        return Budget.of(1_000_000_000, Duration.ofMinutes(5)).start();
    }

    static ParsedRegex parse(String pattern, RegexOptions options) {
        return Parser.parse(pattern, options, meter());
    }

    /** The tree of a pattern with default options, as text. */
    static String tree(String pattern) {
        return tree(pattern, RegexOptions.defaults());
    }

    static String tree(String pattern, RegexOptions options) {
        return show(parse(pattern, options).root());
    }

    static String show(Node node) {
        if (node instanceof Empty) {
            return "empty";
        } else if (node instanceof Never) {
            return "never";
        } else if (node instanceof Literal literal) {
            return character(literal.codePoint());
        } else if (node instanceof CharClass charClass) {
            return show(charClass.set());
        } else if (node instanceof Assertion assertion) {
            return assertion.kind().toString();
        } else if (node instanceof Group group) {
            String name = group.name() == null ? "" : "<" + group.name() + ">";
            return "group" + group.number() + name + "(" + show(group.body()) + ")";
        } else if (node instanceof Concat concat) {
            return "cat(" + show(concat.parts()) + ")";
        } else if (node instanceof Alternate alternate) {
            return "alt(" + show(alternate.branches()) + ")";
        } else if (node instanceof Repeat repeat) {
            String max = repeat.max() == Repeat.UNBOUNDED ? "" : Integer.toString(repeat.max());
            return "rep" + repeat.min() + "," + max + (repeat.isGreedy() ? "" : "?") + "(" + show(repeat.body()) + ")";
        }
        throw new AssertionError(node);
    }

    private static String show(List<Node> nodes) {
        return nodes.stream().map(Trees::show).collect(Collectors.joining(" "));
    }

    static String show(CodePointSet set) {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < set.rangeCount(); i++) {
            text.append(i == 0 ? "" : " ").append(character(set.first(i)));
            if (set.last(i) > set.first(i)) {
                text.append('-').append(character(set.last(i)));
            }
        }
        return text.append(']').toString();
    }

    private static String character(int c) {
        return c > ' ' && c < 0x7F ? Character.toString(c) : String.format("%02X", c);
    }

    /** All nodes of a tree, without recursion. */
    static List<Node> nodes(Node root) {
        List<Node> found = new java.util.ArrayList<>();
        Deque<Node> open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty()) {
            Node node = open.pop();
            found.add(node);
            if (node instanceof Group group) {
                open.push(group.body());
            } else if (node instanceof Repeat repeat) {
                open.push(repeat.body());
            } else if (node instanceof Concat concat) {
                concat.parts().forEach(open::push);
            } else if (node instanceof Alternate alternate) {
                alternate.branches().forEach(open::push);
            }
        }
        return found;
    }
}
