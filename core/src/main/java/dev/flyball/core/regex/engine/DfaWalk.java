package dev.flyball.core.regex.engine;

import dev.flyball.Meter;
import org.jspecify.annotations.Nullable;

/**
 * The slow part of a search of a {@link LazyDfa}: steps over surrogate pairs, and over transitions that are not built yet.
 * It builds them under the store's lock. When it does not get the lock, it makes the next states for itself, until it can
 * go on with one in the cache. A walk that sees caches filled too quickly makes the rest of its states for itself: it then
 * costs no more than an NFA simulation.
 */
final class DfaWalk {
    /** A cache pays off for a search that reads this many chars for each of its states. */
    static final int CHARS_PER_STATE = 10;

    /** Sees the states that a walk makes for itself, which have no number in a cache. */
    interface Passage {
        /** Whether the search is to go on that comes to a place in a state. */
        boolean goesOn(int at, DfaState state);
    }

    private static final Passage FREE = (at, state) -> true;

    private final DfaStore store;
    private final String input;
    private final int stop;
    private final boolean stopsAtFirst;
    private final Passage passage;
    private final Meter meter;

    private int atReset = -1;
    private boolean thrashing;

    /** The cache that {@link #id} belongs to. */
    DfaCache held;

    /** The state that the search is in. */
    int id;

    /** Where the search is. */
    int at;

    /** Where the last match was seen in the last call, or {@link LazyDfa#NO_MATCH}. */
    int last;

    /**
     * A walk.
     *
     * @param stop where the search ends: the end of the input, or where a reverse search must not go beyond
     */
    DfaWalk(DfaStore store, String input, int stop, boolean stopsAtFirst, Meter meter) {
        this(store, input, stop, stopsAtFirst, FREE, meter);
    }

    /** A walk that may be ended by someone who sees where it passes without the cache. */
    DfaWalk(DfaStore store, String input, int stop, boolean stopsAtFirst, Passage passage, Meter meter) {
        this.passage = passage;
        this.store = store;
        this.input = input;
        this.stop = stop;
        this.stopsAtFirst = stopsAtFirst;
        this.meter = meter;
        this.held = store.cache();
    }

    /** Builds the state that a search begins with; returns whether it goes on, at {@link #at} in {@link #id}. */
    boolean start(int from) {
        at = from;
        last = LazyDfa.NO_MATCH;
        Determinizer.Memory memory = Determinizer.Memory.take();
        DfaState state;
        try {
            state = store.determinizer.start(store.behind(input, from), memory, meter);
        } finally {
            memory.giveBack();
        }
        if (store.tryLock()) {
            try {
                noteReset(store.makeRoom(meter));
                held = store.cache();
                int cell = held.cellOf(state);
                held.setStart(store.startKind(input, from), cell);
                id = cell & DfaCache.ID;
            } finally {
                store.unlock();
            }
        } else if (!state.has(DfaState.MATCH)) {
            return settle(state);
        }
        if (state.has(DfaState.MATCH)) {
            last = from;
            return false;
        }
        return true;
    }

    /** Whether caches were filled too quickly, so that this walk builds no more. */
    boolean isThrashing() {
        return thrashing;
    }

    /** Goes one character on, or over the end; returns whether the search goes on, at {@link #at} in {@link #id}. */
    boolean advance(DfaCache heldBySearch, int idInSearch, int place) {
        held = heldBySearch;
        id = idInSearch;
        at = place;
        last = LazyDfa.NO_MATCH;
        int characterClass = classHere();
        int cell = held.cell(id, characterClass);
        if (cell == DfaCache.UNBUILT) {
            DfaState from = held.state(id);
            if (thrashing || !store.tryLock()) {
                DfaState next = stepAlone(from);
                return next != null && settle(next);
            }
            try {
                cell = build(from, characterClass);
            } finally {
                store.unlock();
            }
        }
        if (cell == DfaCache.DEAD) {
            return false;
        }
        if (cell < 0) {
            last = at;
            if (stopsAtFirst || !DfaCache.goesOn(cell)) {
                return false;
            }
        }
        if (at == stop) {
            return false;
        }
        id = cell & DfaCache.ID;
        move();
        return true;
    }

    private int classHere() {
        if (at == stop) {
            return store.lastClass(input, at);
        }
        return store.alphabet.classOfCodePoint(codePointHere());
    }

    /** The next code point; a search that begins inside a surrogate pair reads half of it, and so does the way back. */
    private int codePointHere() {
        if (!store.reverse) {
            return input.codePointAt(at);
        }
        return at - 1 == stop ? input.charAt(at - 1) : input.codePointBefore(at);
    }

    /** Goes over one character, which is a scan step for each char. */
    private void move() {
        int width = Character.charCount(codePointHere());
        at += store.reverse ? -width : width;
        meter.charge(width);
    }

    /** Builds a transition, under the lock; then {@link #held} and {@link #id} are of the newest cache. */
    private int build(DfaState from, int characterClass) {
        DfaCache newest = store.cache();
        if (newest.continues(held)) {
            int cell = newest.cell(id, characterClass);
            if (cell != DfaCache.UNBUILT) {
                held = newest;
                return cell;
            }
        }
        DfaState next = next(from, characterClass);
        noteReset(store.makeRoom(meter));
        held = store.cache();
        id = held.idOf(from);
        int cell = held.cellOf(next);
        held.setCell(id, characterClass, cell);
        return cell;
    }

    /** Finds a place in the cache for a state that was made without it, going on from state to state meanwhile. */
    private boolean settle(DfaState first) {
        DfaState state = first;
        while (thrashing || !store.tryLock()) {
            if (!passage.goesOn(at, state)) {
                return false;
            }
            DfaState next = stepAlone(state);
            if (next == null) {
                return false;
            }
            state = next;
        }
        try {
            noteReset(store.makeRoom(meter));
            held = store.cache();
            id = held.idOf(state);
        } finally {
            store.unlock();
        }
        return true;
    }

    /** Goes one character on without the cache; returns the state there, or null if the search is over. */
    private @Nullable DfaState stepAlone(DfaState from) {
        DfaState next = next(from, classHere());
        if (next == null) {
            return null;
        }
        if (next.has(DfaState.MATCH)) {
            last = at;
            if (stopsAtFirst || next.isFinal()) {
                return null;
            }
        }
        if (at == stop) {
            return null;
        }
        move();
        return next;
    }

    private @Nullable DfaState next(DfaState from, int characterClass) {
        Determinizer.Memory memory = Determinizer.Memory.take();
        try {
            return store.determinizer.next(from, characterClass, memory, meter);
        } finally {
            memory.giveBack();
        }
    }

    /** Takes note of a cache that this search has replaced, by the number of its states; 0 is none. */
    private void noteReset(int states) {
        if (states > 0) {
            thrashing = atReset >= 0 && Math.abs(at - atReset) < CHARS_PER_STATE * states;
            atReset = at;
        }
    }
}
