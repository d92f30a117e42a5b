package dev.flyball.core.rules.file;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ExcerptTest {
    @Test
    void showsTheLineAndACaretBelowThePlace() {
        assertThat(Excerpt.at("one\ntwo three\nfour", 8)).isEqualTo("two three\n    ^");
        assertThat(Excerpt.at("one\r\ntwo\r\n", 5)).isEqualTo("two\n^");
        assertThat(Excerpt.at("one", 3)).isEqualTo("one\n   ^");
        assertThat(Excerpt.at("", 0)).isEqualTo("\n^");
    }

    @Test
    void keepsTabsSoThatTheCaretStandsUnderThePlace() {
        assertThat(Excerpt.at("\ta\tb", 3)).isEqualTo("\ta\tb\n\t \t^");
    }

    @Test
    void countsACodePointAboveTheBmpAsOnePlace() {
        assertThat(Excerpt.at("\uD834\uDD1E x", 3)).isEqualTo("\uD834\uDD1E x\n  ^");
    }

    @Test
    void theCaretStandsUnderThePlaceAfterWideCharactersAndMarks() {
        assertThat(Excerpt.at("\u65E5\u672C x", 3)).isEqualTo("\u65E5\u672C x\n     ^");
        assertThat(Excerpt.at("\uFF21\uAC00\uD83D\uDE00x", 4)).isEqualTo("\uFF21\uAC00\uD83D\uDE00x\n      ^");
        assertThat(Excerpt.at("e\u0301\u20DDx", 3)).isEqualTo("e\u0301\u20DDx\n ^");
        assertThat(Excerpt.at("\u3042\u3099x", 2)).as("a mark in a wide block").isEqualTo("\u3042\u3099x\n  ^");
        assertThat(Excerpt.at("\u10FF\u1100\u115F\u1160", 3)).endsWith("\n     ^");
        assertThat(Excerpt.at("a\u200Db", 2)).as("what is replaced is shown").isEqualTo("a\uFFFDb\n  ^");
    }

    @Test
    void cutsLongLinesAroundThePlace() {
        String line = "a".repeat(1_000) + "X" + "b".repeat(1_000);
        String excerpt = Excerpt.at(line, 1_000);
        assertThat(excerpt.length()).isLessThan(250);
        String[] lines = excerpt.split("\n");
        assertThat(lines[0]).startsWith("…a").endsWith("b…");
        assertThat(lines[0].charAt(lines[1].indexOf('^'))).isEqualTo('X');
    }

    @Test
    void showsNoCharactersThatChangeHowALogLooks() {
        String quoted = Excerpt.quoted("a\u001B[31m\u202Eb\u0000\u2028c\nsecond line");
        assertThat(quoted).isEqualTo("\"a\uFFFD[31m\uFFFDb\uFFFD\uFFFDc…\"");
    }

    @Property
    void isBoundedAndSafeForAnyTextAndPlace(@ForAll String text, @ForAll @IntRange(min = 0, max = 200) int place) {
        String excerpt = Excerpt.at(text, Math.min(place, text.length()));
        assertThat(excerpt.length()).isLessThan(400);
        assertThat(excerpt.lines().count()).isEqualTo(2);
        assertThat(Excerpt.clean(excerpt.replace("\n", ""))).isEqualTo(excerpt.replace("\n", ""));
        assertThat(excerpt).endsWith("^");
    }
}
