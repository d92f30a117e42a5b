package dev.flyball.core.regex.engine;

import dev.flyball.Meter;
import dev.flyball.core.StepCounter;
import dev.flyball.core.TryLock;
import dev.flyball.core.regex.program.Alphabet;
import dev.flyball.core.regex.program.Program;
import dev.flyball.core.regex.program.Ways;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The tables of {@link TwoPass}. A row is a set of instructions: those that can reach the match from a place of a text. Its
 * cells tell the row of the place before, for each class of the character between; and, for each instruction that may have
 * led here (an <i>entry</i>), which instruction of the set is preferred, with the slots on the way to it.
 *
 * <p>A cell is written once, under a lock that is only ever tried; whoever reads an old value sees {@link #UNBUILT} and asks
 * under the lock. Tables that are full stay as they are. Thread-safe.
 */
final class TwoPassTables {
    /** The most cells of each table: 64 KB and 128 KB. */
    private static final int MAX_CELLS = 1 << 14;

    /** Fewer rows than this are not worth while. */
    private static final int FEW_ROWS = 32;

    private static final int FIRST_ROWS = 8;

    static final int UNBUILT = 0;

    /** The row of the end of a match. */
    static final int AT_END = 1;

    private static final int ENTRY_BITS = 14;

    /** A cell of a forward table is not 0. */
    private static final long BUILT = 1L << ENTRY_BITS;

    private static final int SLOTS_SHIFT = ENTRY_BITS + 1;
    private static final int MAX_SLOTS = Long.SIZE - SLOTS_SHIFT + OnePass.FIRST_SLOT;

    private static final VarHandle BACK = MethodHandles.arrayElementVarHandle(int[].class);
    private static final VarHandle FORWARD = MethodHandles.arrayElementVarHandle(long[].class);

    /** The arrays; longer ones take their place. */
    static final class Filled {
        final int[] back;
        final long[] forward;
        private final @Nullable DfaState[] sets;

        private Filled(int[] back, long[] forward, @Nullable DfaState[] sets) {
            this.back = back;
            this.forward = forward;
            this.sets = sets;
        }

        private int bytes() {
            return 4 * back.length + 8 * forward.length + 4 * sets.length;
        }
    }

    private final Program program;
    private final Alphabet alphabet;

    /** Rows of a table are so many bits apart. */
    final int backShift;

    final int forwardShift;

    private final Ways ways;

    /** The instruction after each entry, and the entry of each instruction that consumes. */
    private final int[] pcAfter;

    private final int[] entryOf;
    private final TryLock lock = new TryLock();
    private volatile Filled filled;

    /** For whoever holds the lock. */
    private final StateIndex index = new StateIndex();

    private final CacheMemory.Claim claim = CacheMemory.claim(this);

    TwoPassTables(Program program, Alphabet alphabet, Meter meter) {
        this.program = program;
        this.alphabet = alphabet;
        this.backShift = bits(alphabet.classCount() + 1);
        this.forwardShift = bits(program.threadCount());
        StepCounter steps = StepCounter.ofBuild(meter);
        this.ways = new Ways(program, steps);
        this.pcAfter = new int[program.threadCount()];
        this.entryOf = new int[program.size()];
        int entries = 1;
        int match = 0;
        pcAfter[0] = program.start();
        for (int pc = 0; pc < program.size(); pc++) {
            steps.step();
            if (consumes(pc)) {
                entryOf[pc] = entries;
                pcAfter[entries++] = program.next(pc);
            } else if (program.op(pc) == Program.MATCH) {
                match = pc;
            }
        }
        steps.finish();
        this.filled = new Filled(
                new int[FIRST_ROWS << backShift],
                new long[FIRST_ROWS << forwardShift],
                new @Nullable DfaState[FIRST_ROWS]);
        claim.builtBy(meter);
        claim.add(filled.bytes() + 4L * (ways.size() + pcAfter.length + entryOf.length));
        rowOf(new DfaState(new int[] {match}, 0));
    }

    /** The smallest power of two that is no less than so many. */
    private static int bits(int count) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(count - 1);
    }

    /** Whether there is room for a few rows. */
    static boolean fit(Program program, Alphabet alphabet) {
        return program.slotCount() <= MAX_SLOTS
                && FEW_ROWS << bits(alphabet.classCount() + 1) <= MAX_CELLS
                && FEW_ROWS << bits(program.threadCount()) <= MAX_CELLS;
    }

    /** The most build steps of a cell. */
    static long maxSteps(Program program) {
        long ways = program.size() + program.count(Program.SPLIT) + 1L;
        return 2 * ways + 4L * program.size() + 2L * MAX_CELLS / SparseSet.INTS_PER_STEP;
    }

    private boolean consumes(int pc) {
        return program.op(pc) == Program.CHAR || program.op(pc) == Program.SET;
    }

    Filled filled() {
        return filled;
    }

    /** The entry of the instruction that a cell tells; 0 for the match. */
    static int entry(long cell) {
        return (int) cell & (1 << ENTRY_BITS) - 1;
    }

    /** The slots that a cell tells to write: bit 0 is the first one of group 1. */
    static long slots(long cell) {
        return cell >>> SLOTS_SHIFT;
    }

    /** The row of the place before a character, or {@link #UNBUILT} if it cannot be built now. */
    int back(int row, int characterClass, Meter meter) {
        if (!lock.tryLock()) {
            return UNBUILT;
        }
        try {
            int known = filled.back[(row << backShift) + characterClass];
            if (known != UNBUILT) {
                return known;
            }
            claim.builtBy(meter);
            int before = rowOf(setBefore(row, alphabet.representative(characterClass), meter), meter);
            if (before != UNBUILT) {
                BACK.setRelease(filled.back, (row << backShift) + characterClass, before);
            }
            return before;
        } finally {
            lock.unlock();
        }
    }

    /** What to do in a place of a row after an entry, or {@link #UNBUILT} if it cannot be built now. */
    long forward(int row, int entry, Meter meter) {
        if (!lock.tryLock()) {
            return UNBUILT;
        }
        try {
            long cell = filled.forward[(row << forwardShift) + entry];
            if (cell == UNBUILT) {
                claim.builtBy(meter);
                cell = preferred(set(row), pcAfter[entry], meter);
                FORWARD.setRelease(filled.forward, (row << forwardShift) + entry, cell);
            }
            return cell;
        } finally {
            lock.unlock();
        }
    }

    private DfaState set(int row) {
        DfaState set = filled.sets[row];
        if (set == null) {
            throw new IllegalStateException("there is no row " + row);
        }
        return set;
    }

    private int rowOf(DfaState set, Meter meter) {
        int known = index.find(set, filled.sets);
        if (known != StateIndex.NONE) {
            return known;
        }
        if (AT_END + index.size() == filled.sets.length && !grow(meter)) {
            return UNBUILT;
        }
        return rowOf(set);
    }

    private int rowOf(DfaState set) {
        int row = AT_END + index.size();
        filled.sets[row] = set;
        index.add(set, row, filled.sets);
        claim.add(set.bytes());
        return row;
    }

    private boolean grow(Meter meter) {
        Filled now = filled;
        int count = 2 * now.sets.length;
        boolean fits = count << backShift <= MAX_CELLS && count << forwardShift <= MAX_CELLS;
        if (!fits || !claim.hasRoomFor(now.bytes())) {
            return false;
        }
        meter.chargeBuild((now.back.length + 2L * now.forward.length) / SparseSet.INTS_PER_STEP);
        claim.add(now.bytes());
        filled = new Filled(
                Arrays.copyOf(now.back, count << backShift),
                Arrays.copyOf(now.forward, count << forwardShift),
                Arrays.copyOf(now.sets, count));
        return true;
    }

    /** The instructions that consume a character and lead to one of the set. */
    private DfaState setBefore(int row, int character, Meter meter) {
        Determinizer.Memory memory = Determinizer.Memory.take();
        try {
            StepCounter steps = StepCounter.ofBuild(meter);
            SparseSet reached = memory.visited(program, meter);
            int[] found = new int[program.threadCount()];
            int count = 0;
            for (int pc : set(row).pcs) {
                steps.step();
                reached.add(pc);
            }
            // The set grows while it is walked over.
            for (int i = 0; i < reached.size(); i++) {
                int pc = reached.get(i);
                for (int way = ways.first(pc); way < ways.first(pc + 1); way++) {
                    steps.step();
                    int from = ways.source(way);
                    if (!consumes(from)) {
                        reached.add(from);
                    } else if (program.consumes(from, character)) {
                        found[count++] = from;
                    }
                }
            }
            int[] pcs = Arrays.copyOf(found, count);
            for (int i = 0; i < count; i++) {
                steps.step();
            }
            Arrays.sort(pcs);
            steps.finish();
            return new DfaState(pcs, 0);
        } finally {
            memory.giveBack();
        }
    }

    /** The first instruction of a set that is reached from one, the preferred ways first, as a cell. */
    private long preferred(DfaState set, int from, Meter meter) {
        Determinizer.Memory memory = Determinizer.Memory.take();
        try {
            StepCounter steps = StepCounter.ofBuild(meter);
            SparseSet visited = memory.visited(program, meter);
            meter.chargeBuild(3L * program.size() / SparseSet.INTS_PER_STEP);
            int[] stack = new int[program.size() + 1];
            long[] written = new long[program.size() + 1];
            int depth = 0;
            stack[depth++] = from;
            while (depth > 0) {
                steps.step();
                int pc = stack[--depth];
                long way = written[depth];
                if (!visited.add(pc)) {
                    continue;
                }
                byte op = program.op(pc);
                if (op == Program.SPLIT) {
                    written[depth] = way;
                    stack[depth++] = program.arg(pc);
                    written[depth] = way;
                    stack[depth++] = program.next(pc);
                } else if (op == Program.CAPTURE) {
                    int slot = program.arg(pc) - OnePass.FIRST_SLOT;
                    written[depth] = slot < 0 ? way : way | 1L << slot;
                    stack[depth++] = program.next(pc);
                } else if (Arrays.binarySearch(set.pcs, pc) >= 0) {
                    steps.finish();
                    return entryOf[pc] | BUILT | way << SLOTS_SHIFT;
                }
            }
            throw new IllegalStateException("there is no way from " + from);
        } finally {
            memory.giveBack();
        }
    }
}
