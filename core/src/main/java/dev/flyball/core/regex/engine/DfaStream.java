package dev.flyball.core.regex.engine;

import dev.flyball.Meter;
import dev.flyball.core.StepCounter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A {@link StreamSearch} by a yes/no {@link LazyDfa}. Conditions that look back are in the automaton's state, those that
 * look ahead wait in it for the next character or the end; so the state is all that is carried. Between two pieces the
 * cache may be replaced by another search: the state is kept itself, and with it its id, which is used as long as the
 * states that it belongs to live. No cache is held meanwhile.
 *
 * <p>Like a {@link DfaWalk}, it makes states for itself where it does not get the store's lock, or where it has seen the
 * cache filled too quickly; but since a stream has no end in sight, it comes back to the cache after a while.
 */
public final class DfaStream extends StreamSearch {
    private final DfaStore store;
    private final Meter meter;

    /** The states that {@link #id} belongs to. */
    private DfaCache.@Nullable Generation generation;

    private int id;

    /** The state that the search is in, where {@link #held} is not set. */
    private @Nullable DfaState state;

    /** The cache that the search runs in, if it does. */
    private @Nullable DfaCache held;

    /** How many chars were read before the present piece. */
    private long readBefore;

    private long resetAt = -1;

    /** Up to this char the search makes its states for itself. */
    private long aloneUntil;

    /** Begins a search at the beginning of a text. */
    public DfaStream(LazyDfa dfa, int member, Meter meter) {
        super(member);
        this.store = dfa.store();
        this.meter = meter;
        DfaCache cache = store.cache();
        int kind = store.startKind("", 0);
        int cell = cache.start(kind);
        if (cell == DfaCache.UNBUILT) {
            begin(kind);
        } else if (cell < 0) {
            decide(true);
        } else {
            hold(cache, cell);
        }
        leave();
    }

    private void begin(int kind) {
        Determinizer.Memory memory = Determinizer.Memory.take();
        DfaState first;
        try {
            first = store.determinizer.start(-1, memory, meter);
        } finally {
            memory.giveBack();
        }
        state = first;
        if (store.tryLock()) {
            try {
                noteReset(store.makeRoom(meter), 0);
                DfaCache cache = store.cache();
                int cell = cache.cellOf(first);
                cache.setStart(kind, cell);
                hold(cache, cell & DfaCache.ID);
            } finally {
                store.unlock();
            }
        }
        if (first.has(DfaState.MATCH)) {
            decide(true);
        }
    }

    @Override
    public void read(char[] text, int from, int to, StepCounter steps) {
        enter(from, steps);
        run(text, from, to, steps);
        leave();
        readBefore += to - from;
    }

    @Override
    public void finish(StepCounter steps) {
        steps.step();
        enter(0, steps);
        go(store.determinizer.endClass(), 0, steps);
        if (!isDecided()) {
            decide(false);
        }
        leave();
    }

    /** Reads to the end of the piece or until it is decided. */
    private void run(char[] text, int from, int to, StepCounter steps) {
        char[] pageOffsets = store.alphabet.pageOffsets();
        char[] pages = store.alphabet.pages();
        int at = from;
        while (at < to && !isDecided()) {
            if (held != null) {
                int[] table = held.table;
                int now = id;
                int begin = at;
                int limit = Math.min(to - at, steps.left()) + at;
                while (at < limit) {
                    char c = text[at];
                    int cell = table[now + pages[pageOffsets[c >> 8] + (c & 0xFF)]];
                    if (cell <= 0) {
                        break;
                    }
                    now = cell;
                    at++;
                }
                id = now;
                steps.steps(at - begin);
                if (at == limit) {
                    continue;
                }
            }
            int c = Character.codePointAt(text, at, to);
            go(store.alphabet.classOfCodePoint(c), at - from, steps);
            for (int i = Character.charCount(c); i > 0; i--) {
                steps.step();
                at++;
            }
            if (held == null && !isDecided()) {
                enter(at - from, steps);
            }
        }
    }

    /** Goes over one character, or over the end, {@code at} chars behind the beginning of the piece. */
    void go(int characterClass, int at, StepCounter steps) {
        DfaCache cache = held;
        if (cache != null) {
            int cell = cache.cell(id, characterClass);
            if (cell == DfaCache.UNBUILT) {
                steps.finish();
                cell = build(cache, characterClass, at);
            }
            if (cell == DfaCache.DEAD) {
                decide(false);
                return;
            }
            if (cell < 0) {
                decide(true);
                return;
            }
            if (cell != DfaCache.UNBUILT) {
                id = cell;
                return;
            }
            detach();
        }
        steps.finish();
        state = next(Objects.requireNonNull(state), characterClass);
        if (state == null) {
            decide(false);
        } else if (state.has(DfaState.MATCH)) {
            decide(true);
        }
    }

    /** Builds a transition; {@link DfaCache#UNBUILT} where that is not possible now. */
    private int build(DfaCache cache, int characterClass, int at) {
        if (isAlone(at) || !store.tryLock()) {
            return DfaCache.UNBUILT;
        }
        try {
            DfaCache newest = store.cache();
            if (newest.continues(cache)) {
                int cell = newest.cell(id, characterClass);
                if (cell != DfaCache.UNBUILT) {
                    held = newest;
                    return cell;
                }
            }
            DfaState from = cache.state(id);
            DfaState next = next(from, characterClass);
            noteReset(store.makeRoom(meter), at);
            DfaCache grown = store.cache();
            int newId = grown.idOf(from);
            int cell = grown.cellOf(next);
            grown.setCell(newId, characterClass, cell);
            hold(grown, newId);
            return cell;
        } finally {
            store.unlock();
        }
    }

    private @Nullable DfaState next(DfaState from, int characterClass) {
        Determinizer.Memory memory = Determinizer.Memory.take();
        try {
            return store.determinizer.next(from, characterClass, memory, meter);
        } finally {
            memory.giveBack();
        }
    }

    /**
     * Goes on in the store's cache where that is possible, {@code at} chars behind the beginning of the piece; otherwise
     * with its state alone.
     */
    void enter(int at, StepCounter steps) {
        if (isDecided() || held != null) {
            return;
        }
        DfaCache newest = store.cache();
        if (newest.generation() == generation) {
            held = newest;
            state = null;
        } else if (!isAlone(at) && store.tryLock()) {
            try {
                steps.finish();
                noteReset(store.makeRoom(meter), at);
                DfaCache cache = store.cache();
                hold(cache, cache.idOf(Objects.requireNonNull(state)));
            } finally {
                store.unlock();
            }
        }
    }

    /** Lets go of the cache, and keeps the state. */
    void leave() {
        if (isDecided()) {
            held = null;
            state = null;
        } else if (held != null) {
            state = held.state(id);
            held = null;
        }
    }

    /** Leaves the cache for states that are made without it. */
    private void detach() {
        leave();
        generation = null;
    }

    private void hold(DfaCache cache, int idThere) {
        held = cache;
        generation = cache.generation();
        id = idThere;
        state = null;
    }

    private boolean isAlone(int at) {
        return readBefore + at < aloneUntil;
    }

    /** Takes note of a cache that this search has replaced, by the number of its states; 0 is none. */
    private void noteReset(int states, int at) {
        if (states > 0) {
            long now = readBefore + at;
            long worthwhile = (long) DfaWalk.CHARS_PER_STATE * states;
            if (resetAt >= 0 && now - resetAt < worthwhile) {
                aloneUntil = now + worthwhile;
            }
            resetAt = now;
        }
    }

    // What the lanes see, which run several searches in one loop.

    boolean isInCache() {
        return held != null;
    }

    int[] table() {
        return Objects.requireNonNull(held).table;
    }

    char[] latin1Classes() {
        return store.alphabet.pages();
    }

    int id() {
        return id;
    }

    void moveTo(int newId) {
        id = newId;
    }

    /** Goes on after a piece that was read up to there in lanes. */
    void readRest(char[] text, int from, int at, int to, StepCounter steps) {
        readBefore += at - from;
        if (!isDecided()) {
            run(text, at, to, steps);
        }
        leave();
        readBefore += to - at;
    }
}
