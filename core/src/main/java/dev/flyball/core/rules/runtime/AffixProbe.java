package dev.flyball.core.rules.runtime;

import dev.flyball.Meter;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Map;

/**
 * Rules by the prefixes, or suffixes, that a value has to have. They are sorted, each with a link to the longest other one
 * that is a prefix of it. The last one that sorts before a value is found by bisection; every prefix of the value is that
 * one or in its chain of links, and is a prefix if it is no longer than what both have in common.
 */
public final class AffixProbe implements AccessProbe {
    /** One step pays for comparing so many chars. */
    private static final int CHARS_PER_STEP = 16;

    /** The steps of one bisection are charged together, if they are no more. */
    private static final int STRIDE = 64;

    private final boolean suffixes;
    private final String[] affixes;
    private final int[][] rules;

    /** The index of the longest proper prefix, or -1. */
    private final int[] links;

    /**
     * An index.
     *
     * @param suffixes whether these are suffixes
     * @param rules by the affix that they need, each ascending
     */
    public AffixProbe(boolean suffixes, Map<String, int[]> rules) {
        this.suffixes = suffixes;
        this.affixes = rules.keySet().toArray(String[]::new);
        Arrays.sort(affixes, suffixes ? Comparator.comparing(AffixProbe::reversed) : Comparator.naturalOrder());
        this.rules = new int[affixes.length][];
        this.links = new int[affixes.length];
        for (int i = 0; i < affixes.length; i++) {
            this.rules[i] = rules.getOrDefault(affixes[i], new int[0]);
            int link = i - 1;
            while (link >= 0 && common(affixes[link], affixes[i], 0) < affixes[link].length()) {
                link = links[link];
            }
            links[i] = link;
        }
    }

    private static String reversed(String text) {
        return new StringBuilder(text).reverse().toString();
    }

    private char at(String text, int index) {
        return text.charAt(suffixes ? text.length() - 1 - index : index);
    }

    /** How many chars both begin with, from the side that counts, if it is known that so many are equal. */
    private int common(String a, String b, int known) {
        int end = Math.min(a.length(), b.length());
        int i = known;
        while (i < end && at(a, i) == at(b, i)) {
            i++;
        }
        return i;
    }

    @Override
    public void probe(Object value, Meter meter, CandidateSet candidates, BitSet room) {
        String text = (String) value;
        int from = 0;
        int to = affixes.length;
        int commonWithLast = 0;
        int commonWithNext = 0;
        int steps = 0;
        while (from < to) {
            int middle = (from + to) >>> 1;
            String affix = affixes[middle];
            // What sorts between two strings begins with what both of them do (Manber and Myers, 1993).
            int known = Math.min(commonWithLast, commonWithNext);
            int common = common(affix, text, known);
            steps += 1 + (common - known) / CHARS_PER_STEP;
            if (steps >= STRIDE) {
                meter.charge(steps);
                steps = 0;
            }
            boolean before = common == affix.length() || common < text.length() && at(affix, common) < at(text, common);
            if (before) {
                from = middle + 1;
                commonWithLast = common;
            } else {
                to = middle;
                commonWithNext = common;
            }
        }
        meter.charge(steps);
        for (int i = from - 1; i >= 0; i = links[i]) {
            meter.charge(1);
            if (affixes[i].length() <= commonWithLast) {
                candidates.addAll(rules[i], meter);
            }
        }
    }

    @Override
    public long mostSteps(long bytes) {
        long longest = 0;
        // The affixes of one value are in one chain of links.
        long[] chains = new long[affixes.length];
        long found = 0;
        for (int i = 0; i < affixes.length; i++) {
            longest = Math.max(longest, affixes[i].length());
            chains[i] = 1 + Cost.adding(rules[i].length) + (links[i] < 0 ? 0 : chains[links[i]]);
            found = Math.max(found, chains[i]);
        }
        long bisection = Ranges.bisectionSteps(affixes.length) * (1 + Math.min(bytes, longest) / CHARS_PER_STEP);
        return Cost.plus(bisection, found);
    }

    @Override
    public String toString() {
        return affixes.length + (suffixes ? " suffixes" : " prefixes") + ", sorted";
    }
}
