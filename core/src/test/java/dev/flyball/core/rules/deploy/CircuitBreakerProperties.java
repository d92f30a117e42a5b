package dev.flyball.core.rules.deploy;

import static dev.flyball.core.rules.runtime.ScriptedRules.FACTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.Budget;
import dev.flyball.core.rules.runtime.ScriptedRules;
import dev.flyball.rules.Action;
import dev.flyball.rules.CircuitBreaker;
import dev.flyball.rules.EngineOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** When a breaker opens, against a model that keeps everything. */
class CircuitBreakerProperties {
    record Try(String key, boolean fails) {}

    @Provide
    Arbitrary<Try> tries() {
        return Combinators.combine(Arbitraries.of("a", "b", "c", "d"), Arbitraries.of(true, true, false))
                .as(Try::new);
    }

    /** The index of the try whose failure opens the breaker, or -1. */
    private static int opens(List<Try> tries, int failures, int evaluations, int perKey) {
        List<Integer> counted = new ArrayList<>();
        for (int i = 0; i < tries.size(); i++) {
            if (!tries.get(i).fails) {
                continue;
            }
            String key = tries.get(i).key;
            int first = i - evaluations;
            List<Integer> recent = counted.stream().filter(at -> at > first).toList();
            if (recent.stream().filter(at -> tries.get(at).key.equals(key)).count() < perKey) {
                counted.add(i);
                if (recent.size() + 1 >= failures) {
                    return i;
                }
            }
        }
        return -1;
    }

    @Property
    void itOpensWithTheFailureThatTheDefinitionSays(
            @ForAll @Size(max = 60) List<@From("tries") Try> tries,
            @ForAll @IntRange(min = 1, max = 8) int failures,
            @ForAll @IntRange(min = 0, max = 20) int more,
            @ForAll @IntRange(min = 1, max = 4) int perKey) {
        boolean[] fails = {false};
        ManualClock clock = new ManualClock();
        EngineOptions options = EngineOptions.builder()
                .maxStepsPerRule(100)
                .circuitBreaker(CircuitBreaker.builder()
                        .failures(failures, failures + more)
                        .failuresPerKey(perKey)
                        .build())
                .build();
        LiveRules engine = new LiveRules(
                new ScriptedRules()
                        .enforce("rule", Action.LOG, (facts, meter) -> {
                            meter.charge(fails[0] ? 1_000 : 1);
                            return false;
                        })
                        .build("v1"),
                options,
                clock,
                clock.nanos());
        int opened = -1;
        for (int i = 0; i < tries.size() && opened < 0; i++) {
            fails[0] = tries.get(i).fails;
            engine.evaluate(
                    tries.get(i).key,
                    FACTS,
                    Budget.of(10_000, Duration.ofHours(1)).start());
            opened = engine.status().breakers().isEmpty() ? -1 : i;
        }
        assertThat(opened).isEqualTo(opens(tries, failures, failures + more, perKey));
    }
}
