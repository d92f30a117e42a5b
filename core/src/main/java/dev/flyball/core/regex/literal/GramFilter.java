package dev.flyball.core.regex.literal;

import dev.flyball.Meter;
import dev.flyball.core.text.CharFrequency;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells which patterns of a set an input is worth running for, in one pass: those of which it contains a required
 * literal. Each literal is filed under its rarest gram, of up to four chars. The last chars read are looked up in a bit
 * table that fits the first-level cache; on a hit the literals of the gram are compared. So the time hardly depends on the
 * number of literals, and nothing has to warm up (after Hyperscan's FDR: Wang et al., "Hyperscan: A Fast Multi-pattern
 * Regex Matcher for Modern CPUs", 2019).
 *
 * <p>Immutable and thread-safe.
 */
public final class GramFilter {
    private static final int LONGEST_GRAM = 4;

    /** The bit tables have 2<sup>15</sup> bits, 4 KB. */
    private static final int BITS = 15;

    private static final long MULTIPLIER = 0x9E37_79B9_7F4A_7C15L;

    /** For grams of 0 to 4 chars: the part of the last four chars read that is the gram's. */
    private static final long[] MASKS = {0, 0xFFFFL, 0xFFFF_FFFFL, 0xFFFF_FFFF_FFFFL, -1L};

    /** A literal, and the patterns that it makes candidates. */
    private static final class Entry {
        final String text;
        final boolean ignoresCase;

        /** Where in the text its gram ends. */
        final int gramEnd;

        final int[] patterns;

        Entry(String text, boolean ignoresCase, int gramEnd, int[] patterns) {
            this.text = text;
            this.ignoresCase = ignoresCase;
            this.gramEnd = gramEnd;
            this.patterns = patterns;
        }
    }

    private static final Entry[] NO_ENTRIES = {};

    private final boolean[] singles = new boolean[0x100];
    private boolean otherSingles;
    private final long[] pairs = new long[1 << BITS - 6];
    private final long[] triples = new long[1 << BITS - 6];

    /** A hash table with open addressing: grams of all lengths, and the literals that are filed under them. */
    private final long[] grams;

    private final Entry[][] entries;
    private final int gramShift;
    private final int mostStepsPerChar;

    private GramFilter(Map<Long, List<Entry>> byGram, Meter meter) {
        int bits = 33 - Integer.numberOfLeadingZeros(byGram.size());
        this.gramShift = 64 - bits;
        this.grams = new long[1 << bits];
        this.entries = new Entry[1 << bits][];
        Arrays.fill(entries, NO_ENTRIES);
        int mostComparing = 0;
        for (Map.Entry<Long, List<Entry>> filed : byGram.entrySet()) {
            long gram = filed.getKey();
            int at = (int) (gram * MULTIPLIER >>> gramShift);
            int probes = 1;
            while (entries[at].length > 0) {
                at = at + 1 & grams.length - 1;
                probes++;
            }
            meter.charge(probes);
            grams[at] = gram;
            entries[at] = filed.getValue().toArray(new Entry[0]);
            int steps = 0;
            for (Entry entry : filed.getValue()) {
                steps += entry.text.length() + entry.patterns.length + 1;
            }
            mostComparing = Math.max(mostComparing, steps);
        }
        this.mostStepsPerChar = 1 + LONGEST_GRAM * (mostComparing + mostProbes());
    }

    /**
     * How many places of the table a gram is looked for in at most, up to the next gap: few, unless the author of the
     * literals has chosen them to meet there.
     */
    private int mostProbes() {
        int most = 0;
        int run = 0;
        // Twice round, for a run that goes on at the table's beginning.
        for (int i = 0; i < 2 * entries.length; i++) {
            run = entries[i & entries.length - 1].length == 0 ? 0 : run + 1;
            most = Math.max(most, run);
        }
        return most + 1;
    }

    /**
     * A filter for the literals of some patterns.
     *
     * @param literals by the number of the pattern; null for a pattern that has none
     */
    public static GramFilter of(List<@Nullable Literals> literals, Meter meter) {
        Map<String, List<Integer>> exact = new LinkedHashMap<>();
        Map<String, List<Integer>> folded = new LinkedHashMap<>();
        for (int pattern = 0; pattern < literals.size(); pattern++) {
            Literals here = literals.get(pattern);
            if (here != null) {
                for (String text : here.texts()) {
                    meter.charge(text.length());
                    (here.ignoresCase() ? folded : exact)
                            .computeIfAbsent(text, t -> new ArrayList<>())
                            .add(pattern);
                }
            }
        }
        Map<Long, List<Entry>> byGram = new LinkedHashMap<>();
        file(exact, false, byGram);
        file(folded, true, byGram);
        GramFilter filter = new GramFilter(byGram, meter);
        byGram.values().forEach(list -> list.forEach(filter::note));
        return filter;
    }

    private static void file(
            Map<String, List<Integer>> patternsByText, boolean ignoresCase, Map<Long, List<Entry>> byGram) {
        patternsByText.forEach((text, patterns) -> {
            int end = rarestGramEnd(text);
            int[] ids = patterns.stream().mapToInt(Integer::intValue).toArray();
            long gram = gram(text, end);
            byGram.computeIfAbsent(key(gram, gramLength(text)), g -> new ArrayList<>())
                    .add(new Entry(text, ignoresCase, end, ids));
        });
    }

    private static int gramLength(String text) {
        return Math.min(text.length(), LONGEST_GRAM);
    }

    /** Where the gram ends that is expected least often. */
    private static int rarestGramEnd(String text) {
        int length = gramLength(text);
        int best = length;
        double least = Double.MAX_VALUE;
        for (int end = length; end <= text.length(); end++) {
            double frequency = 1;
            for (int i = end - length; i < end; i++) {
                frequency *= CharFrequency.of(CaseFold.fold(text.charAt(i)), true);
            }
            if (frequency < least) {
                least = frequency;
                best = end;
            }
        }
        return best;
    }

    /** The folded chars of a gram, 16 bits each, the last one lowest. */
    private static long gram(String text, int end) {
        long gram = 0;
        for (int i = end - gramLength(text); i < end; i++) {
            gram = gram << 16 | CaseFold.fold(text.charAt(i));
        }
        return gram;
    }

    /** A shorter gram is filled up with U+FFFF, which is no character. */
    private static long key(long lastChars, int length) {
        return lastChars | ~MASKS[length];
    }

    private void note(Entry entry) {
        long gram = gram(entry.text, entry.gramEnd);
        switch (gramLength(entry.text)) {
            case 1 -> {
                if (gram < singles.length) {
                    singles[(int) gram] = true;
                } else {
                    otherSingles = true;
                }
            }
            case 2 -> set(pairs, gram & MASKS[2]);
            default -> set(triples, gram & MASKS[3]);
        }
    }

    private static void set(long[] bits, long gram) {
        int bit = (int) (gram * MULTIPLIER >>> 64 - BITS);
        bits[bit >> 6] |= 1L << bit;
    }

    private static boolean isSet(long[] bits, long gram) {
        int bit = (int) (gram * MULTIPLIER >>> 64 - BITS);
        return (bits[bit >> 6] >>> bit & 1) != 0;
    }

    /** The most steps for each char of input. */
    public int mostStepsPerChar() {
        return mostStepsPerChar;
    }

    /** Adds the patterns to run: bit k of word k / 64 stands for pattern k. One step a char, and those of comparisons. */
    public void scan(String input, long[] candidates, Meter meter) {
        int length = input.length();
        long last = 0;
        int at = 0;
        while (at < length) {
            int begin = at;
            int end = Math.min(length - at, meter.stride()) + at;
            int compared = 0;
            while (at < end) {
                char c = CaseFold.fold(input.charAt(at++));
                last = last << 16 | c;
                if (c < singles.length ? singles[c] : otherSingles) {
                    compared += compare(key(last, 1), input, at, candidates, meter);
                }
                if (isSet(pairs, last & MASKS[2])) {
                    compared += compare(key(last, 2), input, at, candidates, meter);
                }
                if (isSet(triples, last & MASKS[3])) {
                    compared += compare(key(last, 3), input, at, candidates, meter);
                    compared += compare(last, input, at, candidates, meter);
                }
                if (compared > Meter.MAX_STRIDE) {
                    break;
                }
            }
            meter.charge(at - begin + compared);
        }
    }

    /** Compares the literals of a gram that ends at an index; returns the steps that it has not charged itself. */
    private int compare(long gram, String input, int gramEnd, long[] candidates, Meter meter) {
        int at = (int) (gram * MULTIPLIER >>> gramShift);
        int steps = 1;
        Entry[] filed = entries[at];
        while (filed.length > 0 && grams[at] != gram) {
            at = at + 1 & grams.length - 1;
            filed = entries[at];
            steps++;
        }
        for (Entry entry : filed) {
            if (steps > Meter.MAX_STRIDE) {
                meter.charge(steps);
                steps = 0;
            }
            steps += 1 + entry.patterns.length;
            if (!contains(candidates, entry.patterns)) {
                int same = commonLength(input, gramEnd - entry.gramEnd, entry);
                steps += same;
                if (same == entry.text.length()) {
                    for (int pattern : entry.patterns) {
                        candidates[pattern >> 6] |= 1L << pattern;
                    }
                }
            }
        }
        return steps;
    }

    private static boolean contains(long[] candidates, int[] patterns) {
        for (int pattern : patterns) {
            if ((candidates[pattern >> 6] >>> pattern & 1) == 0) {
                return false;
            }
        }
        return true;
    }

    private static int commonLength(String input, int start, Entry entry) {
        if (start < 0) {
            return 0;
        }
        String text = entry.text;
        int most = Math.min(text.length(), input.length() - start);
        int same = 0;
        while (same < most) {
            char c = input.charAt(start + same);
            if ((entry.ignoresCase ? CaseFold.fold(c) : c) != text.charAt(same)) {
                break;
            }
            same++;
        }
        return same;
    }
}
