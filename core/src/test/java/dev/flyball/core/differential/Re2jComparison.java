package dev.flyball.core.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.engines.Engine;
import dev.flyball.core.engines.Engines;
import dev.flyball.core.engines.Re2jEngine;
import dev.flyball.regex.RegexOptions;
import java.util.Arrays;

/** Holds one pattern and input against RE2/J, in every way they can be asked. */
final class Re2jComparison {
    private static final Engine RE2J = new Re2jEngine();

    private Re2jComparison() {}

    /**
     * Compares all results.
     *
     * @param droppedGroup whether the pattern has a group inside of x{0}: RE2/J 1.8 may give it a place
     */
    static void compare(String pattern, RegexOptions options, String input, boolean droppedGroup) {
        if (!isFindReliable(pattern, input)) {
            return;
        }
        Engine.Program theirs = RE2J.compile(pattern, options);
        for (Engine engine : Engines.all()) {
            compare(engine.name(), engine.compile(pattern, options), theirs, input, droppedGroup);
        }
    }

    private static void compare(
            String name, Engine.Program ours, Engine.Program theirs, String input, boolean droppedGroup) {
        assertThat(ours.containsMatchIn(input)).as(name + " containsMatchIn").isEqualTo(theirs.containsMatchIn(input));
        assertThat(ours.matches(input)).as(name + " matches").isEqualTo(theirs.matches(input));
        for (int from = 0; from <= input.length(); from++) {
            assertThat(cut(ours.find(input, from), droppedGroup))
                    .as(name + " find from " + from)
                    .isEqualTo(cut(theirs.find(input, from), droppedGroup));
        }
        assertThat(ours.findAll(input).stream()
                        .map(match -> Arrays.toString(cut(match, droppedGroup)))
                        .toList())
                .as(name + " findAll")
                .isEqualTo(theirs.findAll(input).stream()
                        .map(match -> Arrays.toString(cut(match, droppedGroup)))
                        .toList());
    }

    private static int[] cut(int[] match, boolean droppedGroup) {
        return match != null && droppedGroup ? Arrays.copyOf(match, 2) : match;
    }

    /**
     * RE2/J looks for a literal prefix char by char, and so finds a low surrogate in the middle of a character; a search
     * by code points does not.
     */
    private static boolean isFindReliable(String pattern, String input) {
        boolean loneLow = pattern.codePoints().anyMatch(c -> c >= 0xDC00 && c <= 0xDFFF)
                || pattern.matches("(?s).*\\\\x\\{d[c-f][0-9a-f]{2}\\}.*");
        return !loneLow || input.codePoints().noneMatch(Character::isSupplementaryCodePoint);
    }
}
