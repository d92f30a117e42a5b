package dev.flyball.core.regex.syntax;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression as a tree. Flags are resolved by the parser: case folding is in the classes, laziness in the
 * repetitions, {@code (?m)} in the assertions; in byte mode the tree is over bytes.
 *
 * <p>Alternations and concatenations are flat, so a tree is no deeper than the pattern nests, which the parser bounds;
 * walking it recursively is safe. Subtrees may be shared.
 */
public abstract sealed class Node
        permits Node.Empty,
                Node.Never,
                Node.Literal,
                Node.CharClass,
                Node.Assertion,
                Node.Group,
                Node.Concat,
                Node.Alternate,
                Node.Repeat {
    private final long size;
    private final boolean nullable;
    private final boolean atBegin;
    private final boolean atEnd;

    private Node(long size, boolean nullable) {
        this(size, nullable, false, false);
    }

    private Node(long size, boolean nullable, boolean atBegin, boolean atEnd) {
        this.size = size;
        this.nullable = nullable;
        this.atBegin = atBegin;
        this.atEnd = atEnd;
    }

    /**
     * How many instructions the program for this tree has, repetitions expanded; saturates at {@link Long#MAX_VALUE}, so
     * that the size is known before anything is expanded.
     */
    public final long size() {
        return size;
    }

    /** Whether it may match without consuming a character. */
    public final boolean isNullable() {
        return nullable;
    }

    /** Whether all its matches are known to begin at the beginning of the text. */
    public final boolean isAtBegin() {
        return atBegin;
    }

    /** Whether all its matches are known to end at the end of the text. */
    public final boolean isAtEnd() {
        return atEnd;
    }

    private static long plus(long a, long b) {
        long sum = a + b;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    private static long times(long a, long b) {
        return Math.multiplyHigh(a, b) != 0 || a * b < 0 ? Long.MAX_VALUE : a * b;
    }

    /** Matches the empty text. */
    public static final class Empty extends Node {
        public static final Empty INSTANCE = new Empty();

        private Empty() {
            super(0, true);
        }
    }

    /** Matches nothing at all: the empty class. */
    public static final class Never extends Node {
        public static final Never INSTANCE = new Never();

        private Never() {
            super(1, false);
        }
    }

    /** One code point. */
    public static final class Literal extends Node {
        private final int codePoint;

        public Literal(int codePoint) {
            super(1, false);
            this.codePoint = codePoint;
        }

        public int codePoint() {
            return codePoint;
        }
    }

    /** Any one of a set of code points; the set has at least two members. */
    public static final class CharClass extends Node {
        private final CodePointSet set;

        public CharClass(CodePointSet set) {
            super(1, false);
            this.set = set;
        }

        public CodePointSet set() {
            return set;
        }
    }

    /** A condition on the place between two characters. */
    public static final class Assertion extends Node {
        /** Which condition. */
        public enum Kind {
            BEGIN_TEXT(0),
            END_TEXT(1),
            BEGIN_LINE(2),
            END_LINE(3),
            WORD_BOUNDARY(4),
            NOT_WORD_BOUNDARY(5),
            UNICODE_WORD_BOUNDARY(6),
            NOT_UNICODE_WORD_BOUNDARY(7);

            private final int code;

            Kind(int code) {
                this.code = code;
            }

            /** A number below 8 for this condition, for tables and sets of bits. */
            public int code() {
                return code;
            }

            /** The same condition for a reader who comes from the other side. */
            public Kind mirrored() {
                return switch (this) {
                    case BEGIN_TEXT -> END_TEXT;
                    case END_TEXT -> BEGIN_TEXT;
                    case BEGIN_LINE -> END_LINE;
                    case END_LINE -> BEGIN_LINE;
                    default -> this;
                };
            }
        }

        private static final List<Assertion> ALL =
                Stream.of(Kind.values()).map(Assertion::new).toList();

        private final Kind kind;

        /** The condition of that kind. */
        public static Assertion of(Kind kind) {
            return ALL.get(kind.code());
        }

        private Assertion(Kind kind) {
            super(1, true, kind == Kind.BEGIN_TEXT, kind == Kind.END_TEXT);
            this.kind = kind;
        }

        public Kind kind() {
            return kind;
        }
    }

    /** A capturing group; its number is from 1. Groups that do not capture leave no node. */
    public static final class Group extends Node {
        private final int number;
        private final @Nullable String name;
        private final Node body;

        public Group(int number, @Nullable String name, Node body) {
            super(plus(body.size(), 2), body.isNullable(), body.isAtBegin(), body.isAtEnd());
            this.number = number;
            this.name = name;
            this.body = body;
        }

        public int number() {
            return number;
        }

        public @Nullable String name() {
            return name;
        }

        public Node body() {
            return body;
        }
    }

    /** One after the other; at least two, none of them a {@link Concat}. */
    public static final class Concat extends Node {
        private final List<Node> parts;

        public Concat(List<Node> parts) {
            super(
                    sum(parts),
                    areNullable(parts),
                    parts.get(0).isAtBegin(),
                    parts.get(parts.size() - 1).isAtEnd());
            this.parts = List.copyOf(parts);
        }

        private static boolean areNullable(List<Node> parts) {
            for (Node part : parts) {
                if (!part.isNullable()) {
                    return false;
                }
            }
            return true;
        }

        public List<Node> parts() {
            return parts;
        }
    }

    /** The first that leads to a match, in this order; at least two, none of them an {@link Alternate}. */
    public static final class Alternate extends Node {
        private final List<Node> branches;

        public Alternate(List<Node> branches) {
            super(
                    plus(sum(branches), branches.size() - 1),
                    isAnyNullable(branches),
                    areAtBegin(branches),
                    areAtEnd(branches));
            this.branches = List.copyOf(branches);
        }

        private static boolean isAnyNullable(List<Node> branches) {
            for (Node branch : branches) {
                if (branch.isNullable()) {
                    return true;
                }
            }
            return false;
        }

        private static boolean areAtBegin(List<Node> branches) {
            for (Node branch : branches) {
                if (!branch.isAtBegin()) {
                    return false;
                }
            }
            return true;
        }

        private static boolean areAtEnd(List<Node> branches) {
            for (Node branch : branches) {
                if (!branch.isAtEnd()) {
                    return false;
                }
            }
            return true;
        }

        public List<Node> branches() {
            return branches;
        }
    }

    private static long sum(List<Node> nodes) {
        long sum = 0;
        for (Node node : nodes) {
            sum = plus(sum, node.size());
        }
        return sum;
    }

    /** Again and again: from {@code min} to {@code max} times, as often as possible if greedy, else as rarely. */
    public static final class Repeat extends Node {
        /** The {@code max} of a repetition without an upper end. */
        public static final int UNBOUNDED = -1;

        private final Node body;
        private final int min;
        private final int max;
        private final boolean greedy;

        public Repeat(Node body, int min, int max, boolean greedy) {
            super(
                    expanded(body, min, max),
                    min == 0 || body.isNullable(),
                    min > 0 && body.isAtBegin(),
                    min > 0 && body.isAtEnd());
            this.body = body;
            this.min = min;
            this.max = max;
            this.greedy = greedy;
        }

        /**
         * {@code x{2,4}} is {@code xx(x(x)?)?}; {@code x{2,}} is {@code xx+}; {@code x*} is one loop, or {@code (x+)?} where
         * x may be empty.
         */
        private static long expanded(Node body, int min, int max) {
            if (body.size() == 0) {
                return 0;
            }
            if (max == UNBOUNDED) {
                long copies = times(Math.max(min, 1), body.size());
                return plus(copies, min == 0 && body.isNullable() ? 2 : 1);
            }
            return plus(times(max, body.size()), max - min);
        }

        public Node body() {
            return body;
        }

        public int min() {
            return min;
        }

        public int max() {
            return max;
        }

        public boolean isGreedy() {
            return greedy;
        }
    }
}
