package dev.flyball.core.regex.engine;

import dev.flyball.Meter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The states of a lazy DFA that are built so far, with their transitions in one array: the cell at a state's id plus a
 * character class tells the next state.
 *
 * <p>A cell is {@link #UNBUILT}, or {@link #DEAD}, or the next state's id, made negative by {@link #MATCH} where the
 * state is a match; if it is a match and nothing more, there is no next state. Ids are multiples of the length of a row.
 *
 * <p>One thread at a time adds to a cache, under the lock of its {@link LazyDfa}; all read it without one. A cell is
 * written once, after the state that it names, with release semantics; whoever reads an old value sees {@code UNBUILT}
 * and asks under the lock. A full array is replaced by a longer one in a new object of the same {@link #lineage}, in which
 * ids stay valid.
 */
final class DfaCache {
    static final int UNBUILT = 0;
    static final int MATCH = Integer.MIN_VALUE;
    static final int DEAD = MATCH;
    static final int ID = Integer.MAX_VALUE;

    /** No state has an id as small as this. */
    private static final int NO_STATE = 1;

    /** There is a match, and nothing to come. */
    private static final int FINAL = MATCH | NO_STATE;

    /** The longest array of transitions, in ints: 256 KB, which no collector treats as huge. */
    static final int MAX_TABLE = 1 << 16;

    /** The rows of an empty cache: the first one stays empty, and two must be there for a search to go on. */
    private static final int FIRST_ROWS = 8;

    private static final int LEAST_FIRST_ROWS = 3;

    /** An empty cache has less than {@link #FIRST_ROWS} where they would take more bytes than this. */
    private static final int FIRST_BYTES = 4 << 10;

    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(int[].class);

    /** Tells lineages apart, for whoever does not want to keep the states of one alive. */
    static final class Generation {}

    /** What the caches of one lineage share, for whoever holds the lock. */
    private static final class Lineage {
        final StateIndex index = new StateIndex();

        final Generation generation = new Generation();

        /** The states with their rows; row 0 stays empty, so that no state's id is {@link #UNBUILT}. */
        int rows = 1;

        final CacheMemory.Claim claim = CacheMemory.claim(this);
    }

    final int[] table;
    private final @Nullable DfaState[] states;
    private final int[] starts;
    private final int rowLength;
    private final Lineage lineage;
    private final long firstBytes;

    private DfaCache(int[] table, @Nullable DfaState[] states, int[] starts, int rowLength, Lineage lineage) {
        this.table = table;
        this.states = states;
        this.starts = starts;
        this.rowLength = rowLength;
        this.lineage = lineage;
        this.firstBytes = lineage.claim.bytes();
    }

    private static int tableBytes(int rows, int rowLength) {
        return 4 * rows * (rowLength + 1 + 2);
    }

    /** An empty cache for rows of this length, and for so many kinds of start. */
    static DfaCache empty(int rowLength, int startKinds) {
        Lineage lineage = new Lineage();
        int rows = Math.max(LEAST_FIRST_ROWS, Math.min(FIRST_ROWS, FIRST_BYTES / tableBytes(1, rowLength)));
        lineage.claim.add(tableBytes(rows, rowLength));
        return new DfaCache(
                new int[rows * rowLength], new @Nullable DfaState[rows], new int[startKinds], rowLength, lineage);
    }

    /** A cache with the same states and room for up to twice as many, or null when there may be no more. */
    @Nullable
    DfaCache grown() {
        int rows = Math.min(2 * states.length, MAX_TABLE / rowLength);
        int more = tableBytes(rows - states.length, rowLength);
        if (rows <= states.length || !hasRoomFor(more)) {
            return null;
        }
        lineage.claim.add(more);
        return new DfaCache(
                Arrays.copyOf(table, rows * rowLength),
                Arrays.copyOf(states, rows),
                starts.clone(),
                rowLength,
                lineage);
    }

    /** Whether there may be more rows, as far as the table is concerned. */
    boolean mayGrow() {
        return states.length < MAX_TABLE / rowLength;
    }

    /** Whether ids of the other cache name the same states here. */
    boolean continues(DfaCache other) {
        return lineage == other.lineage;
    }

    /** The same object for all caches in which the same ids name the same states. */
    Generation generation() {
        return lineage.generation;
    }

    boolean hasRows(int count) {
        return lineage.rows + count <= states.length;
    }

    /** About how many bytes of memory this cache keeps. */
    long bytes() {
        return lineage.claim.bytes();
    }

    /** Says who builds in this cache, under the lock. */
    void builtBy(Meter meter) {
        lineage.claim.builtBy(meter);
    }

    /** Whether there is memory for so many more bytes. */
    boolean hasRoomFor(long more) {
        return lineage.claim.hasRoomFor(more);
    }

    /** How many it kept when it was made, without the states of the rows that were free. */
    long firstBytes() {
        return firstBytes;
    }

    int stateCount() {
        return lineage.rows - 1;
    }

    /** The state with that id, which the caller has read from a cell. */
    DfaState state(int id) {
        VarHandle.acquireFence();
        DfaState state = states[id / rowLength];
        if (state == null) {
            throw new IllegalStateException("no state has the id " + id);
        }
        return state;
    }

    /** The id of an equal state, which is added if there is none: under the lock, and only where a row is left. */
    int idOf(DfaState state) {
        int known = lineage.index.find(state, states);
        if (known != StateIndex.NONE) {
            return known * rowLength;
        }
        int row = lineage.rows++;
        states[row] = state;
        lineage.index.add(state, row, states);
        lineage.claim.add(state.bytes());
        return row * rowLength;
    }

    /** What a cell that leads to this state holds. */
    int cellOf(@Nullable DfaState state) {
        if (state != null && state.isFinal()) {
            return FINAL;
        }
        return state == null ? DEAD : state.has(DfaState.MATCH) ? idOf(state) | MATCH : idOf(state);
    }

    /** Whether a cell leads to a state. */
    static boolean goesOn(int cell) {
        return (cell & ID) > NO_STATE;
    }

    int cell(int id, int characterClass) {
        return table[id + characterClass];
    }

    void setCell(int id, int characterClass, int cell) {
        CELL.setRelease(table, id + characterClass, cell);
    }

    /** The cell that leads to the state of a start, or {@link #UNBUILT}. */
    int start(int kind) {
        return starts[kind];
    }

    void setStart(int kind, int cell) {
        CELL.setRelease(starts, kind, cell);
    }
}
