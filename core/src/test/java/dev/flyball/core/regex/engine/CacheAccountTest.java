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
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What caches take is counted once, where it belongs. */
class CacheAccountTest {
    private final long before = CacheMemory.limit();

    @BeforeEach
    void settle() {
        CacheShares.settle();
    }

    @AfterEach
    void restore() {
        CacheMemory.setLimit(before);
    }

    private static Meter meter() {
        return Budget.of(Budget.MAX_STEPS, Duration.ofHours(1)).start();
    }

    private static Meter meterOf(CacheAccount account) {
        Meter meter = meter();
        account.own(meter);
        return meter;
    }

    private static LazyDfa dfa() {
        Program program = Compiler.compile(Parser.parse("a[ab]{12}c", RegexOptions.defaults(), meter()), meter());
        return LazyDfa.forAny(program, Alphabet.of(program, meter()), false);
    }

    private static String text(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            text.append("ab".charAt(random.nextInt(2)));
        }
        return text.toString();
    }

    @Test
    void nothingIsLostWhenAnAccountGoesLiveWhileOthersAddToIt() throws Exception {
        int threads = 3;
        ExecutorService pool = Executors.newFixedThreadPool(threads + 1);
        try {
            for (int round = 0; round < 200; round++) {
                long live = CacheShares.live();
                long candidates = CacheShares.candidates();
                CacheAccount account = CacheAccount.ofCandidate();
                CyclicBarrier start = new CyclicBarrier(threads + 1);
                AtomicLong sum = new AtomicLong();
                List<Callable<Void>> tasks = new ArrayList<>();
                for (int i = 0; i < threads; i++) {
                    SplittableRandom random = new SplittableRandom(round * threads + i);
                    tasks.add(() -> {
                        start.await();
                        for (int j = 0; j < 500; j++) {
                            long bytes = random.nextInt(1_000) - 300;
                            account.add(bytes);
                            sum.addAndGet(bytes);
                        }
                        return null;
                    });
                }
                tasks.add(() -> {
                    start.await();
                    account.goLive();
                    account.goLive();
                    return null;
                });
                for (Future<Void> done : pool.invokeAll(tasks)) {
                    done.get();
                }
                assertThat(CacheShares.candidates()).isEqualTo(candidates);
                assertThat(CacheShares.live()).isEqualTo(live + sum.get());
                account.add(-sum.get());
                assertThat(CacheShares.live()).isEqualTo(live);
            }
        } finally {
            pool.shutdownNow();
            assertThat(pool.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        }
    }

    @Test
    void whatSimulationBuiltIsLiveAsSoonAsALiveSearchGoesOnWithIt() {
        LazyDfa dfa = dfa();
        // What others have left there is collected at any time.
        dfa.find(text(1), 0, meterOf(CacheAccount.ofCandidate()).slice(1_000_000));
        long built = dfa.store().cache().bytes();
        assertThat(built).isGreaterThan(100_000);
        assertThat(CacheShares.candidates()).isGreaterThanOrEqualTo(built);
        dfa.find(text(2), 0, meter());
        assertThat(CacheShares.candidates()).isLessThan(built);
        assertThat(CacheShares.live())
                .isGreaterThanOrEqualTo(dfa.store().cache().bytes());
        // It stays so.
        dfa.find(text(3), 0, meterOf(CacheAccount.ofCandidate()));
        assertThat(CacheShares.candidates()).isLessThan(built);
    }

    @Test
    void noSharePaysForWhatAnotherOneHasUsedUp() {
        CacheMemory.setLimit(CacheShares.live() + (4 << 20));
        CacheAccount full = CacheAccount.ofCandidate();
        full.add(CacheMemory.limit());
        try {
            LazyDfa live = dfa();
            LazyDfa rules = dfa();
            LazyDfa candidate = dfa();
            live.find(text(1), 0, meter());
            rules.find(text(1), 0, meterOf(CacheAccount.ofSimulatedRules()));
            candidate.find(text(1), 0, meterOf(CacheAccount.ofCandidate()));
            assertThat(live.store().cache().stateCount()).isGreaterThan(500);
            assertThat(rules.store().cache().stateCount())
                    .isEqualTo(live.store().cache().stateCount());
            assertThat(candidate.store().cache().stateCount()).isLessThan(100);
        } finally {
            full.add(-CacheMemory.limit());
        }
    }
}
