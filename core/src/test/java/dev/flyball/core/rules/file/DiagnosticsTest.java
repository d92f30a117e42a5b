package dev.flyball.core.rules.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.rules.Diagnostic;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class DiagnosticsTest {
    @Test
    void tellsTheFirstHundredByPlaceWhateverTheOrderInWhichTheyWereFound() {
        Diagnostics diagnostics = new Diagnostics("f", "x\n".repeat(250));
        List<Integer> lines = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            lines.add(i);
        }
        Collections.shuffle(lines, new Random(1));
        lines.forEach(line -> diagnostics.add(line * 2, "problem " + line));

        List<Diagnostic> told = diagnostics.refusal().diagnostics();

        assertThat(told).hasSize(Diagnostics.MAX + 1);
        for (int i = 0; i < Diagnostics.MAX; i++) {
            assertThat(told.get(i).line()).isEqualTo(i + 1);
            assertThat(told.get(i).message()).isEqualTo("problem " + i);
        }
        assertThat(told.get(Diagnostics.MAX).message()).contains("150 more");
    }

    @Test
    void problemsAtOnePlaceKeepTheirOrder() {
        Diagnostics diagnostics = new Diagnostics("f", "text");
        diagnostics.add(2, "first");
        diagnostics.add(2, "second");
        assertThat(diagnostics.refusal().diagnostics())
                .extracting(Diagnostic::message)
                .containsExactly("first", "second");
    }

    @Property
    void countsLinesAndColumnsAsAnEditorDoes(@ForAll("linesOfText") List<String> lines) {
        for (String lineBreak : List.of("\n", "\r\n", "\r")) {
            String text = String.join(lineBreak, lines);
            int offset = 0;
            for (int line = 0; line < lines.size(); line++) {
                for (int column = 0; column <= lines.get(line).length(); column++) {
                    Diagnostics diagnostics = new Diagnostics("f", text);
                    diagnostics.add(offset + column, "here");
                    Diagnostic told = diagnostics.refusal().diagnostics().get(0);
                    assertThat(told.line()).isEqualTo(line + 1);
                    assertThat(told.column()).isEqualTo(column + 1);
                }
                offset += lines.get(line).length() + lineBreak.length();
            }
        }
    }

    @Provide
    Arbitrary<List<String>> linesOfText() {
        return Arbitraries.strings()
                .withChars('a', ' ', '\t', 'é')
                .ofMaxLength(6)
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }
}
