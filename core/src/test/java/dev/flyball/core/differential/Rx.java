package dev.flyball.core.differential;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A random regular expression as a tree: it can be written for RE2 and for the JDK, and can write texts that it
 * (nearly) matches.
 */
public sealed interface Rx {
    /** Its text in RE2's syntax; stands by itself in a concatenation. */
    String re2();

    /** Its text in the JDK's syntax with RE2's meaning, where {@code ^} and {@code $} are those of lines or of the text. */
    String jdk(boolean multiLine);

    /** Appends a text that it matches, but for assertions. */
    void sample(Choices choices, StringBuilder text);

    boolean isNullable();

    /** Whether a repetition has a body that can be empty: there the JDK goes ways of its own. */
    default boolean hasNullableLoop() {
        return parts().stream().anyMatch(Rx::hasNullableLoop);
    }

    /** Whether it has a literal of this kind somewhere. */
    default boolean hasCodePoint(IntPredicate test) {
        return parts().stream().anyMatch(part -> part.hasCodePoint(test));
    }

    /** Whether a group is in a repetition that leaves it out: RE2/J 1.8 gives such groups a place they do not have. */
    default boolean hasDroppedGroup() {
        return parts().stream().anyMatch(Rx::hasDroppedGroup);
    }

    /** Whether a group is in a repetition: when the JDK goes back over an iteration, it may leave its groups in place. */
    default boolean hasGroupInLoop() {
        return contains(outer -> outer instanceof Repeated loop && loop.body.hasGroup());
    }

    /**
     * Whether case is ignored in only a part of a choice: RE2/J 1.8 factors out what branches begin with, as if they all
     * had the case of the first, so that {@code (?i:B)_|B} matches {@code b}.
     */
    default boolean hasChoiceOfMixedCase() {
        return contains(choice -> choice instanceof Choice
                && choice.parts().stream()
                        .anyMatch(branch ->
                                branch.contains(part -> part instanceof Group group && group.open.contains("i")
                                        || part instanceof Choice inner && inner.open.contains("i"))));
    }

    /** Whether there is a capturing group. */
    default boolean hasGroup() {
        return parts().stream().anyMatch(Rx::hasGroup);
    }

    /** Whether it or a part of it is written so. */
    default boolean contains(Predicate<Rx> test) {
        return test.test(this) || parts().stream().anyMatch(part -> part.contains(test));
    }

    List<Rx> parts();

    /** A sequence of decisions; zeros when it is used up. */
    final class Choices {
        private final List<Integer> decisions;
        private int next;

        Choices(List<Integer> decisions) {
            this.decisions = decisions;
        }

        int below(int bound) {
            return bound <= 1 || next >= decisions.size() ? 0 : decisions.get(next++) % bound;
        }
    }

    /** A code point as itself. */
    record Literal(int codePoint, boolean escaped) implements Rx {
        static String quote(int codePoint, boolean escaped) {
            if (escaped) {
                return "\\x{" + Integer.toHexString(codePoint) + "}";
            }
            String text = Character.toString(codePoint);
            return "\\.+*?()|[]{}^$-".contains(text) ? "\\" + text : text;
        }

        @Override
        public String re2() {
            return quote(codePoint, escaped);
        }

        @Override
        public String jdk(boolean multiLine) {
            return quote(codePoint, escaped);
        }

        @Override
        public void sample(Choices choices, StringBuilder text) {
            text.appendCodePoint(codePoint);
        }

        @Override
        public boolean isNullable() {
            return false;
        }

        @Override
        public boolean hasCodePoint(IntPredicate test) {
            return test.test(codePoint);
        }

        @Override
        public List<Rx> parts() {
            return List.of();
        }
    }

    /** Anything else that takes one character: a class, a dot. */
    record OneOf(String re2, String jdk, List<Integer> members) implements Rx {
        @Override
        public String jdk(boolean multiLine) {
            return jdk;
        }

        @Override
        public void sample(Choices choices, StringBuilder text) {
            text.appendCodePoint(members.get(choices.below(members.size())));
        }

        @Override
        public boolean isNullable() {
            return false;
        }

        @Override
        public boolean hasCodePoint(IntPredicate test) {
            return members.stream().anyMatch(test::test);
        }

        @Override
        public List<Rx> parts() {
            return List.of();
        }
    }

    /** An assertion, or nothing at all. */
    record Empty(String re2, String jdk, String jdkMultiLine) implements Rx {
        @Override
        public String jdk(boolean multiLine) {
            return multiLine ? jdkMultiLine : jdk;
        }

        @Override
        public void sample(Choices choices, StringBuilder text) {}

        @Override
        public boolean isNullable() {
            return true;
        }

        @Override
        public List<Rx> parts() {
            return List.of();
        }
    }

    /** A group: what opens it is {@code (}, {@code (?:}, {@code (?i:} and the like. */
    record Group(String open, Rx body) implements Rx {
        @Override
        public String re2() {
            return open + body.re2() + ")";
        }

        @Override
        public String jdk(boolean multiLine) {
            return open.replace("?P<", "?<").replace("i", "iu") + body.jdk(multiLine) + ")";
        }

        @Override
        public void sample(Choices choices, StringBuilder text) {
            body.sample(choices, text);
        }

        @Override
        public boolean isNullable() {
            return body.isNullable();
        }

        @Override
        public boolean hasGroup() {
            return open.equals("(") || body.hasGroup();
        }

        @Override
        public List<Rx> parts() {
            return List.of(body);
        }
    }

    /** One after the other. */
    record Sequence(List<Rx> parts) implements Rx {
        @Override
        public String re2() {
            return parts.stream().map(Rx::re2).collect(Collectors.joining());
        }

        @Override
        public String jdk(boolean multiLine) {
            return parts.stream().map(part -> part.jdk(multiLine)).collect(Collectors.joining());
        }

        @Override
        public void sample(Choices choices, StringBuilder text) {
            parts.forEach(part -> part.sample(choices, text));
        }

        @Override
        public boolean isNullable() {
            return parts.stream().allMatch(Rx::isNullable);
        }
    }

    /** One of several, in a group. */
    record Choice(String open, List<Rx> parts) implements Rx {
        @Override
        public String re2() {
            return open + parts.stream().map(Rx::re2).collect(Collectors.joining("|")) + ")";
        }

        @Override
        public String jdk(boolean multiLine) {
            return open + parts.stream().map(part -> part.jdk(multiLine)).collect(Collectors.joining("|")) + ")";
        }

        @Override
        public void sample(Choices choices, StringBuilder text) {
            parts.get(choices.below(parts.size())).sample(choices, text);
        }

        @Override
        public boolean isNullable() {
            return parts.stream().anyMatch(Rx::isNullable);
        }

        @Override
        public boolean hasGroup() {
            return open.equals("(") || parts.stream().anyMatch(Rx::hasGroup);
        }
    }

    /** A repetition of a group or a character. */
    record Repeated(Rx body, String operator, int min, int max) implements Rx {
        private String wrap(String text) {
            boolean single =
                    body instanceof Literal || body instanceof OneOf || body instanceof Group || body instanceof Choice;
            return (single ? text : "(?:" + text + ")") + operator;
        }

        @Override
        public String re2() {
            return wrap(body.re2());
        }

        @Override
        public String jdk(boolean multiLine) {
            return wrap(body.jdk(multiLine));
        }

        @Override
        public void sample(Choices choices, StringBuilder text) {
            int times = min + choices.below(max - min + 1);
            for (int i = 0; i < times; i++) {
                body.sample(choices, text);
            }
        }

        @Override
        public boolean isNullable() {
            return min == 0 || body.isNullable();
        }

        @Override
        public boolean hasDroppedGroup() {
            return max == 0 && body.hasGroup() || body.hasDroppedGroup();
        }

        @Override
        public boolean hasNullableLoop() {
            return body.isNullable() || body.hasNullableLoop();
        }

        @Override
        public List<Rx> parts() {
            return List.of(body);
        }
    }
}
