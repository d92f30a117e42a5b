package dev.flyball.core.rules.lint;

import dev.flyball.Meter;
import dev.flyball.core.regex.syntax.CodePointSet;
import dev.flyball.core.regex.syntax.Node;
import dev.flyball.core.regex.syntax.Node.Assertion;
import dev.flyball.core.regex.syntax.Parser;
import dev.flyball.regex.Regex;
import dev.flyball.rules.RuleWarning.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to write instead of a regex that says something simpler, or less than its author meant. It recurses as deep as the
 * pattern nests, which its parser bounds.
 */
final class RegexAdvice {
    private static final int LONGEST_SHOWN = 60;
    private static final Set<String> HOSTS = Set.of("http.host", "lower(http.host)", "upper(http.host)");

    private RegexAdvice() {}

    /** A warning about a regex. */
    record Advice(Kind kind, String text) {}

    /**
     * What to say of a regex.
     *
     * @param value the text of the value that it looks at
     */
    static List<Advice> of(Regex regex, String value, Meter meter) {
        Node root = Parser.parse(regex.pattern(), regex.options(), meter).root();
        if (isEmptyMatch(root, true) || isEmptyMatch(root, false)) {
            return List.of(new Advice(
                    Kind.ALWAYS_MATCHES,
                    "this regex matches every value, also an empty one: see what it should not match, or ask whether there"
                            + " is a value by len(" + value + ") ge 0"));
        }
        List<Advice> advice = new ArrayList<>();
        List<Node> parts = parts(root);
        boolean begins = !parts.isEmpty() && isAssertion(parts.get(0), Assertion.Kind.BEGIN_TEXT);
        boolean ends = !parts.isEmpty() && isAssertion(parts.get(parts.size() - 1), Assertion.Kind.END_TEXT);
        List<Node> middle = parts.subList(begins ? 1 : 0, Math.max(begins ? 1 : 0, parts.size() - (ends ? 1 : 0)));
        String plain = plain(value, middle, begins, ends);
        if (plain != null) {
            advice.add(new Advice(Kind.PLAIN_REGEX, "this regex is a plain text: write " + plain));
        }
        addDotStars(middle, begins, ends, advice);
        String loose = loose(root);
        if (loose != null) {
            advice.add(new Advice(Kind.UNANCHORED, loose));
        } else if (plain == null && HOSTS.contains(value) && begins != ends && !middle.isEmpty() && hasDot(middle)) {
            advice.add(new Advice(
                    Kind.UNANCHORED,
                    "this regex is not anchored at the " + (begins ? "end" : "beginning")
                            + ", so it matches other hosts, too: " + (begins ? "add $" : "add ^")));
        } else if (HOSTS.contains(value) && !begins && !ends && hasDot(middle)) {
            advice.add(new Advice(
                    Kind.UNANCHORED,
                    "this regex matches anywhere in the host, so it matches hosts that only contain such a name:"
                            + " write ^ and $ around it"));
        } else if (plain == null && ends && !begins && value.endsWith("uri.path") && startsWithSlash(middle)) {
            advice.add(new Advice(
                    Kind.UNANCHORED,
                    "this regex is anchored at the end alone, so it matches behind any other path, too: add ^,"
                            + " or leave the slash to [^/]*"));
        }
        return advice;
    }

    /** Whether it matches nothing at all, at the begin of any text or, if not {@code atBegin}, at the end of any. */
    private static boolean isEmptyMatch(Node node, boolean atBegin) {
        if (node instanceof Node.Empty) {
            return true;
        }
        if (node instanceof Assertion assertion) {
            return switch (assertion.kind()) {
                case BEGIN_TEXT, BEGIN_LINE -> atBegin;
                case END_TEXT, END_LINE -> !atBegin;
                default -> false;
            };
        }
        if (node instanceof Node.Group group) {
            return isEmptyMatch(group.body(), atBegin);
        }
        if (node instanceof Node.Concat concat) {
            return concat.parts().stream().allMatch(part -> isEmptyMatch(part, atBegin));
        }
        if (node instanceof Node.Alternate alternate) {
            return alternate.branches().stream().anyMatch(branch -> isEmptyMatch(branch, atBegin));
        }
        return node instanceof Node.Repeat repeat && (repeat.min() == 0 || isEmptyMatch(repeat.body(), atBegin));
    }

    private static List<Node> parts(Node root) {
        Node node = root instanceof Node.Group group ? group.body() : root;
        if (node instanceof Node.Concat concat) {
            return concat.parts();
        }
        return node instanceof Node.Empty ? List.of() : List.of(node);
    }

    private static boolean isAssertion(Node node, Assertion.Kind kind) {
        return node instanceof Assertion assertion && assertion.kind() == kind;
    }

    private static @Nullable String plain(String value, List<Node> middle, boolean begins, boolean ends) {
        String text = text(middle);
        if (text != null && !text.isEmpty()) {
            String quoted = quoted(text);
            if (begins && ends) {
                return value + " eq " + quoted;
            }
            if (begins) {
                return "starts_with(" + value + ", " + quoted + ")";
            }
            return ends ? "ends_with(" + value + ", " + quoted + ")" : value + " contains " + quoted;
        }
        if (begins && ends && middle.size() == 1) {
            Node only = middle.get(0) instanceof Node.Group group ? group.body() : middle.get(0);
            if (only instanceof Node.Alternate alternate) {
                return members(value, alternate);
            }
        }
        return null;
    }

    private static @Nullable String members(String value, Node.Alternate alternate) {
        StringBuilder set = new StringBuilder(value).append(" in {");
        String separator = "";
        for (Node branch : alternate.branches()) {
            String text = text(parts(branch));
            if (text == null || text.isEmpty()) {
                return null;
            }
            set.append(separator).append(quoted(text));
            separator = " ";
        }
        return set.append('}').toString();
    }

    /** The text that these match and no other, or null. */
    private static @Nullable String text(List<Node> parts) {
        StringBuilder text = new StringBuilder();
        for (Node part : parts) {
            if (!(part instanceof Node.Literal literal)) {
                return null;
            }
            text.append((char) literal.codePoint());
        }
        return text.toString();
    }

    private static String quoted(String bytes) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < bytes.length() && i < LONGEST_SHOWN; i++) {
            char c = bytes.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                quoted.append(String.format("\\x%02x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append(bytes.length() > LONGEST_SHOWN ? "…\"" : "\"").toString();
    }

    private static void addDotStars(List<Node> middle, boolean begins, boolean ends, List<Advice> advice) {
        if (middle.size() < 2) {
            return;
        }
        if (isDotStar(middle.get(0))) {
            advice.add(new Advice(
                    Kind.NEEDLESS_DOT_STAR,
                    begins
                            ? "^.* says no more than that no newline comes before: leave it out, if that is not meant"
                            : "the .* at the beginning changes nothing, as the regex is looked for anywhere: leave it"
                                    + " out"));
        }
        if (isDotStar(middle.get(middle.size() - 1))) {
            advice.add(new Advice(
                    Kind.NEEDLESS_DOT_STAR,
                    ends
                            ? ".*$ says no more than that no newline follows: leave it out, if that is not meant"
                            : "the .* at the end changes nothing: leave it out"));
        }
    }

    /** Any number, from none, of any byte or of any but a newline. */
    private static boolean isDotStar(Node node) {
        Node plain = node instanceof Node.Group group ? group.body() : node;
        return plain instanceof Node.Repeat repeat
                && repeat.min() == 0
                && repeat.max() == Node.Repeat.UNBOUNDED
                && repeat.body() instanceof Node.CharClass any
                && any.set().contains('a')
                && any.set().contains(0xFF)
                && any.set().rangeCount() <= 2
                && any.set().first(0) == 0
                && (any.set().rangeCount() == 1
                        || !any.set().contains('\n')
                                && any.set().contains('\n' + 1)
                                && any.set().contains('\n' - 1));
    }

    /** {@code ^a|b$}: the anchors belong to single branches. */
    private static @Nullable String loose(Node root) {
        if (!(root instanceof Node.Alternate alternate)) {
            return null;
        }
        long beginning = alternate.branches().stream().filter(Node::isAtBegin).count();
        long ending = alternate.branches().stream().filter(Node::isAtEnd).count();
        int all = alternate.branches().size();
        boolean first = beginning == 1 && alternate.branches().get(0).isAtBegin();
        boolean last = ending == 1 && alternate.branches().get(all - 1).isAtEnd();
        if (all > 1 && (first && ending <= 1 || last && beginning <= 1) && (first || last)) {
            return (first ? "^ belongs to the first" : "$ belongs to the last")
                    + " alternative alone: write " + (first ? "^" : "") + "(…|…)" + (last ? "$" : "")
                    + ", if all of them are meant";
        }
        return null;
    }

    private static boolean hasDot(List<Node> parts) {
        return parts.stream()
                .anyMatch(part -> part instanceof Node.Literal literal && literal.codePoint() == '.'
                        || part instanceof Node.CharClass any && isAnyChar(any.set()));
    }

    /** Whether it may be a dot that somebody forgot to escape. */
    private static boolean isAnyChar(CodePointSet set) {
        return set.contains('.') && set.contains('a') && set.contains('/');
    }

    private static boolean startsWithSlash(List<Node> parts) {
        return !parts.isEmpty() && parts.get(0) instanceof Node.Literal literal && literal.codePoint() == '/';
    }
}
