package dev.flyball.core.regex.engine;

import dev.flyball.Meter;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Runs yes/no automata over one input, four of them in one loop. A DFA spends most of its time waiting for the table cell
 * that tells where to look next; while one waits, the others go on. Each has its own place in the input, so that one that
 * is decided early leaves its lane to the next. The steps are those of running each alone, and those of copying the
 * input, since arrays are read quicker than strings.
 *
 * <p>For one search at a time, then for the next: {@link #begin}, {@link #add} for each automaton, {@link #finish}. When
 * an exception ends a search, the object is not to be used any more.
 */
public final class DfaLanes {
    private static final int LANES = 4;

    /** Longer inputs are not copied. */
    private static final int MAX_INPUT = 4096;

    /** So many chars are copied and looked at for a step. */
    private static final int CHARS_PER_STEP = 64;

    private static final int LATIN1 = 0x100;
    private static final char[] NO_CLASSES = {};
    private static final int[] NO_CELLS = {};

    // One entry for each lane; those in use come first.
    private final int[] members = new int[LANES];
    private final @Nullable DfaStore[] stores = new @Nullable DfaStore[LANES];
    private final @Nullable DfaCache[] caches = new @Nullable DfaCache[LANES];
    private final @Nullable DfaWalk[] walks = new @Nullable DfaWalk[LANES];
    private final int[][] tables = new int[LANES][];
    private final char[][] pages = new char[LANES][];
    private final int[] ids = new int[LANES];
    private final int[] places = new int[LANES];
    private int live;

    private final char[] text = new char[MAX_INPUT];

    /** Steps that may be done before the next stride, and those done since the last. */
    private int left;

    private int uncharged;

    public DfaLanes() {
        Arrays.fill(tables, NO_CELLS);
        Arrays.fill(pages, NO_CLASSES);
    }

    /** Begins with an input; returns false if it is not one that this can do: it has to be short, and in Latin-1. */
    public boolean begin(String input, Meter meter) {
        int length = input.length();
        if (length > MAX_INPUT) {
            return false;
        }
        meter.charge(length / CHARS_PER_STEP);
        input.getChars(0, length, text, 0);
        int all = 0;
        for (int i = 0; i < length; i++) {
            all |= text[i];
        }
        return all < LATIN1;
    }

    /**
     * Begins to run a yes/no automaton that reads forwards.
     *
     * @param member the bit to set if it finds a match
     */
    public void add(LazyDfa dfa, int member, String input, BitSet into, Meter meter) {
        int lane = live++;
        DfaStore store = dfa.store();
        DfaCache cache = store.cache();
        members[lane] = member;
        stores[lane] = store;
        pages[lane] = store.alphabet.pages();
        hold(lane, cache);
        places[lane] = 0;
        int cell = cache.start(store.startKind(input, 0));
        if (cell > 0) {
            ids[lane] = cell;
        } else if (cell < 0) {
            into.set(member);
            retire(lane, meter);
        } else {
            settle(meter);
            DfaWalk walk = walk(lane, input, meter);
            boolean goesOn = walk.start(0);
            follow(lane, walk, goesOn, into, meter);
        }
        while (live == LANES) {
            advance(input, into, meter);
        }
    }

    /** Runs all automata to their ends, and charges what is left to be charged. */
    public void finish(String input, BitSet into, Meter meter) {
        while (live > 0) {
            advance(input, into, meter);
        }
        settle(meter);
        left = 0;
    }

    /** Goes on with all lanes, until one has something to do that is not just a character. */
    private void advance(String input, BitSet into, Meter meter) {
        int most = left(meter) / live;
        for (int lane = 0; lane < live; lane++) {
            most = Math.min(most, input.length() - places[lane]);
        }
        if (most > 0) {
            int read = live == 1 ? runOne(most) : runAll(most);
            left -= read * live;
            uncharged += read * live;
        }
        for (int lane = live - 1; lane >= 0; lane--) {
            step(lane, input, into, meter);
        }
    }

    private int runOne(int most) {
        char[] text = this.text;
        int[] table = tables[0];
        char[] classes = pages[0];
        int id = ids[0];
        int begin = places[0];
        int end = begin + most;
        int at = begin;
        while (at < end) {
            int cell = table[id + classes[text[at] & 0xFF]];
            if (cell <= 0) {
                break;
            }
            id = cell;
            at++;
        }
        ids[0] = id;
        places[0] = at;
        return at - begin;
    }

    /** What is left of four lanes, where fewer are in use, does what the first one does. */
    private int runAll(int most) {
        char[] text = this.text;
        int second = 1;
        int third = live > 2 ? 2 : 0;
        int fourth = live > 3 ? 3 : 0;
        int[] tableA = tables[0];
        int[] tableB = tables[second];
        int[] tableC = tables[third];
        int[] tableD = tables[fourth];
        char[] classesA = pages[0];
        char[] classesB = pages[second];
        char[] classesC = pages[third];
        char[] classesD = pages[fourth];
        int idA = ids[0];
        int idB = ids[second];
        int idC = ids[third];
        int idD = ids[fourth];
        int atA = places[0];
        int atB = places[second];
        int atC = places[third];
        int atD = places[fourth];
        int read = 0;
        while (read < most) {
            int cellA = tableA[idA + classesA[text[atA + read] & 0xFF]];
            int cellB = tableB[idB + classesB[text[atB + read] & 0xFF]];
            int cellC = tableC[idC + classesC[text[atC + read] & 0xFF]];
            int cellD = tableD[idD + classesD[text[atD + read] & 0xFF]];
            if (cellA <= 0 || cellB <= 0 || cellC <= 0 || cellD <= 0) {
                break;
            }
            idA = cellA;
            idB = cellB;
            idC = cellC;
            idD = cellD;
            read++;
        }
        // In this order the first lane, which may have been run more than once, keeps what is its own.
        ids[fourth] = idD;
        ids[third] = idC;
        ids[second] = idB;
        ids[0] = idA;
        for (int lane = 0; lane < live; lane++) {
            places[lane] += read;
        }
        return read;
    }

    /** Goes one character on in a lane, or over the end. */
    private void step(int lane, String input, BitSet into, Meter meter) {
        int at = places[lane];
        int id = ids[lane];
        DfaStore store = held(stores, lane);
        int cell;
        if (at == input.length()) {
            cell = tables[lane][id + store.determinizer.endClass()];
        } else {
            cell = tables[lane][id + pages[lane][text[at] & 0xFF]];
        }
        if (cell == DfaCache.UNBUILT) {
            settle(meter);
            DfaWalk walk = walk(lane, input, meter);
            boolean goesOn = walk.advance(held(caches, lane), id, at);
            follow(lane, walk, goesOn, into, meter);
        } else if (cell > 0 && at < input.length()) {
            ids[lane] = cell;
            places[lane] = at + 1;
            left(meter);
            left--;
            uncharged++;
        } else {
            if (cell < 0 && cell != DfaCache.DEAD) {
                into.set(members[lane]);
            }
            retire(lane, meter);
        }
    }

    /** Takes over where a walk has come to. */
    private void follow(int lane, DfaWalk walk, boolean goesOn, BitSet into, Meter meter) {
        if (walk.last != LazyDfa.NO_MATCH) {
            into.set(members[lane]);
        }
        if (goesOn) {
            hold(lane, walk.held);
            ids[lane] = walk.id;
            places[lane] = walk.at;
        } else {
            retire(lane, meter);
        }
    }

    private DfaWalk walk(int lane, String input, Meter meter) {
        DfaWalk walk = walks[lane];
        if (walk == null) {
            walk = new DfaWalk(held(stores, lane), input, input.length(), true, meter);
            walks[lane] = walk;
        }
        return walk;
    }

    private void hold(int lane, DfaCache cache) {
        caches[lane] = cache;
        tables[lane] = cache.table;
    }

    private static <T> T held(@Nullable T[] lanes, int lane) {
        return Objects.requireNonNull(lanes[lane]);
    }

    /** Frees a lane that is decided: a step, as for a search that ends. */
    private void retire(int lane, Meter meter) {
        left(meter);
        left--;
        uncharged++;
        int last = --live;
        members[lane] = members[last];
        stores[lane] = stores[last];
        caches[lane] = caches[last];
        walks[lane] = walks[last];
        tables[lane] = tables[last];
        pages[lane] = pages[last];
        ids[lane] = ids[last];
        places[lane] = places[last];
        stores[last] = null;
        caches[last] = null;
        walks[last] = null;
        tables[last] = NO_CELLS;
        pages[last] = NO_CLASSES;
    }

    /** How many steps may be done before they are charged, at least 1. */
    private int left(Meter meter) {
        if (left == 0) {
            settle(meter);
            left = meter.stride();
        }
        return left;
    }

    private void settle(Meter meter) {
        meter.charge(uncharged);
        uncharged = 0;
    }
}
