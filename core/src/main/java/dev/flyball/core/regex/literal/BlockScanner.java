package dev.flyball.core.regex.literal;

import dev.flyball.Meter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Looks for several texts, or for texts in any case, by blocks of two chars (Wu and Manber, "A Fast Algorithm for
 * Multi-Pattern Searching", 1994): the block at the end of a window as long as the shortest text tells how far the window
 * can be moved. One block read is one step, and most blocks move the window by almost its length.
 */
final class BlockScanner implements LiteralScanner {
    /** Windows shorter than this are moved too little. */
    private static final int MIN_WINDOW = 3;

    /** A longer window would not fit its moves into the table. */
    private static final int MAX_WINDOW = 100;

    /** How many steps more than the chars passed over may go into comparisons, before a candidate is given unseen. */
    static final int PATIENCE = 256;

    private static final int MAX_HASH_BITS = 12;
    private static final int MIN_HASH_BITS = 7;

    private final boolean ignoresCase;
    private final int window;
    private final int hashShift;

    /** How far a block at its end moves the window; or, negative or zero, the bucket of the texts whose window it ends. */
    private final byte[] moves;

    private final String[][] buckets;

    private BlockScanner(Literals literals, int window) {
        this.ignoresCase = literals.ignoresCase();
        this.window = window;
        int blocks = literals.texts().size() * (window - 1);
        int bits = Math.min(MAX_HASH_BITS, Math.max(MIN_HASH_BITS, 36 - Integer.numberOfLeadingZeros(blocks)));
        this.hashShift = 32 - bits;
        this.moves = new byte[1 << bits];
        Arrays.fill(moves, (byte) (window - 1));
        Map<Integer, List<String>> byBlock = new TreeMap<>();
        for (String text : literals.texts()) {
            for (int i = 1; i < window; i++) {
                int block = hash(text.charAt(i - 1), text.charAt(i));
                moves[block] = (byte) Math.min(moves[block], window - 1 - i);
            }
            int last = hash(text.charAt(window - 2), text.charAt(window - 1));
            byBlock.computeIfAbsent(last, block -> new ArrayList<>()).add(text);
        }
        this.buckets = new String[byBlock.size()][];
        int bucket = 0;
        for (Map.Entry<Integer, List<String>> entry : byBlock.entrySet()) {
            buckets[bucket] = entry.getValue().toArray(new String[0]);
            moves[entry.getKey()] = (byte) -bucket;
            bucket++;
        }
    }

    static @Nullable BlockScanner of(Literals literals) {
        int window = Math.min(literals.minLength(), MAX_WINDOW);
        return window < MIN_WINDOW ? null : new BlockScanner(literals, window);
    }

    private int hash(char first, char second) {
        return (first * 0x9E3779B1 + second) * 0x85EBCA6B >>> hashShift;
    }

    private char read(String input, int index) {
        char c = input.charAt(index);
        return ignoresCase ? CaseFold.fold(c) : c;
    }

    @Override
    public int next(String input, int from, Meter meter) {
        int length = input.length();
        int at = from + window - 1;
        if (at >= length) {
            return NONE;
        }
        int stride = meter.stride();
        int left = stride;
        int allowed = PATIENCE;
        while (at < length) {
            if (left <= 0) {
                meter.charge(stride - left);
                stride = meter.stride();
                left = stride;
            }
            left--;
            int move = moves[hash(read(input, at - 1), read(input, at))];
            if (move > 0) {
                at += move;
                allowed += move;
                continue;
            }
            int start = at - window + 1;
            int compared = 0;
            for (String text : buckets[-move]) {
                int same = commonLength(input, start, text);
                compared += same + 1;
                if (same == text.length()) {
                    meter.charge(stride - left + compared);
                    return start;
                }
            }
            left -= compared;
            allowed -= compared;
            if (allowed < 0) {
                meter.charge(stride - left);
                return start;
            }
            at++;
        }
        meter.charge(stride - left);
        return NONE;
    }

    private int commonLength(String input, int start, String text) {
        int most = Math.min(text.length(), input.length() - start);
        int same = 0;
        while (same < most && read(input, start + same) == text.charAt(same)) {
            same++;
        }
        return same;
    }
}
