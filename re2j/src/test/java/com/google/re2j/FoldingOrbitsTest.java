package com.google.re2j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Looks into RE2/J: which code points it would fold for ever, on this JDK's Unicode. */
class FoldingOrbitsTest {
    @Test
    void onlyTheLettersThatTheProviderRefusesAreFoldedForEver() {
        List<Integer> endless = new ArrayList<>();
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            int folded = Unicode.simpleFold(c);
            for (int i = 0; i < 10 && folded != c; i++) {
                folded = Unicode.simpleFold(folded);
            }
            if (folded != c) {
                endless.add(c);
            }
        }
        assertThat(endless)
                .isEqualTo(IntStream.rangeClosed(0x1C80, 0x1C88).boxed().toList());
    }
}
