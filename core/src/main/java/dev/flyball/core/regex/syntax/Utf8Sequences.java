package dev.flyball.core.regex.syntax;

import java.util.ArrayList;
import java.util.List;

/**
 * The UTF-8 encodings of a set of code points, as sequences of byte sets: a code point is in the set exactly if its
 * bytes are, one after the other, in those of one sequence. Ranges are split where the length of the encoding changes and
 * until all bytes but the first one that differs are free (after "Compiling regular expressions with UTF-8" in RE2 and
 * in Lucene). Surrogates have no encoding and are left out.
 */
final class Utf8Sequences {
    private static final int[] LAST_OF_LENGTH = {0x7F, 0x7FF, 0xFFFF, Character.MAX_CODE_POINT};

    private final Work work;
    private final List<List<CodePointSet>> sequences = new ArrayList<>();

    /** First and last byte of each position of the sequence before, so that one with the same start is joined to it. */
    private int[] previous = {};

    private CodePointSetBuilder lastBytes;

    private Utf8Sequences(Work work) {
        this.work = work;
        this.lastBytes = new CodePointSetBuilder(work);
    }

    /** The sequences of a set, from its first code point to its last. */
    static List<List<CodePointSet>> of(CodePointSet set, Work work) {
        Utf8Sequences result = new Utf8Sequences(work);
        for (int i = 0; i < set.rangeCount(); i++) {
            result.addByLength(set.first(i), Math.min(set.last(i), Character.MIN_SURROGATE - 1));
            result.addByLength(Math.max(set.first(i), Character.MAX_SURROGATE + 1), set.last(i));
        }
        result.finishSequence();
        return result.sequences;
    }

    /** The bytes of one code point that is no surrogate. */
    static int[] encode(int c) {
        if (c <= 0x7F) {
            return new int[] {c};
        } else if (c <= 0x7FF) {
            return new int[] {0xC0 | c >> 6, 0x80 | c & 0x3F};
        } else if (c <= 0xFFFF) {
            return new int[] {0xE0 | c >> 12, 0x80 | c >> 6 & 0x3F, 0x80 | c & 0x3F};
        }
        return new int[] {0xF0 | c >> 18, 0x80 | c >> 12 & 0x3F, 0x80 | c >> 6 & 0x3F, 0x80 | c & 0x3F};
    }

    private void addByLength(int first, int last) {
        int from = first;
        for (int end : LAST_OF_LENGTH) {
            if (from <= Math.min(end, last)) {
                split(from, Math.min(end, last));
                from = end + 1;
            }
        }
    }

    /** Cuts off what does not fill whole blocks, from the largest block size to the smallest, at both ends. */
    private void split(int first, int last) {
        int from = first;
        while (from <= last) {
            int to = last;
            for (int bits = 6; bits <= 18; bits += 6) {
                int block = (1 << bits) - 1;
                if ((from & ~block) != (to & ~block)) {
                    if ((from & block) != 0) {
                        to = from | block;
                    } else if ((to & block) != block) {
                        to = (to & ~block) - 1;
                    }
                }
            }
            addSequence(from, to);
            from = to + 1;
        }
    }

    private void addSequence(int first, int last) {
        int[] low = encode(first);
        int[] high = encode(last);
        work.add(low.length);
        int[] current = new int[2 * low.length];
        for (int i = 0; i < low.length; i++) {
            current[2 * i] = low[i];
            current[2 * i + 1] = high[i];
        }
        if (!sameStart(current)) {
            finishSequence();
            previous = current;
        }
        lastBytes.add(low[low.length - 1], high[low.length - 1]);
    }

    private boolean sameStart(int[] current) {
        if (current.length != previous.length) {
            return false;
        }
        for (int i = 0; i < current.length - 2; i++) {
            if (current[i] != previous[i]) {
                return false;
            }
        }
        return true;
    }

    private void finishSequence() {
        if (lastBytes.size() > 0) {
            List<CodePointSet> sequence = new ArrayList<>();
            for (int i = 0; i < previous.length - 2; i += 2) {
                sequence.add(new CodePointSet(new int[] {previous[i], previous[i + 1]}));
            }
            sequence.add(lastBytes.build());
            sequences.add(sequence);
            lastBytes = new CodePointSetBuilder(work);
        }
    }
}
