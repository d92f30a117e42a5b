package dev.flyball.regex;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * The matches of one search for all of them, in few arrays: each becomes an object when it is asked for. Filled by one
 * thread, then immutable.
 */
final class MatchList extends AbstractList<Match> implements RandomAccess {
    /** The ints of a chunk, unless one match has more. */
    private static final int CHUNK = 4096;

    /** The ints of the first one, which many lists never fill, unless one match has more. */
    private static final int FIRST = 32;

    private final Regex regex;
    private final String input;
    private final int slotsOfEach;
    private final int matchesPerChunk;
    private final List<int[]> chunks = new ArrayList<>();
    private int[] last = {};
    private int size;

    MatchList(Regex regex, String input) {
        this.regex = regex;
        this.input = input;
        this.slotsOfEach = 2 * (regex.groupCount() + 1);
        this.matchesPerChunk = Math.max(1, CHUNK / slotsOfEach);
    }

    /** Adds a match with these slots, which are copied. */
    void add(int[] from) {
        int at = size % matchesPerChunk * slotsOfEach;
        if (at == 0) {
            int matches = size == 0 ? Math.max(1, Math.min(matchesPerChunk, FIRST / slotsOfEach)) : matchesPerChunk;
            last = new int[matches * slotsOfEach];
            chunks.add(last);
        } else if (at == last.length) {
            last = Arrays.copyOf(last, matchesPerChunk * slotsOfEach);
            chunks.set(chunks.size() - 1, last);
        }
        System.arraycopy(from, 0, last, at, slotsOfEach);
        size++;
    }

    @Override
    public Match get(int index) {
        Objects.checkIndex(index, size);
        return new Match(regex, input, chunks.get(index / matchesPerChunk), index % matchesPerChunk * slotsOfEach);
    }

    @Override
    public int size() {
        return size;
    }
}
