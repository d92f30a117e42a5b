package dev.flyball.core.rules.runtime;

import dev.flyball.Meter;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** Rules by the byte strings that a value has to equal: hashed, so that a probe costs the value's length and no more. */
public final class EqualityProbe implements AccessProbe {
    private final Map<String, int[]> rules;
    private final int longest;

    /** @param rules by the string that they need, each ascending */
    public EqualityProbe(Map<String, int[]> rules) {
        this.rules = new HashMap<>(rules);
        this.longest = rules.keySet().stream().mapToInt(String::length).max().orElse(0);
    }

    @Override
    public void probe(Object value, Meter meter, CandidateSet candidates, BitSet room) {
        String text = (String) value;
        if (text.length() > longest) {
            return;
        }
        meter.charge(1 + text.length() / BytesSet.CHARS_HASHED_PER_STEP);
        int[] found = rules.get(text);
        if (found != null) {
            candidates.addAll(found, meter);
        }
    }

    @Override
    public long mostSteps(long bytes) {
        int most = rules.values().stream().mapToInt(found -> found.length).max().orElse(0);
        return 1 + Math.min(bytes, longest) / BytesSet.CHARS_HASHED_PER_STEP + Cost.adding(most);
    }

    @Override
    public String toString() {
        return "equality, " + rules.size() + " strings in a hash table";
    }
}
