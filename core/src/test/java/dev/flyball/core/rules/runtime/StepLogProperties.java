package dev.flyball.core.rules.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class StepLogProperties {
    @Property
    void tellsWhatWasAddedAndZeroForTheRest(@ForAll List<@LongRange(min = 0) Long> steps, @ForAll Random random) {
        StepLog log = new StepLog();
        Map<Integer, Long> added = new HashMap<>();
        int rule = -1;
        for (long number : steps) {
            rule += 1 + random.nextInt(random.nextBoolean() ? 2 : 1_000);
            log.add(rule, number);
            added.put(rule, number);
        }
        byte[] bytes = log.toBytes();
        for (int i = 0; i <= Math.min(rule + 2, 3_000); i++) {
            assertThat(StepLog.get(bytes, i)).isEqualTo(added.getOrDefault(i, 0L));
        }
        Map<Integer, Long> visited = new HashMap<>();
        StepLog.forEach(bytes, visited::put);
        assertThat(visited).isEqualTo(added);
        log.clear();
        assertThat(log.toBytes()).isEmpty();
    }
}
