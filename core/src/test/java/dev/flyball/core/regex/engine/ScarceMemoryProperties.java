package dev.flyball.core.regex.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.Budget;
import dev.flyball.Meter;
import dev.flyball.core.regex.program.Alphabet;
import dev.flyball.core.regex.program.Compiler;
import dev.flyball.core.regex.program.Program;
import dev.flyball.core.regex.syntax.Parser;
import dev.flyball.regex.RegexOptions;
import java.time.Duration;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterTry;

/** What a cache keeps when all of them together are over their limit. */
class ScarceMemoryProperties {
    /** What a cache may take whatever others take, but for its last two states. */
    private static final int SMALL_BYTES = 16 << 10;

    private final long before = CacheMemory.limit();

    @AfterTry
    void restore() {
        CacheMemory.setLimit(before);
    }

    private static Meter meter() {
        return Budget.of(Budget.MAX_STEPS, Duration.ofHours(1)).start();
    }

    private static Program program(String pattern) {
        return Compiler.compile(Parser.parse(pattern, RegexOptions.defaults(), meter()), meter());
    }

    private static LazyDfa dfa(Program program) {
        return LazyDfa.forAny(program, Alphabet.of(program, meter()), false);
    }

    private static String text(Random random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append("ab".charAt(random.nextInt(2)));
        }
        return text.toString();
    }

    @Property(tries = 200)
    void aNewStateWithARowInTheTableDropsNoOther(
            @ForAll @IntRange(max = 2_000) int length,
            @ForAll @IntRange(min = 1, max = 50) int more,
            @ForAll int seed) {
        Random random = new Random(seed);
        LazyDfa dfa = dfa(program("a[ab]{9}c"));
        dfa.find(text(random, length), 0, meter());
        DfaCache warm = dfa.store().cache();
        boolean fits = warm.hasRows(more + 3);
        CacheMemory.setLimit(0);
        dfa.find(text(random, more), 0, meter());
        if (fits) {
            assertThat(dfa.store().cache()).isSameAs(warm);
            assertThat(dfa.store().isFull()).isFalse();
        }
    }

    @Property(tries = 100)
    void theStatesInATableTakeNoMoreThanTheCacheTookWithoutThem(
            @ForAll @IntRange(max = 1_000) int length, @ForAll @IntRange(max = 1_500) int repeated, @ForAll int seed) {
        Random random = new Random(seed);
        // The states of the second one are large from the first on, those of the first one grow.
        String pattern = (seed & 1) == 0 ? "a[ab]{" + repeated + "}c" : "^[ab]{0," + (repeated + 1) + "}c";
        Program program = program(pattern);
        LazyDfa dfa = dfa(program);
        dfa.find(text(random, length), 0, meter());
        CacheMemory.setLimit(0);
        long bound = Math.max(SMALL_BYTES, 2 * dfa.store().cache().firstBytes())
                + 2 * new DfaState(new int[program.size()], 0).bytes();
        long filled = dfa.store().cache().bytes();
        for (int i = 0; i < 20; i++) {
            dfa.find(text(random, 100), 0, meter());
            assertThat(dfa.store().cache().bytes()).isLessThanOrEqualTo(Math.max(bound, filled));
        }
    }
}
