package dev.flyball.rules;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;

class PrintableProperties {
    @Property
    void aLineHasNoControlCharacters(@ForAll String text, @ForAll @CharRange(from = 0, to = 0xa0) String low) {
        assertThat(Printable.line(text + low + "\u2028\u2029\u202e\u2066"))
                .doesNotMatch("(?s).*[\\p{Cc}\\p{Zl}\\p{Zp}\u202a-\u202e\u2066-\u2069].*");
    }

    @Property
    void linesKeepTheirLineFeedsAndNothingElse(@ForAll @CharRange(from = 0, to = 0xa0) String text) {
        assertThat(Printable.lines(text).lines().map(Printable::line).toList())
                .isEqualTo(Printable.lines(text).lines().toList());
        assertThat(Printable.lines(text).replace("\n", "\\n")).isEqualTo(Printable.line(text));
    }

    @Property
    void ordinaryTextIsShownAsItIs(@ForAll String text) {
        String ordinary = text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "");
        assertThat(Printable.line(ordinary)).isEqualTo(ordinary);
    }

    @Property
    void toEscapeTwiceIsToEscapeOnce(@ForAll @CharRange(from = 0, to = 0xa0) String text) {
        assertThat(Printable.line(Printable.line(text))).isEqualTo(Printable.line(text));
    }
}
