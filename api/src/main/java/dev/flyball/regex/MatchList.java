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
    /** The matches of a chunk, and those of one that is new. */
    private static final int CHUNK = 256;

    private static final int FIRST = 4;

    private final Regex regex;
    private final String input;
    private final int slotsOfEach;
    private final List<int[]> chunks = new ArrayList<>();
    private int[] last = {};
    private int size;

    MatchList(Regex regex, String input) {
        this.regex = regex;
        this.input = input;
        this.slotsOfEach = 2 * (regex.groupCount() + 1);
    }

    /** Adds a match with these slots, which are copied. */
    void add(int[] from) {
        int at = (size & CHUNK - 1) * slotsOfEach;
        if (at == 0) {
            last = new int[FIRST * slotsOfEach];
            chunks.add(last);
        } else if (at == last.length) {
            last = Arrays.copyOf(last, 4 * at);
            chunks.set(chunks.size() - 1, last);
        }
        System.arraycopy(from, 0, last, at, slotsOfEach);
        size++;
    }

    @Override
    public Match get(int index) {
        Objects.checkIndex(index, size);
        return new Match(regex, input, chunks.get(index / CHUNK), (index & CHUNK - 1) * slotsOfEach);
    }

    @Override
    public int size() {
        return size;
    }
}
