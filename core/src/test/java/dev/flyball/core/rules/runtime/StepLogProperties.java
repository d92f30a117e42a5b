package dev.flyball.core.rules.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class StepLogProperties {
    @Property
    void tellsWhatWasAddedAndZeroBeyondIt(@ForAll List<@LongRange(min = 0) Long> steps) {
        StepLog log = new StepLog();
        steps.forEach(log::add);
        for (int i = 0; i < steps.size(); i++) {
            assertThat(log.get(i)).isEqualTo(steps.get(i));
        }
        assertThat(log.get(steps.size())).isZero();
        assertThat(log.get(steps.size() + 100)).isZero();
    }
}
