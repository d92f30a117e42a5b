package dev.flyball.core.rules.runtime;

import dev.flyball.Meter;
import java.util.BitSet;
import java.util.List;

/** Rules that need a value to pass a test, which is made once for all of them: large lists, a Bool, a single regex. */
public final class TestProbe implements AccessProbe {
    private final ValueTest test;
    private final int[] rules;

    /** @param rules ascending */
    public TestProbe(ValueTest test, List<Integer> rules) {
        this.test = test;
        this.rules = rules.stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public void probe(Object value, Meter meter, CandidateSet candidates, BitSet room) {
        meter.charge(1);
        if (test.test(value, meter)) {
            candidates.addAll(rules, meter);
        }
    }

    @Override
    public long mostSteps(long bytes) {
        return Cost.plus(1, Cost.plus(test.mostSteps(bytes), Cost.adding(rules.length)));
    }

    @Override
    public String toString() {
        String text = test.toString();
        return text.isEmpty() ? "a Bool" : text;
    }
}
