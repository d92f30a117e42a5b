package dev.flyball.core.regex.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.lang.UScript;
import com.ibm.icu.text.UnicodeSet;
import dev.flyball.regex.RegexOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The committed Unicode tables are those of ICU4J, and are read as they were written. */
class UnicodeTablesTest {
    @Test
    void theResourceIsWhatTheGeneratorWrites() throws IOException {
        try (InputStream resource = UnicodeData.class.getResourceAsStream(UnicodeData.RESOURCE)) {
            assertThat(new String(resource.readAllBytes(), StandardCharsets.US_ASCII))
                    .isEqualTo(UnicodeTableGenerator.generate());
        }
    }

    @Test
    void everySetHasTheMembersThatIcuSays() {
        UnicodeTableGenerator.sets().forEach((key, icu) -> {
            List<Integer> expected = new ArrayList<>();
            for (UnicodeSet.EntryRange range : icu.ranges()) {
                expected.add(range.codepoint);
                expected.add(range.codepointEnd);
            }
            CodePointSet set = UnicodeData.set(key);
            List<Integer> actual = new ArrayList<>();
            for (int i = 0; i < set.rangeCount(); i++) {
                actual.add(set.first(i));
                actual.add(set.last(i));
            }
            assertThat(actual).as(key).isEqualTo(expected);
        });
    }

    @Test
    void everyCodePointIsFollowedByTheNextOfItsOrbit() {
        var orbits = UnicodeTableGenerator.orbits();
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            List<Integer> orbit = orbits.getOrDefault(c, List.of(c));
            assertThat(orbit).hasSizeLessThanOrEqualTo(CaseFolding.MAX_ORBIT);
            int expected = orbit.get((orbit.indexOf(c) + 1) % orbit.size());
            if (CaseFolding.next(c) != expected) {
                assertThat(CaseFolding.next(c)).as("after %X", c).isEqualTo(expected);
            }
        }
    }

    @Test
    void theUnicodeWordCharactersAreThoseOfUts18() {
        CodePointSet word = NamedClasses.unicodeWord();
        assertThat(List.of((int) 'a', (int) '_', 0x0411, 0x0301, 0x0661, 0x200D, 0x24B6, 0x20000))
                .allMatch(word::contains);
        assertThat(List.of((int) ' ', (int) '-', 0x00D7, 0x20AC, 0x2009, 0x1F600))
                .noneMatch(word::contains);
        assertThat(NamedClasses.unicodeWord()).isSameAs(word);
    }

    @Test
    void everyClassOfRe2jHasAName() {
        List<String> known = NamedClasses.unicodeNames();
        assertThat(known)
                .contains(("Any C Cc Cf Co Cs L Ll Lm Lo Lt Lu M Mc Me Mn N Nd Nl No P Pc Pd Pe Pf Pi Po Ps S Sc"
                                + " Sk Sm So Z Zl Zp Zs")
                        .split(" "));
        for (String name : known) {
            Trees.parse("\\p{" + name + "}\\P{" + name + "}", RegexOptions.defaults());
        }
        for (int i = 0; i <= UCharacter.getIntPropertyMaxValue(UProperty.SCRIPT); i++) {
            String script = UScript.getName(i);
            assertThat(AcceptanceProperties.accepts("\\p{" + script + "}"))
                    .as(script)
                    .matches(ours -> ours || !AcceptanceProperties.re2jAccepts("\\p{" + script + "}"));
        }
    }

    @Test
    void theVersionIsThatOfTheResourceName() {
        assertThat(UnicodeData.RESOURCE)
                .isEqualTo("unicode-%d.%d.txt"
                        .formatted(
                                UCharacter.getUnicodeVersion().getMajor(),
                                UCharacter.getUnicodeVersion().getMinor()));
    }
}
