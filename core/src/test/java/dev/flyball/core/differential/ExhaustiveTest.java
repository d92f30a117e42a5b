package dev.flyball.core.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.engines.Engine;
import dev.flyball.core.engines.Engines;
import dev.flyball.core.engines.Re2jEngine;
import dev.flyball.regex.RegexOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * All patterns up to some size over few atoms and operators, on all short texts over few letters: every result is that of
 * RE2/J. {@code -Dflyball.exhaustive=n} sets another size.
 */
class ExhaustiveTest {
    private static final int SIZE = Integer.getInteger("flyball.exhaustive", 4);
    private static final int SHOWN = 20;

    private final Engine re2j = new Re2jEngine();

    @Test
    void groupsAlternativesAndRepetitions() {
        compareAll(
                patterns(
                        SIZE, List.of("a", "b", "(?:)"), List.of("(%s)", "%s*", "%s*?", "%s+", "%s?", "%s??", "%s{2}")),
                texts("ab", 4));
    }

    @Test
    void assertionsInEveryPlace() {
        compareAll(
                patterns(SIZE, List.of("a", "^", "$", "\\b", "\\B"), List.of("(%s)", "%s*", "%s+?")), texts("a ", 4));
    }

    @Test
    void linesAndDots() {
        compareAll(
                patterns(SIZE, List.of(".", "(?m:^)", "(?m:$)", "\\n", "(?s:.)"), List.of("(%s)", "%s*", "%s??")),
                texts("a\n", 4));
    }

    @Test
    void classesAndFoldingOverWideCharacters() {
        compareAll(
                patterns(
                        Math.min(SIZE, 4),
                        List.of("(?i:s)", "[^s]", "\\x{1F600}", "[\\x{17F}-\\x{1F600}]"),
                        List.of("(%s)", "%s*", "%s+?")),
                texts("s\u017f\uD83D\uDE00", 3));
    }

    /** All patterns of that many atoms and operators, and smaller ones. */
    private static Set<String> patterns(int size, List<String> atoms, List<String> operators) {
        List<Set<String>> bySize = new ArrayList<>();
        bySize.add(Set.of());
        bySize.add(new LinkedHashSet<>(atoms));
        for (int n = 2; n <= size; n++) {
            Set<String> patterns = new LinkedHashSet<>();
            for (String body : bySize.get(n - 1)) {
                for (String operator : operators) {
                    patterns.add(String.format(operator, operator.startsWith("(") ? body : "(?:" + body + ")"));
                }
            }
            for (int left = 1; left < n - 1; left++) {
                for (String first : bySize.get(left)) {
                    for (String second : bySize.get(n - 1 - left)) {
                        patterns.add(first + "|" + second);
                        patterns.add((first.contains("|") ? "(?:" + first + ")" : first)
                                + (second.contains("|") ? "(?:" + second + ")" : second));
                    }
                }
            }
            bySize.add(patterns);
        }
        Set<String> all = new LinkedHashSet<>();
        bySize.forEach(all::addAll);
        return all;
    }

    private static List<String> texts(String letters, int length) {
        List<String> texts = new ArrayList<>(List.of(""));
        List<String> last = texts;
        for (int n = 1; n <= length; n++) {
            List<String> longer = new ArrayList<>();
            for (String text : last) {
                letters.codePoints().forEach(letter -> longer.add(text + Character.toString(letter)));
            }
            texts = new ArrayList<>(texts);
            texts.addAll(longer);
            last = longer;
        }
        return texts;
    }

    private void compareAll(Set<String> patterns, List<String> texts) {
        List<String> differences = new ArrayList<>();
        for (String pattern : patterns) {
            Engine.Program theirs = re2j.compile(pattern, RegexOptions.defaults());
            for (Engine engine : Engines.all()) {
                Engine.Program ours = engine.compile(pattern, RegexOptions.defaults());
                String name = engine.name() + ": " + pattern;
                for (String text : texts) {
                    compare(differences, name, text, "find", theirs.find(text, 0), ours.find(text, 0));
                    if (ours.matches(text) != theirs.matches(text)) {
                        differences.add(name + " matches " + RegexCases.escaped(text) + ": " + ours.matches(text));
                    }
                    if (!text.isEmpty()) {
                        compare(differences, name, text, "find from 1", theirs.find(text, 1), ours.find(text, 1));
                    }
                }
            }
            if (differences.size() >= SHOWN) {
                break;
            }
        }
        assertThat(differences)
                .as(patterns.size() + " patterns on " + texts.size() + " texts")
                .isEmpty();
    }

    private static void compare(
            List<String> differences, String pattern, String text, String what, int[] expected, int[] actual) {
        if (!Arrays.equals(expected, actual)) {
            differences.add(pattern + " in \"" + RegexCases.escaped(text) + "\", " + what + ": "
                    + Arrays.toString(actual) + " instead of " + Arrays.toString(expected));
        }
    }
}
