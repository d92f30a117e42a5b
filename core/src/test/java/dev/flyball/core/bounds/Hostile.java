package dev.flyball.core.bounds;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Patterns and inputs that their author wants to be expensive: those that brought other engines down, and more of their
 * families. Made when asked for, so that a small heap can hold one after the other.
 */
final class Hostile {
    /** A pattern with an input to search. */
    record Case(String name, Supplier<String> pattern, Supplier<String> input, boolean caseInsensitive) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Case> CASES = new ArrayList<>();

    private Hostile() {}

    static List<Case> cases() {
        return List.copyOf(CASES);
    }

    private static void add(String name, Supplier<String> pattern, Supplier<String> input) {
        CASES.add(new Case(name, pattern, input, false));
    }

    private static void addFolded(String name, Supplier<String> pattern, Supplier<String> input) {
        CASES.add(new Case(name, pattern, input, true));
    }

    private static Supplier<String> text(String text, int times) {
        return () -> text.repeat(times);
    }

    private static Supplier<String> letters(int length) {
        return text("a", length);
    }

    /** So many alternatives like {@code a[ab]{900}c}, each a letter longer. */
    private static String windows(int count) {
        StringBuilder pattern = new StringBuilder();
        for (int i = 0; i < count; i++) {
            pattern.append(i == 0 ? "" : "|").append("a[ab]{").append(900 + i).append("}c");
        }
        return pattern.toString();
    }

    private static String words(int count) {
        StringBuilder pattern = new StringBuilder();
        for (int i = 0; i < count; i++) {
            pattern.append(i == 0 ? "" : "|")
                    .append(Long.toString(i * 2_654_435_761L % 100_000_007L, 36))
                    .append("word");
        }
        return pattern.toString();
    }

    /** Text of a and b without an order. */
    private static Supplier<String> ab(int length) {
        return () -> {
            StringBuilder text = new StringBuilder(length);
            int state = 12_345;
            for (int i = 0; i < length; i++) {
                state = state * 1_103_515_245 + 12_345;
                text.append((state >>> 16 & 1) == 0 ? 'a' : 'b');
            }
            return text.toString();
        };
    }

    private static String nested(String open, String close, int depth) {
        return open.repeat(depth) + "a" + close.repeat(depth);
    }

    static {
        theTable();
        countedRepetitions();
        waysWithoutEnd();
        literalsAndAlternatives();
        nesting();
        groups();
        classes();
        oddText();
    }

    /** What linear time does not bound: patterns that other linear-time engines for the JVM do not survive. */
    private static void theTable() {
        add("((a{100}){100}){100}{10}", text("((a{100}){100}){100}{10}", 1), letters(10_000));
        add("\\p{L}{1000} thirty times", text("\\p{L}{1000}", 30), letters(40_000));
        add("x{1000} 900 times", text("x{1000}", 900), text("x", 100_000));
        add("x{0,1000} 100 times", text("x{0,1000}", 100), text("x", 10_000));
        add("a literal of 1 MB", letters(1_000_000), letters(1_000_000));
        add("10,000 words", () -> words(10_000), text("zzword ", 10_000));
        add("10,000 nested groups", () -> nested("(", ")", 10_000), letters(1_000));
        add("20 windows, 100 KB", () -> windows(20), ab(100_000));
        add("40 windows, 12 KB", () -> windows(40), ab(12_000));
        add("find-all of .*[^A-Z]|[A-Z]", text(".*[^A-Z]|[A-Z]", 1), text("A", 100_000));
    }

    private static void countedRepetitions() {
        add("a{1000}{1000}", text("(?:a{1000}){1000}", 1), letters(10_000));
        add("empty, repeated and repeated", text("(?:(?:(?:){1000}){1000}){1000}", 1), letters(1_000));
        add("repeated no times, repeated", text("(((a{0}){1000}){1000}){1000}", 1), letters(1_000));
        add("(?:|){1000}{1000}", text("(?:(?:|){1000}){1000}", 1), letters(1_000));
        add("(?:a?){1000}a{1000}", text("(?:a?){1000}a{1000}", 1), letters(1_500));
        add("nested optionals", () -> "(?:a".repeat(500) + "b" + ")?".repeat(500), letters(10_000));
        add("2,500 of any", text("^.{1,2500}", 1), letters(100_000));
        add("a huge count", text("a{2147483647}", 1), letters(100));
        add("a count beyond all numbers", () -> "a{" + "9".repeat(1_000) + "}", letters(100));
        add("many counts of one", text("a{1}", 50_000), letters(60_000));
        add("groups in 1,000 copies", text("(?:(a)(b)(c)(d)(e)(f)(g)(h)){1000}", 1), text("abcdefgh", 1_000));
        add("x{1000} in 100 alternatives", () -> "x{1000}y|".repeat(100) + "z", text("x", 20_000));
    }

    private static void waysWithoutEnd() {
        add(".* 100 times", () -> ".*".repeat(100) + "x", letters(20_000));
        add("(.*) 100 times", () -> "(.*)".repeat(100) + "x", letters(5_000));
        add("(x+x+)+y", text("(x+x+)+y", 1), text("x", 100_000));
        add(
                "the outage of 2019",
                text(
                        "(?:(?:\"|'|\\]|\\}|\\\\|\\d|(?:nan|infinity|true|false|null|undefined|symbol|math)|`|\\-|\\+)+"
                                + "[)]*;?((?:\\s|-|~|!|\\{\\}|\\|\\||\\+)*.*(?:.*=.*)))",
                        1),
                () -> "x=" + "x".repeat(100_000));
        add("(a|aa)+$", text("(a|aa)+$", 1), () -> "a".repeat(100_000) + "b");
        add("^(.*?,){11}P", text("^(.*?,){11}P", 1), text("1,", 50_000));
        add("states without end", text("(?:a|b)*a(?:a|b){30}c", 1), ab(100_000));
        add("states without end, many classes", text("[a-q][^u-z]{13}x", 1), ab(100_000));
        add("states without end, with groups", text("((a|b)*a)((?:a|b){25})(c)", 1), ab(20_000));
        add("((((a*)*)*)*)*b", text("(((((a*)*)*)*)*)*b", 1), letters(50_000));
        add("((a*)*|b)*c", text("((a*)*|b)*c", 1), ab(50_000));
        add("assertions in loops", () -> "(?:^|$|\\b|\\B)*".repeat(200) + "x", text("a ", 10_000));
        add("(?m)^ everywhere", text("(?m)(?:^a*$\\n?)*b", 1), text("aa\n", 20_000));
    }

    private static void literalsAndAlternatives() {
        add("10,000 letters in 1 MB of them", () -> "a".repeat(9_999) + "b", letters(1_000_000));
        add("10,000 letters, the first another", () -> "b" + "a".repeat(9_999), letters(1_000_000));
        add("10,000 letters before a class", () -> "a".repeat(10_000) + "[b-z]", letters(1_000_000));
        add("10,000 letters after a class", () -> "[b-z]" + "a".repeat(10_000), letters(1_000_000));
        addFolded("10,000 letters, folded", () -> "a".repeat(9_999) + "b", letters(1_000_000));
        add("1,000 long literals", () -> ("a".repeat(200) + "b|").repeat(1_000) + "c", letters(100_000));
        add(
                "alternatives that share all but the end",
                () -> {
                    StringBuilder pattern = new StringBuilder();
                    for (int i = 0; i < 2_000; i++) {
                        pattern.append("a".repeat(i % 100))
                                .append((char) ('b' + i % 20))
                                .append('|');
                    }
                    return pattern.append('z').toString();
                },
                letters(100_000));
        add("100,000 empty alternatives", () -> "|".repeat(100_000), letters(1_000));
        add("50,000 alternatives of a letter", () -> "a|b|".repeat(25_000) + "c", text("abz", 10_000));
        add("2,000 words, again and again", () -> words(2_000), text("1word 2wor ", 20_000));
    }

    private static void nesting() {
        add("alternatives nested 900 deep", () -> nested("(?:b|", ")", 900), letters(10_000));
        add("900 nested groups", () -> nested("(", ")", 900), letters(10_000));
        add("900 nested stars", () -> nested("(?:", ")*", 900), letters(10_000));
        add("900 nested capturing stars", () -> nested("(", ")*", 900), letters(1_000));
        add("900 nested lazy pluses", () -> nested("(", ")+?", 900), letters(1_000));
        add("100,000 open groups", () -> "(".repeat(100_000), letters(10));
        add("100,000 open classes", () -> "[".repeat(100_000), letters(10));
        add("60,000 flags", () -> "(?i)".repeat(60_000) + "a", letters(1_000));
        add("900 nested flags", () -> nested("(?i-s:", ")", 900), letters(1_000));
        add("40,000 nested flags", () -> nested("(?i:", ")", 40_000), letters(1_000));
    }

    private static void groups() {
        add("50,000 empty groups", text("()", 50_000), letters(100));
        add("10,000 groups", text("(a)", 10_000), letters(12_000));
        add("1,000 optional groups", text("(a)?", 1_000), letters(2_000));
        add("10,000 alternative groups", () -> "(a)|".repeat(10_000) + "b", letters(1_000));
        add(
                "10,000 names",
                () -> {
                    StringBuilder pattern = new StringBuilder();
                    for (int i = 0; i < 10_000; i++) {
                        pattern.append("(?<n").append(i).append(">a)?");
                    }
                    return pattern.toString();
                },
                letters(1_000));
        add("a name of 100,000 letters", () -> "(?<" + "n".repeat(100_000) + ">a)", letters(100));
    }

    private static void classes() {
        add("\\pL 10,000 times", text("\\pL", 10_000), letters(20_000));
        addFolded("\\pL 3,000 times, folded", text("\\pL", 3_000), letters(20_000));
        add("\\pL 20,000 times in one class", () -> "[" + "\\pL\\pN\\PS".repeat(20_000) + "]", letters(10_000));
        addFolded(
                "wide ranges in one class, folded", () -> "[" + "B-\\x{10fffe}".repeat(10_000) + "]", letters(10_000));
        addFolded("wide ranges, folded", text("[B-\\x{10fffe}]", 10_000), letters(20_000));
        add(
                "a class of 100,000 letters",
                () -> {
                    StringBuilder pattern = new StringBuilder("[");
                    for (int i = 0; i < 100_000; i++) {
                        pattern.appendCodePoint(0x20000 + 2 * (i * 7919 % 100_000));
                    }
                    return pattern.append(']').toString();
                },
                letters(10_000));
        addFolded(
                "a class of 50,000 letters, folded",
                () -> {
                    StringBuilder pattern = new StringBuilder("[");
                    for (int i = 0; i < 50_000; i++) {
                        pattern.append((char) (0x4E00 + i * 7919 % 20_000));
                    }
                    return pattern.append(']').toString();
                },
                letters(10_000));
        add(
                "500 overlapping classes",
                () -> {
                    StringBuilder pattern = new StringBuilder();
                    for (int i = 0; i < 500; i++) {
                        pattern.append(String.format("[\\x{%x}-\\x{%x}]?", 0x100 + i * 37, 0x2000 + i * 91));
                    }
                    return pattern.toString();
                },
                text("\u1234x", 10_000));
        add("negated classes in counts", text("(?:[^\\pL]{50}[^\\pN]{50}){50}", 1), text("- ", 20_000));
        add("(?i)\\w{1000} ten times", text("(?i)\\w{1000}", 10), letters(20_000));
        add(
                "3,000 different classes of letters",
                () -> {
                    StringBuilder pattern = new StringBuilder();
                    for (int i = 0; i < 3_000; i++) {
                        pattern.append('[')
                                .append((char) ('a' + i % 26))
                                .append((char) (0x100 + i))
                                .append(']');
                    }
                    return pattern.toString();
                },
                letters(100_000));
    }

    private static void oddText() {
        add("300 KB of a pattern", text("a(b)*[c-d]", 30_000), letters(100));
        add("240 KB of a pattern", text("a(b)*[c-d]", 24_000), letters(100));
        add("backslashes", text("\\", 100_001), letters(10));
        add("\\Q without end", () -> "\\Q" + "(".repeat(200_000), letters(10));
        add("\\Qa\\E 40,000 times", text("\\Qa\\E", 40_000), letters(1_000));
        add("halves of characters", text("\uD83D[^\uDE00]", 1_000), text("\uD83D", 50_000));
        add("wide letters", text("(?:\uD83D\uDE00|\uD83D\uDE01)*x", 1), text("\uD83D\uDE00\uD83D\uDE01", 50_000));
        add("find-all of empty matches", text("x*", 1), letters(300_000));
        add("find-all that looks to the end", text("a.*?x|a", 1), letters(100_000));
        add("find-all that looks back", text("(?:a|aa)+?$|a", 1), letters(100_000));
        add("find-all with many groups", text("(a)?", 500), letters(3_000));
    }
}
