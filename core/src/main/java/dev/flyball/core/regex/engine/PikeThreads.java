package dev.flyball.core.regex.engine;

import dev.flyball.Meter;
import dev.flyball.core.regex.program.Program;
import java.util.Arrays;

/**
 * The threads of a {@link PikeSearch} at one position, in the order of their priority, and the instructions that were
 * visited on the way to them. Its arrays grow with the programs it has served, which is charged as build steps.
 */
final class PikeThreads {
    private static final int FIRST_ROWS = 16;

    private final SparseSet visited = new SparseSet();
    private int[] pcs = {};
    private int count;
    private int[] rows = {};
    private int rowLength;

    /** Makes room for a program, and empties the list. */
    void prepare(Program program, int slotCount, Meter meter) {
        visited.prepare(program.size(), meter);
        if (pcs.length < program.threadCount()) {
            meter.chargeBuild(program.threadCount() / SparseSet.INTS_PER_STEP);
            pcs = new int[program.threadCount()];
        }
        rowLength = slotCount;
        count = 0;
    }

    void clear() {
        visited.clear();
        count = 0;
    }

    /** Whether the instruction is visited for the first time since the list was empty. */
    boolean visit(int pc) {
        return visited.add(pc);
    }

    int count() {
        return count;
    }

    int pc(int thread) {
        return pcs[thread];
    }

    /** Adds a thread of the lowest priority, which carries a copy of these slots. */
    void add(int pc, int[] slots, Meter meter) {
        if (rowLength > 0) {
            int to = count * rowLength;
            if (rows.length < to + rowLength) {
                int longer = Math.max(2 * rows.length, to + FIRST_ROWS * rowLength);
                meter.chargeBuild(longer / SparseSet.INTS_PER_STEP);
                rows = Arrays.copyOf(rows, longer);
            }
            System.arraycopy(slots, 0, rows, to, rowLength);
        }
        pcs[count++] = pc;
    }

    void copySlots(int thread, int[] slots) {
        System.arraycopy(rows, thread * rowLength, slots, 0, rowLength);
    }

    /** The most build steps that making room can take. */
    static long maxBuildSteps(Program program, int slotCount) {
        // Rows double until they suffice: all of them together are less than twice the last, which may be half empty.
        long rowInts = 4L * (program.threadCount() + FIRST_ROWS) * slotCount;
        return (2L * program.size() + program.threadCount() + rowInts) / SparseSet.INTS_PER_STEP;
    }

    /** How many ints this holds on to. */
    int capacity() {
        return visited.capacity() + pcs.length + rows.length;
    }
}
