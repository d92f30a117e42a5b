package dev.flyball.core.regex.engine;

import org.jspecify.annotations.Nullable;

/**
 * Finds the row of a {@link DfaState}: a hash table with open addressing that holds the numbers of rows only, since the
 * states stand in an array by their rows already. For one thread at a time.
 */
final class StateIndex {
    /** There is no such state. */
    static final int NONE = 0;

    private int[] rows = new int[16];
    private int size;

    /** The row of an equal state, or {@link #NONE}. */
    int find(DfaState state, @Nullable DfaState[] states) {
        int at = state.hashCode();
        while (true) {
            int row = rows[at & rows.length - 1];
            if (row == NONE || state.equals(states[row])) {
                return row;
            }
            at++;
        }
    }

    /** Adds a state that is not there yet, but stands in its row, which is not {@link #NONE}. */
    void add(DfaState state, int row, @Nullable DfaState[] states) {
        put(rows, state, row);
        if (2 * ++size > rows.length) {
            int[] larger = new int[2 * rows.length];
            for (int known : rows) {
                DfaState stands = states[known];
                if (stands != null) {
                    put(larger, stands, known);
                }
            }
            rows = larger;
        }
    }

    private static void put(int[] rows, DfaState state, int row) {
        int at = state.hashCode();
        while (rows[at & rows.length - 1] != NONE) {
            at++;
        }
        rows[at & rows.length - 1] = row;
    }

    /** How many states there are. */
    int size() {
        return size;
    }
}
