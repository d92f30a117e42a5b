package dev.flyball.core.bounds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.Budget;
import dev.flyball.Meter;
import dev.flyball.regex.Match;
import dev.flyball.regex.Regex;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Patterns whose states do not fit into a cache: what takes its place is right, and stays within the cost. */
class FullCacheTest {
    private static Meter meter() {
        return Budget.of(Budget.MAX_STEPS, Duration.ofHours(1)).start();
    }

    private static String text(int length, int as) {
        Random random = new Random(3);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(random.nextInt(as + 1) > 0 ? 'a' : 'b');
        }
        return text.toString();
    }

    /** A class that shares no class of characters with those of other bits, so that tables have few rows. */
    private static String setOf(int bit) {
        StringBuilder set = new StringBuilder("[ab");
        for (int i = 0; i < 1_900; i++) {
            if ((i >> bit & 1) == 1) {
                set.append((char) (0x4e00 + i));
            }
        }
        return set.append(']').toString();
    }

    private static Regex withFewRows() {
        StringBuilder pattern = new StringBuilder("[ab]*?a");
        for (int i = 0; i < 14; i++) {
            pattern.append(setOf(i % 11));
        }
        return Regex.compile(pattern.append('c').toString());
    }

    /** Programs of 32, 64 and 128 instructions: whole words of bits are tried up to the last one. */
    @ParameterizedTest
    @ValueSource(ints = {23, 55, 119})
    void aTryThatReachesTheEdgeOfItsMemoryGoesOnByTheAutomaton(int times) {
        Regex regex = Regex.compile("[ab]*a[ab]{" + times + "}c|[ab]{3}");
        String text = text(20_000, 1);
        for (int run = 0; run < 3; run++) {
            Match match = regex.find(text, meter());
            assertThat(match).isNotNull();
            assertThat(match.end()).isEqualTo(3);
        }
    }

    @Test
    void tablesOfFewRowsKeepASearchWithinItsCost() {
        String text = text(20_000, 4);
        Regex regex = withFewRows();
        for (int run = 0; run < 2; run++) {
            Meter meter = meter();
            assertThat(regex.find(text, meter)).isNull();
            assertThat(meter.stepsUsed()).isLessThanOrEqualTo(regex.cost().findSteps(text.length()));
        }
    }
}
